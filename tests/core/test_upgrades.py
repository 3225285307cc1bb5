"""When a room was replaced, and which rooms stand for those of the configuration then."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import Channel, RoomId
from bot.core.room_rules import RoomRules
from bot.core.upgrades import Obstacle, former_channels, obstacle, present_channel
from tests.channels import by_language

A, B, C, D = (RoomId(f"!{letter}") for letter in "abcd")
CHANNEL = Channel("plants", by_language({"en": A, "es": D}), "all")
room_ids = st.sampled_from([A, B, C, D])


def test_the_room_that_takes_the_place_of_one_for_testimony_is_one_for_testimony() -> None:
    channel = present_channel(replace(CHANNEL, testimony_rooms=frozenset({A})), {A: B, B: C})
    assert [room for room in channel.room_ids if channel.takes_testimony(room)] == [C]


@pytest.mark.parametrize(
    ("new", "used", "expected"),
    [
        (RoomRules(predecessor=A, encrypted=True), False, None),
        (None, False, "not_there"),
        (RoomRules(encrypted=True), False, "points_elsewhere"),
        (RoomRules(predecessor=B, encrypted=True), False, "points_elsewhere"),
        (RoomRules(predecessor=A), False, "not_encrypted"),
        (RoomRules(predecessor=A, encrypted=True), True, "used_already"),
    ],
)
def test_only_an_encrypted_room_that_points_back_is_followed(
    new: RoomRules | None, used: bool, expected: Obstacle | None
) -> None:
    assert obstacle(A, new, used_already=used) == expected


def test_a_channel_has_the_newest_room_of_each_line() -> None:
    followed = {A: B, B: C}
    assert present_channel(CHANNEL, followed) == Channel("plants", by_language({"en": C, "es": D}), "all")
    assert former_channels([CHANNEL], followed) == (
        Channel("plants", by_language({"en": A}), "all"),
        Channel("plants", by_language({"en": B}), "all"),
    )


@given(st.dictionaries(room_ids, room_ids))
def test_no_room_stands_in_two_places_and_circles_end(followed: dict[RoomId, RoomId]) -> None:
    only = Channel("plants", by_language({"en": A}))
    present = set(present_channel(only, followed).room_ids)
    former = {room for channel in former_channels([only], followed) for room in channel.room_ids}
    assert not present & former
    assert (A in former) != (A in present)
