"""What is known of our rooms from the sync, without asking anybody."""

from __future__ import annotations

from collections.abc import Collection

from bot.core.model import RoomId, UserId
from bot.core.room_rules import RoomRules
from bot.matrix.room_state import PRESENT, RoomBook, RoomState


class KnownRooms:
    def __init__(self, book: RoomBook) -> None:
        self._book = book

    def joined_rooms(self) -> list[RoomState]:
        return self._book.all()

    def is_encrypted(self, room_id: RoomId) -> bool:
        room = self._book.get(room_id)
        return room is not None and room.encrypted

    def is_joined(self, room_id: RoomId) -> bool:
        return self._book.get(room_id) is not None

    def display_name(self, room_id: RoomId, user_id: UserId) -> str:
        room = self._book.get(room_id)
        return (room.names.get(user_id) if room else None) or user_id.removeprefix("@").split(":", 1)[0]

    def joined(self) -> Collection[RoomId]:
        return [room.room_id for room in self._book.all()]

    def people_in(self, room_id: RoomId) -> frozenset[UserId]:
        room = self._book.get(room_id)
        return frozenset(room.present()) if room else frozenset()

    def rules_of(self, room_id: RoomId) -> RoomRules | None:
        room = self._book.get(room_id)
        return room.present_rules() if room is not None else None

    def is_present(self, room_id: RoomId, user_id: UserId) -> bool:
        """True when the person is in the room, or on the way in."""
        room = self._book.get(room_id)
        return room is not None and room.memberships.get(user_id) in PRESENT
