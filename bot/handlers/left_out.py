"""Whose devices get no room keys: the operators' room is told, before somebody notices that they read nothing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

from bot.core.model import Member, Outgoing, RoomId, UserId
from bot.core.relay import transaction_id
from bot.core.rendering import attribution, notice
from bot.core.words import N_
from bot.errors import MatrixError
from bot.i18n import Texts
from bot.logs import get_logger
from bot.ports import Clock, Rooms
from bot.store.done_once import DoneOnce

log = get_logger(__name__)

LOOK_EVERY = timedelta(seconds=60)
PATIENCE = timedelta(minutes=5)
"""A phone that has just logged in is not signed yet."""
QUIET = timedelta(days=1)
"""Between two notices about the same person."""
REMIND = timedelta(days=7)
"""Between two notices about the same devices of a person."""
SHOWN_DEVICES = 10
MAX_PEOPLE = 20

_LEFT_OUT = N_(
    "These sessions get no keys and cannot read what I send, because their owner has not verified them. Please ask"
    " the person: in Element, under Settings, then Sessions, verify each of them, or sign out of those no longer used."
)

# Whoever logs in chooses the id.
_DEVICE_ID = re.compile(r"[A-Za-z0-9._~+/=-]{1,64}")


class KeyRing(Rooms, Protocol):
    def left_out(self) -> Mapping[UserId, frozenset[str]]:
        """Per person in our rooms the ids of the devices that get no keys although the person may read."""


class LeftOut:
    def __init__(
        self,
        ring: KeyRing,
        done: DoneOnce,
        texts: Texts,
        clock: Clock,
        members: Mapping[UserId, Member],
        room_id: RoomId | None,
    ) -> None:
        self._ring = ring
        self._done = done
        self._texts = texts
        self._clock = clock
        self._members = members
        self._room_id = room_id
        self._since: dict[tuple[UserId, str], datetime] = {}

    async def watch(self) -> None:
        """Look for ever."""
        while self._room_id is not None:
            await self.look(self._room_id)
            await self._clock.pause(LOOK_EVERY)

    async def look(self, room_id: RoomId) -> None:
        """Tell of devices that have been left out for a while; of each person at most once a day."""
        if not self._ring.is_encrypted(room_id):
            return
        now, present = self._clock.now(), self._ring.left_out()
        seen = {(user_id, device) for user_id, devices in present.items() for device in devices}
        self._since = {each: self._since.get(each, now) for each in seen}
        due: dict[UserId, list[str]] = {}
        for user_id, device in sorted(seen):
            if now - self._since[user_id, device] >= PATIENCE:
                due.setdefault(user_id, []).append(device)
        tell = [(user_id, devices) for user_id, devices in due.items() if await self._may_tell(user_id, devices, now)]
        for start in range(0, len(tell), MAX_PEOPLE):
            await self._tell(room_id, tell[start : start + MAX_PEOPLE], now)

    async def _may_tell(self, user_id: UserId, devices: list[str], now: datetime) -> bool:
        which = hashlib.sha256("\0".join(devices).encode()).hexdigest()[:16]
        return await self._done.may_repeat_all(
            {f"left out {user_id}": QUIET, f"left out {user_id} {which}": REMIND}, now
        )

    async def _tell(self, room_id: RoomId, people: list[tuple[UserId, list[str]]], now: datetime) -> None:
        sentences = [self._texts.gettext(language, _LEFT_OUT) for language in self._texts.languages]
        words = "\n\n".join([*sentences, "\n".join(self._line(user_id, devices) for user_id, devices in people)])
        txn_id = transaction_id("notice", "left out", now.isoformat(), *(user_id for user_id, _ in people))
        try:
            await self._ring.send(Outgoing(room_id, txn_id, notice(words)))
        except MatrixError as error:
            log.warning("left_out.not_told", errcode=error.errcode, status=error.status)
        else:
            log.info("left_out.told", count=len(people))

    def _line(self, user_id: UserId, devices: list[str]) -> str:
        member = self._members.get(user_id)
        name = f"{attribution(member)}, {user_id}" if member else user_id
        shown = [device if _DEVICE_ID.fullmatch(device) else "?" for device in devices[:SHOWN_DEVICES]]
        more = [f"+{len(devices) - SHOWN_DEVICES}"] if len(devices) > SHOWN_DEVICES else []
        return f"{name}: {', '.join([*shown, *more])}"
