"""What the bot knows of its rooms, from their state events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from bot.core.model import RoomId, UserId
from bot.core.room_rules import RoomRules
from bot.logs import get_logger
from bot.matrix.guards import Hostile, guarded
from bot.matrix.http import Json
from bot.matrix.room_rules_reader import changed_rules

log = get_logger(__name__)

MAX_ROTATION_MESSAGES = 10_000
MIN_ROTATION_AGE, MAX_ROTATION_AGE = timedelta(hours=1), timedelta(days=7)
MEMBERSHIPS = ("invite", "join", "knock", "leave", "ban")
PRESENT = ("join", "invite", "knock")
"""In a room, or on the way in."""


@dataclass(slots=True)
class RoomState:
    room_id: RoomId
    encrypted: bool = False
    creator: UserId | None = None
    rotation_messages: int = 100
    rotation_age: timedelta = timedelta(days=7)
    """After so many messages, or so long, a new Megolm session is made (specification: "m.room.encryption")."""
    rules: RoomRules = field(default_factory=RoomRules)
    """Encryption and history are filled in by `present_rules`."""
    history_visibility: str = "shared"
    memberships: dict[UserId, str] = field(default_factory=dict)
    names: dict[UserId, str] = field(default_factory=dict)

    def joined(self) -> set[UserId]:
        return {user for user, membership in self.memberships.items() if membership == "join"}

    def readers(self) -> set[UserId]:
        """Who may read what is sent now: members, and invited people unless history starts with their joining.

        Specification: client-server API, "Room History Visibility".
        """
        readable = ("join",) if self.history_visibility == "joined" else ("join", "invite")
        return {user for user, membership in self.memberships.items() if membership in readable}

    def present(self) -> set[UserId]:
        """Who is in it, or on the way in."""
        return {user for user, membership in self.memberships.items() if membership in PRESENT}

    def present_rules(self) -> RoomRules:
        return replace(self.rules, encrypted=self.encrypted, history_visibility=self.history_visibility)

    def apply(self, event: Any) -> None:
        """Take a state event in; one that breaks the specification changes nothing."""
        try:
            guarded(lambda: self._apply(event))
        except Hostile as error:
            log.warning("state.rejected", room=self.room_id, rule=str(error))

    def _apply(self, event: Json) -> None:
        content, state_key = event["content"], event["state_key"]
        match event["type"]:
            case "m.room.create":
                self.creator = UserId(str(event["sender"]))
                self.rules = changed_rules(self.rules, "m.room.create", content, self.creator)
            case "m.room.encryption":
                # Encryption cannot be turned off again (specification: "m.room.encryption").
                self.encrypted = self.encrypted or content["algorithm"] == "m.megolm.v1.aes-sha2"
                self._rotate(content.get("rotation_period_msgs"), content.get("rotation_period_ms"))
            case "m.room.history_visibility":
                self.history_visibility = str(content["history_visibility"])
            case "m.room.member":
                if content["membership"] not in MEMBERSHIPS or not isinstance(state_key, str):
                    raise Hostile("unknown_membership")
                user = UserId(state_key)
                self.memberships[user] = content["membership"]
                name = content.get("displayname")
                if isinstance(name, str) and name.strip():
                    self.names[user] = name
                elif user in self.names and content["membership"] == "join":
                    del self.names[user]
            case kind if state_key == "":
                self.rules = changed_rules(self.rules, kind, content, str(event.get("sender")))
            case _:
                pass

    def _rotate(self, messages: object, milliseconds: object) -> None:
        """What the room asks for, within bounds: never so often that a busy room drowns in key sharing."""
        if isinstance(messages, int):
            self.rotation_messages = min(max(messages, 1), MAX_ROTATION_MESSAGES)
        if isinstance(milliseconds, int):
            asked = timedelta(milliseconds=min(milliseconds, MAX_ROTATION_AGE / timedelta(milliseconds=1)))
            self.rotation_age = max(asked, MIN_ROTATION_AGE)


class RoomBook:
    """The rooms the bot has joined."""

    def __init__(self) -> None:
        self._rooms: dict[RoomId, RoomState] = {}

    def take(self, room_id: RoomId, events: Iterable[Any]) -> RoomState:
        room = self._rooms.setdefault(room_id, RoomState(room_id))
        for event in events:
            if isinstance(event, dict) and "state_key" in event:
                room.apply(event)
        return room

    def left(self, room_id: RoomId) -> None:
        self._rooms.pop(room_id, None)

    def get(self, room_id: RoomId) -> RoomState | None:
        return self._rooms.get(room_id)

    def all(self) -> list[RoomState]:
        return list(self._rooms.values())
