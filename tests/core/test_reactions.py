"""Which emoji cross, and which of ours have nobody behind them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import EventId, EventRef, RoomId, UserId
from bot.core.reactions import Annotation, crosses, mirrored, plain, reactors, stale

ROOMS = [RoomId("!en"), RoomId("!es"), RoomId("!fr")]
BOT = UserId("@bot:x")
PEOPLE = [UserId(f"@{name}:x") for name in ("ana", "ellen", "fleur")]
KEYS = ["❤️", "❤", "✊", "✊🏽", "🎉"]


@pytest.mark.parametrize(
    "key", ["❤️", "✊🏽", "😂", "👨‍👩‍👧", "🇲🇽", "1️⃣", "✅", "❌", "🅰️", "🆘", "㊗️", "🏳️‍🌈", "🀄", "⭐⭐"]
)
def test_an_emoji_crosses(key: str) -> None:
    assert crosses(key)


@pytest.mark.parametrize(
    "key",
    ["", "👍", "👍🏽", "✏️", "✏", "+1", "María Pérez", "ok", "7", "❤️ Ana", "😂" * 20, "\u200d", "\U000e0041\U000e0042"],
)
def test_words_and_answers_to_the_bot_do_not_cross(key: str) -> None:
    assert not crosses(key)


@pytest.mark.parametrize("key", ["ⒿⓊⒶⓃ", "🄹🅄🄰🄽", "🅹🆄🅰🅽", "🅰🅱", "🇯🇺🇦🇳", "⠚⠥⠁⠝", "6️⃣6️⃣2️⃣", "䷀䷁"])
def test_signs_that_spell_a_name_or_a_number_do_not_cross(key: str) -> None:
    assert not crosses(key)


@given(st.text(max_size=20))
def test_no_letter_and_no_number_ever_crosses(key: str) -> None:
    if crosses(key):
        assert not any(character.isalpha() for character in key)
        assert sum(character.isalnum() for character in key) <= 1, "the digit of a keycap"


def test_a_skin_tone_makes_no_other_opinion() -> None:
    assert plain("✊🏽") == plain("✊") == "✊"


def test_what_stands_on_a_copy_that_is_gone_backs_ours_on_its_successor_in_the_same_room() -> None:
    here = ROOMS[0]
    ours = Annotation(EventRef(here, EventId("$ours")), BOT, "🎉")
    theirs = Annotation(EventRef(here, EventId("$theirs")), PEOPLE[0], "🎉", carried=True)
    assert stale({here: [ours, theirs]}, BOT) == []
    assert stale({here: [ours, replace(theirs, carried=False)]}, BOT) == [ours.ref]


@pytest.mark.parametrize(
    ("key", "shown"), [("❤️", "❤️"), ("✊🏽", "✊"), ("✌🏽", "✌️"), ("✌️", "✌️"), ("👩🏽‍🤝‍👩🏻", "👩‍🤝‍👩"), ("🖐🏿", "🖐️")]
)
def test_ours_is_what_people_send_without_its_skin_tone_and_stays_colourful(key: str, shown: str) -> None:
    assert mirrored(key) == shown
    assert plain(key) == plain(shown)


standing_anywhere: st.SearchStrategy[dict[RoomId, list[Annotation]]] = st.fixed_dictionaries(
    {room: st.lists(st.tuples(st.sampled_from([BOT, *PEOPLE]), st.sampled_from(KEYS)), unique=True) for room in ROOMS}
).map(
    lambda rooms: {
        room: [
            Annotation(EventRef(room, EventId(f"${room}{number}")), sender, key)
            for number, (sender, key) in enumerate(found)
        ]
        for room, found in rooms.items()
    }
)


@given(standing_anywhere)
def test_an_emoji_of_ours_stays_exactly_while_somebody_in_another_room_is_behind_it(
    standing: dict[RoomId, list[Annotation]],
) -> None:
    gone = set(stale(standing, BOT))
    for room, found in standing.items():
        for each in found:
            behind = any(
                other.sender != BOT and plain(other.key) == plain(each.key)
                for elsewhere, others in standing.items()
                if elsewhere != room
                for other in others
            )
            assert (each.ref in gone) == (each.sender == BOT and not behind)


@given(standing_anywhere)
def test_the_list_of_reactors_has_every_person_once_per_emoji_and_never_the_bot(
    standing: dict[RoomId, list[Annotation]],
) -> None:
    listed = reactors(standing, BOT)
    told = {(plain(key), user) for key, people in listed.items() for _, user in people}
    assert sum(map(len, listed.values())) == len(told)
    assert told == {(plain(a.key), a.sender) for found in standing.values() for a in found if a.sender != BOT}
