"""Hostile names, petitions, file names, polls: run through the whole bot, they change nothing but their own text."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from bot.core.attachments import DEFAULT_MAX_BYTES, clean_name
from bot.core.evidence import Block, Bullets, Heading, Paragraph, Part, Table
from bot.core.file_types import FORMS
from bot.core.ics import Appointment, calendar_file
from bot.core.letters import Letter
from bot.core.model import EventId, Outgoing, RoomId, UserId
from bot.documents.letter import document as letter_document
from bot.documents.report import document as report_document
from bot.matrix.outbound import content_of
from bot.pictures.style import is_bare
from bot.store.file_consent import FileConsent
from tests.core.test_injection import balanced
from tests.fakes.detectors import detectors
from tests.handlers.house import ANA, CARLA, CHANNEL, ELLEN, EN, ES, FLEUR, FR, MEMBERS, House
from tests.handlers.register_house import direct_room
from tests.handlers.test_attachments import sent
from tests.hostile import ATTACKS, FORGED, WHOLE

HEADER = "route,facility,place,sector,stages"
LUZ = UserId("@luz:demo.local")
OPERATORS = RoomId("!operators")
GUEST = UserId("@guest:elsewhere.example")
TAG = re.compile(r"<(/?)([a-zA-Z0-9-]+)([^>]*)>")
FOREIGN = ("luz", "evil", "onerror", "data-mx")
OURS = {"strong", "br", "code", "em", "sub", "p", "blockquote", "ul", "ol", "li", "a", "mx-reply", "details", "summary"}
"""Tags that the bot itself writes anywhere."""


@asynccontextmanager
async def opened(folder: Path, word: str) -> AsyncIterator[House]:
    """Everything that a configuration and a homeserver tell is hostile as well."""
    members = {
        **MEMBERS,
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
        "enough",
        "14",
    )
    while "launch" not in house.homeserver.texts(direct_room(house, CARLA))[-1]:
        await in_private(house, CARLA, "keep")
    await in_private(house, CARLA, "launch", "!survey")
    await in_private(house, FLEUR, "!sondage", "!sondage répondre 1", "1", word)
    await house.said(EN, CARLA, "!digest")
    await house.idle(seconds_each=1)


def sent_by_bot(house: House) -> list[Outgoing]:
    return [e.outgoing for room in house.homeserver.rooms.values() for e in room.events if e.outgoing is not None]


@pytest.mark.parametrize("word", WHOLE, ids=["markup", "formula"])
async def test_whatever_people_write_is_its_own_text_and_nothing_else(tmp_path: Path, word: str) -> None:
    async with opened(tmp_path, word) as house:
        await everything(house, word)
        said = sent_by_bot(house)
        assert sum("Nopal" in each.body.plain for each in said) > 40, "else it shows nothing"
        assert [f"{fault}: {each.body}" for each in said for fault in faults_of(each)] == []
        files = [each.file for each in said if each.file is not None]
        contents = {file.name: house.homeserver.files[file.stored.url] for file in files}
        assert {"letter.docx", "trinational.png", "export.csv", "export.json", "calendar.ics"} <= set(contents)
        assert [name for name in contents if not is_plain_name(name)] == []
        assert [name for name, content in contents.items() if not CHECKS[Path(name).suffix](content)] == []


def faults_of(sent: Outgoing) -> list[str]:
    html, plain = sent.body.html, sent.body.plain
    found = [f"a tag {tag}" for _, tag, _ in TAG.findall(html) if tag.lower() not in OURS]
    found += [f"an attribute {has}" for *_, has in TAG.findall(html) if any(word in has for word in FOREIGN)]
    lines = [*plain.split("\n"), *re.sub(r"<[^>]*>", "", html.replace("<br>", "\n")).split("\n")]
    found += [f"turns {line!r}" for line in lines if not balanced(line)]
    found += [f"control in {line!r}" for line in lines if any(map(is_control, line))]
    if sent.mark is None:  # a copy shows the lines of its message below its sender's name
        found += [f"a forged line {line!r}" for line in plain.splitlines() if line.startswith(FORGED)]
    mentions = content_of(sent)["m.mentions"]
    if "room" in mentions or LUZ in str(mentions):
        found.append(f"rings {mentions}")
    return found


def is_control(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs") and character != "\t"


def is_plain_name(name: str) -> bool:
    return len(name.splitlines()) == 1 and balanced(name) and not any(is_control(c) or c in "/\\<>" for c in name)


def is_harmless_csv(content: bytes) -> bool:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert "Nopal" in content.decode()
    return len({len(row) for row in rows}) == 1 and not any(
        cell[:1] in tuple("=+-@\t\r|%") for row in rows for cell in row if cell
    )


def is_harmless_json(content: bytes) -> bool:
    json.loads(content)
    return b"Nopal" in content


def is_harmless_docx(content: bytes) -> bool:
    """Text, and nothing that an office program follows, computes or runs."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        document = ET.fromstring(archive.read("word/document.xml"))
        parts = archive.namelist()
    tags = {element.tag.partition("}")[2] for element in document.iter()}
    active = {"hyperlink", "fldSimple", "instrText", "object", "altChunk", "br"}
    assert "Nopal" in "".join(document.itertext())
    return not tags & active and not any("embed" in part or "vba" in part.lower() for part in parts)


def is_harmless_ics(content: bytes) -> bool:
    """One entry more than the five dates that are known without it, and no property that is not ours."""
    lines = content.decode().replace("\r\n ", "").split("\r\n")
    names = {re.split("[;:]", line)[0] for line in lines if line}
    ours = {
        "BEGIN",
        "END",
        "VERSION",
        "PRODID",
        "CALSCALE",
        "UID",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "SUMMARY",
        "DESCRIPTION",
    }
    assert "Nopal" in content.decode()
    return names == ours | {"TRANSP"} and lines.count("BEGIN:VEVENT") == DATES + 1


DATES = 5
CHECKS: Mapping[str, Callable[[bytes], bool]] = {
    ".csv": is_harmless_csv,
    ".json": is_harmless_json,
    ".docx": is_harmless_docx,
    ".ics": is_harmless_ics,
    ".png": is_bare,
    ".jpg": lambda content: content.startswith(b"\xff\xd8"),
}


# The files by themselves, with every attack there is.


def test_every_attack_is_text_in_a_letter_and_in_a_report() -> None:
    text = tuple(f"Nopal {attack}" for attack in ATTACKS)
    letter = Letter("warning", text, "day", text, " ".join(text), (*text, text), text)
    assert is_harmless_docx(letter_document(letter, "en"))
    blocks: tuple[Block, ...] = (
        Heading(text[0], 1),
        *map(Paragraph, text),
        Bullets(text),
        Table(text[:2], (text[:2],), (1, 1)),
    )
    assert is_harmless_docx(report_document([Part("es", " ".join(text), blocks)]))


@pytest.mark.parametrize("attack", ATTACKS)
def test_every_attack_is_text_in_a_calendar_and_in_a_file_name(attack: str) -> None:
    day = date(2026, 11, 22)
    written = calendar_file([Appointment("key", day, attack, f"Nopal {attack}", day)] * (DATES + 1), "en")
    assert is_harmless_ics(written)
    assert is_plain_name(clean_name(f"{attack}.pdf", FORMS["pdf"]))
