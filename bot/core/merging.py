"""Which of the messages that wait for a room may go there as one event.

Only while the homeserver limits how fast we write. Nothing is overtaken: what goes together stands together at the
head of the queue.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.model import EventId, Inbound, Message, RoomId, UserId
from bot.core.relay import is_order

MOST = 12
"""Messages in one copy: more would be a wall of text on a phone, and the deletion of one sends all the others again."""


@dataclass(frozen=True, slots=True)
class Queued:
    """A piece of work in the lane of a room, of which nothing may be sent already."""

    event: Inbound
    own_room: bool = False
    """It is for the readers of the room in which it was said, as a reply to it."""


Bond = tuple[RoomId, UserId, EventId | None]


def leading(queue: Sequence[Queued], most: int = MOST) -> int:
    """How many, from the head of the queue, may go as one event: at least one of a queue that is not empty."""
    if not queue:
        return 0
    bond, number = _bond(queue[0]), 1
    while bond is not None and number < min(most, len(queue)) and _bond(queue[number]) == bond:
        number += 1
    return number


def _bond(queued: Queued) -> Bond | None:
    """What has to be the same of messages that go together; None for what goes alone."""
    event = queued.event
    if queued.own_room or not isinstance(event, Message) or is_order(event):
        return None
    if event.thread is not None or event.file is not None or event.poll is not None or event.text.kind != "text":
        return None
    return event.ref.room_id, event.sender, event.reply_to
