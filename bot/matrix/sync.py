"""The sync loop: what happened since the last batch, whole and in order, with its own place in the stream.

A batch goes to its receiver before the next one is asked for, and the receiver records it together with the token.
The homeserver repeats everything after the last recorded token, so a crash loses nothing.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from bot.core.model import EventId, EventRef, RoomId, UserId
from bot.errors import MatrixError
from bot.logs import get_logger
from bot.matrix.devices import Devices
from bot.matrix.event_reader import REACTION, VERIFICATION, redacts_of
from bot.matrix.guards import Hostile, guarded
from bot.matrix.http import Http, Json, path_of, retry_delay_s
from bot.matrix.login import token_refused
from bot.matrix.machine import Machine
from bot.matrix.own_keys import OwnKeys
from bot.matrix.room_state import RoomBook
from bot.matrix.sole_runner import MARKER, SoleRunner

log = get_logger(__name__)

LONG_POLL_S = 30
TIMELINE_LIMIT = 50
GAP_PAGE = 100
MAX_GAP_PAGES = 200
FILTER = json.dumps(
    {
        "presence": {"not_types": ["*"]},
        "account_data": {"types": [f"{MARKER}*"]},
        "room": {
            "timeline": {"limit": TIMELINE_LIMIT},
            "ephemeral": {"not_types": ["*"]},
            "account_data": {"not_types": ["*"]},
            "state": {"lazy_load_members": False},
        },
    },
    separators=(",", ":"),
)


@dataclass(frozen=True, slots=True)
class Invitation:
    room_id: RoomId
    inviter: UserId
    is_direct: bool = False
    """The inviter's app wants a direct chat."""


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    ref: EventRef
    redacts: EventId | None
    raw: Json


@dataclass(frozen=True, slots=True)
class Batch:
    token: str
    events: tuple[TimelineEvent, ...]
    """In the order of each room; empty at the very first start, which relays no history."""
    invitations: tuple[Invitation, ...]
    new_sessions: frozenset[str]
    """Ids of the Megolm sessions whose keys arrived."""


Receiver = Callable[[Batch], Awaitable[None]]


class Homecoming(Protocol):
    """What a homeserver that gave no answer has to prove when it is back."""

    async def remember(self) -> None:
        """It gave none."""

    async def look(self) -> None:
        """It is to be asked again. Raises MatrixError, and what ends the sync."""


