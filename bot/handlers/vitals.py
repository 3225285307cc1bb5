"""Reads how the running bot is: for its operators' room, for `/metrics` and for whoever asks whether it is healthy."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from bot.backup_note import read_note
from bot.core.health import Vitals, complaints
from bot.core.model import Channel, EventId, RoomId, UserId
from bot.core.room_rules import RoomRules
from bot.ports import Clock
from bot.sentences import Said
from bot.store.ledger import Ledger
from bot.translation.switchboard import Switchboard

_NOTHING = EventId("")

Head = tuple[str, RoomId, int]


class Connection(Protocol):
    """What the client knows by itself."""

    user_id: UserId

    def joined(self) -> Collection[RoomId]: ...

    def rules_of(self, room_id: RoomId) -> RoomRules | None: ...

    def sync_age_s(self) -> float: ...

    def rate_limit_waits(self) -> int: ...


class Standstill:
    """Since when the same work is at the head of a queue; looked at from time to time."""

    def __init__(self) -> None:
        self._since: dict[Head, timedelta] = {}

    def longest(self, heads: Iterable[Head], now: timedelta) -> timedelta:
        self._since = {head: self._since.get(head, now) for head in heads}
        return max((now - since for since in self._since.values()), default=timedelta(0))


class VitalSigns:
    def __init__(
        self,
        connection: Connection,
        ledger: Ledger,
        switchboard: Switchboard,
        clock: Clock,
        channels: tuple[Channel, ...],
        data_dir: Path,
        free_bytes: Callable[[], int],
    ) -> None:
        self._connection = connection
        self._ledger = ledger
        self._switchboard = switchboard
        self._clock = clock
        self._channels = channels
        self._data_dir = data_dir
        self._free_bytes = free_bytes
        self._standstill = Standstill()

    async def read(self) -> Vitals:
        now = self._clock.now()
        rooms = frozenset(room for channel in self._channels for room in channel.room_ids)
        present = rooms.intersection(self._connection.joined())
        barred = frozenset(room for room in present if not self._may_write(room))
        # What is owed to a room that takes nothing waits for a person, and to a room of before for nobody.
        reached = {RoomId(""), *(present - barred)}
        heads = [head for head in await self._ledger.heads() if head[1] in reached]
        _, since = await self._ledger.waiting(_NOTHING)
        note = read_note(self._data_dir)
        return Vitals(
            sync_age=timedelta(seconds=self._connection.sync_age_s()),
            stuck_for=self._standstill.longest(heads, self._clock.elapsed()),
            free_bytes=self._free_bytes(),
            waiting=await self._ledger.depth(),
            oldest=max(now - since, timedelta(0)) if since is not None else timedelta(0),
            engines=self._engines(),
            silent=frozenset(channel.name for channel in self._channels if self._is_silent(channel)),
            backup_age=now - note.made_at if note is not None else None,
            outside=rooms - present,
            barred=barred,
            clock_jump=self._clock.jumped() or timedelta(0),
            rate_limit_waits=self._connection.rate_limit_waits(),
        )

    async def complaints(self) -> list[Said]:
        """Why it is not healthy; nothing when it is."""
        return complaints(await self.read())

    def _may_write(self, room_id: RoomId) -> bool:
        rules = self._connection.rules_of(room_id)
        return rules is None or rules.may_write(self._connection.user_id)

    def _engines(self) -> dict[str, bool]:
        """One that works in some direction in one channel may rest in another: it works where it works everywhere."""
        found: dict[str, bool] = {}
        for channel in self._channels:
            for each in self._switchboard.line_up(channel):
                if each.standing != "not permitted":
                    found[each.name] = found.get(each.name, True) and each.standing == "ready"
        return found

    def _is_silent(self, channel: Channel) -> bool:
        return all(each.standing != "ready" for each in self._switchboard.line_up(channel))
