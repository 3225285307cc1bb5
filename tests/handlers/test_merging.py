"""Under the homeserver's limits a person's messages share a copy; what people do to one of them reaches that one."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.core.model import EventId, EventRef, RoomId, UserId
from bot.errors import EngineUnavailable
from tests.fakes.engines import ScriptedEngine
from tests.fakes.homeserver import Shown
from tests.fakes.rooms import Hold
from tests.handlers.house import ANA, CARLA, ELLEN, EN, ES, FLEUR, FR, RETRY_S, House
from tests.handlers.limits import all_sorted, attended, halted, limited, scripted
from tests.handlers.test_relearning import lose_the_disk

WORDS = ("maíz", "frijol", "calabaza", "chile")


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with attended(tmp_path) as house:
        yield house


async def queued(house: House, *words: str) -> tuple[list[EventRef], list[Hold]]:
    """Ana's words wait behind others that are being sent; letting go of those sends them."""
    holds = await halted(house)
    refs = [house.homeserver.say(ES, ANA, word) for word in words or WORDS]
    await house.until(lambda: all_sorted(house))
    return refs, holds


async def merged_one_is_sent(house: House, english: Hold) -> Hold:
    """It is in the English room, and the bot does not know yet."""
    before = house.rooms.hold("send", room_id=EN, done=True)
    english.release()
    await house.until(before.reached.is_set)
    sending = house.rooms.hold("send", room_id=EN, done=True)
    before.release()
    await house.until(sending.reached.is_set)
    return sending


async def answered(house: House, room: RoomId, sender: UserId, text: str, *, reply_to: EventId) -> None:
    """Somebody says something, and the bot is done with it."""
    house.homeserver.say(room, sender, text, reply_to=reply_to)
    await house.idle(seconds_each=0.1)


async def said_at_once(house: House, *words: str) -> list[EventRef]:
    """By Ana, faster than the homeserver took it."""
    refs, holds = await queued(house, *words)
    for hold in holds:
        hold.release()
    await house.idle(seconds_each=0.1)
    return refs


def merged(house: House, room: RoomId = EN) -> Shown:
    return next(shown for shown in house.homeserver.shown(room) if shown.outgoing.mark and shown.outgoing.mark.parts)


def shown_after_the_first(house: House, room: RoomId = EN) -> str:
    return "\n".join(house.homeserver.texts(room)[2:])


def in_order(text: str, *words: str) -> bool:
    places = [text.find(word) for word in words]
    return -1 not in places and places == sorted(places) and all(text.count(f"⟪{word}⟫") == 1 for word in words)


async def test_what_one_person_says_at_once_goes_as_one_event_complete_and_in_order(house: House) -> None:
    await said_at_once(house)
    for room in (EN, FR):
        (event,) = [out for out in house.homeserver.sent(room) if out.mark][2:]
        assert in_order(event.body.plain, *WORDS)
        assert event.body.plain.count("Ana (Union ES)") == 1
        assert event.kind == "text"


async def test_under_a_lasting_limit_a_burst_arrives_complete_in_order_and_in_far_fewer_events(house: House) -> None:
    house.homeserver.limit(0.2, 10.0)
    words = [f"milpa{number}" for number in range(60)]
    for word in words:
        house.homeserver.say(ES, ANA, word)

    async def all_is_sorted() -> bool:
        return await house._has_read_all() and "inbox" not in await house.ledger.depth()

    await house.until(all_is_sorted)  # before the clock, which every look lets go on, leaves it behind
    await house.idle(seconds_each=1)
    for room in (EN, FR):
        events = [out for out in house.homeserver.sent(room) if out.mark]
        assert [word for out in events for word in re.findall(r"milpa\d+", out.body.plain)] == words
        assert len(events) < 20


