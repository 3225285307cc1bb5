"""Two groups that both asked are told of the same workplace, once, on Monday; nobody else can find out anything."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.core.model import UserId
from bot.core.same_facility import ASKED_A_YEAR, next_telling
from tests.fakes.detectors import detectors
from tests.handlers.house import ANA, ELLEN, FLEUR, MEMBERS, House
from tests.handlers.register_house import direct_room, enter, tell


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[House]:
    members = {**MEMBERS, FLEUR: replace(MEMBERS[FLEUR], language="en")}
    async with House(folder, detectors=detectors(), members=members) as house:
        yield house


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path) as house:
        yield house


async def asks(house: House, user_id: UserId, facility: str, *, publish: bool = True) -> tuple[str, list[str]]:
    """A record, and everything that was answered on the way to being told of the same workplace."""
    record = await enter(house, user_id, facility=facility)
    said = []
    if publish:
        await tell(house, f"!petition publish {record}", user_id)
        await tell(house, "publish", user_id)
    said += [await tell(house, f"!petition match {record}", user_id), await tell(house, "consent", user_id)]
    own = MEMBERS[user_id].organisation or ""
    return record, [text.replace(record, "").replace(facility, "").replace(own, "") for text in said]


async def monday(house: House) -> None:
    await house.until(lambda: house.clock.is_awaited(next_telling(house.clock.now())))
    house.clock.advance((next_telling(house.clock.now()) - house.clock.now()) / timedelta(seconds=1))

    async def all_told() -> bool:
        owed = await house.database.fetch_all("SELECT 1 FROM match_told WHERE told = 0")
        return not owed and house.clock.is_awaited(house.clock.now() + timedelta(days=7))

    await house.until(all_told)


def heard(house: House, user_id: UserId) -> list[str]:
    told = ("The same workplace", "El mismo centro")
    return [text for text in house.homeserver.texts(direct_room(house, user_id)) if text.startswith(told)]


async def test_both_are_told_once_and_not_before_monday(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        ours, _ = await asks(house, ELLEN, "Autopartes del Norte, S.A. de C.V.")
        theirs, _ = await asks(house, ANA, "AUTOPARTES DEL NORTE")
        assert not heard(house, ELLEN) + heard(house, ANA)
        await monday(house)
        assert theirs in heard(house, ELLEN)[0]
        assert "Union ES" in heard(house, ELLEN)[0]
        assert ours in heard(house, ANA)[0]
        await house.restart()
        await monday(house)
        assert (len(heard(house, ELLEN)), len(heard(house, ANA))) == (1, 1)


async def test_who_did_not_ask_is_never_told_nor_told_of(house: House) -> None:
    record = await enter(house, ANA, facility="Planta Norte")
    await tell(house, f"!petition publish {record}", ANA)
    await tell(house, "publish", ANA)
    await asks(house, ELLEN, "Planta Norte")
    await monday(house)
    assert not heard(house, ELLEN) + heard(house, ANA)


async def test_an_answer_is_the_same_whether_there_is_one_or_not(house: House) -> None:
    _, alone = await asks(house, ELLEN, "Planta Norte")
    _, beside = await asks(house, FLEUR, "Planta Norte")
    assert alone == beside


async def test_a_group_asks_only_so_often_a_year_even_when_it_deletes_what_it_asked_with(house: House) -> None:
    for number in range(ASKED_A_YEAR):
        record, said = await asks(house, ELLEN, f"Planta {number}")
        assert "Recorded" in said[-1]
        await tell(house, f"!petition cancel {record}")
        await tell(house, "delete")
    record = await enter(house, ELLEN, facility="Planta Norte")
    await tell(house, f"!petition publish {record}")
    await tell(house, "publish")
    assert f"{ASKED_A_YEAR} times" in await tell(house, f"!petition match {record}")


async def test_only_a_published_record_takes_part_and_no_longer_when_it_is_withdrawn_or_renamed(house: House) -> None:
    record = await enter(house, ELLEN, facility="Planta Norte")
    assert "published" in await tell(house, f"!petition match {record}")
    ours, _ = await asks(house, ELLEN, "Planta Sur")
    await asks(house, ANA, "Planta Sur")
    await tell(house, f"!petition unshare {ours}")
    await tell(house, f"!petition publish {ours}")
    await tell(house, "publish")
    await monday(house)
    assert not heard(house, ELLEN) + heard(house, ANA)


async def test_a_crash_between_finding_and_telling_tells_everybody_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path) as house:
        await asks(house, ELLEN, "Planta Norte")
        await asks(house, ANA, "Planta Norte")
        await house.until(lambda: house.clock.is_awaited(next_telling(house.clock.now())))
        await house.crash()
        house.clock.advance(8 * 24 * 3600)
        await house.start()
        await monday(house)
        assert (len(heard(house, ELLEN)), len(heard(house, ANA))) == (1, 1)
