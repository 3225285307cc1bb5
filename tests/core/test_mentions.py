"""Whom a copy rings."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.core.mentions import Answered, rung_by
from bot.core.model import Channel, EventId, EventRef, Member, Message, RoomId, Text, UserId
from tests.channels import by_language

EN, ES, FR = RoomId("!en"), RoomId("!es"), RoomId("!fr")
ROOMS = (EN, ES, FR)
CHANNEL = Channel("plants", by_language({"en": EN, "es": ES, "fr": FR}))
ANA, ELLEN, FLEUR, BOT = (UserId(f"@{name}:demo.local") for name in ("ana", "ellen", "fleur", "bot"))
PEOPLE = (ANA, ELLEN, FLEUR)
MEMBERS = {FLEUR: Member(FLEUR, "Fleur", language="fr")}

Presence = frozenset[tuple[RoomId, UserId]]
AT_HOME: Presence = frozenset({(ES, ANA), (EN, ELLEN), (FR, FLEUR)})

presences = st.frozensets(st.tuples(st.sampled_from(ROOMS), st.sampled_from(PEOPLE)))


def message(sender: UserId, *mentions: UserId, room: RoomId = ES) -> Message:
    ref = EventRef(room, EventId("$event"))
    return Message(ref, sender, datetime(2026, 11, 16, tzinfo=UTC), Text("hola"), mentions=mentions)


def rung(
    said: Message, target: RoomId, presence: Presence = AT_HOME, answered: Answered | None = None
) -> tuple[UserId, ...]:
    return rung_by(
        said,
        CHANNEL,
        target,
        answered=answered,
        members=MEMBERS,
        is_present=lambda room, user: (room, user) in presence,
    )


def test_a_person_named_in_another_room_is_rung_in_their_own() -> None:
    said = message(ANA, ELLEN, FLEUR)
    assert rung(said, EN) == (ELLEN,)
    assert rung(said, FR) == (FLEUR,)


def test_a_reply_to_a_copy_rings_the_copied_author_where_they_wrote_it_and_never_the_bot() -> None:
    said = message(ANA, BOT)
    assert rung(said, EN, answered=Answered(ELLEN, EN)) == (ELLEN,)
    assert rung(said, FR, answered=Answered(ELLEN, EN)) == ()


def test_a_reply_to_a_copy_of_ones_own_words_rings_nobody() -> None:
    assert rung(message(ELLEN, BOT), EN, AT_HOME | {(ES, ELLEN)}, Answered(ELLEN, EN)) == ()


def test_somebody_in_two_rooms_is_rung_in_the_one_of_their_language() -> None:
    both = AT_HOME | {(EN, FLEUR)}
    said = message(ANA, FLEUR)
    assert (rung(said, EN, both), rung(said, FR, both)) == ((), (FLEUR,))


@given(presences, st.lists(st.sampled_from((*PEOPLE, BOT)), unique=True), st.sampled_from(ROOMS), st.data())
def test_nobody_is_rung_twice_or_where_they_are_not_and_nobody_rings_themselves(
    presence: Presence, mentions: list[UserId], room: RoomId, data: st.DataObject
) -> None:
    sender = data.draw(st.sampled_from(PEOPLE))
    author = data.draw(st.sampled_from(PEOPLE))
    elsewhere = data.draw(st.none() | st.sampled_from([other for other in ROOMS if other != room]))
    # Whose words were copied is in the room where they said them.
    answered = Answered(author, elsewhere) if elsewhere else None
    presence = presence | {(elsewhere, author)} if elsewhere else presence
    said = message(sender, *mentions, room=room)
    rings = Counter(user for user in mentions if (room, user) in presence and user != sender)
    for target in ROOMS:
        if target != room:
            for user in rung(said, target, presence, answered):
                assert (target, user) in presence
                rings[user] += 1
    assert max(rings.values(), default=0) <= 1
    assert sender not in rings


@given(presences, st.lists(st.sampled_from(PEOPLE), unique=True))
def test_everybody_named_who_is_somewhere_is_rung(presence: Presence, mentions: list[UserId]) -> None:
    said = message(ANA, *mentions)
    reached = {user for target in (EN, FR) for user in rung(said, target, presence)}
    present = {user for _, user in presence}
    here = {user for room, user in presence if room == ES}
    assert reached == {user for user in mentions if user in present} - here - {ANA}