async def test_without_a_limit_every_message_has_a_copy_of_its_own(house: House) -> None:
    for word in WORDS:
        house.homeserver.say(ES, ANA, word)
    await house.idle(seconds_each=0.1)
    assert len(house.homeserver.texts(EN)) == len(WORDS)


async def test_an_edit_of_one_message_changes_its_words_and_no_others(house: House) -> None:
    refs = await said_at_once(house)
    copy = merged(house).event_id
    house.homeserver.edit(ES, ANA, refs[2], "tomate")
    await house.idle(seconds_each=0.1)
    assert merged(house).event_id == copy
    assert in_order(merged(house).text, "maíz", "frijol", "tomate", "chile")
    assert "calabaza" not in merged(house).text


async def test_a_deleted_message_leaves_its_words_nowhere_and_the_others_stand_once_in_order(house: House) -> None:
    refs = await said_at_once(house)
    house.homeserver.edit(ES, ANA, refs[1], "tomate")
    await house.idle(seconds_each=0.1)
    house.homeserver.redact(ANA, refs[2])
    await house.idle(seconds_each=0.1)
    for room in (EN, FR):
        assert "calabaza" not in house.homeserver.readable(room)
        assert in_order(shown_after_the_first(house, room), "maíz", "tomate", "chile")
        assert "frijol" not in shown_after_the_first(house, room)
        assert await house.ledger.family(refs[2].event_id) == []


def sent_since(house: House, number: int, room: RoomId = EN) -> str:
    return "\n".join(out.body.plain for out in house.homeserver.sent(room)[number:])


async def edited_and_taken_apart(house: House) -> tuple[list[EventRef], EventRef, int]:
    """The second of four was edited, the third is deleted; also gives how much had been sent before."""
    refs = await said_at_once(house)
    edit = house.homeserver.edit(ES, ANA, refs[1], "tomate")
    await house.idle(seconds_each=0.1)
    number = len(house.homeserver.sent(EN))
    house.homeserver.redact(ANA, refs[2])
    await house.idle(seconds_each=0.1)
    return refs, edit, number


async def test_what_was_edited_is_sent_again_as_it_says_now_and_never_as_it_said_before(house: House) -> None:
    refs, edit, number = await edited_and_taken_apart(house)
    assert in_order(sent_since(house, number), "maíz", "tomate", "chile")
    assert "frijol" not in sent_since(house, number)
    copy = await house.ledger.copy_of(refs[1].event_id, EN)
    assert copy is not None
    assert (copy.revision, copy.edits) == (edit.event_id, False)


async def test_an_edit_that_was_sent_as_a_copy_can_be_edited_again_and_deleted_with_its_message(house: House) -> None:
    refs, _, _ = await edited_and_taken_apart(house)
    house.homeserver.edit(ES, ANA, refs[1], "nopal")
    await house.idle(seconds_each=0.1)
    assert in_order(shown_after_the_first(house), "maíz", "nopal", "chile")
    house.homeserver.redact(ANA, refs[1])
    await house.idle(seconds_each=0.1)
    for word in ("frijol", "tomate", "nopal"):
        assert word not in house.homeserver.readable(EN)
    assert await house.ledger.family(refs[1].event_id) == []


async def test_an_edit_that_was_sent_as_a_copy_and_is_deleted_alone_gives_way_to_the_message(house: House) -> None:
    refs, edit, _ = await edited_and_taken_apart(house)
    house.homeserver.redact(ANA, edit)
    await house.idle(seconds_each=0.1)
    for room in (EN, FR):
        assert "tomate" not in house.homeserver.readable(room)
        assert shown_after_the_first(house, room).count("⟪frijol⟫") == 1
    copy = await house.ledger.copy_of(refs[1].event_id, EN)
    assert copy is not None
    assert copy.revision == refs[1].event_id


