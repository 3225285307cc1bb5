"""A name that is put under protection goes from what was kept before it: for everybody but the group that wrote it."""

from __future__ import annotations

import re
import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import cast

from bot import report_console
from bot.core.model import EventId, Member, UserId
from bot.core.screening import Detectors
from bot.core.surveys import QUOTABLE, Question, Template
from bot.store.deadlines import Deadlines
from bot.store.proposals import Proposals
from bot.store.surveys import Surveys
from tests.handlers.figures_house import write
from tests.handlers.house import ANA, CARLA, ELLEN, EN, ES, FR, KEY, MEMBERS, SECOND_KEY, House
from tests.handlers.register_house import direct_room, tell
from tests.handlers.test_report import WITHOUT_PICTURES, YEARS

NAME = "Ixchel Balam"
NICKNAME = "flaca"
"""The shield lets it pass, for it is an ordinary word."""
SECRET = re.compile(f"Ixchel|{NICKNAME}")
VOICES = {UserId(f"@v{at}:demo.local"): f"Union {at % 3}" for at in range(6)}


async def a_past(house: House) -> str:
    """What was recorded, demanded and answered while nobody knew that the name needs protection. Gives the record."""
    record_id = await write(
        house, 900, ("filed", "2026-01-05"), group="Union EN", facility=f"Taller {NAME}", levels={"facility": 4}
    )
    words = dict.fromkeys(("en", "es", "fr"), f"Reinstate {NAME}.")
    now = house.clock.now()
    await Proposals(house.database).tell(0, "Union EN", "en", words, EventId("$proposal"), now)
    asked = dict.fromkeys(("en", "es", "fr"), "What helps?")
    template = Template("own", asked, (Question("text", asked, ()),))
    surveys = Surveys(house.database)
    await surveys.launch(template, now, now + timedelta(days=7), EventId("$survey"))
    for voice in VOICES:
        said = f"la {NICKNAME} nos ayudo" if voice.startswith("@v0") else f"A phone of our own, says {voice[1:3]}"
        await surveys.answer(1, voice, ((said, QUOTABLE),), EventId(f"$answer {voice}"))
    await house.restart()
    await tell(house, "!survey close 1", CARLA)
    return record_id


async def told(house: House, record_id: str) -> dict[str, str]:
    """What a member of another group reads of all that."""
    commands = {
        "record": f"!petition status {record_id}",
        "timeline": f"!petition timeline {record_id}",
        "list": "!petition status",
        "proposals": "!proposal",
        "proposal": "!proposal 1",
        "survey": "!survey results 1",
    }
    return {what: await tell(house, command, ANA) for what, command in commands.items()}


async def test_what_was_kept_before_shows_a_protected_name_to_nobody_else(tmp_path: Path) -> None:
    members = {**MEMBERS, **{user: Member(user, "V", group, "en") for user, group in VOICES.items()}}
    async with House(tmp_path, detectors=cast("Detectors", None), members=members) as house:
        for user in members:
            direct_room(house, user)
        record_id = await a_past(house)
        before = await told(house, record_id)
        assert {what for what, text in before.items() if SECRET.search(text)} == before.keys(), "or it shows nothing"
        for name in (NAME, NICKNAME):
            await tell(house, f"!protect add {name}", CARLA)
        for _ in range(2):
            after = await told(house, record_id)
            assert {what: text for what, text in after.items() if SECRET.search(text)} == {}
            assert record_id in after["record"]
            assert "A phone of our own" in after["survey"]
            assert NAME in await tell(house, f"!petition status {record_id}"), "its own group knows it"
            await house.restart()
        for whole in ("", f" {record_id}"):
            await house.said(direct_room(house), ELLEN, f"!petition export{whole}")
        files = [e.outgoing.file for e in house.homeserver.rooms[direct_room(house)].events if e.outgoing]
        exported = [house.homeserver.files[file.stored.url].decode() for file in files if file is not None]
        assert len(exported) == 4
        assert all(record_id in content and not SECRET.search(content) for content in exported)
        await house.said(direct_room(house), ELLEN, f"!letter {record_id} reasons")
        letter, paper = house.homeserver.texts(direct_room(house))[-2:], papers(house)[-1]
        assert any("[Name of the workplace]" in text for text in letter)
        assert not any(SECRET.search(text) for text in (*letter, paper))
        await tell(house, f"!protect remove {NAME}", CARLA)
        assert NAME in (await told(house, record_id))["record"]


