"""Rooms that were replaced (`m.room.tombstone`), and whether the bot may follow.

Specification: client-server API, "Room Upgrades". Whoever may change a room's state can name any room as its
replacement, so the new one has to point back, be encrypted, and be confirmed by a coordinator.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal

from bot.core.model import Channel, ChannelRoom, RoomId
from bot.core.room_rules import RoomRules

Obstacle = Literal["not_there", "points_elsewhere", "not_encrypted", "used_already"]


def obstacle(old: RoomId, new: RoomRules | None, *, used_already: bool) -> Obstacle | None:
    """What keeps the bot from following; `new` is None for a room that it is not in."""
    if used_already:
        return "used_already"
    if new is None:
        return "not_there"
    if new.predecessor != old:
        return "points_elsewhere"
    return None if new.encrypted else "not_encrypted"


def present_channel(channel: Channel, followed: Mapping[RoomId, RoomId]) -> Channel:
    """With the newest of the rooms that stand for those of the configuration."""
    return replace(
        channel,
        rooms=tuple(ChannelRoom(newest_room(room.room_id, followed), room.language) for room in channel.rooms),
        testimony_rooms=channel.testimony_rooms | {newest_room(room, followed) for room in channel.testimony_rooms},
    )


def former_channels(channels: Iterable[Channel], followed: Mapping[RoomId, RoomId]) -> tuple[Channel, ...]:
    """For every room that was left its channel and language: what was said there can still be deleted."""
    return tuple(
        replace(channel, rooms=(ChannelRoom(old, room.language),))
        for channel in channels
        for room in channel.rooms
        for old in _line(room.room_id, followed)[:-1]
    )


def newest_room(room_id: RoomId, followed: Mapping[RoomId, RoomId]) -> RoomId:
    return _line(room_id, followed)[-1]


def _line(room_id: RoomId, followed: Mapping[RoomId, RoomId]) -> list[RoomId]:
    """From a room to the newest one; a circle ends where it closes."""
    line = [room_id]
    while (following := followed.get(line[-1])) is not None and following not in line:
        line.append(following)
    return line
