"""Which of the messages that wait for a room may go there as one event.

Only while the homeserver limits how fast we write. Nobody's own words overtake each other. What others say may come
below what a person said after them, where it would stand later still otherwise; the copy says so where it happens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.core.model import EventId, Inbound, Message, RoomId, UserId
from bot.core.relay import is_order

MOST = 12
"""Messages in one copy: more would be a wall of text on a phone, and the deletion of one sends all the others again."""
AHEAD = 48
"""So far ahead one looks for what the same person said: four of them who speak in turn fill a copy each."""
CLOSE = timedelta(minutes=5)
"""What stands above words of others although it was said below them was said so soon after the rest of its copy."""


@dataclass(frozen=True, slots=True)
class Queued:
    """A piece of work in the lane of a room."""

    event: Inbound
    own_room: bool = False
    """It is for the readers of the room in which it was said, as a reply to it."""
    is_free: bool = True
    """False when something of it may be sent already, or it has to go alone for another reason."""


Bond = tuple[RoomId, UserId, EventId | None]


def together(queue: Sequence[Queued], most: int = MOST) -> tuple[int, ...]:
    """The places in the queue of what may go as one event with its head: at least that of a queue that is not empty.

    What answers a message never comes above it: all of them answer what their first one answers.
    """
    if not queue:
        return ()
    bond, places = _bond(queue[0]), [0]
    for place, queued in enumerate(queue):
        if place == 0 or queued.event.sender != queue[0].event.sender:
            continue
        overtakes = place != len(places)
        if bond is None or len(places) == most or _bond(queued) != bond:
            break
        if overtakes and not _is_close(queue[0].event, queued.event):
            break
        places.append(place)
    return tuple(places)


def come_after_others(queue: Sequence[Queued], places: Sequence[int]) -> tuple[bool, ...]:
    """For each of these places whether others say something between the one before it and this one."""
    begins = [places[0], *places[:-1]] if places else []
    return tuple(
        any(isinstance(each.event, Message) for each in queue[before + 1 : place])
        for before, place in zip(begins, places, strict=True)
    )


def _is_close(first: Inbound, later: Inbound) -> bool:
    return isinstance(first, Message) and isinstance(later, Message) and later.sent_at - first.sent_at <= CLOSE


def _bond(queued: Queued) -> Bond | None:
    """What has to be the same of messages that go together; None for what goes alone."""
    event = queued.event
    if not queued.is_free or queued.own_room or not isinstance(event, Message) or is_order(event):
        return None
    if event.thread is not None or event.file is not None or event.poll is not None or event.text.kind != "text":
        return None
    return event.ref.room_id, event.sender, event.reply_to
