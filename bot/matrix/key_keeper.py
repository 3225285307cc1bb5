"""Room keys over time: each goes into the backup when it comes, and is deleted everywhere when it is of no more use."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta

from bot.errors import MatrixError
from bot.logs import get_logger
from bot.matrix.key_backup import BackupVersion
from bot.matrix.machine import Machine
from bot.matrix.recovery import Recovery
from bot.matrix.room_key_records import Key
from bot.ports import Clock

log = get_logger(__name__)

LOOK_EVERY_S = 600.0
RETRY_S = 30.0
BATCH = 50
EXPIRE_EVERY = timedelta(hours=1)
_REFUSED_FOR_CONTENT = (400, 413)


class KeyKeeper:
    def __init__(self, machine: Machine, recovery: Recovery) -> None:
        self._machine = machine
        self._recovery = recovery
        self._records = machine.store.room_key_rows.records
        self._backup: BackupVersion | None = None
        self._has_none = False
        """Asked again only after something went wrong."""
        self._news = asyncio.Event()
        self._expired_at: datetime | None = None
        machine.on_room_key = self._news.set

    async def watch(self, clock: Clock, keep: timedelta) -> None:
        """Look for ever; a homeserver in trouble is asked again."""
        while True:
            self._news.clear()
            try:
                await self.look(clock.now(), keep if clock.jumped() is None else None)
            except MatrixError as error:
                self._backup, self._has_none = None, False
                log.warning("backup.failed", errcode=error.errcode, status=error.status)
                await asyncio.sleep(RETRY_S)
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY_S):
                    await self._news.wait()

    async def look(self, now: datetime, keep: timedelta | None) -> None:
        """Back up what is new and delete what is old; `keep` is None while nobody can tell how old anything is.

        Raises MatrixError.
        """
        self._records.note_new(_seconds(now))
        if keep is not None and not self._is_done_lately(now):
            self._records.note_use(_seconds(now))
            await self._expire(now, keep)
            self._expired_at = now
        await self._back_up()

    def _is_done_lately(self, now: datetime) -> bool:
        return self._expired_at is not None and timedelta(0) <= now - self._expired_at < EXPIRE_EVERY

    async def _expire(self, now: datetime, keep: timedelta) -> None:
        """Delete keys that nobody has needed for that long: in the backup first, so that a crash leaves none there."""
        count = 0
        while keys := self._records.unused_since(_seconds(now - keep), BATCH):
            backup = await self._own_backup()
            for room_id, session_id in keys:
                if self._machine.is_sent_with(room_id, session_id):
                    self._records.touch(room_id, session_id, _seconds(now))
                    continue
                if backup is not None:
                    await self._recovery.backup.forget(backup, room_id, session_id)
                self._machine.forget_room_key(room_id, session_id, _seconds(now))
                count += 1
        if count:
            log.info("room_keys.expired", count=count)

    async def _back_up(self) -> None:
        backup = await self._own_backup()
        while backup is not None and (keys := self._records.not_backed_up(backup.version, BATCH)):
            await self._upload(backup, keys)
            log.info("backup.uploaded", count=len(keys))

    async def _upload(self, backup: BackupVersion, keys: list[Key]) -> None:
        """Raises MatrixError. A key that the homeserver does not take (its ids are foreign text) is left out."""
        sessions = [self._machine.room_key(*key) for key in keys]
        try:
            await self._recovery.backup.upload(backup, [session for session in sessions if session is not None])
        except MatrixError as error:
            if error.status not in _REFUSED_FOR_CONTENT:
                raise
            if len(keys) > 1:
                for key in keys:
                    await self._upload(backup, [key])
                return
            log.warning("backup.key_refused", errcode=error.errcode)
        self._records.mark_backed_up(backup.version, keys)

    async def _own_backup(self) -> BackupVersion | None:
        if self._backup is None and not self._has_none:
            self._backup = await self._recovery.current_backup()
            self._has_none = self._backup is None
        return self._backup


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