async def test_an_edit_that_is_deleted_before_it_was_sent_as_a_copy_gives_way_to_the_message(house: House) -> None:
    refs = await said_at_once(house)
    edit = house.homeserver.edit(ES, ANA, refs[1], "tomate")
    await house.idle(seconds_each=0.1)
    holds = [house.rooms.hold("send", room_id=room) for room in (EN, FR)]
    number = len(house.homeserver.sent(EN))
    house.homeserver.redact(ANA, refs[2])
    for hold in holds:
        await house.until(hold.reached.is_set, seconds_each=0.1)
    house.homeserver.redact(ANA, edit)
    await house.deletions_done()
    for hold in holds:
        hold.release()
    await house.idle(seconds_each=0.1)
    assert "tomate" not in sent_since(house, number)
    assert in_order(shown_after_the_first(house), "maíz", "frijol", "chile")


@pytest.mark.parametrize("hours", [0, 13])
async def test_what_is_sent_again_comes_once_after_a_crash_in_the_middle(tmp_path: Path, hours: int) -> None:
    async with House(tmp_path, engine=ScriptedEngine(scripted)) as house:
        refs = await said_at_once(house)
        house.homeserver.edit(ES, ANA, refs[1], "tomate")
        await house.idle(seconds_each=0.1)
        first = house.rooms.hold("send", room_id=EN, done=True)
        house.homeserver.limit(1000.0, 1000.0)
        house.homeserver.redact(ANA, refs[0])
        await house.until(first.reached.is_set, seconds_each=0.1)
        await house.crash()
        house.clock.advance(3600.0 * hours)
        await house.start()
        await house.idle(seconds_each=0.5)
        assert in_order(shown_after_the_first(house), "tomate", "calabaza", "chile")


async def test_nobody_is_rung_again_when_a_merged_copy_is_taken_apart(house: House) -> None:
    await limited(house)
    house.homeserver.limit(1000.0, 1000.0)
    hold = house.rooms.hold("send", room_id=EN)
    house.homeserver.say(ES, ANA, "un momento")
    await house.until(hold.reached.is_set)
    refs = [house.homeserver.say(ES, ANA, word, mentions=(ELLEN,)) for word in WORDS[:3]]
    await house.until(lambda: all_sorted(house))
    hold.release()
    await house.idle(seconds_each=0.1)
    assert merged(house).outgoing.mentions == (ELLEN,)
    house.homeserver.edit(ES, ANA, refs[0], "tomate")
    await house.idle(seconds_each=0.1)
    number = len(house.homeserver.sent(EN))
    house.homeserver.redact(ANA, refs[1])
    await house.idle(seconds_each=0.1)
    assert in_order(sent_since(house, number), "tomate", "calabaza")
    assert {out.mentions for out in house.homeserver.sent(EN)[number:] if out.mark} == {()}


async def test_emoji_that_people_put_on_the_other_messages_move_to_their_new_copies(house: House) -> None:
    refs = await said_at_once(house)
    taco = house.homeserver.react(ANA, refs[1], "🌮")
    house.homeserver.react(CARLA, refs[2], "🔥")
    await house.idle(seconds_each=0.1)
    house.homeserver.redact(ANA, refs[2])
    await house.idle(seconds_each=0.1)
    for room in (EN, FR):
        copy = await house.ledger.copy_of(refs[1].event_id, room)
        assert copy is not None
        assert [each.key for each in house.homeserver.annotations(copy.ref)] == ["🌮"]
    house.homeserver.redact(ANA, taco)
    await house.idle(seconds_each=0.1)
    copy = await house.ledger.copy_of(refs[1].event_id, EN)
    assert copy is not None
    assert house.homeserver.annotations(copy.ref) == []


async def with_emoji_on_the_last(house: House) -> tuple[EventRef, EventRef]:
    """Of those who read the copy, in both rooms; then another of the messages is deleted. Gives Ana's last message."""
    refs = await said_at_once(house)
    taco = house.homeserver.react(ELLEN, EventRef(EN, merged(house).event_id), "🌮")
    house.homeserver.react(FLEUR, EventRef(FR, merged(house, FR).event_id), "🔥")
    await house.idle(seconds_each=0.1)
    house.homeserver.redact(ANA, refs[1])
    await house.idle(seconds_each=0.1)
    return refs[-1], taco


