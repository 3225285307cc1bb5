"""The operators' room hears once what is wrong with the bot, in its language, and when it is over."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.backup_note import BackupNote, write_note
from bot.core.health import BACKUP_OLD, CLOCK_JUMP, DISK_LOW_BYTES, PATIENCE, SYNC_STALE, TroubleKind, Vitals
from bot.core.model import RoomId
from bot.core.room_rules import Powers, RoomRules
from bot.errors import MatrixError
from bot.handlers.alerts import _BEGUN, _OVER, QUIET, Alerts, OperatorsRoom
from bot.handlers.vitals import VitalSigns
from bot.i18n import Texts
from bot.store.alerts import AlertStore
from bot.store.database import Database
from bot.store.done_once import DoneOnce
from tests.databases import open_blank
from tests.fakes.engines import HangingEngine
from tests.handlers.house import ANA, CARLA, CHANNEL, ES, FR, KEY, MEMBERS, House

OPERATORS = RoomId("!operators")
WELL = Vitals(timedelta(seconds=1), timedelta(0), DISK_LOW_BYTES, backup_age=timedelta(0))
FULL = replace(WELL, free_bytes=0)
SILENT = replace(WELL, silent=frozenset({"plants"}))
A_MOMENT = timedelta(seconds=1)


class Watch:
    """Looks when a test says so, at vitals that the test makes up."""

    def __init__(self, house: House, database: Database) -> None:
        self.house = house
        self._database = database  # the bot of the house looks after alerts of its own, too
        self.room = house.homeserver.add_room(OPERATORS)
        self.room.people.add(CARLA)
        self.vitals = WELL
        self.again()

    def again(self) -> None:
        """As after a restart."""

        async def read() -> Vitals:
            return self.vitals

        house, room = self.house, OperatorsRoom(OPERATORS, MEMBERS)
        self._alerts = Alerts(
            read,
            AlertStore(self._database),
            DoneOnce(self._database),
            house.rooms,
            Texts.load(),
            house.clock,
            (CHANNEL,),
            room,
        )

    async def look(self, vitals: Vitals, after: timedelta = A_MOMENT) -> None:
        self.vitals = vitals
        self.house.clock.advance(after.total_seconds())
        await self._alerts.look()

    @property
    def told(self) -> list[str]:
        return self.house.homeserver.texts(OPERATORS)


@pytest_asyncio.fixture
async def watch(house: House, tmp_path: Path) -> AsyncIterator[Watch]:
    database = await open_blank(tmp_path / "alerts.db", KEY)
    yield Watch(house, database)
    await database.close()


async def test_it_is_told_once_and_so_is_that_it_is_over_also_after_a_restart(watch: Watch) -> None:
    await watch.look(FULL)
    await watch.look(FULL)
    watch.again()
    await watch.look(FULL, timedelta(days=3))
    assert len(watch.told) == 1
    assert "casi lleno" in watch.told[0]
    watch.again()
    await watch.look(WELL)
    await watch.look(WELL)
    assert [("espacio" in words) for words in watch.told] == [True, True]


async def test_it_is_told_in_the_languages_of_those_in_the_room_alone(watch: Watch) -> None:
    await watch.look(FULL)
    assert "nearly full" not in watch.told[0]
    watch.room.people.clear()
    await watch.look(WELL, QUIET)
    assert [word in watch.told[1] for word in ("there is room", "hay espacio", "de l’espace")] == [True, True, True]


async def test_what_passes_by_itself_is_not_told(watch: Watch) -> None:
    await watch.look(SILENT)
    await watch.look(SILENT, PATIENCE["engine"] - A_MOMENT)
    await watch.look(WELL)
    assert watch.told == []


async def test_what_comes_and_goes_is_told_once_an_hour(watch: Watch) -> None:
    for _ in range(5):
        await watch.look(FULL)
        await watch.look(WELL)
    assert len(watch.told) == 2
    await watch.look(FULL, QUIET)
    assert len(watch.told) == 3


async def test_what_could_not_be_told_while_it_lasted_is_told_when_it_is_over(watch: Watch) -> None:
    away = replace(WELL, sync_age=SYNC_STALE + A_MOMENT)
    watch.house.rooms.fail("send", MatrixError("M_UNKNOWN", 0), room_id=OPERATORS, times=2)
    await watch.look(away)
    await watch.look(away, timedelta(minutes=25))
    await watch.look(WELL)
    assert watch.told == ["Todo en orden: el servidor responde de nuevo, después de 25 minutos."]


@pytest.mark.parametrize("kind", _BEGUN)
async def test_every_kind_is_told_with_its_place_in_every_language(watch: Watch, kind: TroubleKind) -> None:
    watch.room.people.clear()
    bad = {
        "sync": replace(WELL, sync_age=timedelta(hours=1)),
        "queue": replace(WELL, stuck_for=timedelta(hours=1)),
        "engine": SILENT,
        "disk": FULL,
        "backup": replace(WELL, backup_age=BACKUP_OLD + A_MOMENT),
        "no backup": replace(WELL, backup_age=None),
        "outside": replace(WELL, outside=frozenset({FR})),
        "clock": replace(WELL, clock_jump=-CLOCK_JUMP),
        "barred": replace(WELL, barred=frozenset({FR})),
    }[kind]
    await watch.look(bad)
    await watch.look(bad, PATIENCE[kind])
    await watch.look(WELL)
    assert len(watch.told) == 2
    for words in watch.told:
        assert len(words.split("\n\n")) == 3
        assert "%(" not in words
        assert "!fr" not in words
    if kind in ("outside", "barred"):
        assert all(words.count("plants (fr)") == 3 for words in watch.told)
    assert set(_BEGUN) == set(_OVER)


async def test_a_room_that_was_taken_out_of_the_network_is_not_told_of(watch: Watch) -> None:
    gone = replace(WELL, outside=frozenset({RoomId("!gone")}))
    await watch.look(gone)
    await watch.look(gone, timedelta(hours=1))
    await watch.look(WELL)
    assert watch.told == []


# --- in the whole bot ----------------------------------------------------------------------------------------------


def operators(house: House) -> None:
    house.homeserver.add_room(OPERATORS).people.add(CARLA)


async def test_a_bot_that_was_put_out_of_a_room_tells_its_operators_which(tmp_path: Path) -> None:
    async with House(tmp_path, operators_room=OPERATORS) as house:
        operators(house)
        house.homeserver.rooms[FR].bot_is_in = False
        await house.until(lambda: "No estoy en plants (fr)" in house.homeserver.readable(OPERATORS), seconds_each=5)
        house.homeserver.rooms[FR].bot_is_in = True
        await house.until(
            lambda: "Todo en orden: estoy en plants (fr)" in house.homeserver.readable(OPERATORS), seconds_each=5
        )


async def test_a_bot_that_may_not_write_any_more_tells_its_operators_where(tmp_path: Path) -> None:
    async with House(tmp_path, operators_room=OPERATORS) as house:
        operators(house)
        house.homeserver.rooms[FR].rules = RoomRules(powers=Powers(write=50))
        await house.until(
            lambda: "No puedo escribir en plants (fr)" in house.homeserver.readable(OPERATORS), seconds_each=5
        )
        assert "No estoy" not in house.homeserver.readable(OPERATORS)


# --- the vitals ----------------------------------------------------------------------------------------------------


def signs(house: House, folder: Path) -> VitalSigns:
    class Board:
        def line_up(self, _: object) -> list[object]:
            return []

    return VitalSigns(house.rooms, house.ledger, Board(), house.clock, (CHANNEL,), folder, lambda: 7)  # type: ignore[arg-type]


async def test_work_that_stays_at_the_head_is_a_standstill_and_moving_work_is_none(tmp_path: Path) -> None:
    async with House(tmp_path, engine=HangingEngine(only="fr"), timeout_s=3600) as house:
        vitals = signs(house, tmp_path)
        house.homeserver.say(ES, ANA, "hola")

        async def only_french_waits() -> bool:
            return await house.ledger.depth() == {"relay": 1}

        await house.until(only_french_waits)
        assert (await vitals.read()).stuck_for == timedelta(0)
        house.clock.advance(400)
        read = await vitals.read()
        assert (read.stuck_for, read.oldest) == (timedelta(seconds=400), timedelta(seconds=400))
        assert len(await vitals.complaints()) == 1
        house.homeserver.rooms[FR].rules = RoomRules(powers=Powers(write=50))
        assert (await vitals.read()).stuck_for == timedelta(0)  # it waits for a person, not for a new start
        assert (await vitals.read()).barred == {FR}


async def test_the_age_of_the_last_backup_is_that_of_its_note(house: House, tmp_path: Path) -> None:
    vitals = signs(house, tmp_path)
    assert (await vitals.read()).backup_age is None
    write_note(tmp_path, BackupNote(house.clock.now(), 1))
    house.clock.advance(60)
    assert (await vitals.read()).backup_age == timedelta(seconds=60)
    assert (await vitals.read()).free_bytes == 7
