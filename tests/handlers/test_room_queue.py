"""What two rooms say goes into a third at once; what one says keeps its order, and a reply comes after its message."""

from __future__ import annotations

import asyncio
import random
import re
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.model import EventId, RoomId
from bot.errors import MatrixError
from tests.fakes.engines import EchoEngine
from tests.handlers.house import ANA, ELLEN, EN, ES, FLEUR, FR, House

SAID = re.compile(r"\b(?:zero|one|two|deux|réponse|avant|après|w\d+)\b")
PEOPLE = {EN: ELLEN, ES: ANA, FR: FLEUR}


def words(house: House, room_id: RoomId) -> list[str]:
    """What each copy says, in the order of the room."""
    return [word_of(copy.text) for copy in house.homeserver.shown(room_id)]


def word_of(text: str) -> str:
    found = SAID.search(text)
    assert found is not None, text
    return found[0]


async def some_turns() -> None:
    for _ in range(200):
        await asyncio.sleep(0)


async def test_what_another_room_says_does_not_wait_for_the_homeservers_answer(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        hold = house.rooms.hold("send", room_id=ES)
        house.homeserver.say(EN, ELLEN, "one")
        await house.until(hold.reached.is_set)
        house.homeserver.say(FR, FLEUR, "deux")
        await house.until(lambda: words(house, ES) == ["deux"])
        hold.release()
        await house.idle()
        assert words(house, ES) == ["deux", "one"]
        assert words(house, EN) == ["deux"]
        assert words(house, FR) == ["one"]


async def test_what_the_same_room_says_waits(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        hold = house.rooms.hold("send", room_id=ES)
        house.homeserver.say(EN, ELLEN, "one")
        await house.until(hold.reached.is_set)
        house.homeserver.say(EN, ELLEN, "two")
        await house.until(lambda: words(house, FR) == ["one", "two"])
        await some_turns()
        assert words(house, ES) == []
        hold.release()
        await house.idle()
        assert words(house, ES) == ["one", "two"]


async def test_a_reply_waits_for_what_it_answers(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        hold = house.rooms.hold("send", room_id=ES)
        house.homeserver.say(EN, ELLEN, "one")
        await house.until(lambda: hold.reached.is_set() and words(house, FR) == ["one"])
        (copy,) = house.homeserver.shown(FR)
        house.homeserver.say(FR, FLEUR, "réponse", reply_to=copy.event_id)
        await house.until(lambda: words(house, EN) == ["réponse"])
        await some_turns()
        assert words(house, ES) == []
        hold.release()
        await house.idle()
        assert words(house, ES) == ["one", "réponse"]
        first, reply = house.homeserver.sent(ES)
        assert reply.reply_to == house.homeserver.shown(ES)[0].event_id, "it points to the copy, which is there"
        assert first.reply_to is None


async def test_an_edit_waits_for_its_own_message_and_not_for_another_room(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        before = await house.said(FR, FLEUR, "avant")
        first = house.rooms.hold("send", room_id=ES)
        house.homeserver.say(EN, ELLEN, "one")
        await house.until(first.reached.is_set)
        second = house.rooms.hold("send", room_id=ES)
        house.homeserver.say(FR, FLEUR, "deux")
        await house.until(second.reached.is_set)
        house.homeserver.edit(FR, FLEUR, before, "après")
        await house.until(lambda: words(house, EN) == ["après", "deux"])
        await some_turns()
        assert words(house, ES) == ["avant"], "behind what its own room said before"
        second.release()
        await house.until(lambda: words(house, ES) == ["après", "deux"])
        first.release()
        await house.idle()
        assert words(house, ES) == ["après", "deux", "one"]


async def test_while_the_homeserver_limits_the_bot_one_goes_after_the_other(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        house.rooms.fail("send", MatrixError("M_LIMIT_EXCEEDED", 429, retry_after_s=1.0), room_id=ES)
        house.homeserver.say(EN, ELLEN, "zero")
        await house.idle(seconds_each=0.1)
        hold = house.rooms.hold("send", room_id=ES)
        house.homeserver.say(EN, ELLEN, "one")
        await house.until(hold.reached.is_set)
        house.homeserver.say(FR, FLEUR, "deux")
        await house.until(lambda: words(house, EN) == ["deux"])
        await some_turns()
        assert words(house, ES) == ["zero"]
        hold.release()
        await house.idle()
        assert words(house, ES) == ["zero", "one", "deux"]


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10**6))
async def test_whatever_is_said_where_each_room_keeps_its_order_and_nothing_is_lost_or_doubled(seed: int) -> None:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        async with House(Path(folder), engine=EchoEngine()) as house:
            said: dict[RoomId, list[str]] = {EN: [], ES: [], FR: []}
            answers: list[tuple[str, str]] = []
            for number in range(20):
                room_id = chance.choice([EN, ES, FR])
                reply_to: EventId | None = None
                shown = house.homeserver.shown(room_id)
                if shown and chance.random() < 0.3:
                    copy = chance.choice(shown)
                    reply_to = copy.event_id
                    answers.append((word_of(copy.text), f"w{number}"))
                house.homeserver.say(room_id, PEOPLE[room_id], f"w{number}", reply_to=reply_to)
                said[room_id].append(f"w{number}")
                if chance.random() < 0.2:
                    house.rooms.fail("send", MatrixError("M_UNKNOWN", 502), room_id=chance.choice([EN, ES, FR]))
                for _ in range(chance.randrange(60)):
                    await asyncio.sleep(0)
            await house.idle(seconds_each=0.5)
            for target in said:
                there = words(house, target)
                for source in said.keys() - {target}:
                    assert [word for word in there if word in said[source]] == said[source]
                for answered, answer in answers:
                    if answered in there and answer in there:
                        assert there.index(answered) < there.index(answer)
