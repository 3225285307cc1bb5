"""A table that is sent as a file into the direct chat: read in memory, looked at first, written by a typed word."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.core.files import Attachment, FileKind
from bot.core.model import EventRef, UserId
from bot.documents.brought import MAX_BYTES
from bot.store.register import Register
from tests.handlers.house import ANA, ELLEN, EN, FLEUR, House
from tests.handlers.register_house import direct_room, enter, tell

CSV = (
    "route,facility,place,sector,stages\n"
    "US_MX,Planta Norte,Coahuila,mining,filed 2026-10-01\n"
    "CA_MX,Fábrica Sur,,mining,filed 2026-09-01; received 2026-09\n"
)
YAML = """\
petitions:
  - route: US_MX
    facility: Planta Norte
    place: Coahuila
    sector: mining
    stages: [filed 2026-10-01]
  - {route: CA_MX, facility: Fábrica Sur, sector: mining, stages: filed 2026-09-01; received 2026-09}
"""
BROKEN = "route,facility,sector\nUS_CA,Planta,mining\nUS_MX,,mining\n"


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with House(tmp_path) as house:
        yield house


def put(
    house: House,
    content: str | bytes,
    *,
    name: str = "petitions.csv",
    caption: str = "",
    user_id: UserId = ELLEN,
    kind: FileKind = "file",
) -> EventRef:
    house.clock.advance(5)
    data = content.encode() if isinstance(content, str) else content
    file = Attachment(kind, name, house.homeserver.keep(data))
    return house.homeserver.say(direct_room(house, user_id), user_id, caption, file=file)


async def sent(house: House, content: str | bytes, *, name: str = "petitions.csv", user_id: UserId = ELLEN) -> str:
    put(house, content, name=name, user_id=user_id)
    await house.idle()
    return house.homeserver.texts(direct_room(house, user_id))[-1]


async def records(house: House) -> int:
    return len((await Register.open(house.database)).every())


@pytest.mark.parametrize(("name", "content"), [("Peticiones.CSV", CSV), ("petitions.yaml", YAML), ("p.yml", YAML)])
async def test_a_file_is_looked_at_first_and_written_by_the_word(house: House, name: str, content: str) -> None:
    assert "2 petitions can be imported" in await sent(house, content, name=name)
    assert await records(house) == 0
    assert "2 petitions were imported" in await tell(house, "import")
    listed = await tell(house, "!petition list mine")
    assert "Planta Norte" in listed
    assert "Fábrica Sur" in listed
    assert "nothing new" in await sent(house, content, name=name)


async def test_a_file_may_come_with_the_command_or_be_replied_to_by_it(house: House) -> None:
    put(house, CSV, caption="!petition import")
    await house.idle()
    assert "2 petitions can be imported" in house.homeserver.texts(direct_room(house))[-1]
    assert "Send the table here" in await tell(house, "!petition import")
    ref = put(house, CSV)
    await house.idle()
    await house.said(direct_room(house), ELLEN, "!petition import please", reply_to=ref.event_id)
    assert "2 petitions can be imported" in house.homeserver.texts(direct_room(house))[-1]
    assert "2 petitions were imported" in await tell(house, "import")


@pytest.mark.parametrize(
    ("user_id", "first"), [(ELLEN, "Line 2"), (ANA, "Línea 2"), (FLEUR, "Ligne 2")], ids=["en", "es", "fr"]
)
async def test_every_problem_is_told_by_its_line_in_the_language_of_the_person(
    house: House, user_id: UserId, first: str
) -> None:
    lines = (await sent(house, BROKEN, user_id=user_id)).splitlines()
    assert lines[1].startswith(first)
    assert len(lines) == 3
    assert await records(house) == 0


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("route;facility;sector;stages\nUS_MX;A;mining;filed 2026-10-01; received 2026-10-03\n", "Line 2: something"),
        ("route,facility,sector\nUS_MX,A,mining\nUS_MX,B,mining,,x\n", "Line 3: something"),
        ("route,facility,facility,sector\nUS_MX,A,B,mining\n", "“facility” stands there twice"),
    ],
)
async def test_nothing_of_a_table_is_left_out_in_silence(house: House, content: str, told: str) -> None:
    shown = await sent(house, content)
    assert told in shown
    assert "1 problem" in shown
    assert "!petition import" in await tell(house, "import"), "nothing waits for this word"


async def test_quoted_separators_and_empty_cells_at_the_end_are_no_problem(house: House) -> None:
    content = 'route;facility;sector;stages;;\nUS_MX;A;mining;"filed 2026-10-01; received 2026-10-03";;\n'
    assert "1 petition can be imported" in await sent(house, content)


async def test_the_lines_of_yaml_are_told_as_they_are_counted_in_the_file(house: House) -> None:
    broken = YAML.replace("CA_MX", "US_CA")
    assert "Line 7, route" in await sent(house, broken, name="petitions.yaml")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("p.csv", b"route,facility,sector\nUS_MX,F\xe1brica,mining\n", "CSV UTF-8"),
        ("p.csv", b"PK\x03\x04\x00\x00", "CSV UTF-8"),
        ("p.csv", 'route,facility,sector\nUS_MX,"Planta,mining\n', "line 2 of this file"),
        ("p.yaml", "petitions:\n  - route: [US_MX\n", "of this file"),
        ("p.yaml", "- &one {route: US_MX, facility: A, sector: mining}\n- *one\n", "line 1 of this file"),
        ("p.yaml", "- route: {a: b}\n", "line 1 of this file"),
        ("p.yaml", "[" * 20_000, "of this file"),
        ("p.csv", "x" * (MAX_BYTES + 1), "at most 256 kB"),
        ("p.csv", "", "must name the columns"),
    ],
    ids=["latin", "zip", "quote", "bracket", "twice", "deep", "very deep", "large", "empty"],
)
async def test_a_file_that_cannot_be_read_gets_a_sentence(
    house: House, name: str, content: str | bytes, told: str
) -> None:
    assert told in await sent(house, content, name=name)
    assert "!petition import" in await tell(house, "import"), "nothing waits for this word"
    assert await records(house) == 0


async def test_what_the_server_lost_or_changed_meanwhile_is_not_written(house: House) -> None:
    ref = put(house, CSV)
    await house.idle()
    house.homeserver.files.clear()
    assert "could not get this file" in await tell(house, "import")
    assert await records(house) == 0
    assert ref.room_id == direct_room(house)


async def test_a_file_that_was_not_encrypted_is_not_fetched(house: House) -> None:
    room = direct_room(house)
    house.homeserver.say(room, ELLEN, "", file=Attachment("file", "p.csv", None))
    await house.idle()
    assert "did not encrypt" in house.homeserver.texts(room)[-1]


async def test_the_spreadsheets_own_unicode_is_read(house: House) -> None:
    with_semicolons = CSV.replace(",", ";").replace("filed 2026-09-01; received", '"filed 2026-09-01; received')
    with_semicolons = with_semicolons.removesuffix("\n") + '"\n'
    assert "2 petitions can be imported" in await sent(house, CSV.encode("utf-16"))
    assert "2 petitions can be imported" in await sent(house, b"\xef\xbb\xbf" + with_semicolons.encode())


async def test_an_exported_file_comes_back_whole(house: House) -> None:
    await enter(house)
    house.clock.advance(5)
    await house.said(direct_room(house), ELLEN, "!petition export")
    files = [shown.outgoing.file for shown in house.homeserver.shown(direct_room(house)) if shown.outgoing.file]
    (csv,) = (house.homeserver.files[file.stored.url] for file in files if file.name == "export.csv")
    assert "nothing new" in await sent(house, csv)


def _files_in(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*")}


async def test_nothing_of_a_sent_file_is_on_the_disk(house: House, tmp_path: Path) -> None:
    await tell(house, "!help")
    before = _files_in(tmp_path)
    assert "2 petitions can be imported" in await sent(house, CSV)
    assert _files_in(tmp_path) <= before | {"bot.db-wal", "bot.db-shm"}


async def test_a_table_in_a_room_and_another_file_in_private_are_not_read(house: House) -> None:
    file = Attachment("file", "p.csv", house.homeserver.keep(CSV.encode()))
    house.homeserver.say(EN, ELLEN, "", file=file)
    house.homeserver.say(direct_room(house), ELLEN, "", file=replace(file, name="photo.jpg", kind="image"))
    await house.idle()
    assert house.homeserver.texts(direct_room(house)) == []
    assert not any("can be imported" in text for text in house.homeserver.texts(EN))
