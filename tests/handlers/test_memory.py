"""A bot that runs for months keeps nothing of a message that is done, but for the last few of them."""

from __future__ import annotations

import gc
import weakref
from collections import Counter, deque
from pathlib import Path

import pytest

from bot.core.model import RoomId, UserId
from bot.handlers import ahead, attachments, open_events
from bot.translation import under_way
from tests.fakes.engines import EchoEngine
from tests.handlers.house import ANA, ELLEN, EN, ES, FLEUR, FR, House

FEW = 10
"""So many last ones are kept where it would be hundreds."""
WARM, MORE = 45, 45
"""Messages."""

PLACES = ((EN, ELLEN), (ES, ANA), (FR, FLEUR))


@pytest.fixture(autouse=True)
def _little_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (ahead, attachments, open_events):
        monkeypatch.setattr(module, "REMEMBERED", FEW)
    monkeypatch.setattr(under_way, "MOST_EXPECTED", FEW)


async def test_nothing_is_kept_of_messages_that_are_done(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        await talk(house, WARM)
        objects, lengths = what_is_kept(house)
        await talk(house, MORE)
        objects_then, lengths_then = what_is_kept(house)
    assert [kind for kind, number in objects_then.items() if number - objects[kind] > MORE // 2] == []
    grown = [place for place, length in lengths_then.items() if length - lengths.get(place, length) > MORE // 2]
    assert [str(each)[:200] for each in gc.get_objects() if id(each) in grown] == []


async def talk(house: House, messages: int) -> None:
    """What people do in a room, once each in so many messages."""
    for number in range(messages):
        room, person = PLACES[number % 3]
        said = await house.said(room, person, f"número {number} de {messages}.")
        if number % 3 == 1:
            house.homeserver.edit(room, person, said, f"mejor {number} de {messages}.")
        if number % 4 == 1:
            house.homeserver.react(PLACES[(number + 1) % 3][1], said, "👍")
        if number % 5 == 1:
            await house.idle()
            house.homeserver.redact(person, said)
        if number % 7 == 1:
            house.homeserver.say(room, person, "!help")
        if number % 9 == 1:
            house.homeserver.say(*_in_another_language(room), f"orden {number}")
        await house.idle()


def _in_another_language(room: RoomId) -> tuple[RoomId, UserId]:
    return next((each, person) for each, person in PLACES if each != room)


def what_is_kept(house: House) -> tuple[Counter[str], dict[int, int]]:
    """How many objects of each kind there are, and how much each container holds.

    What the homeserver and the engine of the test remember for themselves is taken away.
    """
    for room in house.homeserver.rooms.values():
        room.events.clear()
    house.homeserver._transactions.clear()
    house.homeserver._stream[:-1] = [None] * (len(house.homeserver._stream) - 1)
    house.rooms.calls.clear()
    assert isinstance(house.engine, EchoEngine)
    house.engine.calls.clear()
    gc.unfreeze()  # the start put what was there out of sight
    gc.collect()
    there = [each for each in gc.get_objects() if each is not house.homeserver._stream and not _is_dead(each)]
    kinds = Counter(f"{type(each).__module__}.{type(each).__qualname__}" for each in there)
    return kinds, {id(each): len(each) for each in there if isinstance(each, dict | list | set | deque)}


def _is_dead(each: object) -> bool:
    """A reference to what is gone: asyncio keeps some for a while."""
    return type(each) is weakref.ref and each() is None