async def keys_on(house: House, source: EventRef, room: RoomId) -> set[tuple[str, str]]:
    copy = await house.ledger.copy_of(source.event_id, room)
    assert copy is not None
    place = source if room == source.room_id else copy.ref
    return {(each.sender.split(":")[0], each.key) for each in house.homeserver.annotations(place)}


async def who(house: House, source: EventRef) -> str:
    copy = await house.ledger.copy_of(source.event_id, EN)
    assert copy is not None
    await answered(house, EN, ELLEN, "!who", reply_to=copy.ref.event_id)
    return house.homeserver.texts(EN)[-1]


async def test_emoji_of_a_rooms_own_readers_go_over_to_the_new_copy_and_are_named(house: House) -> None:
    last, _ = await with_emoji_on_the_last(house)
    for room in (EN, FR):
        assert await keys_on(house, last, room) == {("@bot", "🌮"), ("@bot", "🔥")}
    told = await who(house, last)
    assert "🌮 1: Ellen (Union EN)" in told
    assert "🔥 1: Fleur (Union FR)" in told


async def test_emoji_that_went_over_stay_when_another_one_is_taken_back(house: House) -> None:
    last, _ = await with_emoji_on_the_last(house)
    other = house.homeserver.react(ANA, last, "🎉")
    await house.idle(seconds_each=0.1)
    house.homeserver.redact(ANA, other)
    await house.idle(seconds_each=0.1)
    assert {key for _, key in await keys_on(house, last, EN)} == {"🌮", "🔥"}
    assert [each.key for each in house.homeserver.annotations(last)] == ["🌮", "🔥"]


async def test_an_emoji_that_went_over_is_taken_back_on_the_old_copy_or_on_the_new_one(house: House) -> None:
    last, taco = await with_emoji_on_the_last(house)
    copy = await house.ledger.copy_of(last.event_id, FR)
    assert copy is not None
    again = house.homeserver.react(FLEUR, copy.ref, "🔥")
    await house.idle(seconds_each=0.1)
    house.homeserver.redact(FLEUR, again)
    house.homeserver.redact(ELLEN, taco)
    await house.idle(seconds_each=0.1)
    assert await keys_on(house, last, EN) == await keys_on(house, last, FR) == set()
    assert house.homeserver.annotations(last) == []
    assert "Nobody" in await who(house, last)


async def test_an_emoji_that_still_waits_when_its_shared_copy_is_taken_apart_finds_the_new_ones(house: House) -> None:
    refs = await said_at_once(house)
    hold = house.rooms.hold("react")
    house.homeserver.react(CARLA, refs[0], "🎉")
    await house.until(hold.reached.is_set)
    tacos = [
        house.homeserver.react(user, EventRef(room, merged(house, room).event_id), "🌮")
        for room, user in ((EN, ELLEN), (FR, FLEUR))
    ]
    house.homeserver.redact(ANA, refs[1])
    await house.deletions_done()
    hold.release()
    await house.idle(seconds_each=0.1)
    for room in (EN, FR):
        assert ("@bot", "🌮") in await keys_on(house, refs[-1], room)
    assert [each.key for each in house.homeserver.annotations(refs[-1])] == ["🌮"]
    for taco, sender in zip(tacos, (ELLEN, FLEUR), strict=True):
        house.homeserver.redact(sender, taco)
    await house.idle(seconds_each=0.1)
    for room in (EN, FR):
        assert await keys_on(house, refs[-1], room) == set()
    assert house.homeserver.annotations(refs[-1]) == []