def papers(house: House) -> list[str]:
    """The words of the documents that Ellen got."""
    files = [event.outgoing.file for event in house.homeserver.rooms[direct_room(house)].events if event.outgoing]
    contents = [house.homeserver.files[file.stored.url] for file in files if file is not None]
    packages = [zipfile.ZipFile(BytesIO(content)) for content in contents if content.startswith(b"PK")]
    return [package.read("word/document.xml").decode() for package in packages]


async def test_the_evidence_report_names_it_neither(tmp_path: Path) -> None:
    async with House(tmp_path, detectors=cast("Detectors", None)) as house:
        record_id = await write(house, 900, ("filed", "2026-01-05"), facility=f"Taller {NAME}", levels={"facility": 4})
        words = {"en": f"Reinstate {NAME}."}
        await Proposals(house.database).tell(0, "Union EN", "en", words, EventId("$proposal"), house.clock.now())
        for name, key in (("store.key", KEY), ("fields.key", SECOND_KEY)):
            (tmp_path / name).write_text(key.hex() + "\n")
            (tmp_path / name).chmod(0o600)
        assert NAME in await printed(house)
        direct_room(house, CARLA)
        await tell(house, f"!protect add {NAME}", CARLA)
        after = await printed(house)
        assert NAME not in after
        assert record_id in after


async def printed(house: House) -> str:
    """All text of it in English, as the command would write it; without pictures."""
    edition, records, proposals = await report_console._kept(house._settings)
    today = house.clock.now().date()
    part = await WITHOUT_PICTURES.part("en", YEARS, edition, (), records, proposals, today)
    return str(part.blocks)


async def test_a_date_with_it_is_in_no_calendar_any_more(tmp_path: Path) -> None:
    async with House(tmp_path, detectors=cast("Detectors", None)) as house:
        now = house.clock.now()
        for number, words in enumerate((f"Hearing of {NAME}", "Hearing of others")):
            what = dict.fromkeys(("en", "es", "fr"), words)
            await Deadlines(house.database).add("2026-12-01", "high", "A letter", what, EventId(f"$date{number}"), now)
        await house.restart()
        for user in (ELLEN, CARLA):
            direct_room(house, user)
        shown = "!calendar", "!digest full"
        assert all([NAME in await tell(house, said) for said in shown]), "or it shows nothing"
        await tell(house, f"!protect add {NAME}", CARLA)
        for said in shown:
            text = await tell(house, said)
            assert NAME not in text
            assert "Hearing of others" in text


async def test_an_announcement_with_it_is_posted_nowhere(tmp_path: Path) -> None:
    async with House(tmp_path, detectors=cast("Detectors", None)) as house:
        direct_room(house, CARLA)
        assert NICKNAME in await tell(house, f"!anunciar La {NICKNAME} llega el jueves.", CARLA)
        await tell(house, f"!protect add {NICKNAME}", CARLA)
        assert NICKNAME not in await tell(house, "!anunciar entendido", CARLA)
        house.clock.advance(60)
        await house.idle()
        assert not any(NICKNAME in text for room in (EN, ES, FR) for text in house.homeserver.texts(room))


async def test_a_question_of_a_survey_with_it_is_covered(tmp_path: Path) -> None:
    async with House(tmp_path, detectors=cast("Detectors", None)) as house:
        now = house.clock.now()

        def words(text: str) -> dict[str, str]:
            return dict.fromkeys(("en", "es", "fr"), text)

        questions = (
            Question("single", words(f"Did you meet {NAME}?"), (words("Yes"), words(f"Only {NAME}"))),
            Question("number", words("How many petitions?")),
        )
        template = Template("own", words(f"About {NAME}"), questions)
        await Surveys(house.database).launch(template, now, now + timedelta(days=7), EventId("$survey"))
        for user in (ELLEN, CARLA):
            direct_room(house, user)
        assert NAME in await tell(house, "!survey")
        await tell(house, f"!protect add {NAME}", CARLA)
        for said in ("!survey", "!survey answer 1", "1", "2"):
            assert NAME not in await tell(house, said)
        check = house.homeserver.texts(direct_room(house))[-1]
        assert "How many petitions?" in check
        assert "[…]" in check
        await tell(house, "!survey close 1", CARLA)
        assert NAME not in await tell(house, "!survey results 1")