class Sync:
    def __init__(
        self,
        http: Http,
        machine: Machine,
        devices: Devices,
        own_keys: OwnKeys,
        rooms: RoomBook,
        runner: SoleRunner | None = None,
        homecoming: Homecoming | None = None,
    ) -> None:
        self._http = http
        self._machine = machine
        self._devices = devices
        self._own_keys = own_keys
        self._rooms = rooms
        self._runner = runner
        self._homecoming = homecoming
        self._new_sessions: set[str] = set()
        """Of batches that nobody has received yet: what is decrypted is not decrypted again when they are repeated."""

    async def run(self, token: str | None, receive: Receiver, again_from: int | None = None) -> None:
        """Go on for ever. `again_from`: without a token, what was said since then (in milliseconds since 1970) is new.

        Raises CredentialError when the access token is no longer accepted, EnvironmentFault when another process has
        taken over this device.
        """
        full_state, failures = True, 0
        while True:
            try:
                if failures and self._homecoming is not None:
                    await self._homecoming.look()
                answer = await self._ask(token, full_state)
                batch = await self._batch(answer, token, again_from if token is None else None)
                await receive(batch)
            except MatrixError as error:
                if error.errcode == "M_UNKNOWN_TOKEN":
                    raise token_refused(error) from None
                if not failures and self._homecoming is not None:
                    await self._homecoming.remember()
                log.warning("sync.failed", errcode=error.errcode, status=error.status, attempt=failures)
                await asyncio.sleep(min(retry_delay_s(failures, error.retry_after_s), 30))
                failures += 1
                continue
            self._new_sessions.clear()
            token, full_state, failures = batch.token, False, 0

    async def _ask(self, token: str | None, full_state: bool) -> Json:
        query = {"filter": FILTER, "timeout": "0" if full_state else str(LONG_POLL_S * 1000)}
        if token is not None:
            query["since"] = token
            query["full_state"] = "true" if full_state else "false"
        return await self._http.request("GET", path_of("sync"), query=query, timeout_s=LONG_POLL_S + 60)

    async def _batch(self, answer: Json, since: str | None, again_from: int | None = None) -> Batch:
        token = answer.get("next_batch")
        if not isinstance(token, str):
            raise MatrixError("M_NOT_JSON", 502)
        if self._runner is not None:  # first of all: whoever asks, or has taken over, is not kept waiting
            for event in _list(answer, "account_data", "events"):
                await self._runner.take(event)
        to_device = _list(answer, "to_device", "events")
        if to_device:
            self._new_sessions |= self._machine.take_to_device(to_device)
        lists = _dict(answer, "device_lists")
        self._devices.changed([*_list(lists, "changed"), *_list(lists, "left")])
        await self._own_keys.top_up(
            answer.get("device_one_time_keys_count"), answer.get("device_unused_fallback_key_types")
        )
        events: list[TimelineEvent] = []
        for room_id, room in _dict(answer, "rooms", "join").items():
            room_or_nothing = room if isinstance(room, dict) else {}
            timeline = await self._take_room(RoomId(room_id), room_or_nothing, since, again_from)
            if since is not None or again_from is not None:
                events.extend(timeline)
        for room_id in _dict(answer, "rooms", "leave"):
            self._rooms.left(RoomId(room_id))
        return Batch(token, tuple(events), tuple(self._invitations(answer)), frozenset(self._new_sessions))

    async def _take_room(
        self, room_id: RoomId, room: Json, since: str | None, again_from: int | None
    ) -> list[TimelineEvent]:
        raw = _list(room, "timeline", "events")
        state = self._rooms.take(room_id, [*_list(room, "state", "events"), *raw])
        self._devices.track(state.readers())
        is_limited, before = _dict(room, "timeline").get("limited") is True, _dict(room, "timeline").get("prev_batch")
        if is_limited and (since is not None or again_from is not None):
            raw = [*await self._gap(room_id, before, since, again_from), *raw]
        if again_from is not None:
            raw = [event for event in raw if not _is_older(event, again_from)]
        found: list[TimelineEvent] = []
        for event in raw:
            if _is_own_join(event, self._machine.user_id):
                found.clear()  # what was said before the bot came is none of its business
                continue
            try:
                read = guarded(partial(_timeline_event, room_id, event))
            except Hostile as error:
                log.warning("sync.malformed_event", room=room_id, rule=str(error))
            else:
                if read is not None:
                    found.append(read)
        return found

    async def _gap(self, room_id: RoomId, start: Any, since: str | None, again_from: int | None) -> list[Any]:
        """The events between the last batch, or that moment, and this one, oldest first.

        A sync brings only the newest.
        """
        pages: list[list[Any]] = []
        while isinstance(start, str) and len(pages) < MAX_GAP_PAGES:
            query = {"dir": "b", "from": start, "limit": str(GAP_PAGE)} | ({"to": since} if since is not None else {})
            answer = await self._http.request("GET", path_of("rooms", room_id, "messages"), query=query)
            page = _list(answer, "chunk")
            pages.append(page)
            if not page or any(_is_own_join(event, self._machine.user_id) for event in page):
                break
            if again_from is not None and _is_older(page[-1], again_from):
                break
            start = answer.get("end")
        if pages:
            log.info("sync.gap_filled", room=room_id, count=sum(map(len, pages)))
        return [event for page in reversed(pages) for event in reversed(page)]

    def _invitations(self, answer: Json) -> list[Invitation]:
        """Our homeserver puts the invitation itself last; the events before it are the word of the inviter's server."""
        found = []
        for room_id, room in _dict(answer, "rooms", "invite").items():
            own = [event for event in _list(room, "invite_state", "events") if _is_membership_of(event, self._machine)]
            if own:
                content = own[-1].get("content")
                is_direct = isinstance(content, dict) and content.get("is_direct") is True
                found.append(Invitation(RoomId(room_id), UserId(str(own[-1].get("sender"))), is_direct))
        return found


def _timeline_event(room_id: RoomId, event: Json) -> TimelineEvent | None:
    kinds = ("m.room.encrypted", "m.room.message", "m.room.redaction", REACTION)
    if "state_key" in event or not (event["type"] in kinds or event["type"].startswith(VERIFICATION)):
        return None
    event_id, content = event["event_id"], event["content"]
    if not (isinstance(event_id, str) and isinstance(content, dict) and isinstance(event["sender"], str)):
        raise Hostile("wrong_types")
    if not event_id.startswith("$") or len(event_id) > 255:
        raise Hostile("event_id")
    redacts = None
    if event["type"] == "m.room.redaction":
        redacts = redacts_of(event)
        if not isinstance(redacts, str):
            raise Hostile("redacts")
    return TimelineEvent(EventRef(room_id, EventId(event_id)), EventId(redacts) if redacts else None, event)


def _is_older(event: Any, moment: int) -> bool:
    sent_at = event.get("origin_server_ts") if isinstance(event, dict) else None
    return isinstance(sent_at, int) and sent_at < moment


def _is_membership_of(event: Any, machine: Machine) -> bool:
    is_member = isinstance(event, dict) and event.get("type") == "m.room.member"
    return is_member and event.get("state_key") == machine.user_id


def _is_own_join(event: Any, user_id: str) -> bool:
    if not isinstance(event, dict) or event.get("type") != "m.room.member" or event.get("state_key") != user_id:
        return False
    content, unsigned = event.get("content"), event.get("unsigned")
    previous = unsigned.get("prev_content") if isinstance(unsigned, dict) else None
    was_in = isinstance(previous, dict) and previous.get("membership") == "join"
    return isinstance(content, dict) and content.get("membership") == "join" and not was_in


def _dict(value: Any, *keys: str) -> Json:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def _list(value: Any, *keys: str) -> list[Any]:
    found = _dict(value, *keys[:-1]).get(keys[-1])
    return found if isinstance(found, list) else []
