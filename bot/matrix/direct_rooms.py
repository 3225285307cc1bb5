"""The room of two in which the bot asks a person about their own messages."""

from __future__ import annotations

from bot.core.model import RoomId, UserId
from bot.matrix.http import Http, Json, owed, path_of
from bot.matrix.room_state import RoomBook, RoomState

NAME = "Trinational"
"""Room names are not encrypted: this one says nothing about anybody."""


async def make_direct_room(http: Http, book: RoomBook, bot: UserId, user_id: UserId) -> RoomState:
    """An encrypted room of two. Raises MatrixError."""
    answer = await http.request("POST", path_of("createRoom"), _creation(user_id))
    room_id = RoomId(owed(answer, "room_id"))
    # Known at once, so that the first word can go out; a sync may have told a part of it, or more, by now.
    known = book.take(room_id, ()).memberships
    return book.take(room_id, [event for event in _first_state(bot, user_id) if event["state_key"] not in known])


def _creation(user_id: UserId) -> Json:
    """What `POST /createRoom` is asked for (specification: client-server API, "Room Creation")."""
    return {
        "preset": "private_chat",
        "visibility": "private",
        "name": NAME,
        "is_direct": True,
        "invite": [user_id],
        "initial_state": [
            *_ENCRYPTED,
            _state("m.room.join_rules", {"join_rule": "invite"}),
            _state("m.room.guest_access", {"guest_access": "forbidden"}),
        ],
        # Only the bot could bring a third person in.
        "power_level_content_override": {"invite": 100, "state_default": 100, "users_default": 0},
    }


def _first_state(bot: UserId, user_id: UserId) -> list[Json]:
    """What the sync will tell of a room just made."""
    return [
        *_ENCRYPTED,
        _state("m.room.member", {"membership": "join"}, bot),
        _state("m.room.member", {"membership": "invite"}, user_id),
    ]


def _state(event_type: str, content: Json, state_key: str = "") -> Json:
    return {"type": event_type, "state_key": state_key, "content": content}


_ENCRYPTED = (
    _state("m.room.encryption", {"algorithm": "m.megolm.v1.aes-sha2"}),
    _state("m.room.history_visibility", {"history_visibility": "invited"}),
)
