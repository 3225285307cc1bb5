"""`!org` and `!member` through the whole bot: two groups admit a third; who is taken out has no rights at once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path

import pytest_asyncio

from bot.core.model import Member, RoomId, UserId
from bot.handlers.roster_watch import LOOK_EVERY
from bot.store.database import connect
from bot.store.roster import RosterStore
from tests.fakes.detectors import detectors
from tests.handlers.house import ANA, CARLA, ELLEN, EN, ES, FIELDS, FLEUR, KEY, MEMBERS, House
from tests.handlers.register_house import NOBODYS, direct_room, enter, tell
from tests.system.stores import every_value

PAZ, NEW = UserId("@paz:demo.local"), UserId("@nora:demo.local")
DAY_S = 24 * 3600
GROUPS = {
    **MEMBERS,
    PAZ: Member(PAZ, "Paz", "Union EN", "en", "coordinator"),
    FLEUR: replace(MEMBERS[FLEUR], role="coordinator"),
}

CLEAR = "opened('roster_log.payload', payload)"


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path) as house:
        yield house


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[House]:
    async with House(folder, detectors=detectors(), members=GROUPS) as house:
        for user_id in (CARLA, PAZ, FLEUR):
            direct_room(house, user_id)
        yield house


async def store(house: House) -> RosterStore:
    return await RosterStore.open(house.database, GROUPS)


async def say(house: House, text: str, user_id: UserId) -> str:
    """As `tell`, when all that others are to hear was told."""
    await house.until(lambda: everybody_knows(house))
    answer = await tell(house, text, user_id)
    await house.until(lambda: everybody_knows(house))
    return answer


async def everybody_knows(house: House) -> bool:
    return not await house.database.fetch_all("SELECT 1 FROM roster_owed")


async def let_pass(house: House, days: float) -> None:
    """The watch over the groups has looked and sleeps again, for half an hour as nobody else does."""
    house.clock.advance(days * DAY_S)
    await house.until(lambda: house.clock.is_awaited(house.clock.now() + LOOK_EVERY))
    await house.until(lambda: everybody_knows(house))


async def admitted(house: House) -> None:
    await say(house, f"!org add Union New {NEW}", CARLA)
    await say(house, "vouch", CARLA)
    await say(house, "!org vouch union new", PAZ)
    await say(house, "vouch", PAZ)
    await let_pass(house, 7.1)


# --- groups ----------------------------------------------------------------------------------------------------------


async def test_a_new_group_is_admitted_by_two_groups_after_a_week_and_its_first_member_counts(house: House) -> None:
    shown = await say(house, f"!org add Union New {NEW}", CARLA)
    assert "Union New" in shown
    assert "vouch" in shown
    assert not (await store(house)).roster.groups, "nothing before the word"
    await say(house, "vouch", CARLA)
    await let_pass(house, 9)
    assert "Union New" not in (await store(house)).roster.admitted(), "one group alone never does it"
    await say(house, "!org vouch Union New", PAZ)
    assert "Dec 8, 2026" in await say(house, "vouch", PAZ)
    await let_pass(house, 6)
    assert "Union New" not in (await store(house)).roster.admitted()
    await let_pass(house, 1.1)
    roster = (await store(house)).roster
    assert "Union New" in roster.admitted()
    assert roster.members()[NEW].role == "coordinator"
    assert "Union New" in await say(house, "!member list", NEW)


async def test_every_coordinator_hears_of_it_once_and_one_objection_ends_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        await say(house, f"!org add Union New {NEW}", CARLA)
        await say(house, "vouch", CARLA)
        told = [text for text in house.homeserver.texts(direct_room(house, FLEUR)) if "Union New" in text]
        assert len(told) == 1
        await say(house, "!org vouch Union New", PAZ)
        await say(house, "vouch", PAZ)
        await house.restart()
        heard = house.homeserver.texts(direct_room(house, FLEUR))
        assert len([text for text in heard if "Union New" in text]) == 2
        await say(house, "!org object Union New", FLEUR)
        await let_pass(house, 8)
        assert "Union New" not in (await store(house)).roster.admitted()


async def test_an_admission_happens_once_over_crashes_and_restarts(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        await say(house, f"!org add Union New {NEW}", CARLA)
        await say(house, "vouch", CARLA)
        await say(house, "!org vouch Union New", PAZ)
        await say(house, "vouch", PAZ)
        await house.crash()
        house.clock.advance(8 * DAY_S)
        await house.start()
        await house.restart()

        async def it_is_in() -> bool:
            return "Union New" in (await store(house)).roster.admitted()

        await house.until(it_is_in)
        await house.restart()
        rows = await house.database.fetch_all(f"SELECT 1 FROM roster_log WHERE {CLEAR} LIKE '%org.admitted%'")
        assert len(rows) == 1
        assert not await (await store(house)).find_tampering()


async def test_a_group_whose_voucher_was_suspended_meanwhile_is_not_admitted(house: House) -> None:
    await say(house, f"!org add Union New {NEW}", CARLA)
    await say(house, "vouch", CARLA)
    await say(house, "!org vouch Union New", PAZ)
    await say(house, "vouch", PAZ)
    await say(house, f"!member suspend {PAZ}", CARLA)
    await let_pass(house, 8)
    assert "Union New" not in (await store(house)).roster.admitted()


async def test_a_group_that_left_has_no_members_and_its_records_are_seen_by_nobody(house: House) -> None:
    record = await enter(house, ELLEN)
    await tell(house, f"!petition publish {record}", ELLEN)
    await tell(house, "publish", ELLEN)
    assert record in await tell(house, f"!petition status {record}", ANA)
    house.homeserver.rooms[EN].people |= {ELLEN}
    await say(house, "!org remove Union EN", PAZ)
    await say(house, "remove", PAZ)
    await let_pass(house, 7.1)

    async def left() -> bool:
        return "Union EN" not in (await store(house)).roster.admitted()

    await house.until(left)
    unseen = await tell(house, f"!petition status {record}", ANA)
    assert unseen == await tell(house, f"!petition status {NOBODYS}", ANA)
    assert ELLEN not in house.homeserver.rooms[EN].people
    assert {ELLEN, PAZ} <= house.rooms.without_keys


# --- members ---------------------------------------------------------------------------------------------------------


async def test_a_new_member_sees_the_records_of_the_group_at_once_and_after_a_restart(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        record = await enter(house, ELLEN)
        assert "add" in await say(house, f"!member add {NEW}", PAZ)
        assert NEW not in (await store(house)).members, "nothing before the word"
        await say(house, "add", PAZ)
        assert "Planta Norte" in await tell(house, f"!petition status {record}", NEW)
        await house.restart()
        assert "Planta Norte" in await tell(house, f"!petition status {record}", NEW)


async def test_a_removed_member_loses_rights_rooms_and_keys_at_once(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        house.homeserver.rooms[EN].people |= {ELLEN}
        record = await enter(house, ELLEN)
        await tell(house, f"!petition publish {record}", ELLEN)
        await say(house, f"!member remove {ELLEN}", PAZ)
        await say(house, "remove", PAZ)
        assert ELLEN in house.rooms.without_keys
        assert ELLEN not in house.homeserver.rooms[EN].people
        silent = len(house.homeserver.texts(direct_room(house, ELLEN)))
        await house.said(direct_room(house, ELLEN), ELLEN, "publish")
        await house.restart()
        assert len(house.homeserver.texts(direct_room(house, ELLEN))) == silent
        assert ELLEN not in (await store(house)).members


async def test_an_observer_reads_and_writes_nothing_not_even_by_a_word_that_waits(house: House) -> None:
    record = await enter(house, ELLEN)
    await tell(house, f"!petition publish {record}", ELLEN)
    await say(house, f"!member role {ELLEN} observer", PAZ)
    assert "Only representatives" in await tell(house, "publish", ELLEN)
    assert "Planta Norte" in await tell(house, f"!petition status {record}", ELLEN)
    assert "Only representatives" in await tell(house, f"!petition update {record} declined 2026-10-20", ELLEN)
    assert "Planta" not in await tell(house, f"!petition status {record}", ANA)


async def test_a_coordinator_of_another_group_has_no_say_and_reps_have_none(house: House) -> None:
    for user_id, text in (
        (CARLA, f"!member remove {ELLEN}"),
        (CARLA, f"!member role {ELLEN} observer"),
        (CARLA, f"!member add {ELLEN}"),
        (ELLEN, f"!member add {NEW}"),
    ):
        assert "Union" not in await say(house, text, user_id)
    assert not (await store(house)).roster.seats


async def test_a_coordinator_is_made_by_two_groups(house: House) -> None:
    await say(house, f"!member role {ANA} coordinator", CARLA)
    await say(house, "avalar", CARLA)
    assert (await store(house)).members[ANA].role == "rep"
    assert "Ana" in house.homeserver.texts(direct_room(house, PAZ))[-1]
    await say(house, f"!member role {ANA} coordinator", PAZ)
    await say(house, "vouch", PAZ)
    assert (await store(house)).members[ANA].role == "coordinator"


async def test_groups_and_members_are_changed_in_direct_chats_only(house: House) -> None:
    house.homeserver.rooms[ES].people |= {CARLA}
    await house.said(ES, CARLA, f"!miembro agregar {NEW}")
    assert "chat directo" in house.homeserver.texts(RoomId(ES))[-1]
    assert not (await store(house)).roster.seats


# --- the log ---------------------------------------------------------------------------------------------------------


async def test_whoever_is_forgotten_is_in_no_row_of_the_log_that_still_holds(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        await say(house, f"!org add Union New {NEW}", CARLA)
        await say(house, "vouch", CARLA)
        await say(house, f"!member add {NEW}", PAZ)
        await say(house, "add", PAZ)
        await tell(house, "!forget me", PAZ)
        await house.said(direct_room(house, PAZ), PAZ, "!forget me understood")

        async def paz_is_gone() -> bool:
            rows = await house.database.fetch_all(
                f"SELECT {CLEAR} AS payload FROM roster_log WHERE payload IS NOT NULL"
            )
            return not any("@paz" in row["payload"] for row in rows)

        await house.until(paz_is_gone)
        await house.idle()
        again = await store(house)
        assert not again.tampered
        assert again.members[NEW].organisation == "Union EN"
        await house.crash()
        with closing(connect(tmp_path / "bot.db", KEY, FIELDS)) as connection:
            assert any("Union New" in str(value) for value in every_value(connection))
        await house.start()


async def test_a_row_that_was_changed_by_hand_is_found_and_counts_for_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        await say(house, f"!member role {ELLEN} observer", PAZ)
        await house.crash()
        with closing(connect(tmp_path / "bot.db", KEY, FIELDS)) as connection:
            changed = f"sealed('roster_log.payload', replace({CLEAR}, 'observer', 'coordinator'))"
            connection.execute(f"UPDATE roster_log SET payload = {changed}")
        await house.start()
        again = await store(house)
        assert again.tampered == (1,)
        assert ELLEN not in again.members
