"""Channels as coordinators have changed them: a room linked in, a room taken out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.core.confirming import is_confirmation
from bot.core.model import Channel, Language, RoomId
from bot.core.upgrades import newest_room

_ROOM_ID = re.compile(r"![\x21-\x7e]{1,254}")
FEWEST_ROOMS = 2


@dataclass(frozen=True, slots=True)
class Link:
    """`linked` False: the room was taken out."""

    channel: str
    language: Language
    room_id: RoomId
    linked: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody typed behind `!channel link`; any of it may be missing."""

    language: Language | None
    room_id: RoomId | None
    confirmed: bool


def read_wish(typed: str, languages: Sequence[Language]) -> Wish:
    """In any order: a language, a room id, the word of confirmation."""
    language: Language | None = None
    room_id: RoomId | None = None
    confirmed = False
    for word in typed.split():
        if _ROOM_ID.fullmatch(word):
            room_id = RoomId(word)
        elif word.casefold() in languages:
            language = word.casefold()
        else:
            confirmed = confirmed or is_confirmation(word)
    return Wish(language, room_id, confirmed)


def linked_channels(
    channels: Sequence[Channel], links: Sequence[Link], followed: Mapping[RoomId, RoomId]
) -> tuple[tuple[Channel, ...], tuple[Channel, ...]]:
    """The channels after these changes, the oldest first; and for every room that was taken out its channel."""
    rooms = {channel.name: dict(channel.rooms) for channel in channels}
    by_name = {channel.name: channel for channel in channels}
    left: dict[RoomId, Channel] = {}
    for link in links:
        if link.channel not in rooms:  # the operator has taken the channel out of the configuration
            continue
        here, room_id = rooms[link.channel], newest_room(link.room_id, followed)
        if link.linked and link.language not in here:
            here[link.language] = room_id
            left.pop(room_id, None)
        elif not link.linked and here.get(link.language) == room_id:
            del here[link.language]
            left[room_id] = replace(by_name[link.channel], rooms={link.language: room_id})
    return tuple(replace(channel, rooms=rooms[channel.name]) for channel in channels), tuple(left.values())
