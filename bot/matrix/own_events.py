"""The bot's own events, found again in a room by the mark inside each of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

from bot.core.model import EventId, RoomId
from bot.core.own_copies import OwnCopy, OwnMoments
from bot.matrix.http import Http, Json, path_of
from bot.matrix.inbound import Opener
from bot.matrix.marks import ANNOUNCEMENT_MARK, SENDING_MARK

PAGE = 100
MAX_PAGES = 100


async def own_copies(http: Http, opener: Opener, room_id: RoomId, since: datetime) -> list[OwnCopy]:
    """Those that stand in the room and can be read, oldest first; reads back to `since`. Raises MatrixError."""
    found: list[OwnCopy] = []
    async for event in _backwards(http, room_id, since):
        mark = opener.own_mark(room_id, event)
        if mark is not None:
            relation = event["content"].get("m.relates_to")
            edits = isinstance(relation, dict) and relation.get("rel_type") == "m.replace"
            target = relation.get("event_id") if edits else None
            found.append(OwnCopy(EventId(event["event_id"]), mark, EventId(str(target)) if target else None))
    return found[::-1]


async def own_announcements(http: Http, opener: Opener, room_id: RoomId, since: datetime) -> set[str]:
    """The keys of those that stand in the room; reads back to `since`. Raises MatrixError."""
    found: set[str] = set()
    async for event in _backwards(http, room_id, since):
        mark = opener.own_content(room_id, event).get(ANNOUNCEMENT_MARK)
        key = mark.get("key") if isinstance(mark, dict) else None
        if isinstance(key, str):
            found.add(key)
    return found


async def own_sendings(http: Http, opener: Opener, room_id: RoomId, since: datetime) -> dict[EventId, EventId]:
    """What stands in the room by the id that stood for it before it was sent. Raises MatrixError."""
    found: dict[EventId, EventId] = {}
    async for event in _backwards(http, room_id, since):
        sending = opener.own_content(room_id, event).get(SENDING_MARK)
        if isinstance(sending, str):
            found[EventId(sending)] = EventId(event["event_id"])
    return found


async def own_moments(http: Http, opener: Opener, room_id: RoomId, since: datetime) -> OwnMoments:
    """When the bot last wrote anything encrypted, and the last thing that cannot be read. Raises MatrixError."""
    moments = OwnMoments(None, None)
    async for event in _backwards(http, room_id, since):
        content, sent_at = event.get("content"), event.get("origin_server_ts")
        is_own = event.get("sender") == opener.user_id and event.get("type") == "m.room.encrypted"
        if not is_own or not isinstance(content, dict) or "ciphertext" not in content or not isinstance(sent_at, int):
            continue  # somebody else's, or deleted
        moment = datetime.fromtimestamp(sent_at / 1000, UTC)
        if moment >= since:
            is_read = bool(opener.own_content(room_id, event))
            moments = moments.with_later(OwnMoments(moment, None if is_read else moment))
    return moments


async def _backwards(http: Http, room_id: RoomId, since: datetime) -> AsyncIterator[Json]:
    """The events of a room, newest first, back to `since`. Raises MatrixError."""
    query = {"dir": "b", "limit": str(PAGE)}
    for _ in range(MAX_PAGES):
        answer = await http.request("GET", path_of("rooms", room_id, "messages"), query=query)
        events = answer.get("chunk")
        chunk = [event for event in events if isinstance(event, dict)] if isinstance(events, list) else []
        for event in chunk:
            yield event
        oldest = chunk[-1].get("origin_server_ts", 0) if chunk else 0
        if "end" not in answer or oldest < since.timestamp() * 1000:
            return
        query["from"] = str(answer["end"])
