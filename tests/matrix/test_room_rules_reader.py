"""What `m.room.power_levels` says of writing."""

from __future__ import annotations

import pytest

from bot.core.room_rules import RoomRules
from bot.matrix.http import Json
from bot.matrix.room_rules_reader import changed_rules


@pytest.mark.parametrize(
    ("content", "needed"),
    [
        ({}, 0),
        ({"events_default": 50}, 50),
        ({"events_default": 50, "events": {"m.room.encrypted": 0}}, 0),
        ({"events_default": 0, "events": {"m.room.encrypted": 60, "m.room.message": 10}}, 60),
        ({"events_default": "50"}, 50),
    ],
)
def test_the_level_of_encrypted_events_counts_and_else_that_of_all_events(content: Json, needed: int) -> None:
    powers = changed_rules(RoomRules(), "m.room.power_levels", content, "@carla:demo.local").powers
    assert powers is not None
    assert powers.write == needed
