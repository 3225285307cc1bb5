"""The votes in a poll, read from the homeserver when they are to be counted: nothing of them is kept here."""

from __future__ import annotations

from typing import Any

from bot.core.model import EventId, EventRef, Other, PollResponse, UserId
from bot.errors import MatrixError, Undecryptable, Untrusted
from bot.matrix.event_reader import moment_of
from bot.matrix.guards import Hostile, guarded
from bot.matrix.http import Http, Json, path_of
from bot.matrix.inbound import Opener

PAGE = 100
MAX_PAGES = 50


async def poll_responses(http: Http, opener: Opener, poll: EventRef) -> list[PollResponse]:
    """Oldest first; of very many the newest. Raises MatrixError."""
    path = path_of("rooms", poll.room_id, "relations", poll.event_id, "m.reference", version="v1")
    query = {"dir": "b", "limit": str(PAGE)}
    found: list[PollResponse] = []
    for _ in range(MAX_PAGES):
        try:
            answer = await http.request("GET", path, query=query)
        except MatrixError as error:
            if error.status == 404:  # a poll that never was
                break
            raise
        chunk = answer.get("chunk")
        found.extend(filter(None, (_read(opener, poll, event) for event in (chunk if isinstance(chunk, list) else []))))
        if not isinstance(answer.get("next_batch"), str):
            break
        query["from"] = answer["next_batch"]
    return found[::-1]


def _read(opener: Opener, poll: EventRef, event: Any) -> PollResponse | None:
    """None for what is no vote in this poll. What cannot be read may be one: then its sender's last word is unknown."""
    try:
        opened = opener.open(poll.room_id, event)
    except Untrusted:
        return None
    except Undecryptable:
        return _unread(poll, event)
    if isinstance(opened, Other) and opened.reason == "expired":
        return _unread(poll, event)
    return opened if isinstance(opened, PollResponse) and opened.target == poll.event_id else None


def _unread(poll: EventRef, event: Json) -> PollResponse | None:
    def read() -> PollResponse:
        ref, sent_at = EventRef(poll.room_id, EventId(event["event_id"])), moment_of(event)
        return PollResponse(ref, UserId(event["sender"]), sent_at, poll.event_id, None)

    try:
        return guarded(read)
    except Hostile:
        return None
