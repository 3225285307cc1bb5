"""Members' petitions in the digest: in a room what everybody there may see, in a direct chat what this person may."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.model import RoomId
from bot.digest_config import DigestSettings
from bot.matrix.marks import ANNOUNCEMENT_MARK
from tests.handlers.figures_house import a_network_with_figures, write
from tests.handlers.house import ANA, CARLA, ELLEN, EN, ES, FLEUR, FR, House
from tests.handlers.register_house import direct_room, tell

MONDAY = datetime(2026, 11, 23, 14, tzinfo=UTC)
"""Eight o'clock in central Mexico."""
WEEK = timedelta(days=7)
FILED = (("filed", "2026-10-01"), ("received", "2026-10-03"))


@asynccontextmanager
async def a_house(folder: Path) -> AsyncIterator[House]:
    async with House(folder, digest=DigestSettings()) as house:
        for room, people in ((EN, {ELLEN, CARLA}), (ES, {ANA, CARLA}), (FR, {FLEUR, CARLA})):
            house.homeserver.rooms[room].people.update(people)

        async def noted() -> bool:
            """That nothing is owed from before the first start."""
            row = await house.database.fetch_one("SELECT count(*) AS number FROM digest_run")
            return row is not None and row["number"] == 3

        await house.until(noted)
        yield house


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with a_house(tmp_path) as house:
        yield house


def to(house: House, moment: datetime) -> None:
    house.clock.advance((moment - house.clock.now()).total_seconds())


def digests(house: House, room: RoomId) -> list[str]:
    return [
        shown.text
        for shown in house.homeserver.shown(room)
        if str(shown.outgoing.extra.get(ANNOUNCEMENT_MARK, "")).startswith("{'key': 'digest ")
    ]


async def monday(house: House, room: RoomId = EN, number: int = 1) -> str:
    """The digest that the room gets then."""
    to(house, MONDAY + (number - 1) * WEEK)
    await house.until(lambda: len(digests(house, room)) >= number)
    return digests(house, room)[-1]


