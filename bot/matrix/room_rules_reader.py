"""State events into the rules of a room. What breaks the specification raises, and changes nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.core.model import RoomId, UserId
from bot.core.room_rules import Powers, RoomRules
from bot.matrix.guards import Hostile
from bot.matrix.http import Json


def changed_rules(rules: RoomRules, event_type: str, content: Json, sender: str) -> RoomRules:
    """Raises Hostile, or what broken input raises."""
    match event_type:
        case "m.room.create":
            additional = content.get("additional_creators", [])
            predecessor = content.get("predecessor") or {}
            return replace(
                rules,
                version=_text(content.get("room_version", "1")),
                creators=frozenset(UserId(_text(user)) for user in (sender, *additional)),
                federated=content.get("m.federate") is not False,
                predecessor=RoomId(_text(predecessor["room_id"])) if predecessor else None,
            )
        case "m.room.power_levels":
            return replace(rules, powers=_powers(content))
        case "m.room.join_rules":
            return replace(rules, join_rule=_text(content["join_rule"]))
        case "m.room.guest_access":
            return replace(rules, guests=content["guest_access"] != "forbidden")
        case "m.room.tombstone":
            return replace(rules, replacement=RoomId(_text(content["replacement_room"])))
        case _:
            return rules


def _powers(content: Json) -> Powers:
    default = Powers()
    levels = {
        name: _level(content.get(name, getattr(default, name)))
        for name in ("users_default", "invite", "kick", "redact")
    }
    levels["write"] = _level(content.get("events", {}).get("m.room.encrypted", content.get("events_default", 0)))
    return Powers({UserId(_text(user)): _level(level) for user, level in content.get("users", {}).items()}, **levels)


def _level(value: Any) -> int:
    """Before room version 10 a level may be a number in a text."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise Hostile("power_level")
    return int(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise Hostile("wrong_types")
    return value
