"""What belongs to a verification, out of the homeserver's events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.core.model import UserId, VerificationStep
from bot.matrix.event_reader import VERIFICATION
from bot.matrix.guards import Hostile
from bot.matrix.http import Json
from bot.matrix.verification_terms import MAX_ID
from bot.matrix.verification_wire import InRoom


@dataclass(frozen=True, slots=True)
class Incoming:
    sender: UserId
    kind: str
    transaction_id: str
    content: Json
    in_room: InRoom | None
    sent_at: datetime


def of_to_device(event: Any, now: datetime) -> Incoming:
    """A clear to-device event as the homeserver gave it. Raises Hostile or whatever broken input raises."""
    content, kind = event["content"], event["type"].removeprefix(VERIFICATION)
    sent_at = datetime.fromtimestamp(content["timestamp"] / 1000, UTC) if kind == "request" else now
    return Incoming(UserId(_text(event["sender"])), kind, _text(content["transaction_id"]), content, None, sent_at)


def of_room(step: VerificationStep, own_user: str) -> Incoming:
    """An event of a room. Raises Hostile or whatever broken input raises."""
    content = dict(step.content)
    if step.kind == "request":
        transaction_id = step.ref.event_id
        if content["to"] != own_user:
            raise Hostile("request_to_somebody_else")
    else:
        relation: Any = content["m.relates_to"]
        transaction_id = relation["event_id"]
        if relation["rel_type"] != "m.reference":
            raise Hostile("no_reference")
    return Incoming(
        UserId(_text(step.sender)),
        step.kind,
        _text(transaction_id),
        content,
        InRoom(step.ref.room_id),
        step.sent_at,
    )


def _text(value: Any) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= MAX_ID:
        raise Hostile("not_an_id")
    return value
