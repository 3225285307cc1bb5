"""Workers over the ledger: each takes the oldest piece of its lane, one at a time, and rests when there is none."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Collection
from datetime import timedelta
from typing import Protocol

from bot.core.model import RoomId
from bot.errors import EdgeError, MatrixError
from bot.handlers.patience import delay_s
from bot.logs import get_logger
from bot.ports import Clock
from bot.store.database import EVERYTHING, Topic
from bot.store.disk_faults import disk_fault
from bot.store.ledger import Lane, Ledger, Pending

log = get_logger(__name__)

_TOO_FAST = 429
_OFTEN: Collection[Lane] = ("inbox", "relay")
"""What they make for others is work in a lane, of which the ledger tells. A command may change anything."""

Work = Callable[[Pending], Awaitable[None]]


NEWS: Topic = ("news", "")
"""A batch of the sync came in."""


class Bell:
    """Wakes workers that rest: those of whom it is known that they have something to do, or all."""

    def __init__(self) -> None:
        self._waiting: list[tuple[asyncio.Event, Topic]] = []

    def join(self, topic: Topic) -> asyncio.Event:
        event = asyncio.Event()
        self._waiting.append((event, topic))
        return event

    def ring(self, topics: Collection[Topic] = (EVERYTHING,)) -> None:
        for event, topic in self._waiting:
            if topic in topics or EVERYTHING in topics:
                event.set()


class Queue(Protocol):
    """Where the pieces of a lane come from."""

    failures: int
    """One after the other, whichever worker met them."""

    async def take(self) -> Pending | None: ...

    def give_back(self, pending: Pending) -> None: ...


class _InOrder:
    """One worker, one piece after the other."""

    def __init__(self, ledger: Ledger, lane: Lane) -> None:
        self.failures = 0
        self._ledger = ledger
        self._lane = lane

    async def take(self) -> Pending | None:
        return await self._ledger.next(self._lane)

    def give_back(self, pending: Pending) -> None:
        """It is the head of the lane again, or done."""


class Limits(Protocol):
    """What is known of the homeserver's limits on how fast we may write."""

    def refused(self) -> None: ...

    async def make_way(self) -> bool: ...


async def work_through(
    ledger: Ledger,
    lane: Lane,
    work: Work,
    bell: Bell,
    clock: Clock,
    target_room_id: RoomId = RoomId(""),
    limits: Limits | None = None,
    queue: Queue | None = None,
) -> None:
    """Work on a lane for ever, in the order of arrival, or in that of `queue`.

    `work` strikes the piece off itself. A transient error keeps it at the head of the lane; anything else is logged
    by type and the piece dropped, so that one event can never stop a lane.
    """
    woken = bell.join((lane, target_room_id))
    queue = queue or _InOrder(ledger, lane)
    changed: Collection[Topic] = () if lane in _OFTEN else (EVERYTHING,)
    while True:
        woken.clear()
        pending = await queue.take()
        if pending is None:
            await woken.wait()
            continue
        try:
            if await _made_way(limits, lane):
                continue  # what went first may have taken it away
            pause_s = await _attempt(ledger, lane, work, pending, queue.failures, limits)
            queue.failures = queue.failures + 1 if pause_s else 0
            bell.ring(changed)
            if pause_s:
                await clock.pause(timedelta(seconds=with_jitter(pause_s) if limits else pause_s))
        finally:
            queue.give_back(pending)


async def _attempt(
    ledger: Ledger, lane: Lane, work: Work, pending: Pending, failures: int, limits: Limits | None
) -> float:
    """Gives the seconds until the next attempt, 0 when it is off the lane. Raises what the disk does not do."""
    try:
        await work(pending)
    except MatrixError as error:
        if error.may_pass:
            log.warning("lane.retry", kind=lane, errcode=error.errcode, status=error.status, attempt=failures + 1)
            if limits is not None and error.status == _TOO_FAST:
                limits.refused()
            return delay_s(failures + 1, error.retry_after_s)
        log.warning("lane.refused", kind=lane, room=pending.ref.room_id, errcode=error.errcode)
        await ledger.drop(pending)
    except EdgeError as error:
        log.warning("lane.dropped", kind=lane, room=pending.ref.room_id, event=pending.ref.event_id, exc=error)
        await ledger.drop(pending)
    except Exception as error:  # noqa: BLE001  # the one broad catch: an unforeseen event must not stop the others
        _pass_on_disk_fault(error)
        log.error(  # noqa: TRY400  # its own logger, which never writes the message of an exception
            "lane.failed", kind=lane, room=pending.ref.room_id, event=pending.ref.event_id, exc=error
        )
        await ledger.drop(pending)
    return 0.0


async def _made_way(limits: Limits | None, lane: Lane) -> bool:
    """True when copies waited for what goes first."""
    return limits is not None and lane == "relay" and await limits.make_way()


def _pass_on_disk_fault(error: Exception) -> None:
    """It is not the event that is at fault then: it stays, and the bot ends. Raises the error."""
    if disk_fault(error) is not None:
        raise error


def with_jitter(pause_s: float) -> float:
    """A little more than that, so that several lanes do not come back at once."""
    return pause_s * random.uniform(1.0, 1.2)  # noqa: S311  # jitter, not a secret
