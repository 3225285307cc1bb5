"""Channels written as an operator writes them."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.model import ChannelRoom, Language, RoomId


def by_language(rooms: Mapping[Language, RoomId | tuple[RoomId, ...]]) -> tuple[ChannelRoom, ...]:
    """One room for each language, or several."""
    return tuple(
        ChannelRoom(room_id, language)
        for language, given in rooms.items()
        for room_id in (given if isinstance(given, tuple) else (given,))
    )
