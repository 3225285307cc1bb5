"""Channels after the changes that coordinators have made."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.core.linking import Link, linked_channels, read_wish
from bot.core.model import Channel, RoomId
from tests.channels import by_language

EN, ES, FR, NEW = RoomId("!en"), RoomId("!es"), RoomId("!fr"), RoomId("!new")
PLANTS = Channel("plants", by_language({"en": EN, "es": ES}), testimony=frozenset({"es"}))
MINES = Channel("mines", by_language({"en": RoomId("!mines-en"), "fr": RoomId("!mines-fr")}))

links = st.builds(
    Link,
    st.sampled_from(["plants", "mines", "gone"]),
    st.sampled_from(["en", "es", "fr"]),
    st.sampled_from([EN, ES, FR, NEW, RoomId("!mines-en")]),
    linked=st.booleans(),
    further=st.booleans(),
)


def test_a_further_room_stands_behind_those_of_before() -> None:
    ((channel, _), left) = linked_channels((PLANTS, MINES), [Link("plants", "es", NEW, True, True)], {})
    assert channel.rooms_in("es") == (ES, NEW)
    assert channel.testimony == {"es"}
    assert left == ()


def test_a_room_linked_as_the_only_one_of_its_language_steps_back_when_the_file_has_one() -> None:
    """It was linked where there was none: nobody has agreed that it hears beside another one."""
    written = Channel("plants", by_language({"en": EN, "es": ES, "fr": FR}))
    ((channel,), _) = linked_channels((written,), [Link("plants", "fr", NEW, True)], {})
    assert channel.rooms_in("fr") == (FR,)
    ((channel,), _) = linked_channels((PLANTS,), [Link("plants", "fr", NEW, True)], {})
    assert channel.rooms_in("fr") == (NEW,)


def test_of_two_rooms_in_a_language_the_one_that_is_meant_goes_with_its_channel() -> None:
    changes = [Link("plants", "es", NEW, True, True), Link("plants", "es", ES, False)]
    ((channel,), (left,)) = linked_channels((PLANTS,), changes, {})
    assert channel.room_ids == (EN, NEW)
    assert (left.room_ids, left.name, left.language_of(ES)) == ((ES,), "plants", "es")


@given(st.lists(links, max_size=12))
def test_whatever_was_changed_a_room_stands_in_one_place_only(changes: list[Link]) -> None:
    present, _ = linked_channels((PLANTS, MINES), changes, {})
    rooms = [room for channel in present for room in channel.room_ids]
    assert len(rooms) == len(set(rooms))
    for link in changes[-1:]:
        channel = next((each for each in present if each.name == link.channel), None)
        if channel is not None and not link.linked:
            assert channel.language_of(link.room_id) != link.language
    assert [channel.name for channel in present] == ["plants", "mines"]


@given(st.lists(links, max_size=12))
def test_no_room_counts_as_left_where_it_takes_part(changes: list[Link]) -> None:
    present, left = linked_channels((PLANTS, MINES), changes, {})
    for gone in left:
        assert not [each for each in present if each.name == gone.name and gone.room_ids[0] in each.room_ids]


def test_a_wish_is_read_in_any_order() -> None:
    wish = read_wish(f"entendido {NEW} ES", ("en", "es", "fr"))
    assert (wish.language, wish.room_id, wish.confirmed) == ("es", NEW, True)
