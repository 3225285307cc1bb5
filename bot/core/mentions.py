"""Whom a copy rings: each person once, in a room that they are in.

Specification: "User and room mentions". A copy always carries `m.mentions`, because a client that finds none guesses
from the text and rings the wrong people.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.core.model import Channel, Language, Member, Message, RoomId, UserId

IsPresent = Callable[[RoomId, UserId], bool]


@dataclass(frozen=True, slots=True)
class Answered:
    """The person's message that a reply is about, when the reply was made to a copy of it."""

    author: UserId
    room_id: RoomId
    """Where the author wrote it."""


def rung_by(
    message: Message,
    channel: Channel,
    target: RoomId,
    *,
    answered: Answered | None,
    members: Mapping[UserId, Member],
    is_present: IsPresent,
) -> tuple[UserId, ...]:
    """The people whom the copy of `message` in `target` rings, in the order in which they were named.

    * Who is named and in the room where it was said has been rung there already.
    * Who is named and only in other rooms is rung in one of them: the first of their own language, else the first.
    * A reply to a copy rings the bot in the room where it was made; the person whose words were copied is rung where
      they said them.
    """
    rung = [
        user_id
        for user_id in message.mentions
        if user_id != message.sender and _room_of(user_id, message, channel, members, is_present) == target
    ]
    if answered is not None and answered.room_id == target and is_present(target, answered.author):
        named = answered.author in message.mentions  # then rung above, or where it was said
        if not named and answered.author != message.sender:
            rung.append(answered.author)
    return tuple(rung)


def _room_of(
    user_id: UserId,
    message: Message,
    channel: Channel,
    members: Mapping[UserId, Member],
    is_present: IsPresent,
) -> RoomId | None:
    if is_present(message.ref.room_id, user_id):
        return None
    rooms = [room for room in channel.others(message.ref.room_id) if is_present(room.room_id, user_id)]
    own: Language | None = members[user_id].language if user_id in members else None
    own_rooms = [room for room in rooms if room.language == own]
    return next((room.room_id for room in (*own_rooms, *rooms)), None)
