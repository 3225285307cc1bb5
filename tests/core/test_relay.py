from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import Channel, ChannelRoom, CopyMark, EventId, EventRef, Part, RoomId
from bot.core.relay import LOOK_FIRST_AFTER, Purpose, channel_of, find_copies, must_look_first, transaction_id
from tests.channels import by_language

NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
EN, ES, FR = RoomId("!en"), RoomId("!es"), RoomId("!fr")
CHANNEL = Channel("plants", by_language({"en": EN, "es": ES, "fr": FR}))

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


def test_a_merged_copy_is_found_by_everything_in_it() -> None:
    parts = (Part(EventId("$1"), EventId("$1")), Part(EventId("$2"), EventId("$edit of 2")))
    marks = {EventId("$c"): CopyMark(EventRef(ES, EventId("$1")), EventId("$1"), parts=parts)}
    assert [len(find_copies(marks, EventId(each))) for each in ("$1", "$edit of 2", "$2")] == [1, 1, 0]


# Channels


def test_a_room_has_the_channel_and_language_that_the_configuration_gives_it() -> None:
    other = Channel("ports", by_language({"en": RoomId("!docks")}))
    assert channel_of((other, CHANNEL), FR) == (CHANNEL, "fr")
    assert channel_of((other, CHANNEL), RoomId("!docks")) == (other, "en")
    assert channel_of((other, CHANNEL), RoomId("!elsewhere")) is None


languages = st.sampled_from(["en", "es", "fr"])


@st.composite
def channels(draw: st.DrawFn) -> Channel:
    """Any number of rooms in any of the languages, in any order."""
    rooms = draw(st.lists(ids.map(RoomId), min_size=2, max_size=9, unique=True))
    return Channel("any", tuple(ChannelRoom(room, draw(languages)) for room in rooms))


@given(channels())
def test_what_is_said_in_a_room_goes_to_every_other_room_exactly_once(channel: Channel) -> None:
    for room in channel.rooms:
        reached = [other.room_id for other in channel.others(room.room_id)]
        assert sorted([*reached, room.room_id]) == sorted(channel.room_ids)
        assert len(set(reached)) == len(channel.rooms) - 1


@given(channels())
def test_every_room_is_found_under_its_language_and_called_by_a_title_of_its_own(channel: Channel) -> None:
    assert len(set(channel.languages)) == len(channel.languages)
    under = [room for language in channel.languages for room in channel.rooms_in(language)]
    assert sorted(under) == sorted(channel.room_ids)
    for room in channel.rooms:
        assert channel.language_of(room.room_id) == room.language
        assert room.room_id in channel.rooms_in(room.language)
    assert len({channel.title_of(room) for room in channel.room_ids}) == len(channel.rooms)


def test_a_room_alone_in_its_language_is_called_by_that_alone() -> None:
    channel = Channel("plants", by_language({"en": EN, "es": (ES, FR)}))
    assert [channel.title_of(room) for room in channel.room_ids] == ["plants (en)", "plants (es 1)", "plants (es 2)"]
