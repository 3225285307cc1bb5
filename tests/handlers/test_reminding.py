"""Reminders of due dates: in the morning, to the owners and to nobody who may not see the date, exactly once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.model import Member, RoomId, UserId
from bot.errors import MatrixError
from bot.matrix.marks import ANNOUNCEMENT_MARK
from tests.handlers.house import ANA, CARLA, ELLEN, EN, FLEUR, MEMBERS, House
from tests.handlers.register_house import NOBODYS, direct_room, enter, tell

EMMA = UserId("@emma:demo.local")
TWO_OF_THE_UNION = {**MEMBERS, EMMA: Member(EMMA, "Emma", "Union EN", "en")}
WEEK_BEFORE = datetime(2026, 11, 23, 14, tzinfo=UTC)  # nine in New York
DAY = timedelta(days=1)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with House(tmp_path, members=TWO_OF_THE_UNION) as house:
        yield house


async def entered(house: House) -> str:
    """A petition whose answer is due on Monday, 30 November."""
    return await enter(house, filed="2026-10-28", received="2026-10-31")


def reminders(house: House, room_id: RoomId) -> list[str]:
    """Those that stand in a room."""
    return [
        shown.text
        for shown in house.homeserver.shown(room_id)
        if "reminder" in str(shown.outgoing.extra.get(ANNOUNCEMENT_MARK, ""))
    ]


def to(house: House, moment: datetime) -> None:
    house.clock.advance((moment - house.clock.now()).total_seconds())


async def settled(house: House) -> None:
    """Nothing is perhaps sent, perhaps not; and whoever was woken has had time to look at everything."""

    async def none_is_claimed() -> bool:
        row = await house.database.fetch_one("SELECT count(*) AS n FROM reminder_run WHERE state = 'claimed'")
        return row is not None and row["n"] == 0

    for _ in range(30):
        await house.idle()
    await house.until(none_is_claimed)


async def test_the_owners_are_told_a_week_two_days_and_no_days_before_and_when_it_has_passed(house: House) -> None:
    record_id = await entered(house)
    emma = direct_room(house, EMMA)
    told: list[tuple[int, str]] = []
    for days in range(10):
        to(house, WEEK_BEFORE + days * DAY)
        await settled(house)
        told += [(days, text) for text in reminders(house, direct_room(house))[len(told) :]]
    # Thanksgiving and the weekend: two days before is Saturday, told on the Friday.
    assert [days for days, _ in told] == [0, 4, 7, 8]
    assert f"{record_id} · Planta Norte · US answer: due Nov 30, 2026, in 7 days." in told[0][1]
    assert "in 3 days" in told[1][1]
    assert "due Nov 30, 2026, today." in told[2][1]
    assert "Nov 30, 2026 has passed and nothing is recorded. That is no decision." in told[3][1]
    assert reminders(house, emma) == reminders(house, direct_room(house))


async def test_nothing_comes_at_night(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        await entered(house)
        to(house, WEEK_BEFORE - timedelta(seconds=1))
        await settled(house)
        assert reminders(house, direct_room(house)) == []
        await house.crash()
        to(house, WEEK_BEFORE + timedelta(hours=13))  # ten in the evening
        await house.start()
        await settled(house)
        assert reminders(house, direct_room(house)) == []
        to(house, WEEK_BEFORE + DAY)
        await settled(house)
        assert len(reminders(house, direct_room(house))) == 1


async def test_other_groups_and_the_rooms_hear_nothing_of_a_record_that_they_may_not_see(house: House) -> None:
    await entered(house)
    others = [direct_room(house, user_id) for user_id in (ANA, CARLA, FLEUR)]
    house.homeserver.rooms[EN].people |= {ELLEN, ANA}
    for days in (0, 4, 7, 8):
        to(house, WEEK_BEFORE + days * DAY)
        await settled(house)
    assert reminders(house, direct_room(house))
    assert [reminders(house, room) for room in (*others, EN)] == [[], [], [], []]


async def test_a_room_is_told_when_everybody_in_it_may_see_the_date_and_without_what_they_may_not(house: House) -> None:
    record_id = await entered(house)
    house.homeserver.rooms[EN].people |= {ELLEN, ANA}
    await tell(house, f"!petition share {record_id} 2")
    await tell(house, "publish")
    to(house, WEEK_BEFORE)
    await settled(house)
    (told,) = reminders(house, EN)
    assert f"{record_id} · US answer: due Nov 30, 2026, in 7 days." in told
    assert "Planta Norte" not in told
    assert "!" not in told

    house.homeserver.rooms[EN].people.add(FLEUR)
    for days in (4, 7, 8):
        to(house, WEEK_BEFORE + days * DAY)
        await settled(house)
    assert reminders(house, EN) == [told], "Fleur's group was never named"


async def test_whoever_wants_none_gets_none_until_they_want_them_again(house: House) -> None:
    record_id = await entered(house)
    emma = direct_room(house, EMMA)
    assert "Not of" in await tell(house, f"!remind {record_id} 2 days")
    assert "nothing" in await tell(house, "!remind off", EMMA)
    to(house, WEEK_BEFORE)
    await settled(house)
    assert reminders(house, direct_room(house)) == []
    to(house, WEEK_BEFORE + DAY)
    await settled(house)
    assert len(reminders(house, direct_room(house))) == 1, "two days are over"
    assert reminders(house, emma) == []
    await tell(house, "!remind on", EMMA)
    to(house, WEEK_BEFORE + 4 * DAY)
    await settled(house)
    assert len(reminders(house, emma)) == 1


async def test_nobody_rests_a_record_of_another_group_or_learns_that_there_is_one(house: House) -> None:
    record_id = await entered(house)
    hidden = await tell(house, f"!remind {record_id} off", ANA)
    assert hidden == (await tell(house, f"!remind {NOBODYS} off", ANA))


async def test_a_record_that_is_closed_is_no_longer_told(house: House) -> None:
    record_id = await entered(house)
    await tell(house, f"!petition update {record_id} withdrawn 2026-11-20")
    for days in (0, 4, 7, 8):
        to(house, WEEK_BEFORE + days * DAY)
        await settled(house)
    assert reminders(house, direct_room(house)) == []


@pytest.mark.parametrize("done", [False, True], ids=["before it is sent", "after it is sent"])
@pytest.mark.parametrize(
    ("down", "login"),
    [(timedelta(minutes=1), "first login"), (timedelta(hours=13), "second login"), (DAY, "first login")],
    ids=["a minute", "thirteen hours and a new login", "a day"],
)
async def test_a_crash_while_it_is_sent_neither_loses_nor_doubles_it(
    tmp_path: Path, done: bool, down: timedelta, login: str
) -> None:
    async with House(tmp_path) as house:
        await entered(house)
        room = direct_room(house)
        held = house.rooms.hold("send", room_id=room, done=done)
        to(house, WEEK_BEFORE)
        await house.until(held.reached.is_set)
        await house.crash()
        house.clock.advance(down.total_seconds())
        house.login(login)
        await house.start()
        to(house, max(house.clock.now(), WEEK_BEFORE + DAY + timedelta(hours=1)))
        await house.until(lambda: reminders(house, room))
        await settled(house)
        assert len(reminders(house, room)) == 1


async def test_a_homeserver_in_trouble_is_asked_until_it_is_there(house: House) -> None:
    await entered(house)
    house.rooms.fail("send", MatrixError("M_UNKNOWN", 503), room_id=direct_room(house), times=4)
    to(house, WEEK_BEFORE)
    await house.until(lambda: reminders(house, direct_room(house)), seconds_each=1)
    await settled(house)
    assert len(reminders(house, direct_room(house))) == 1


async def test_a_clock_that_jumps_doubles_nothing(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        await entered(house)
        room = direct_room(house)
        to(house, WEEK_BEFORE)
        await house.until(lambda: reminders(house, room))
        house.clock.advance(-3 * 86400)
        await house.restart()
        for days in range(4):
            to(house, WEEK_BEFORE + (days - 2) * DAY)
            await settled(house)
        assert len(reminders(house, room)) == 1
        to(house, WEEK_BEFORE + 8 * DAY)
        await settled(house)
        assert len(reminders(house, room)) == 2, "that it passed"
        to(house, WEEK_BEFORE + 4 * DAY)
        await house.restart()
        await settled(house)
        assert len(reminders(house, room)) == 2, "never less urgently than before"


async def test_deleting_a_record_takes_what_was_told_of_it(house: House) -> None:
    record_id = await entered(house)
    to(house, WEEK_BEFORE)
    await house.until(lambda: reminders(house, direct_room(house)))
    await settled(house)
    await tell(house, f"!petition cancel {record_id}")
    await tell(house, "delete")
    row = await house.database.fetch_one("SELECT count(*) AS n FROM reminder_told")
    assert row is not None
    assert row["n"] == 0
