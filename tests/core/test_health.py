"""What of the bot's state is a trouble, and what makes it unhealthy."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import get_args

import pytest

from bot.core.health import (
    BACKUP_OLD,
    CLOCK_JUMP,
    DISK_LOW_BYTES,
    LANES,
    PATIENCE,
    QUEUE_STUCK,
    SYNC_STALE,
    Trouble,
    TroubleKind,
    Vitals,
    complaints,
    troubles,
)
from bot.core.model import RoomId
from bot.store.ledger import Lane

A_MOMENT = timedelta(seconds=1)
WELL = Vitals(timedelta(seconds=30), timedelta(0), DISK_LOW_BYTES, backup_age=BACKUP_OLD)


def test_a_bot_at_every_limit_is_well() -> None:
    at_the_limit = replace(WELL, sync_age=SYNC_STALE, stuck_for=QUEUE_STUCK, clock_jump=CLOCK_JUMP - A_MOMENT)
    assert troubles(at_the_limit) == frozenset()
    assert complaints(at_the_limit) == []


@pytest.mark.parametrize(
    ("vitals", "trouble"),
    [
        (replace(WELL, sync_age=SYNC_STALE + A_MOMENT), Trouble("sync")),
        (replace(WELL, stuck_for=QUEUE_STUCK + A_MOMENT), Trouble("queue")),
        (replace(WELL, free_bytes=DISK_LOW_BYTES - 1), Trouble("disk")),
        (replace(WELL, backup_age=BACKUP_OLD + A_MOMENT), Trouble("backup")),
        (replace(WELL, backup_age=None), Trouble("no backup")),
        (replace(WELL, silent=frozenset({"plants"})), Trouble("engine", "plants")),
        (replace(WELL, outside=frozenset({RoomId("!fr")})), Trouble("outside", "!fr")),
        (replace(WELL, clock_jump=CLOCK_JUMP), Trouble("clock")),
        (replace(WELL, clock_jump=-CLOCK_JUMP), Trouble("clock")),
        (replace(WELL, barred=frozenset({RoomId("!fr")})), Trouble("barred", "!fr")),
    ],
)
def test_each_thing_beyond_its_limit_is_one_trouble(vitals: Vitals, trouble: Trouble) -> None:
    assert troubles(vitals) == {trouble}


def test_only_what_a_new_start_may_mend_makes_it_unhealthy() -> None:
    room = frozenset({RoomId("!fr")})
    bad = replace(
        WELL, free_bytes=0, backup_age=None, silent=frozenset({"plants"}), outside=room, barred=room, rate_limit_waits=9
    )
    assert complaints(bad) == []
    assert len(complaints(replace(bad, sync_age=timedelta(hours=1), stuck_for=timedelta(hours=2)))) == 2


def test_every_kind_has_its_patience_and_every_lane_its_figure() -> None:
    assert set(PATIENCE) == set(get_args(TroubleKind))
    assert set(LANES) == set(get_args(Lane))
