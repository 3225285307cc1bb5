"""Rules of the relay that need nothing but values."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

from bot.core.characters import single_line
from bot.core.commands import parse as parse_command
from bot.core.content import parse
from bot.core.model import Channel, CopyMark, Edit, EventId, Language, Message, RoomId

Purpose = Literal["copy", "translation", "answer", "announcement", "notice", "question", "delete", "reaction", "ending"]

LOOK_FIRST_AFTER = timedelta(hours=12)
"""Synapse forgets transaction ids after 24 hours; half of that leaves room for slow clocks."""
_SENDING = "~"


def transaction_id(purpose: Purpose, *parts: str) -> str:
    """The transaction id of an event, the same whenever it is tried again.

    A homeserver drops a second request with the id of an earlier one (specification: "Transaction identifiers").
    """
    digest = hashlib.sha256("\0".join((purpose, *parts)).encode()).hexdigest()
    return f"{purpose}-{digest[:32]}"


def sending_id(room_id: RoomId, txn_id: str) -> EventId:
    """Stands for an event of ours until the homeserver has told its id; the event carries it in its content."""
    digest = hashlib.sha256(f"{room_id}\0{txn_id}".encode()).hexdigest()
    return EventId(f"{_SENDING}{digest[:32]}")


def is_sending_id(event_id: EventId) -> bool:
    """No event has such an id: theirs begin with `$`."""
    return event_id.startswith(_SENDING)


def must_look_first(accepted_at: datetime, now: datetime, same_login: bool) -> bool:
    """True when a transaction id alone no longer keeps an event from being sent twice."""
    return not same_login or now - accepted_at > LOOK_FIRST_AFTER


def find_copies(marks: Mapping[EventId, CopyMark], revision: EventId) -> list[tuple[EventId, CopyMark]]:
    """Our events that show the text of `revision`, in the order of `marks`: the copy, then its late translation."""
    return [
        (event_id, mark)
        for event_id, mark in marks.items()
        if revision == mark.revision or any(revision == part.revision for part in mark.parts)
    ]


def is_order(event: Message | Edit) -> bool:
    """Said to the bot: such a text goes into no other room, however it came to be one."""
    return event.poll is None and parse_command(event.text.plain) is not None


def withdraws(event: Message | Edit, *, of_file: bool) -> bool:
    """An edit that leaves nothing for other rooms: the words that their copies show are no longer said by anybody.

    `of_file`: of a caption, which a file can be without.
    """
    if not isinstance(event, Edit) or event.poll is not None:
        return False
    return is_order(event) or not (of_file or single_line(parse(event.text).plain()))


def channel_of(channels: tuple[Channel, ...], room_id: RoomId) -> tuple[Channel, Language] | None:
    """The channel a room belongs to, and the room's language."""
    for channel in channels:
        language = channel.language_of(room_id)
        if language is not None:
            return channel, language
    return None
