"""A person's own client: matrix-nio with an encrypted device of its own, which notes what it could read.

    ana = Rep(homeserver.url, account)
    await ana.login()
    await ana.say(room_id, "Buenos días")
    await dana.wait_for(lambda: any(seen.plain == "Buenos días" for seen in dana.seen(room_id)))

The device lives in memory only. It trusts every device, as a phone does that nobody has set up.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Any, Self

import nio

from bot.core.model import EventId, RoomId, UserId
from bot.demo.account import Account
from bot.demo.rep_store import RepStore
from bot.demo.timeline import Seen, Timeline
from bot.errors import MatrixError

_SYNC_MS = 30_000
_RETRY_S = 0.2
_PAGES = 50
_FILTER = {"room": {"timeline": {"limit": 100}}}


class Rep:
    """One person's client. Everything raises MatrixError when the homeserver refuses."""

    def __init__(self, url: str, account: Account, *, device_name: str = "Demo") -> None:
        self._account = account
        self._device_name = device_name
        self._client = nio.AsyncClient(
            url,
            account.user_id,
            store_path="in memory",  # nio wants one of every store but its own
            config=nio.AsyncClientConfig(store=RepStore, max_timeout_retry_wait_time=1, request_timeout=30),
        )
        self._timeline = Timeline()
        self._locked: dict[EventId, nio.MegolmEvent] = {}
        self._news = asyncio.Condition()
        self._sending = asyncio.Lock()
        self._loop: asyncio.Task[None] | None = None
        self.survived: list[str] = []
        """Types of the errors that to-device and room events caused inside nio."""

    @property
    def user_id(self) -> UserId:
        return self._account.user_id

    @property
    def device_id(self) -> str:
        return str(self._client.device_id)

    @property
    def access_token(self) -> str:
        return str(self._client.access_token)

    async def login(self) -> None:
        """Log in, publish the device's keys, read the first sync and keep on syncing."""
        if self._account.access_token:
            self._client.restore_login(self._account.user_id, self._account.device_id, self._account.access_token)
        else:
            _checked(await self._client.login(self._account.password, device_name=self._device_name))
        _guard(self._client, self.survived)
        await self._keep_in_step(_checked(await self._client.sync(0, sync_filter=_FILTER)))  # no history
        # Owned by this object, not by a TaskGroup: fixtures open and close it in different tasks.
        self._loop = asyncio.create_task(self._sync_for_ever(), name=f"sync of {self.user_id}")  # noqa: TID251

    async def close(self, *, logout: bool = False) -> None:
        """Stop syncing; with `logout` the device and its keys are removed from the account."""
        if self._loop:
            self._loop.cancel()
            with contextlib.suppress(asyncio.CancelledError, MatrixError):
                await self._loop
        try:
            if logout and self._client.logged_in:
                _checked(await self._client.logout())
        finally:
            await self._client.close()

    async def __aenter__(self) -> Self:
        try:
            await self.login()
        except BaseException:
            await self.close()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def seen(self, room_id: RoomId) -> list[Seen]:
        """What this client saw in the room since it is in there, in order of arrival."""
        return self._timeline.seen(room_id)

    def members(self, room_id: RoomId) -> set[UserId]:
        """Who has joined, as far as this client knows."""
        room = self._client.rooms.get(room_id)
        return {UserId(user) for user, member in room.users.items() if not member.invited} if room else set()

    def devices(self, user_id: UserId) -> set[str]:
        """Device ids of somebody that this client would send keys to."""
        return {device.id for device in self._client.device_store.active_user_devices(user_id)}

    async def wait_for(self, happened: Callable[[], bool], within_s: float = 10.0) -> None:
        """Returns when `happened()`; asked again after every sync. Raises TimeoutError, MatrixError (logged out)."""

        def stopped_or_happened() -> bool:
            return happened() or (self._loop is not None and self._loop.done())

        async with asyncio.timeout(within_s), self._news:
            await self._news.wait_for(stopped_or_happened)
        if self._loop is not None and self._loop.done() and not happened():
            await self._loop

    async def create_room(
        self,
        name: str,
        *,
        encrypted: bool = True,
        invite: Sequence[UserId] = (),
        power_levels: Mapping[str, object] | None = None,
    ) -> RoomId:
        """Join by invitation only, history from the invitation on, no guests. Returns once this client is in."""
        state: list[dict[str, object]] = [
            {"type": "m.room.history_visibility", "state_key": "", "content": {"history_visibility": "invited"}},
            {"type": "m.room.join_rules", "state_key": "", "content": {"join_rule": "invite"}},
            {"type": "m.room.guest_access", "state_key": "", "content": {"guest_access": "forbidden"}},
        ]
        if encrypted:
            algorithm = {"algorithm": "m.megolm.v1.aes-sha2"}
            state.append({"type": "m.room.encryption", "state_key": "", "content": algorithm})
        answer = _checked(
            await self._client.room_create(
                name=name, invite=list(invite), initial_state=state, power_level_override=power_levels
            )
        )
        room_id = RoomId(answer.room_id)
        await self._is_in(room_id)
        return room_id

    async def invite(self, room_id: RoomId, user_id: UserId) -> None:
        _checked(await self._client.room_invite(room_id, user_id))

    async def join(self, room_id: RoomId) -> None:
        """Returns once this client knows the room and can send into it."""
        _checked(await self._client.join(room_id))
        await self._is_in(room_id)

    def invitations(self) -> set[RoomId]:
        """Rooms that this person was invited into and has not joined."""
        return {RoomId(room_id) for room_id in self._client.invited_rooms}

    async def leave(self, room_id: RoomId) -> None:
        _checked(await self._client.room_leave(room_id))

    async def say(
        self,
        room_id: RoomId,
        plain: str,
        html: str | None = None,
        *,
        reply_to: EventId | None = None,
        kind: str = "m.text",
        extra: Mapping[str, object] | None = None,
    ) -> EventId:
        """Send a message as Element does: a reply mentions whom it answers. `extra` is added to the content."""
        content = _body(plain, html, kind)
        if reply_to:
            content["m.relates_to"] = {"m.in_reply_to": {"event_id": reply_to}}
            answered = [seen.sender for seen in self.seen(room_id) if seen.event_id == reply_to]
            content["m.mentions"] = {"user_ids": [user for user in answered if user != self.user_id]}
        return await self._send(room_id, "m.room.message", content | dict(extra or {}))

    async def edit(self, room_id: RoomId, target: EventId, plain: str, html: str | None = None) -> EventId:
        content = _body(f"* {plain}", html and f"* {html}", "m.text")
        content["m.new_content"] = _body(plain, html, "m.text")
        content["m.relates_to"] = {"rel_type": "m.replace", "event_id": target}
        return await self._send(room_id, "m.room.message", content)

    async def redact(self, room_id: RoomId, target: EventId) -> EventId:
        """Gives the id of the redaction."""
        return EventId(_checked(await self._client.room_redact(room_id, target)).event_id)

    async def download(self, url: str) -> bytes:
        """What the homeserver has under an `mxc://` address."""
        return bytes(_checked(await self._client.download(url)).body)

    async def _is_in(self, room_id: RoomId) -> None:
        await self.wait_for(lambda: self.user_id in self.members(room_id), within_s=30)

    async def _send(self, room_id: RoomId, kind: str, content: dict[str, Any]) -> EventId:
        async with self._sending:
            if self._client.should_query_keys:  # else a device that just appeared gets no room key
                _checked(await self._client.keys_query())
            answer = await self._client.room_send(room_id, kind, content, ignore_unverified_devices=True)
        return EventId(_checked(answer).event_id)

    async def _sync_for_ever(self) -> None:
        """Ends only by cancellation, or by MatrixError when the session is over."""
        try:
            while True:
                try:
                    await self._sync_once(_SYNC_MS)
                except MatrixError as error:
                    if error.errcode == "M_UNKNOWN_TOKEN":
                        raise
                    self.survived.append(error.errcode)
                    await asyncio.sleep(_RETRY_S)
        finally:
            async with self._news:
                self._news.notify_all()

    async def _sync_once(self, timeout_ms: int) -> None:
        answer = _checked(await self._client.sync(timeout_ms, sync_filter=_FILTER))
        for room_id, joined in answer.rooms.join.items():
            events = list(joined.timeline.events)
            if joined.timeline.limited and joined.timeline.prev_batch:
                events = await self._missed(RoomId(room_id), joined.timeline.prev_batch, events) + events
            for event in events:
                self._take(RoomId(room_id), event)
        await self._keep_in_step(answer)

    async def _keep_in_step(self, answer: Any) -> None:
        """What a sync asks of a client besides reading it."""
        client, one_time_keys = self._client, answer.device_key_count.signed_curve25519
        if client.olm.account.shared and one_time_keys is not None:
            client.olm.uploaded_key_count = one_time_keys  # nio overlooks a count of 0
        if client.should_upload_keys:
            _checked(await client.keys_upload())
        if client.should_query_keys:
            _checked(await client.keys_query())
        if client.should_claim_keys:
            _checked(await client.keys_claim(client.get_users_for_key_claiming()))
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
            page = _checked(await self._client.room_messages(room_id, token, limit=100))
            for event in page.chunk:
                if self._timeline.has(room_id, EventId(event.event_id)):
                    return missed[::-1]
                missed.append(event)
                if self._begins_here(room_id, event):
                    return missed[::-1]
            if not page.end or not page.chunk:
                break
            token = page.end
        return missed[::-1]

    def _begins_here(self, room_id: RoomId, event: Any) -> bool:
        if self._timeline.has(room_id, EventId(event.event_id)):
            return True
        source = event.source
        joined = source.get("content", {}).get("membership") == "join"
        return bool(source.get("type") == "m.room.member" and source.get("state_key") == self.user_id and joined)

    def _take(self, room_id: RoomId, event: Any) -> None:
        encrypted = isinstance(event, nio.MegolmEvent) or bool(getattr(event, "decrypted", False))
        if isinstance(event, nio.MegolmEvent):
            event.room_id = room_id
            self._locked[EventId(event.event_id)] = event
        self._timeline.add(room_id, event.source, at=time.monotonic(), encrypted=encrypted)

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
            self._timeline.add(RoomId(event.room_id), opened.source, at=time.monotonic(), encrypted=True)


def _body(plain: str, html: str | None, kind: str) -> dict[str, Any]:
    content: dict[str, Any] = {"msgtype": kind, "body": plain, "m.mentions": {}}
    if html:
        content |= {"format": "org.matrix.custom.html", "formatted_body": html}
    return content


def _checked(answer: Any) -> Any:
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
