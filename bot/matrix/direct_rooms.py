"""The room of two in which the bot asks a person about their own messages."""

from __future__ import annotations

from bot.core.model import UserId
from bot.matrix.http import Json

NAME = "Trinational"
"""Room names are not encrypted: this one says nothing about anybody."""


def direct_room(user_id: UserId) -> Json:
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


def first_state(bot: UserId, user_id: UserId) -> list[Json]:
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
