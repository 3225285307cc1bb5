"""How a demo client keeps up: matrix-nio's sync for ever, what it missed, and room keys that come late."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Sequence
from typing import Any

import nio

from bot.core.model import EventId, RoomId, UserId
from bot.demo.timeline import Timeline
from bot.errors import MatrixError

_SYNC_MS = 30_000
_RETRY_S = 0.2
_PAGES = 50
_FILTER = {"room": {"timeline": {"limit": 100}}}


class RepSync:
    """Reads one client's rooms into its timeline."""

    def __init__(self, client: nio.AsyncClient, user_id: UserId) -> None:
        self._client = client
        self._user_id = user_id
        self.timeline = Timeline()
        self._locked: dict[EventId, nio.MegolmEvent] = {}
        self._news = asyncio.Condition()
        self._loop: asyncio.Task[None] | None = None
        self.survived: list[str] = []
        """Types of the errors that to-device and room events caused inside nio."""

    async def begin(self) -> None:
        """Publish the device's keys, read the first sync and keep on syncing. Raises MatrixError."""
        _guard(self._client, self.survived)
        await self._keep_in_step(checked(await self._client.sync(0, sync_filter=_FILTER)))  # no history
        # Owned by this object, not by a TaskGroup: fixtures open and close it in different tasks.
        self._loop = asyncio.create_task(self._for_ever(), name=f"sync of {self._user_id}")  # noqa: TID251

    async def stop(self) -> None:
        if self._loop:
            self._loop.cancel()
            with contextlib.suppress(asyncio.CancelledError, MatrixError):
                await self._loop

    async def wait_for(self, happened: Callable[[], bool], within_s: float = 10.0) -> None:
        """Returns when `happened()`; asked again after every sync. Raises TimeoutError, MatrixError (logged out)."""

        def stopped_or_happened() -> bool:
            return happened() or (self._loop is not None and self._loop.done())

        async with asyncio.timeout(within_s), self._news:
            await self._news.wait_for(stopped_or_happened)
        if self._loop is not None and self._loop.done() and not happened():
            await self._loop

    async def once(self, timeout_ms: int) -> None:
        """Ask the homeserver for what is new, and read it. Raises MatrixError."""
        answer = checked(await self._client.sync(timeout_ms, sync_filter=_FILTER))
        for room_id, joined in answer.rooms.join.items():
            events = list(joined.timeline.events)
            if joined.timeline.limited and joined.timeline.prev_batch:
                events = await self._missed(RoomId(room_id), joined.timeline.prev_batch, events) + events
            for event in events:
                self._take(RoomId(room_id), event)
        await self._keep_in_step(answer)

    async def _for_ever(self) -> None:
        """Ends only by cancellation, or by MatrixError when the session is over."""
        try:
            while True:
                try:
                    await self.once(_SYNC_MS)
                except MatrixError as error:
                    if error.errcode == "M_UNKNOWN_TOKEN":
                        raise
                    self.survived.append(error.errcode)
                    await asyncio.sleep(_RETRY_S)
        finally:
            async with self._news:
                self._news.notify_all()

    async def _keep_in_step(self, answer: Any) -> None:
        """What a sync asks of a client besides reading it."""
        client, one_time_keys = self._client, answer.device_key_count.signed_curve25519
        if client.olm.account.shared and one_time_keys is not None:
            client.olm.uploaded_key_count = one_time_keys  # nio overlooks a count of 0
        if client.should_upload_keys:
            checked(await client.keys_upload())
        if client.should_query_keys:
            checked(await client.keys_query())
        if client.should_claim_keys:
            checked(await client.keys_claim(client.get_users_for_key_claiming()))
        await client.send_to_device_messages()
        self._unlock()
        async with self._news:
            self._news.notify_all()

    async def _missed(self, room_id: RoomId, token: str, later: Sequence[Any]) -> list[Any]:
        """Events before a limited timeline, back to the last known one or to our own joining, oldest first."""
        if any(self._begins_here(room_id, event) for event in later):
            return []
        missed: list[Any] = []
        for _ in range(_PAGES):
            page = checked(await self._client.room_messages(room_id, token, limit=100))
            for event in page.chunk:
                if self.timeline.has(room_id, EventId(event.event_id)):
                    return missed[::-1]
                missed.append(event)
                if self._begins_here(room_id, event):
                    return missed[::-1]
            if not page.end or not page.chunk:
                break
            token = page.end
        return missed[::-1]

    def _begins_here(self, room_id: RoomId, event: Any) -> bool:
        if self.timeline.has(room_id, EventId(event.event_id)):
            return True
        source = event.source
        joined = source.get("content", {}).get("membership") == "join"
        return bool(source.get("type") == "m.room.member" and source.get("state_key") == self._user_id and joined)

    def _take(self, room_id: RoomId, event: Any) -> None:
        encrypted = isinstance(event, nio.MegolmEvent) or bool(getattr(event, "decrypted", False))
        if isinstance(event, nio.MegolmEvent):
            event.room_id = room_id
            self._locked[EventId(event.event_id)] = event
        self.timeline.add(room_id, event.source, at=time.monotonic(), encrypted=encrypted)

    def _unlock(self) -> None:
        """Room keys may come after the event that needs them: try again what could not be read."""
        keys = self._client.olm.inbound_group_store
        for event_id, event in list(self._locked.items()):
            if keys.get(event.room_id, event.sender_key, event.session_id) is None:
                continue
            try:
                opened = self._client.decrypt_event(event)
            except nio.EncryptionError:
                continue
            except Exception as error:  # noqa: BLE001 - whatever a stranger's event does inside nio
                self.survived.append(type(error).__name__)
                continue
            del self._locked[event_id]
            self.timeline.add(RoomId(event.room_id), opened.source, at=time.monotonic(), encrypted=True)


def checked(answer: Any) -> Any:
    """The answer of nio. Raises MatrixError when it is an error."""
    if isinstance(answer, nio.ErrorResponse):
        transport = answer.transport_response
        raise MatrixError(answer.status_code or "M_UNKNOWN", transport.status if transport is not None else 0)
    return answer


def _guard(client: Any, survived: list[str]) -> None:
    """One malformed event must not end nio's handling of the sync that brought it."""

    def guarded(handle: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any) -> Any:
            try:
                return handle(*args)
            except Exception as error:  # noqa: BLE001 - anybody can send anything to a device
                survived.append(type(error).__name__)
                return None

        return call

    for name in ("_handle_decrypt_to_device", "_handle_timeline_event"):
        setattr(client, name, guarded(getattr(client, name)))
