"""A group's own records as files, and back from pasted lines: looked at first, then written once."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.core.model import UserId
from bot.core.records import Record
from bot.store.register import Register
from tests.handlers.house import ANA, CARLA, ELLEN, MEMBERS, House
from tests.handlers.register_house import NOBODYS, direct_room, enter, tell

HEADER = "route,facility,place,sector,stages"
NORTH = "US_MX,Planta Norte,Coahuila,mining,filed 2026-10-01"
SOUTH = "CA_MX,Planta Sur,,mining,filed 2026-09-01; received 2026-09"
TWO = f"{HEADER}\n{NORTH}\n{SOUTH}"


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with House(tmp_path) as house:
        yield house


async def exported(house: House, said: str, user_id: UserId = ELLEN) -> dict[str, str]:
    """The files behind the answer, by name."""
    house.clock.advance(5)
    room = direct_room(house, user_id)
    before = len(house.homeserver.shown(room))
    await house.said(room, user_id, said)
    files = [shown.outgoing.file for shown in house.homeserver.shown(room)[before:] if shown.outgoing.file]
    return {file.name: house.homeserver.files[file.stored.url].decode() for file in files}


def _files_in(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*")}


async def records(house: House) -> int:
    return len((await Register.open(house.database)).every())


async def test_owners_get_their_own_records_and_only_these(house: House) -> None:
    mine = await enter(house)
    await enter(house, ANA, facility="Planta Secreta")
    files = await exported(house, "!petition export")
    assert set(files) == {"export.csv", "export.json"}
    assert mine in files["export.csv"]
    assert "Planta Norte" in files["export.csv"]
    assert [record["number"] for record in json.loads(files["export.json"])["records"]] == [mine]
    assert "Secreta" not in files["export.csv"] + files["export.json"]
    assert "Ellen" not in files["export.json"], "who entered it is told by the history, not by a file"


async def test_a_record_of_another_group_is_not_given_away_nor_that_there_is_one(house: House) -> None:
    other = await enter(house, ANA)
    assert await tell(house, f"!petition export {other}") == await tell(house, f"!petition export {NOBODYS}")
    assert await exported(house, "!petition export") == {}


async def test_coordinators_get_what_the_network_sees_and_nobody_else_does(house: House) -> None:
    hidden, shown = await enter(house, facility="Planta Secreta"), await enter(house)
    await tell(house, f"!petition publish {shown}")
    await tell(house, "publish")
    files = await exported(house, "!petition export network", CARLA)
    whole = files["export.csv"] + files["export.json"]
    assert shown in whole
    assert hidden not in whole
    for secret in ("Planta", "Coahuila", "2026", "Union", "auto_parts"):
        assert secret not in whole
    assert "Only coordinators" in await tell(house, "!petition export network")


async def test_nothing_of_a_file_is_on_the_disk(house: House, tmp_path: Path) -> None:
    await enter(house)
    before = _files_in(tmp_path)
    assert await exported(house, "!petition export")
    assert _files_in(tmp_path) <= before | {"bot.db-wal", "bot.db-shm"}


async def test_a_dry_run_tells_every_problem_by_line_and_writes_nothing(house: House) -> None:
    said = await tell(
        house, f"!petition import\n{HEADER}\nUS_CA,Planta,,mining,\nUS_MX,,,mining,filed soon\nUS_MX,Planta,,mining,"
    )
    assert said.splitlines()[0] == "Nothing was imported: 3 problems"
    assert [line.split(":")[0].split(",")[0] for line in said.splitlines()[1:]] == ["Line 2", "Line 3", "Line 3"]
    assert "!petition import" in await tell(house, "import"), "nothing waits for this word"
    assert await records(house) == 0


async def test_what_was_looked_at_is_written_by_the_word_alone_and_seen_by_the_group_alone(house: House) -> None:
    assert "2 petitions can be imported" in await tell(house, f"!petition import\n{TWO}")
    assert await records(house) == 0
    assert "2 petitions were imported" in await tell(house, "import")
    assert await records(house) == 2
    listed = await tell(house, "!petition list mine")
    assert "Planta Norte" in listed
    assert "Planta Sur" in listed
    assert "no record" in await tell(house, "!petition list mine", ANA)


async def test_the_same_lines_again_bring_nothing_twice(house: House) -> None:
    for _ in range(2):
        await tell(house, f"!petition import\n{TWO}")
        await tell(house, "import")
    assert await records(house) == 2
    files = await exported(house, "!petition export")
    assert "nothing new" in await tell(house, "!petition import\n" + files["export.csv"].removeprefix("\ufeff"))


async def test_the_number_of_a_foreign_record_in_a_table_is_as_good_as_any(house: House) -> None:
    other = await enter(house, ANA)
    answers = [
        await tell(house, f"!petition import\nnumber,{HEADER}\n{number},US_MX,Planta Norte,,mining,filed 2026-10-01")
        for number in (other, "7K2-M9X")
    ]
    assert answers[0] == answers[1]


async def test_a_crash_in_the_middle_writes_every_record_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reached, real = asyncio.Event(), Register.write
    written: list[str] = []

    async def write_one_and_stand_still(self: Register, record_id: str, *args: Any, **kwargs: Any) -> Record:
        if written:
            reached.set()
            await asyncio.Event().wait()
        written.append(record_id)
        return await real(self, record_id, *args, **kwargs)

    async with House(tmp_path) as house:
        await tell(house, f"!petition import\n{TWO}")
        monkeypatch.setattr(Register, "write", write_one_and_stand_still)
        house.clock.advance(5)
        house.homeserver.say(direct_room(house), ELLEN, "import")
        await house.until(reached.is_set)
        await house.crash()
        monkeypatch.undo()
        await house.start()
        await house.idle()
        assert "2 petitions were imported" in house.homeserver.texts(direct_room(house))[-1]
        assert await records(house) == 2


async def test_lines_without_names_of_columns_and_broken_ones_get_a_sentence(house: House) -> None:
    assert "Send the table here" in await tell(house, "!petition import")
    assert "must name the columns" in await tell(house, "!petition import\nPlanta,Coahuila\nx,y")
    assert "line 2" in await tell(house, f'!petition import\n{HEADER}\nUS_MX,"Planta,,mining,')


async def test_who_may_no_longer_write_imports_nothing_with_a_word_that_still_waits(tmp_path: Path) -> None:
    members = {**MEMBERS, CARLA: replace(MEMBERS[CARLA], organisation="Union EN", language="en")}
    async with House(tmp_path, members=members) as house:
        assert "can be imported" in await tell(house, f"!petition import\n{TWO}")
        assert "observer" in await tell(house, f"!member role {ELLEN} observer", CARLA)
        assert "Only representatives" in await tell(house, "import")
        assert await records(house) == 0