async def test_a_room_is_told_of_a_new_petition_what_every_member_may_see(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        shown = await write(house, 1, *FILED)
        hidden = await write(house, 2, *FILED, published=False)
        await house.restart()
        text = await monday(house)
        assert f"New: {shown} · vehicles and their parts · With the office that it is filed with." in text
        for secret in (hidden, "Planta", "Union", "2026-10", "Oct 1", "Coahuila"):
            assert secret not in text


async def test_the_room_of_one_group_is_told_all_that_this_group_may_see(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        house.homeserver.rooms[EN].people.discard(CARLA)
        own = await write(house, 1, *FILED, group="Union EN", published=False)
        other = await write(house, 2, *FILED, group="Union ES", published=False)
        await house.restart()
        text = await monday(house)
        assert f"New: {own} · Planta 1 · Petition received, answer pending." in text
        assert f"Nov 2, 2026 · {own}" not in text, "the answer was due before the week began"
        assert other not in text


async def test_a_stage_that_changed_is_told_as_far_as_it_may_be_seen(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await tell(house, "!digest subscribe")
        record = await write(house, 1, *FILED, group="Union EN")
        await house.restart()
        await monday(house)
        await house.until(lambda: len(digests(house, direct_room(house))) == 1)
        await change(house, record, "review_requested", "2026-11-20")
        text = await monday(house, number=2)
        assert f"Moved: {record} · vehicles and their parts · Between the governments." in text
        assert "Before: With the office that it is filed with." in text
        await house.until(lambda: len(digests(house, direct_room(house))) == 2)
        mine = digests(house, direct_room(house))[-1]
        assert f"Moved: {record} · Planta 1 · Mexico was asked to review the case." in mine
        assert f"Nov 30, 2026 · {record} · Planta 1 · Reply to the request" in mine
        assert "Nov 30, 2026" not in text


async def change(house: House, record: str, stage: str, day: str) -> None:
    house.clock.advance(60)
    house.homeserver.say(direct_room(house), ELLEN, f"!petition update {record} {stage} {day}")
    await house.idle()


async def test_what_only_the_owners_see_is_no_news_to_the_others(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        record = await write(house, 1, *FILED, group="Union EN")
        await house.restart()
        await monday(house)
        await change(house, record, "under_ilc_review", "2026-11-20")
        assert record not in await monday(house, number=2)


async def test_a_limit_that_passed_in_the_week_is_told_to_those_who_know_the_dates(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        record = await write(house, 1, ("filed", "2026-10-16"), ("received", "2026-10-19"), group="Union EN")
        await house.restart()
        said = await tell(house, "!digest full")
        assert "Limits that have passed, and nothing is recorded:" in said
        assert f"Nov 18, 2026 · {record} · Planta 1 · US answer" in said
        await house.said(EN, ELLEN, "!digest full")
        assert "have passed" not in house.homeserver.texts(EN)[-1]


async def test_a_limit_is_told_without_the_workplace_where_that_is_not_shared(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        record = await write(house, 1, ("filed", "2026-10-30"), ("received", "2026-11-01"), group="Union EN")
        await house.restart()
        await tell(house, f"!petition share {record} Union ES")
        await tell(house, "publish")
        assert "Planta 1" not in await tell(house, f"!petition status {record}", ANA)
        said = await tell(house, "!digest full", ANA)
        assert f"Dec 1, 2026 · {record} · car parts" in said
        assert "Planta 1" not in said
        assert f"Dec 1, 2026 · {record} · Planta 1" in await tell(house, "!digest full")


async def test_the_digest_is_short_and_full_leaves_nothing_out(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        groups = ("Union EN", "Union ES", "Union FR")
        found = [await write(house, number, *FILED, group=groups[number % 3]) for number in range(12)]
        await house.restart()
        text = await monday(house)
        assert sum(record in text for record in found) == 8
        assert "and 4 more" in text
        assert "!digest full" in text
        await house.said(EN, ELLEN, "!digest full")
        full = house.homeserver.texts(EN)[-1]
        assert all(record in full for record in found)


async def test_figures_come_with_their_picture_when_one_has_changed_and_only_then(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await a_network_with_figures(house)
        await house.restart()
        to(house, MONDAY)
        await house.until(lambda: len(digests(house, EN)) == 2)
        text, figures = digests(house, EN)
        assert "Petitions that members report:" in text
        assert "• Not taken up: 6" in figures
        assert [shown.outgoing.file is not None for shown in house.homeserver.shown(EN)][-2:] == [False, True]
        to(house, MONDAY + WEEK)
        await house.until(lambda: len(digests(house, EN)) == 3)
        await house.idle()
        assert len(digests(house, EN)) == 3


async def test_a_crash_between_text_and_figures_doubles_neither(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await a_network_with_figures(house)
        await house.restart()
        held = house.rooms.hold("store")
        to(house, MONDAY)
        await house.until(held.reached.is_set)
        await house.crash()
        house.clock.advance(timedelta(hours=13).total_seconds())
        house.login("second login")
        await house.start()
        await house.until(lambda: all(len(digests(house, room)) == 2 for room in (EN, ES, FR)))
        await house.idle()
        assert [len(digests(house, room)) for room in (EN, ES, FR)] == [2, 2, 2]


# In the direct chat


async def test_who_subscribes_gets_it_in_their_language_from_the_next_one_on(house: House) -> None:
    assert "23 de noviembre de 2026" in await tell(house, "!resumen suscribir", ANA)
    await house.idle()
    assert digests(house, direct_room(house, ANA)) == []
    to(house, MONDAY)
    await house.until(lambda: digests(house, direct_room(house, ANA)))
    assert "los últimos 7 días" in digests(house, direct_room(house, ANA))[0]
    to(house, MONDAY + WEEK)
    await house.until(lambda: len(digests(house, direct_room(house, ANA))) == 2)


async def test_off_ends_it_and_mute_leaves_out_what_falls_into_it(house: House) -> None:
    await tell(house, "!digest subscribe")
    await tell(house, "!digest subscribe", FLEUR)
    await tell(house, "!mute 10 days")
    room, other = direct_room(house), direct_room(house, FLEUR)
    for week in range(1, 4):
        to(house, MONDAY + (week - 1) * WEEK)

        def posted(number: int = week) -> bool:
            return len(digests(house, other)) == number

        await house.until(posted)
    assert len(digests(house, room)) == 1
    await tell(house, "!digest off")
    to(house, MONDAY + 3 * WEEK)
    await house.until(lambda: len(digests(house, other)) == 4)
    await house.idle()
    assert len(digests(house, room)) == 1


async def test_mute_says_what_is_wrong(house: House) -> None:
    assert "nothing to mute" in await tell(house, "!mute 2 weeks")
    await tell(house, "!digest subscribe")
    assert "For how long?" in await tell(house, "!mute 90 weeks")


@pytest.mark.parametrize("done", [False, True], ids=["before it is sent", "after it is sent"])
@pytest.mark.parametrize("login", ["first login", "second login"])
async def test_a_crash_while_it_is_posted_to_a_person_neither_loses_nor_doubles_it(
    tmp_path: Path, done: bool, login: str
) -> None:
    async with a_house(tmp_path) as house:
        await tell(house, "!digest subscribe")
        room = direct_room(house)
        held = house.rooms.hold("send", room_id=room, done=done)
        to(house, MONDAY)
        await house.until(held.reached.is_set)
        await house.crash()
        house.login(login)
        await house.start()
        await house.until(lambda: digests(house, room))
        await house.idle()
        assert len(digests(house, room)) == 1


async def test_who_is_suspended_gets_none(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await tell(house, "!digest subscribe")
        await tell(house, "!digest subscribe", FLEUR)
        await house.said(ES, CARLA, f"!member suspend {ELLEN}")
        to(house, MONDAY)
        await house.until(lambda: digests(house, direct_room(house, FLEUR)))
        await house.idle()
        assert digests(house, direct_room(house)) == []


async def test_who_is_forgotten_is_no_subscriber(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:

        async def subscribers() -> int:
            row = await house.database.fetch_one("SELECT count(*) AS number FROM digest_subscription")
            return row["number"] if row is not None else -1

        async def is_gone() -> bool:
            return await subscribers() == 0

        await tell(house, "!digest subscribe")
        assert await subscribers() == 1
        await tell(house, "!forget me")
        await house.said(direct_room(house), ELLEN, "!forget me understood")
        await house.until(is_gone)
