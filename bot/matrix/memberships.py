"""Memberships changed at the homeserver, and known here before the sync tells of them."""

from __future__ import annotations

from typing import Literal

from bot.core.model import RoomId, UserId
from bot.errors import MatrixError
from bot.matrix.http import Http, path_of
from bot.matrix.room_state import RoomBook

_AFTER = {"kick": ("leave", "ban"), "invite": ("invite", "join")}
"""What somebody is then, and what else will do."""


async def change_membership(
    http: Http, book: RoomBook, room_id: RoomId, user_id: UserId, action: Literal["kick", "invite"]
) -> None:
    """What is so already counts as done. Raises MatrixError: 403 when the room does not let us."""
    membership = _AFTER[action][0]
    try:
        await http.persist("POST", path_of("rooms", room_id, action), {"user_id": user_id})
    except MatrixError as error:
        if error.status != 403:
            raise
        # Forbidden is also what was done before: an answer may have been lost.
        state = await http.persist("GET", path_of("rooms", room_id, "state", "m.room.member", user_id))
        membership = str(state.get("membership"))
        if membership not in _AFTER[action]:
            raise
    room = book.get(room_id)
    if room is not None:
        room.memberships[user_id] = membership