async def test_an_emoji_on_a_shared_copy_goes_with_the_last_message_in_it(house: House) -> None:
    refs = await said_at_once(house)
    house.homeserver.react(ELLEN, EventRef(EN, merged(house).event_id), "🌮")
    await house.idle(seconds_each=0.1)
    house.homeserver.redact(ANA, refs[-1])
    await house.idle(seconds_each=0.1)
    for ref in refs[:-1]:
        assert await keys_on(house, ref, EN) == set(), "nobody is said to like what they may not have meant"


async def test_a_deleted_edit_shows_the_words_of_before_beside_the_newest_of_the_others(house: House) -> None:
    refs = await said_at_once(house)
    edit = house.homeserver.edit(ES, ANA, refs[1], "tomate")
    await house.idle(seconds_each=0.1)
    house.homeserver.edit(ES, ANA, refs[2], "nopal")
    await house.idle(seconds_each=0.1)
    house.homeserver.redact(ANA, edit)
    await house.idle(seconds_each=0.1)
    assert "tomate" not in house.homeserver.readable(EN)
    assert in_order(shown_after_the_first(house), "maíz", "frijol", "nopal", "chile")


async def test_what_is_deleted_while_its_copy_is_on_its_way_is_taken_back_and_the_others_go_again(
    house: House,
) -> None:
    refs, (english, french) = await queued(house)
    sending = await merged_one_is_sent(house, english)
    assert in_order(house.homeserver.sent(EN)[-1].body.plain, *WORDS)
    house.homeserver.redact(ANA, refs[2])
    await house.until(house._has_read_all)
    sending.release()
    french.release()
    await house.idle(seconds_each=0.1)
    for room in (EN, FR):
        assert "calabaza" not in house.homeserver.readable(room)
        assert in_order(shown_after_the_first(house, room), "maíz", "frijol", "chile")


async def test_a_moderator_deletes_a_merged_copy_in_their_own_room_only(house: House) -> None:
    await said_at_once(house)
    house.homeserver.redact(ELLEN, EventRef(EN, merged(house).event_id))
    await house.idle(seconds_each=0.1)
    assert "frijol" not in house.homeserver.readable(EN)
    await house.idle(seconds_each=0.1)
    assert in_order(shown_after_the_first(house, FR), *WORDS)


async def test_a_coordinator_who_deletes_a_merged_copy_deletes_all_that_is_in_it(house: House) -> None:
    refs = await said_at_once(house)
    house.homeserver.redact(CARLA, EventRef(EN, merged(house).event_id))
    await house.idle(seconds_each=0.1)
    assert all(house.homeserver.find(ref).redacted for ref in refs)
    assert not any(word in house.homeserver.readable(EN) + house.homeserver.readable(FR) for word in WORDS)


async def test_an_answer_to_a_merged_copy_answers_the_last_message_in_it_and_rings_its_author(house: House) -> None:
    refs = await said_at_once(house)
    await answered(house, EN, ELLEN, "me too", reply_to=merged(house).event_id)
    answer = house.homeserver.shown(ES)[-1].outgoing
    assert answer.reply_to == refs[-1].event_id
    assert answer.mentions == (ANA,)


async def test_an_answer_to_a_merged_copy_that_was_taken_apart_goes_on_answering_the_last_message_in_it(
    house: House,
) -> None:
    refs = await said_at_once(house)
    gone = merged(house).event_id
    house.homeserver.redact(ANA, refs[1])
    await house.idle(seconds_each=0.1)
    await answered(house, EN, ELLEN, "me too", reply_to=gone)
    assert house.homeserver.shown(ES)[-1].outgoing.reply_to == refs[-1].event_id
    copy = await house.ledger.copy_of(refs[-1].event_id, FR)
    assert copy is not None
    assert house.homeserver.shown(FR)[-1].outgoing.reply_to == copy.ref.event_id
    house.homeserver.redact(ANA, refs[-1])
    await house.idle(seconds_each=0.1)
    assert await house.ledger.source_of(gone) is None


