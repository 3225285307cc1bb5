"""Under the homeserver's limits nothing is lost, what cannot wait goes first, the operators learn how to lift them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import EventRef, RoomId
from bot.handlers.command_lane import ANSWER_MARK
from bot.handlers.lanes import with_jitter
from bot.handlers.patience import MAX_DELAY_S, delay_s
from tests.handlers.house import ANA, ELLEN, EN, ES, FR, House

OPERATORS = RoomId("!operators")
DEFAULT = (0.2, 10.0)
"""Synapse's `rc_message`: messages a second, and how many at once."""


async def said(house: House, number: int) -> list[EventRef]:
    """By two people in turn, 20 a second."""
    refs = []
    for each in range(number):
        room, user = ((ES, ANA), (EN, ELLEN))[each % 2]
        refs.append(house.homeserver.say(room, user, f"palabra{each}x"))
        house.clock.advance(0.05)
    return refs


def words_from(house: House, room: RoomId, name: str) -> list[str]:
    """What somebody said, in the order in which it stands in a room."""
    texts = [text for text in house.homeserver.texts(room) if text.startswith(name)]
    return [word for text in texts for word in text.split() if word.startswith("palabra") and word.endswith("x")]


@pytest.mark.timeout(60)
async def test_a_burst_of_200_messages_arrives_complete_and_in_the_order_of_each_sender(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        house.homeserver.limit(*DEFAULT)
        await said(house, 200)
        await house.idle(seconds_each=1)
        from_ana = [f"palabra{each}x" for each in range(0, 200, 2)]
        from_ellen = [f"palabra{each}x" for each in range(1, 200, 2)]
        assert words_from(house, EN, "Ana") == from_ana
        assert words_from(house, FR, "Ana") == from_ana
        assert words_from(house, FR, "Ellen") == from_ellen
        assert words_from(house, ES, "Ellen") == from_ellen


async def sorted_out(house: House) -> bool:
    """Everything has been read, and stands where it has to wait."""
    return await house._has_read_all() and "inbox" not in await house.ledger.depth()


def copies(house: House) -> int:
    return sum(out.mark is not None for room in (EN, ES, FR) for out in house.homeserver.sent(room))


def gone_and_answered(house: House) -> bool:
    answered = any(ANSWER_MARK in out.extra for out in house.homeserver.sent(ES))
    return answered and "primera" not in house.homeserver.readable(EN) + house.homeserver.readable(FR)


async def test_a_deletion_and_a_command_overtake_what_waits(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        first = await house.said(ES, ANA, "primera")
        house.homeserver.limit(*DEFAULT)
        await said(house, 40)
        await house.until(lambda: sorted_out(house))
        house.homeserver.redact(ANA, first)
        house.homeserver.say(ES, ANA, "!ayuda")
        await house.until(lambda: sorted_out(house))
        assert {"redaction", "command"} <= (await house.ledger.depth()).keys()
        before = copies(house)
        await house.until(lambda: gone_and_answered(house), seconds_each=0.005)
        assert copies(house) <= before + 1  # one may have been on its way


async def test_the_operators_are_told_once_how_to_lift_the_limit(tmp_path: Path) -> None:
    async with House(tmp_path, operators_room=OPERATORS) as house:
        house.homeserver.add_room(OPERATORS)
        house.homeserver.limit(*DEFAULT)
        await said(house, 20)
        await house.idle(seconds_each=1)
        await house.until(lambda: house.homeserver.texts(OPERATORS), seconds_each=1)
        await house.restart()
        await said(house, 20)
        await house.idle(seconds_each=1)
        (told,) = house.homeserver.texts(OPERATORS)
        assert "PUT /_synapse/admin/v1/users/@bot:demo.local/override_ratelimit" in told


async def test_without_a_limit_the_operators_are_not_told(tmp_path: Path) -> None:
    async with House(tmp_path, operators_room=OPERATORS) as house:
        house.homeserver.add_room(OPERATORS)
        await said(house, 20)
        await house.idle(seconds_each=1)
        assert house.homeserver.texts(OPERATORS) == []


@given(st.integers(1, 99), st.none() | st.floats(0, 1e9))
def test_a_pause_is_as_long_as_asked_never_much_more_than_a_minute(failures: int, asked_s: float | None) -> None:
    pause_s = delay_s(failures, asked_s)
    assert pause_s <= with_jitter(pause_s) <= MAX_DELAY_S * 1.2
    if asked_s is not None:
        assert pause_s == min(asked_s, MAX_DELAY_S)
