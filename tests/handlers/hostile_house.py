"""A network in which everything that anybody can write is hostile, and everybody is shown it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from bot.core.attachments import DEFAULT_MAX_BYTES
from bot.core.evidence import Period
from bot.core.model import EventId, Member, RoomId, UserId
from bot.core.room_rules import Powers, RoomRules
from bot.core.statistics import edition
from bot.core.surveys import QUOTABLE
from bot.documents.report import document as report_document
from bot.errors import NoPicture
from bot.handlers.evidence import EvidenceWriter
from bot.handlers.figure_words import FigureWords
from bot.holiday_calendars import is_holiday
from bot.i18n import Texts
from bot.resources import config_dir
from bot.store.baseline_file import load_baseline
from bot.store.file_consent import FileConsent
from bot.store.proposals import Proposals
from bot.store.stage_file import load_clocks
from bot.store.surveys import Surveys
from tests.fakes.detectors import detectors
from tests.fakes.pictures import PicturesAtOnce
from tests.handlers.house import ANA, CARLA, CHANNEL, ELLEN, EN, ES, FLEUR, FR, MEMBERS, House
from tests.handlers.register_house import direct_room
from tests.handlers.test_attachments import sent

HEADER = "route,facility,place,sector,stages"
LUZ = UserId("@luz:demo.local")
OPERATORS = RoomId("!operators")
GUEST = UserId("@guest:elsewhere.example")
VOICES = tuple(UserId(f"@v{at}:demo.local") for at in range(6))
"""Enough of them, in enough groups, that what they answer is shown."""


@asynccontextmanager
async def opened(folder: Path, word: str) -> AsyncIterator[House]:
    """Everything that a configuration and a homeserver tell is hostile as well."""
    members = {
        **MEMBERS,
        **{voice: Member(voice, "V", f"Union {at % 3} {as_configured(word)}", "en") for at, voice in enumerate(VOICES)},
        ANA: replace(MEMBERS[ANA], name=word, organisation=f"Union {word}"),
        CARLA: replace(MEMBERS[CARLA], language="en"),
    }
    channel = replace(CHANNEL, name=f"plants {word}", attachments=DEFAULT_MAX_BYTES)
    async with House(
        folder, members=members, channels=(channel,), detectors=detectors(), operators_room=OPERATORS
    ) as house:
        house.homeserver.add_room(OPERATORS)
        for room in (ES, EN, FR):
            house.homeserver.rooms[room].people.update({ANA, ELLEN, FLEUR, CARLA, GUEST})
            house.homeserver.rooms[room].names.update({GUEST: word, ANA: word})
        for user in (ANA, ELLEN, FLEUR, CARLA):
            direct_room(house, user)
        for user in (ANA, GUEST):
            await FileConsent(house.database).give(user, EventId(f"$word of {user}"), house.clock.now())
        yield house


def as_configured(word: str) -> str:
    """A configuration takes no name with control characters in it: it says so, and the bot does not start."""
    return "".join(" " if unicodedata.category(each) == "Cc" else each for each in word)


async def in_private(house: House, who: UserId, *said: str) -> None:
    for text in said:
        house.clock.advance(5)
        await house.said(direct_room(house, who), who, text)


async def everything(house: House, word: str) -> None:
    """Every place at which a person can write something, and everybody who is shown it."""
    said = await house.said(ES, GUEST, "Buenos días")
    await house.said(ES, ANA, word)
    house.homeserver.edit(ES, GUEST, said, f"Buenas tardes {word}")
    await house.idle()
    copy = house.homeserver.shown(EN)[0]
    await house.said(EN, ELLEN, f"I read {word}", reply_to=copy.event_id)
    await house.said(EN, ELLEN, f"!fix better {word}", reply_to=copy.event_id)
    await sent(house, caption=word, name=f"{word}.jpg")
    await sent(house, b"\x00\x01nothing", name=f"{word}.exe")
    poll = house.homeserver.ask(ES, ANA, f"¿{word}?", word, f"no {word}", "otro")
    await house.idle()
    house.homeserver.vote(ANA, poll, "a0")
    house.homeserver.end_poll(ANA, poll)
    await house.idle(seconds_each=1)
    await house.said(ES, ANA, f"Juana {word} vio todo")
    await in_private(house, ANA, "2")
    for text in (
        f"!fantasía {word}",
        f"!petición estado {word}",
        f"!caso {word}",
        f"!término agregar {word} | {word} | {word}",
    ):
        await house.said(ES, ANA, text)
        await house.said(ES, CARLA, text)
    for text in (
        "!members",
        "!channel check",
        "!bot",
        f"!member add {GUEST}",
        f"!org add {word} {GUEST}",
        f"!member suspend {word}",
    ):
        await in_private(house, CARLA, text)
        await house.said(EN, CARLA, text)
    for who in (ANA, ELLEN):
        await in_private(
            house, who, "!petition new", "1", f"Planta {word}", word, "auto parts", "2026-10-01", "2026-10-03", "1"
        )
        await in_private(house, who, "save")
    records = sorted(
        set(re.findall(r"\b[0-9A-Z]{3}-[0-9A-Z]{3}\b", house.homeserver.texts(direct_room(house, ELLEN))[-1]))
    )
    for record in records:
        await in_private(
            house,
            ELLEN,
            f"!petition publish {record}",
            "publish",
            f"!letter {record} reasons",
            f"!petition timeline {record}",
        )
        await in_private(
            house,
            ELLEN,
            f"!petition update {record} declined 2026-11-02",
            f"!review ask {record}",
            f"We ask {word}",
            "skip",
            "cancel",
        )
        await in_private(house, ANA, f"!petition status {record}", "!petition status")
        await house.said(FR, FLEUR, f"!pétition état {record}")
    cell = '"' + " ".join(word.split()).replace('"', '""') + '"'
    await in_private(
        house,
        ELLEN,
        "!petition export",
        f"!petition import\n{HEADER}\nUS_MX,{cell},{cell},mining,filed 2026-10-01",
        "import",
    )
    await in_private(house, CARLA, f"!announce {word}", "!announce understood")
    await in_private(house, CARLA, f"!member add {GUEST}", "add")
    await in_private(
        house,
        CARLA,
        "!deadline add",
        "15 March 2027",
        f"Due {word}",
        f"Notice {word}",
        "1",
        f"Vencen {word}",
        "keep",
        "add",
    )
    await in_private(house, ELLEN, "!calendar", "!calendar file")
    await in_private(
        house,
        CARLA,
        "!survey new",
        "2",
        f"Pay {word}",
        "1",
        f"How {word}?",
        f"good {' '.join(word.split())}; bad; none",
        "5",
        f"Ideas {word}?",
        "enough",
        "14",
    )
    await looked_through(house, CARLA)
    await in_private(house, CARLA, "launch", "!survey")
    await in_private(house, FLEUR, "!sondage", "!sondage répondre 1", "1", f"Plus {word}", "2", "enregistrer")
    for voice in VOICES:
        text = f"Idea of {voice[1:3]} {' '.join(word.split())}"
        assert await Surveys(house.database).answer(1, voice, (("1",), (text, QUOTABLE)), EventId(f"$answer {voice}"))
    await in_private(house, CARLA, "!survey close 1", "!survey results 1")
    await in_private(house, FLEUR, "!sondage résultats 1")
    await proposals(house, word)
    await in_private(house, VOICES[0], "!proposal withdraw 2", "remove")
    await house.said(EN, CARLA, "!digest")
    await house.idle(seconds_each=1)
    await trouble(house)


async def proposals(house: House, word: str) -> None:
    """Two of a group whose very name is hostile; one stands in new words, and is signed by name."""
    for command in ("!proposal new", "!proposal new", "!proposal change 1"):
        await in_private(house, VOICES[0], command, f"Demand {word}")
        await looked_through(house, VOICES[0])
        await in_private(house, VOICES[0], f"1 fr Demande {word}", "launch")
    for who in VOICES[:3]:
        await in_private(house, who, "!proposal sign 1", "sign by name", "!proposal 1", "!proposal")
    for room, who in ((EN, ELLEN), (ES, ANA), (FR, FLEUR)):
        await house.said(room, who, "!proposal 1")
        await house.said(room, who, "!proposal")


async def looked_through(house: House, who: UserId) -> None:
    """What a machine translated is right."""
    for _ in range(40):
        if "launch" in house.homeserver.texts(direct_room(house, who))[-1]:
            return
        await in_private(house, who, "keep")
    raise AssertionError(f"it never comes to the last look: {house.homeserver.texts(direct_room(house, who))[-1]}")


async def trouble(house: House) -> None:
    """What the operators' room is told bears the name of the channel."""
    house.homeserver.rooms[FR].bot_is_in = False
    house.homeserver.rooms[EN].rules = RoomRules(powers=Powers(write=50))
    told = ("I am not in", "I may not write in")
    await house.until(lambda: all(words in house.homeserver.readable(OPERATORS) for words in told), seconds_each=5)


async def report(house: House) -> bytes:
    """The evidence report of this network."""
    texts, clocks = Texts.load(), load_clocks(config_dir() / "stages.yaml", is_holiday)
    figures = FigureWords(texts, load_baseline(config_dir() / "public_baseline.yaml"))
    writer, today = EvidenceWriter(texts, clocks, figures, NoPictures()), house.clock.now().date()
    proposals = await Proposals(house.database).every()
    assert sorted(len(each.named) for each in proposals) == [0, 3], "else nobody's name is printed"
    parts = [
        await writer.part(language, Period(today, today), edition({}, None), (), (), proposals, today)
        for language in texts.languages
    ]
    return report_document(parts)


class NoPictures(PicturesAtOnce):
    """What is drawn in a report has no word of anybody's."""

    async def draw(self, *_: object, **__: object) -> bytes:
        raise NoPicture
