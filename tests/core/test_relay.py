from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import Channel, CopyMark, EventId, EventRef, RoomId
from bot.core.relay import LOOK_FIRST_AFTER, Purpose, channel_of, find_copies, must_look_first, transaction_id

NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
EN, ES, FR = RoomId("!en"), RoomId("!es"), RoomId("!fr")
CHANNEL = Channel("plants", {"en": EN, "es": ES, "fr": FR})

purposes: st.SearchStrategy[Purpose] = st.sampled_from(get_args(Purpose))
ids = st.text(st.characters(exclude_characters="\0", codec="utf-8"), min_size=1, max_size=255)
delays = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=40))


def mark(revision: str, source: str = "$source") -> CopyMark:
    return CopyMark(EventRef(ES, EventId(source)), EventId(revision))


# Transaction ids


def test_a_transaction_id_never_changes_between_releases() -> None:
    """What an older version sent and did not record must be recognised by the homeserver."""
    assert transaction_id("copy", "$event", "!room") == "copy-68a00a07d0fb115b01dea59a051ed65f"


@given(purposes, st.lists(ids, min_size=1, max_size=3))
def test_a_transaction_id_can_stand_in_an_address_and_tells_nothing(purpose: Purpose, parts: list[str]) -> None:
    assert re.fullmatch(r"[a-z]+-[0-9a-f]{32}", transaction_id(purpose, *parts))


@given(st.tuples(purposes, st.lists(ids, max_size=3)), st.tuples(purposes, st.lists(ids, max_size=3)))
def test_two_things_have_one_transaction_id_only_when_they_are_the_same(
    one: tuple[Purpose, list[str]], other: tuple[Purpose, list[str]]
) -> None:
    same = transaction_id(one[0], *one[1]) == transaction_id(other[0], *other[1])
    assert same == (one == other)


@given(ids, ids)
def test_where_one_part_ends_and_the_next_begins_makes_a_difference(one: str, other: str) -> None:
    assert transaction_id("copy", one + other) != transaction_id("copy", one, other)


# Looking first


def test_within_twelve_hours_of_the_same_login_the_transaction_id_is_enough() -> None:
    assert not must_look_first(NOON, NOON + timedelta(hours=12), same_login=True)
    assert must_look_first(NOON, NOON + timedelta(hours=12, seconds=1), same_login=True)


@given(delays)
def test_after_another_login_the_transaction_id_is_never_enough(delay: timedelta) -> None:
    assert must_look_first(NOON, NOON + delay, same_login=False)


@given(delays, delays)
def test_who_must_look_now_must_look_later(delay: timedelta, more: timedelta) -> None:
    if must_look_first(NOON, NOON + delay, same_login=True):
        assert must_look_first(NOON, NOON + delay + more, same_login=True)


def test_we_look_long_before_the_homeserver_forgets() -> None:
    assert timedelta(hours=24) >= 2 * LOOK_FIRST_AFTER


# Copies


def test_copies_of_a_text_are_found_among_copies_of_other_texts_of_the_same_message() -> None:
    """The copy itself comes before the edit that brings its translation."""
    marks = {EventId("$c1"): mark("$source"), EventId("$c2"): mark("$edit"), EventId("$c3"): mark("$source")}
    assert find_copies(marks, EventId("$source")) == [("$c1", mark("$source")), ("$c3", mark("$source"))]
    assert find_copies(marks, EventId("$edit")) == [("$c2", mark("$edit"))]
    assert find_copies(marks, EventId("$later")) == []


# Channels


def test_a_room_has_the_channel_and_language_that_the_configuration_gives_it() -> None:
    other = Channel("ports", {"en": RoomId("!docks")})
    assert channel_of((other, CHANNEL), FR) == (CHANNEL, "fr")
    assert channel_of((other, CHANNEL), RoomId("!docks")) == (other, "en")
    assert channel_of((other, CHANNEL), RoomId("!elsewhere")) is None


@given(st.lists(ids.map(RoomId), min_size=3, max_size=3, unique=True))
def test_the_other_rooms_are_all_but_the_own_one(rooms: list[RoomId]) -> None:
    channel = Channel("any", dict(zip(("en", "es", "fr"), rooms, strict=True)))
    for language, room in channel.rooms.items():
        others = channel.others(room)
        assert language not in others
        assert {**others, language: room} == channel.rooms
