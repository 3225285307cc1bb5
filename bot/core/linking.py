"""Channels as coordinators have changed them: a room linked in, a room taken out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.core.confirming import is_confirmation
from bot.core.model import Channel, ChannelRoom, Language, RoomId
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
    further: bool = False
    """Beside a room of its language that was there. Else it counts only as long as the configuration has none."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody typed behind `!channel link` or `unlink`; any of it may be missing."""

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
    present = {channel.name: channel for channel in channels}
    left: dict[RoomId, Channel] = {}
    for link in links:
        channel = present.get(link.channel)
        if channel is None:  # the operator has taken the channel out of the configuration
            continue
        room = ChannelRoom(newest_room(link.room_id, followed), link.language)
        wanted = link.linked and (link.further or not channel.rooms_in(link.language))
        if wanted and not any(room.room_id in each.room_ids for each in present.values()):
            present[channel.name] = replace(channel, rooms=(*channel.rooms, room))
            left.pop(room.room_id, None)
        elif not link.linked and room in channel.rooms:
            present[channel.name] = replace(channel, rooms=channel.others(room.room_id))
            left[room.room_id] = replace(channel, rooms=(room,))
    return tuple(present.values()), tuple(left.values())
