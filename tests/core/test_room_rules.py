"""Who may do what in a room, and what is weaker than it should be."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import UserId
from bot.core.room_rules import Powers, RoomRules, Weakness, has_creators, weaknesses

BOT, CARLA, PAZ, ANA = (UserId(f"@{name}:demo.local") for name in ("bot", "carla", "paz", "ana"))
COORDINATORS, PEOPLE = (CARLA, PAZ), (BOT, CARLA, PAZ, ANA)

NEW = RoomRules(
    version="12",
    creators=frozenset({BOT, CARLA, PAZ}),
    history_visibility="invited",
    encrypted=True,
    powers=Powers({}, invite=100, kick=100, redact=100),
)
OLD = replace(NEW, version="11", powers=Powers({BOT: 100, CARLA: 100, PAZ: 100}, invite=100, kick=100, redact=100))


def found(rules: RoomRules) -> tuple[Weakness, ...]:
    return weaknesses(rules, PEOPLE, COORDINATORS, BOT)


@pytest.mark.parametrize("rules", [NEW, OLD])
def test_a_room_as_the_bot_makes_it_has_no_weakness(rules: RoomRules) -> None:
    assert found(rules) == ()


@pytest.mark.parametrize(
    ("change", "weakness"),
    [
        ({"encrypted": False}, "not_encrypted"),
        ({"history_visibility": "shared"}, "history"),
        ({"history_visibility": "world_readable"}, "history"),
        ({"join_rule": "public"}, "join_rule"),
        ({"join_rule": "knock"}, "join_rule"),
        ({"guests": True}, "guests"),
        ({"powers": Powers({ANA: 100}, invite=100, kick=100, redact=100)}, "others_invite"),
        ({"powers": Powers({}, invite=0)}, "others_invite"),
        ({"powers": Powers({}, users_default=50, invite=50)}, "others_invite"),
        ({"creators": frozenset({BOT, CARLA})}, "few_coordinators"),
        ({"creators": frozenset({CARLA, PAZ})}, "bot_without_power"),
        ({"creators": frozenset({BOT, CARLA, PAZ, ANA})}, "others_invite"),
    ],
)
def test_each_weakness_is_found_alone(change: dict[str, object], weakness: Weakness) -> None:
    assert found(replace(NEW, **change)) == (weakness,)  # type: ignore[arg-type]


def test_a_coordinator_who_is_not_in_the_room_cannot_put_it_right() -> None:
    assert weaknesses(NEW, (BOT, CARLA, ANA), COORDINATORS, BOT) == ("few_coordinators",)


@given(st.integers(-(2**53), 2**53))
def test_no_level_reaches_a_creator_of_a_room_that_has_them(level: int) -> None:
    rules = replace(NEW, powers=Powers({ANA: level, CARLA: 0}))
    assert rules.power_of(CARLA) == math.inf
    assert rules.power_of(ANA) == level


def test_a_creator_of_an_older_room_has_what_the_list_says() -> None:
    assert replace(OLD, powers=Powers({})).power_of(CARLA) == 0
    assert replace(OLD, powers=None).power_of(CARLA) == 100


@pytest.mark.parametrize(
    ("version", "has"), [("1", False), ("11", False), ("12", True), ("13", True), ("org.matrix.x", False), ("²", False)]
)
def test_creators_stand_above_levels_from_room_version_12_on(version: str, has: bool) -> None:
    assert has_creators(version) is has


@pytest.mark.parametrize(
    ("rules", "may"),
    [
        (RoomRules(), True),
        (RoomRules(powers=Powers(write=50)), False),
        (RoomRules(powers=Powers({BOT: 50}, write=50)), True),
        (RoomRules(powers=Powers({BOT: -1})), False),
        (RoomRules(powers=Powers(users_default=50, write=50)), True),
        (replace(NEW, powers=Powers(write=100)), True),
    ],
)
def test_who_has_less_power_than_an_encrypted_event_takes_may_not_write(rules: RoomRules, may: bool) -> None:
    assert rules.may_write(BOT) is may
