from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.core.model import EventId, RoomId, UserId
from bot.store.database import Database
from bot.store.person_rows import forget_rows_of
from bot.store.suspensions import VOTE_LASTS, SuspensionStore
from tests.databases import open_blank

NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
ANA, CARLA, PAZ, RITA = (UserId(f"@{name}:demo.local") for name in ("ana", "carla", "paz", "rita"))
COORDINATORS = {CARLA, PAZ, RITA}
EN, ES = RoomId("!en"), RoomId("!es")


def command(number: int) -> EventId:
    return EventId(f"$command{number}")


@pytest_asyncio.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_blank(tmp_path / "bot.db", bytes(32))
    yield opened
    await opened.close()


@pytest_asyncio.fixture
async def store(database: Database) -> SuspensionStore:
    """Carla has suspended Ana, who was in two rooms."""
    store = await SuspensionStore.open(database)
    assert store.users == frozenset()
    await store.suspend(ANA, CARLA, [EN, ES], command(0), NOW)
    return store


async def test_a_suspension_is_known_at_once_and_after_a_restart(store: SuspensionStore, database: Database) -> None:
    assert store.is_suspended(ANA)
    assert not store.is_suspended(CARLA)
    assert (await SuspensionStore.open(database)).users == {ANA}


async def test_the_same_command_again_changes_nothing(store: SuspensionStore) -> None:
    await store.suspend(ANA, CARLA, [EN], command(0), NOW)
    assert len(await store.untold()) == 1
    assert await store.rooms_of(ANA) == [EN, ES]


async def test_a_failed_suspension_leaves_nothing(store: SuspensionStore, database: Database) -> None:
    with pytest.raises(Exception, match="CHECK"):
        await store.suspend(PAZ, CARLA, [EN], command(1), datetime.fromtimestamp(0, UTC))
    assert not store.is_suspended(PAZ)
    assert (await SuspensionStore.open(database)).users == {ANA}
    assert await store.rooms_of(PAZ) == []


async def test_a_coordinator_who_is_forgotten_is_named_in_no_row_of_a_suspension(
    store: SuspensionStore, database: Database
) -> None:
    await store.told((await store.untold())[0])
    async with database.transaction() as connection:
        await forget_rows_of(connection, CARLA, NOW)
    for table in ("suspension", "suspension_log", "restore_vote", "removed_from"):
        for row in await database.fetch_all(f"SELECT * FROM {table}"):
            assert CARLA not in tuple(row)
    assert store.is_suspended(ANA)


async def test_two_coordinators_bring_somebody_back(store: SuspensionStore, database: Database) -> None:
    assert await store.vote(ANA, CARLA, COORDINATORS, command(1), NOW) == "one_more"
    assert store.is_suspended(ANA)
    assert await store.vote(ANA, PAZ, COORDINATORS, command(2), NOW + VOTE_LASTS) == "restored"
    assert not store.is_suspended(ANA)
    assert (await SuspensionStore.open(database)).users == frozenset()
    assert await store.owed_invitations() == [(ANA, EN), (ANA, ES)]


async def test_one_coordinator_who_votes_twice_is_one(store: SuspensionStore) -> None:
    for number in (1, 2, 3):
        assert await store.vote(ANA, CARLA, COORDINATORS, command(number), NOW) == "one_more"
    assert store.is_suspended(ANA)


async def test_a_vote_is_forgotten_after_a_day(store: SuspensionStore) -> None:
    late = NOW + VOTE_LASTS + timedelta(seconds=1)
    assert await store.vote(ANA, CARLA, COORDINATORS, command(1), NOW) == "one_more"
    assert await store.vote(ANA, PAZ, COORDINATORS, command(2), late) == "one_more"
    assert await store.vote(ANA, CARLA, COORDINATORS, command(3), late) == "restored"


async def test_who_is_a_coordinator_no_more_has_no_vote(store: SuspensionStore) -> None:
    await store.vote(ANA, CARLA, COORDINATORS, command(1), NOW)
    assert await store.vote(ANA, PAZ, {PAZ, RITA}, command(2), NOW) == "one_more"


async def test_who_is_suspended_has_no_vote_any_more_and_gets_none_of_before(store: SuspensionStore) -> None:
    await store.vote(ANA, CARLA, COORDINATORS, command(1), NOW)
    await store.suspend(CARLA, RITA, [], command(2), NOW)
    assert await store.vote(ANA, PAZ, COORDINATORS, command(3), NOW) == "one_more"
    await store.suspend(ANA, RITA, [], command(4), NOW)
    assert await store.vote(ANA, RITA, COORDINATORS, command(5), NOW) == "one_more", "suspended again since Paz voted"


async def test_votes_are_for_one_person(store: SuspensionStore) -> None:
    await store.suspend(RITA, CARLA, [], command(1), NOW)
    await store.vote(ANA, CARLA, COORDINATORS, command(2), NOW)
    assert await store.vote(RITA, PAZ, COORDINATORS, command(3), NOW) == "one_more"


async def test_nobody_is_restored_who_is_not_suspended(store: SuspensionStore) -> None:
    assert await store.vote(PAZ, CARLA, COORDINATORS, command(1), NOW) == "not_suspended"


async def test_the_same_vote_again_has_the_same_result(store: SuspensionStore) -> None:
    await store.vote(ANA, CARLA, COORDINATORS, command(1), NOW)
    for _ in range(2):
        assert await store.vote(ANA, PAZ, COORDINATORS, command(2), NOW) == "restored"
    assert len(await store.untold()) == 2


async def test_a_new_suspension_needs_new_votes(store: SuspensionStore) -> None:
    await store.vote(ANA, CARLA, COORDINATORS, command(1), NOW)
    await store.vote(ANA, PAZ, COORDINATORS, command(2), NOW)
    await store.suspend(ANA, RITA, [], command(3), NOW)
    assert await store.vote(ANA, CARLA, COORDINATORS, command(4), NOW) == "one_more"


async def test_an_invitation_is_owed_once_and_only_to_who_is_back(store: SuspensionStore) -> None:
    await store.suspend(RITA, CARLA, [EN], command(1), NOW)
    assert await store.owed_invitations() == []
    await store.removed(ANA, RoomId("!fr"))
    await store.vote(ANA, CARLA, COORDINATORS, command(2), NOW)
    await store.vote(ANA, PAZ, COORDINATORS, command(3), NOW)
    await store.settled(ANA, EN)
    assert await store.owed_invitations() == [(ANA, ES), (ANA, RoomId("!fr"))]


async def test_what_was_done_is_told_once_in_order(store: SuspensionStore) -> None:
    await store.vote(ANA, CARLA, COORDINATORS, command(1), NOW)
    await store.vote(ANA, PAZ, COORDINATORS, command(2), NOW)
    suspended, restored = await store.untold()
    assert (suspended.user_id, suspended.coordinator, suspended.seconded) == (ANA, CARLA, "")
    assert (restored.user_id, restored.coordinator, restored.seconded) == (ANA, PAZ, CARLA)
    await store.told(suspended)
    assert await store.untold() == [restored]
