"""Reactions (`m.annotation`). In clear, as Element sends them: an encrypted one would be no reaction to any client."""

from __future__ import annotations

from typing import Any

from bot.core.model import EventId, EventRef, UserId
from bot.core.reactions import Annotation
from bot.errors import MatrixError
from bot.matrix.event_reader import REACTION
from bot.matrix.http import Http, path_of

PAGE = 100
MAX_PAGES = 10


async def annotate(http: Http, target: EventRef, key: str, txn_id: str) -> None:
    """Put an emoji on an event; done already, or an event that never was, counts as done. Raises MatrixError."""
    content = {"m.relates_to": {"rel_type": "m.annotation", "event_id": target.event_id, "key": key}}
    try:
        await http.request("PUT", path_of("rooms", target.room_id, "send", REACTION, txn_id), content)
    except MatrixError as error:
        # "M_DUPLICATE_ANNOTATION" (client-server API, "Avoiding duplicate annotations"); of an event that it does not
        # know Synapse says "M_UNKNOWN".
        if error.status not in (400, 404):
            raise


async def annotations_on(http: Http, target: EventRef) -> list[Annotation]:
    """The reactions that stand on an event, oldest first. Raises MatrixError."""
    path = path_of("rooms", target.room_id, "relations", target.event_id, "m.annotation", REACTION, version="v1")
    query = {"dir": "b", "limit": str(PAGE)}
    found: list[Annotation] = []
    for _ in range(MAX_PAGES):
        try:
            answer = await http.request("GET", path, query=query)
        except MatrixError as error:
            if error.status == 404:  # an event that never was
                break
            raise
        chunk = answer.get("chunk")
        found.extend(filter(None, (_read(target, event) for event in (chunk if isinstance(chunk, list) else []))))
        if not isinstance(answer.get("next_batch"), str):
            break
        query["from"] = answer["next_batch"]
    return found[::-1]


def _read(target: EventRef, event: Any) -> Annotation | None:
    content = event.get("content") if isinstance(event, dict) else None
    relation = content.get("m.relates_to") if isinstance(content, dict) else None
    if not isinstance(relation, dict) or relation.get("event_id") != target.event_id:
        return None
    key, event_id, sender = relation.get("key"), event.get("event_id"), event.get("sender")
    if not (isinstance(key, str) and isinstance(event_id, str) and isinstance(sender, str)):
        return None
    return Annotation(EventRef(target.room_id, EventId(event_id)), UserId(sender), key)