async def test_an_answer_to_one_of_the_messages_answers_the_merged_copy(house: House) -> None:
    refs = await said_at_once(house)
    await answered(house, ES, CARLA, "yo también", reply_to=refs[2].event_id)
    assert house.homeserver.shown(EN)[-1].outgoing.reply_to == merged(house).event_id


async def test_the_original_is_shown_of_every_message_in_it(house: House) -> None:
    await said_at_once(house)
    copy = merged(house).event_id
    await answered(house, EN, ELLEN, "!original", reply_to=copy)
    text = next(shown.text for shown in house.homeserver.shown(EN) if shown.event_id == copy)
    lines = text.split("\n")
    assert all(word in lines and f"> ⟪{word}⟫" in lines for word in WORDS)


async def test_after_the_original_was_shown_a_deletion_and_an_edit_still_find_their_message(house: House) -> None:
    refs = await said_at_once(house)
    await answered(house, EN, ELLEN, "!original", reply_to=merged(house).event_id)
    house.homeserver.edit(ES, ANA, refs[3], "tomate")
    await house.idle(seconds_each=0.1)
    house.homeserver.redact(ANA, refs[1])
    await house.idle(seconds_each=0.1)
    assert "frijol" not in house.homeserver.readable(EN)
    assert in_order(shown_after_the_first(house), "maíz", "calabaza", "tomate")
    assert "original" not in "\n".join(out.body.plain for out in house.homeserver.sent(EN) if out.mark)


async def test_better_words_for_one_of_several_messages_are_refused_with_the_reason(house: House) -> None:
    await said_at_once(house)
    before = merged(house).text
    await answered(house, EN, ELLEN, "!fix pumpkin", reply_to=merged(house).event_id)
    assert "several messages" in house.homeserver.texts(EN)[-1]
    assert merged(house).text == before


async def test_a_reaction_stays_as_long_as_somebody_means_one_of_the_messages(house: House) -> None:
    refs = await said_at_once(house)
    first = house.homeserver.react(ANA, refs[1], "🌮")
    house.homeserver.react(CARLA, refs[2], "🌮")
    await house.idle(seconds_each=0.1)
    place = EventRef(EN, merged(house).event_id)
    assert [each.key for each in house.homeserver.annotations(place)] == ["🌮"]
    house.homeserver.redact(ANA, first)
    await house.idle(seconds_each=0.1)
    assert [each.key for each in house.homeserver.annotations(place)] == ["🌮"]
    await answered(house, EN, ELLEN, "!who", reply_to=place.event_id)
    assert "🌮 1" in house.homeserver.texts(EN)[-1]


async def test_who_has_a_merged_copy_forgotten_has_all_in_it_forgotten(house: House) -> None:
    refs = await said_at_once(house)
    house.homeserver.say(EN, CARLA, "!forget", reply_to=merged(house).event_id)
    await house.until(lambda: "other homeservers" in "".join(house.homeserver.texts(EN)[-1:]), seconds_each=0.1)
    receipt = house.homeserver.texts(EN)[-1]
    assert "4 messages or" in receipt
    assert "2 copies, edits or answers" in receipt
    assert all(house.homeserver.find(ref).redacted for ref in refs)
    for room in (EN, FR):
        assert not any(word in house.homeserver.readable(room) for word in WORDS)
        assert len([out for out in house.homeserver.sent(room) if out.mark]) == 3, "nothing of it was sent again"


async def test_who_has_one_of_the_messages_forgotten_keeps_the_others(house: House) -> None:
    refs = await said_at_once(house)
    house.homeserver.say(ES, ANA, "!olvidar", reply_to=refs[1].event_id)
    await house.until(lambda: "otros servidores" in "".join(house.homeserver.texts(ES)[-1:]), seconds_each=0.1)
    await house.idle(seconds_each=0.1)
    for room in (EN, FR):
        assert "frijol" not in house.homeserver.readable(room)
        assert in_order(shown_after_the_first(house, room), "maíz", "calabaza", "chile")


