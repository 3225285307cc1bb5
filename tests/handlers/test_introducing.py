"""Two groups that fit are introduced when both want it; else neither learns anything of the other."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest_asyncio

from bot.core.introductions import next_round
from bot.core.model import UserId
from tests.handlers.house import ANA, ELLEN, FLEUR, House
from tests.handlers.register_house import direct_room, tell

SEEK, OFFER = "!match seek legal es auto", "!match offer legal es en bajio"


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[House]:
    async with House(folder) as house:
        for user in (ELLEN, ANA, FLEUR):
            direct_room(house, user)
        yield house


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path) as house:
        yield house


def chat(house: House, user: UserId) -> str:
    return "\n".join(house.homeserver.texts(direct_room(house, user)))


async def tuesday(house: House) -> None:
    house.clock.advance((next_round(house.clock.now()) - house.clock.now()) / timedelta(seconds=1))
    await house.idle()
    for _ in range(200):
        await house.database.fetch_one("SELECT 1")


async def asked(house: House) -> None:
    await tell(house, SEEK)
    await tell(house, OFFER, ANA)
    await tuesday(house)
    await house.until(lambda: "Be introduced" in chat(house, ELLEN) and "presentación" in chat(house, ANA))


async def test_both_learn_who_the_other_is_when_both_want_it_and_once(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        await asked(house)
        assert "Union ES" not in chat(house, ELLEN)
        assert "Union EN" not in chat(house, ANA)
        await tell(house, "introduce")
        await tell(house, "presentar", ANA)
        assert "Union ES" not in chat(house, ELLEN), "not before Tuesday"
        house.rooms.lose_answer("send", room_id=direct_room(house, ANA))
        await tuesday(house)
        house.clock.advance(60)
        await house.until(lambda: "Union ES" in chat(house, ELLEN) and "Union EN" in chat(house, ANA))
        await house.restart()
        await tuesday(house)
        assert chat(house, ELLEN).count("Union ES") == 1
        assert chat(house, ANA).count("Union EN") == 1


async def test_a_yes_of_one_side_is_never_shown(house: House) -> None:
    await asked(house)
    await tell(house, "introduce")
    before = chat(house, ANA)
    for _ in range(4):
        await tuesday(house)
    assert chat(house, ANA) == before
    assert "Union ES" not in chat(house, ELLEN)
    assert not await house.database.fetch_all("SELECT number FROM introduction_side"), "nothing of the answers is left"


async def test_who_takes_it_back_looks_like_who_says_no(house: House) -> None:
    await asked(house)
    await tell(house, "!match off", ANA)
    assert "Noted" in await tell(house, "introduce")
    await tuesday(house)
    assert "Noted" in await tell(house, "introduce")
    assert "Union" not in chat(house, ANA)


async def test_the_answer_to_a_statement_does_not_depend_on_others(house: House) -> None:
    alone = await tell(house, SEEK)
    await tell(house, OFFER, ANA)
    assert await tell(house, SEEK) == alone


async def test_no_free_text_is_kept_and_a_group_states_six_times_a_year(house: House) -> None:
    assert "halibut" in await tell(house, "!match seek legal halibut")
    assert not await house.database.fetch_all("SELECT organisation FROM match_statement")
    for _ in range(6):
        await tell(house, SEEK)
    assert "within a year" in await tell(house, SEEK)
