"""Thousands of messages that were written while the bot was away: the last of them costs what the first one does."""

from __future__ import annotations

from pathlib import Path

from bot.store.ledger import NEAR
from tests.fakes.engines import EchoEngine
from tests.fakes.rooms import Hold
from tests.fakes.steps import Steps
from tests.handlers.house import ANA, ELLEN, EN, ES, FR, House

MANY, FEW = 300, 30
COPIES = 10


def word(place: int) -> str:
    """Letters alone: a number is none of the engine's business."""
    return "mensaje" + "".join("abcdefghij"[int(digit)] for digit in str(place))


def asked(engine: EchoEngine, words: str, target: str | None = None) -> int:
    return sum(
        words in text.split() for segments, _, into in engine.calls for text in segments if target in (None, into)
    )


async def wait_behind_the_first(house: House, number: int) -> list[Hold]:
    """So many of Ana's messages wait for both rooms, of which each is about to get the first one."""
    holds = [house.rooms.hold("send", room_id=room_id) for room_id in (EN, FR)]
    for place in range(number):
        house.homeserver.say(ES, ANA, word(place))

    async def all_are_sorted() -> bool:
        return await house.ledger.depth() == {"relay": 2 * number}

    await house.until(all_are_sorted)
    return holds


async def steps_of_a_copy(folder: Path, waiting: int) -> float:
    async with House(folder) as house:
        holds = await wait_behind_the_first(house, waiting)
        steps = Steps(house.database)
        for hold in holds:
            hold.release()
        await house.until(lambda: len(house.homeserver.sent(EN)) + len(house.homeserver.sent(FR)) >= COPIES)
        return steps.taken / COPIES


async def steps_of_sorting(folder: Path, waiting: int) -> float:
    async with House(folder) as house:
        await wait_behind_the_first(house, waiting)
        steps = Steps(house.database)
        found = len(house.homeserver.sent(ES))
        for place in range(COPIES):
            house.homeserver.say(EN, ELLEN, f"x{place}")
        await house.until(lambda: len(house.homeserver.sent(ES)) == found + COPIES)
        return steps.taken / COPIES


async def test_a_copy_costs_the_database_the_same_however_many_wait_behind_it(tmp_path: Path) -> None:
    few = await steps_of_a_copy(tmp_path / "few", FEW)
    assert await steps_of_a_copy(tmp_path / "many", MANY) < 1.2 * few


async def test_what_another_room_says_costs_the_same_however_many_wait_from_the_first(tmp_path: Path) -> None:
    few = await steps_of_sorting(tmp_path / "few", FEW)
    assert await steps_of_sorting(tmp_path / "many", MANY) < 1.2 * few


async def test_what_waits_long_is_translated_when_its_turn_is_near_and_only_once(tmp_path: Path) -> None:
    engine, number = EchoEngine(), 3 * NEAR
    async with House(tmp_path, engine=engine) as house:
        holds = await wait_behind_the_first(house, number)
        assert asked(engine, word(2 * NEAR)) == 0, "far behind"
        for hold in holds:
            hold.release()
        await house.idle()
        assert [copy.text.count(word(number - 1)) for copy in house.homeserver.shown(EN)][-1]
        assert {asked(engine, word(place)) for place in range(number)} == {2}, "for two rooms"


async def test_in_a_long_queue_the_next_is_translated_while_the_one_before_it_is_sent(tmp_path: Path) -> None:
    engine, number = EchoEngine(), 3 * NEAR
    async with House(tmp_path, engine=engine) as house:
        first = await wait_behind_the_first(house, number)
        for hold in first:
            hold.release()
        await house.until(lambda: len(house.homeserver.sent(EN)) >= 2 * NEAR)
        hold = house.rooms.hold("send", room_id=EN)
        await house.until(hold.reached.is_set)
        on_its_way = len(house.homeserver.sent(EN))
        await house.until(lambda: asked(engine, word(on_its_way + 2), target="en"))
        hold.release()
        await house.idle()
