"""The weekly digest: in each room at its own hour, exactly once.

A row is claimed before anything is sent, and the transaction id is made of room and slot. Where neither is sure any
more (twelve hours, or a new login) the room is searched for the key that the digest carries in its encrypted content.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.digest import period_start
from bot.core.model import Language, Outgoing, RoomId
from bot.core.relay import must_look_first, transaction_id
from bot.core.weekly import Weekly, following, latest
from bot.errors import MatrixError
from bot.handlers.digest import DigestWriter
from bot.handlers.lanes import delay_s
from bot.logs import get_logger
from bot.matrix.inbound import ANNOUNCEMENT_MARK
from bot.ports import Clock, Rooms
from bot.store.digest_runs import DigestRun, DigestRunStore

log = get_logger(__name__)

GRACE = timedelta(hours=24)
"""A digest that is later than this is left out: by then the next days are what people need."""
CLOCK_SLACK = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class DigestRoom:
    room_id: RoomId
    language: Language
    weekly: Weekly
    says_nothing_new: bool = True
    """Whether a week without news gets its one line, or nothing."""


class DigestSchedule:
    def __init__(
        self,
        rooms: Rooms,
        store: DigestRunStore,
        writer: DigestWriter,
        clock: Clock,
        places: Mapping[RoomId, DigestRoom],
        login_id: str,
    ) -> None:
        self._rooms = rooms
        self._store = store
        self._writer = writer
        self._clock = clock
        self._places = places
        self._login_id = login_id

    async def run(self) -> None:
        """Post for ever; each room waits for its own hour and its own homeserver trouble."""
        async with asyncio.TaskGroup() as group:
            for place in self._places.values():
                group.create_task(self._run_for(place))

    async def _run_for(self, place: DigestRoom) -> None:
        failures = 0
        while True:
            now = self._clock.now()
            try:
                await self._settle(place, latest(place.weekly, now), now)
                failures = 0
                await self._clock.sleep_until(following(place.weekly, now))
            except MatrixError as error:
                failures += 1
                log.warning("digest.failed", room=place.room_id, errcode=error.errcode, attempt=failures)
                pause = timedelta(seconds=delay_s(failures, error.retry_after_s))
                if not error.transient:  # it may be let in again, or the room be encrypted, within the hour
                    pause = max(pause, timedelta(hours=1))
                await self._clock.sleep_until(now + pause)

    async def _settle(self, place: DigestRoom, slot: datetime, now: datetime) -> None:
        """Post the digest of the last slot unless that is done. Raises MatrixError."""
        last = await self._store.last(place.room_id)
        claim = DigestRun(place.room_id, slot, "claimed", now, self._login_id)
        if last is None:
            await self._store.record(replace(claim, state="skipped"))  # from before the first start
        elif last.slot < slot or (last.slot == slot and last.state == "claimed"):
            if last.slot == slot:
                claim = last
            if now - slot > GRACE:
                log.warning("digest.skipped", room=place.room_id, delay_s=(now - slot).total_seconds())
                await self._store.record(replace(claim, state="skipped"))
            elif self._rooms.is_encrypted(place.room_id):
                await self._post(place, claim, now)

    async def _post(self, place: DigestRoom, claim: DigestRun, now: datetime) -> None:
        key = f"digest {claim.slot.isoformat()}"
        since = await self._store.last_sent(place.room_id, claim.slot) or period_start(claim.slot)
        body = await self._writer.weekly(place.language, since, claim.slot, says_nothing_new=place.says_nothing_new)
        if body is None:
            await self._store.record(replace(claim, state="skipped"))
            return
        await self._store.record(claim)
        in_doubt = must_look_first(claim.claimed_at, now, claim.login_id == self._login_id)
        if not in_doubt or key not in await self._rooms.announcements_in(place.room_id, claim.slot - CLOCK_SLACK):
            await self._rooms.send(
                Outgoing(
                    room_id=place.room_id,
                    txn_id=transaction_id("announcement", key, place.room_id),
                    body=body,
                    extra={ANNOUNCEMENT_MARK: {"key": key}},
                )
            )
        await self._store.record(replace(claim, state="sent"))
        log.info("digest.posted", room=place.room_id)