async def test_a_message_that_a_person_decided_about_goes_alone(house: House) -> None:
    _, holds = await queued(house, "maíz", "frijol", "Juana llegó", "calabaza", "chile")
    direct = next(room for room in house.homeserver.rooms if room.startswith("!direct"))
    await house.until(lambda: house.homeserver.texts(direct))
    house.homeserver.say(direct, ANA, "enviar tal cual")
    await house.until(lambda: all_sorted(house))
    for hold in holds:
        hold.release()
    await house.idle(seconds_each=0.1)
    parts = [len(shown.outgoing.mark.parts) for shown in house.homeserver.shown(EN) if shown.outgoing.mark]
    assert parts == [0, 0, 2, 0, 2]
    assert in_order(shown_after_the_first(house), "maíz", "frijol", "Juana llegó", "calabaza", "chile")


async def test_translations_that_were_missing_come_for_the_whole_copy_as_one_edit(tmp_path: Path) -> None:
    down = True

    def answer(text: str) -> str:
        if down:
            raise EngineUnavailable("down")
        return scripted(text)

    async with House(tmp_path, engine=ScriptedEngine(answer)) as house:
        await said_at_once(house)
        assert all(word in merged(house).text for word in WORDS)
        assert "⟪" not in merged(house).text
        down = False
        house.clock.advance(RETRY_S + 1)

        async def nothing_waits() -> bool:
            return not [room for room in (EN, FR) if await house.ledger.untranslated(room)]

        await house.until(nothing_waits, seconds_each=1)
        assert in_order(merged(house).text, *WORDS)
        assert merged(house).edits == 1


async def test_after_a_recovery_one_of_the_messages_can_still_be_deleted(tmp_path: Path) -> None:
    async with House(tmp_path, engine=ScriptedEngine(scripted)) as house:
        refs = await said_at_once(house)
        house.homeserver.edit(ES, ANA, refs[0], "tomate")
        await house.idle(seconds_each=0.1)
        await lose_the_disk(house, tmp_path)
        await house.start()
        house.homeserver.redact(ANA, refs[1])
        await house.idle(seconds_each=0.1)
        for room in (EN, FR):
            assert "frijol" not in house.homeserver.readable(room)
            assert in_order(shown_after_the_first(house, room), "tomate", "calabaza", "chile")


@pytest.mark.parametrize("hours", [0, 13, 25])
async def test_a_merged_copy_that_was_sent_and_not_recorded_is_not_sent_twice(tmp_path: Path, hours: int) -> None:
    async with House(tmp_path, engine=ScriptedEngine(scripted)) as house:
        refs, (english, french) = await queued(house)
        french.release()
        await merged_one_is_sent(house, english)
        await house.crash()
        house.clock.advance(3600.0 * hours)
        await house.start()
        await house.idle(seconds_each=0.5)
        (event,) = [out for out in house.homeserver.sent(EN) if out.mark and out.mark.parts]
        assert in_order(event.body.plain, *WORDS)
        for ref in refs:
            assert await house.ledger.copy_of(ref.event_id, EN) is not None


@pytest.mark.parametrize("hours", [0, 13])
async def test_a_deletion_during_the_bots_absence_takes_what_was_sent_and_not_recorded(
    tmp_path: Path, hours: int
) -> None:
    async with House(tmp_path, engine=ScriptedEngine(scripted)) as house:
        refs, (english, french) = await queued(house)
        french.release()
        await merged_one_is_sent(house, english)
        await house.crash()
        house.homeserver.redact(ANA, refs[0])
        house.clock.advance(3600.0 * hours)
        await house.start()
        await house.idle(seconds_each=0.5)
        assert "maíz" not in house.homeserver.readable(EN)
        assert in_order("\n".join(house.homeserver.texts(EN)), "frijol", "calabaza", "chile")
