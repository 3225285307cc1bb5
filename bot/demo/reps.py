"""A person's own client: matrix-nio with an encrypted device of its own, which notes what it could read.

    ana = Rep(homeserver.url, account)
    await ana.login()
    await ana.say(room_id, "Buenos días")
    await dana.wait_for(lambda: any(seen.plain == "Buenos días" for seen in dana.seen(room_id)))

The device lives in memory only. It trusts every device, as a phone does that nobody has set up.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Any, Self

import nio

from bot.core.model import EventId, RoomId, UserId
from bot.demo.account import Account
from bot.demo.rep_store import RepStore
from bot.demo.rep_sync import RepSync, checked
from bot.demo.timeline import Seen


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
        self._sync = RepSync(self._client, account.user_id)
        self._sending = asyncio.Lock()

    @property
    def user_id(self) -> UserId:
        return self._account.user_id

    @property
    def device_id(self) -> str:
        return str(self._client.device_id)

    @property
    def access_token(self) -> str:
        return str(self._client.access_token)

    @property
    def survived(self) -> Sequence[str]:
        """Types of the errors that to-device and room events caused inside nio."""
        return self._sync.survived

    async def login(self) -> None:
        """Log in, publish the device's keys, read the first sync and keep on syncing."""
        if self._account.access_token:
            self._client.restore_login(self._account.user_id, self._account.device_id, self._account.access_token)
        else:
            checked(await self._client.login(self._account.password, device_name=self._device_name))
        await self._sync.begin()

    async def close(self, *, logout: bool = False) -> None:
        """Stop syncing; with `logout` the device and its keys are removed from the account."""
        await self._sync.stop()
        try:
            if logout and self._client.logged_in:
                checked(await self._client.logout())
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
        return self._sync.timeline.seen(room_id)

    def members(self, room_id: RoomId) -> set[UserId]:
        """Who has joined, as far as this client knows."""
        room = self._client.rooms.get(room_id)
        return {UserId(user) for user, member in room.users.items() if not member.invited} if room else set()

    def devices(self, user_id: UserId) -> set[str]:
        """Device ids of somebody that this client would send keys to."""
        return {device.id for device in self._client.device_store.active_user_devices(user_id)}

    async def wait_for(self, happened: Callable[[], bool], within_s: float = 10.0) -> None:
        """Returns when `happened()`; asked again after every sync. Raises TimeoutError, MatrixError (logged out)."""
        await self._sync.wait_for(happened, within_s)

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
        answer = checked(
            await self._client.room_create(
                name=name, invite=list(invite), initial_state=state, power_level_override=power_levels
            )
        )
        room_id = RoomId(answer.room_id)
        await self._is_in(room_id)
        return room_id

    async def invite(self, room_id: RoomId, user_id: UserId) -> None:
        checked(await self._client.room_invite(room_id, user_id))

    async def join(self, room_id: RoomId) -> None:
        """Returns once this client knows the room and can send into it."""
        checked(await self._client.join(room_id))
        await self._is_in(room_id)

    def invitations(self) -> set[RoomId]:
        """Rooms that this person was invited into and has not joined."""
        return {RoomId(room_id) for room_id in self._client.invited_rooms}

    async def leave(self, room_id: RoomId) -> None:
        checked(await self._client.room_leave(room_id))

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
        return EventId(checked(await self._client.room_redact(room_id, target)).event_id)

    async def download(self, url: str) -> bytes:
        """What the homeserver has under an `mxc://` address."""
        return bytes(checked(await self._client.download(url)).body)

    async def _is_in(self, room_id: RoomId) -> None:
        await self.wait_for(lambda: self.user_id in self.members(room_id), within_s=30)

    async def _send(self, room_id: RoomId, kind: str, content: dict[str, Any]) -> EventId:
        async with self._sending:
            if self._client.should_query_keys:  # else a device that just appeared gets no room key
                checked(await self._client.keys_query())
            answer = await self._client.room_send(room_id, kind, content, ignore_unverified_devices=True)
        return EventId(checked(answer).event_id)


def _body(plain: str, html: str | None, kind: str) -> dict[str, Any]:
    content: dict[str, Any] = {"msgtype": kind, "body": plain, "m.mentions": {}}
    if html:
        content |= {"format": "org.matrix.custom.html", "formatted_body": html}
    return content
