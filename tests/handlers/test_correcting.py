"""Reps correct translations; what a second person approves serves later messages of their channel, and no other."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest_asyncio

from bot.core.model import Channel, EventId, EventRef, RoomId, UserId
from bot.store.purges import PurgeStore
from bot.store.translation_memory import Entry, TranslationMemory
from tests.channels import by_language
from tests.fakes.detectors import detectors
from tests.handlers.house import ANA, CARLA, CHANNEL, ELLEN, EN, ES, FLEUR, FR, House

RIVALS = Channel("rivals", by_language({"en": RoomId("!rivals-en"), "es": RoomId("!rivals-es")}))
EVE = UserId("@eve:demo.local")
SAID, FIXED = "La empresa corrió a tres", "The company fired three people"


def house_in(folder: Path) -> House:
    """Ellen and Eve read the English room."""
    made = House(folder, channels=(CHANNEL, RIVALS), detectors=detectors(names=("Juana",), strict=("Rosa",)))
    for room_id in RIVALS.room_ids:
        made.homeserver.add_room(room_id)
    made.homeserver.rooms[EN].people |= {ELLEN, EVE, CARLA}
    made.homeserver.rooms[ES].people |= {ANA, CARLA}
    return made


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with house_in(tmp_path) as made:
        yield made


def copy(house: House, room_id: RoomId = EN) -> EventId:
    """The newest copy in a room."""
    return [each for each in house.homeserver.shown(room_id) if each.outgoing.mark is not None][-1].event_id


def text(house: House, event_id: EventId, room_id: RoomId = EN) -> str:
    return next((each.text for each in house.homeserver.shown(room_id) if each.event_id == event_id), "")


def answer(house: House, room_id: RoomId = EN) -> str:
    return house.homeserver.texts(room_id)[-1]


def direct_room(house: House, user_id: UserId = EVE) -> RoomId | None:
    rooms = house.homeserver.rooms.values()
    return next((each.room_id for each in rooms if each.room_id.startswith("!direct") and user_id in each.people), None)


async def corrected(house: House, said: str = SAID, fixed: str = FIXED) -> tuple[EventRef, EventId, EventRef]:
    """The message, its copy in English, and Ellen's correction."""
    source = await house.said(ES, ANA, said)
    told = copy(house)
    fix = await house.said(EN, ELLEN, f"!fix {fixed}", reply_to=told)
    return source, told, fix


async def approved(house: House) -> tuple[EventRef, EventId, EventRef]:
    source, told, fix = await corrected(house)
    await house.said(EN, EVE, "!fix ok", reply_to=told)
    return source, told, fix


async def kept(house: House) -> list[Entry]:
    return await TranslationMemory(house.database).every()


async def newest_copy_of(house: House, said: str, source: RoomId = ES, target: RoomId = EN) -> str:
    await house.said(source, ANA, said)
    return text(house, copy(house, target), target)


async def test_a_correction_is_shown_in_the_copy_with_the_name_of_who_made_it(house: House) -> None:
    _, told, _ = await corrected(house)
    assert FIXED in text(house, told)
    assert "corrected by Ellen (Union EN)" in text(house, told)
    assert SAID not in text(house, told)
    assert await kept(house) == []  # one person alone decides nothing about later messages


async def test_what_a_second_person_approves_serves_later_messages_before_any_engine(house: House) -> None:
    await approved(house)
    asked = len(house.engine.calls)  # type: ignore[attr-defined]
    again = await newest_copy_of(house, "la empresa corrió a TRES!!")
    assert FIXED in again
    assert "from the network’s memory" in again
    assert all(target != "en" for _, _, target in house.engine.calls[asked:])  # type: ignore[attr-defined]


async def test_what_a_coordinator_corrects_serves_at_once(house: House) -> None:
    await house.said(ES, ANA, SAID)
    await house.said(EN, CARLA, f"!corregir {FIXED}", reply_to=copy(house))
    assert FIXED in await newest_copy_of(house, SAID)


async def test_another_channel_never_gets_to_see_it(house: House) -> None:
    await approved(house)
    there = await newest_copy_of(house, SAID, *RIVALS.rooms_in("es"), *RIVALS.rooms_in("en"))
    assert FIXED not in there
    assert SAID in there


async def test_nobody_approves_of_their_own_correction(house: House) -> None:
    _, told, _ = await corrected(house)
    await house.said(EN, ELLEN, "!fix ok", reply_to=told)
    assert "Somebody else" in answer(house)
    assert await kept(house) == []


async def test_only_who_speaks_the_language_of_the_copy_approves(house: House) -> None:
    _, told, _ = await corrected(house)
    for other in (FLEUR, CARLA):  # not in the room; in the room, but of another language
        await house.said(EN, other, "!fix ok", reply_to=told)
    assert await kept(house) == []


async def test_a_reaction_alone_decides_nothing_but_makes_the_bot_ask_who_seems_to_have_given_it(house: House) -> None:
    """A homeserver can put a reaction under anybody's name: what decides is what that person says, encrypted."""
    _, told, _ = await corrected(house)
    house.homeserver.react(EVE, EventRef(EN, told), "👍🏽")
    await house.idle()
    assert await kept(house) == []
    room = direct_room(house)
    assert room is not None
    assert told in answer(house, room)  # a link, not the words
    assert FIXED not in answer(house, room)
    await house.said(room, EVE, "Approve.")
    assert [(each.pair.source, each.pair.target) for each in await kept(house)] == [(SAID, FIXED)]


async def test_a_reaction_of_the_corrector_or_of_a_stranger_asks_nobody(house: House) -> None:
    _, told, _ = await corrected(house)
    for somebody in (ELLEN, FLEUR, UserId("@stranger:elsewhere")):
        house.homeserver.react(somebody, EventRef(EN, told), "👍")
        await house.idle()
        assert direct_room(house, somebody) is None


async def test_a_reaction_asks_once(house: House) -> None:
    _, told, _ = await corrected(house)
    for _ in range(3):
        house.homeserver.react(EVE, EventRef(EN, told), "👍")
        await house.idle()
    room = direct_room(house)
    assert room is not None
    assert len(house.homeserver.texts(room)) == 1


async def test_a_correction_with_a_name_or_a_number_is_refused_and_not_shown(house: House) -> None:
    for words in ("The company fired Juana", "Call 555 123 4567", "Xóchitl was fired"):
        _, told, _ = await corrected(house, fixed=words)
        assert words not in text(house, told)
        assert "I do not take this over" in answer(house)


async def test_what_may_lead_to_a_person_is_shown_but_not_kept(house: House) -> None:
    """The shield of the memory is as strict as it can be, whatever the strength of the channel."""
    await house.said(EN, CARLA, "!shield normal entendido")
    _, told, _ = await corrected(house, fixed="The company fired Rosa")
    if "Rosa" in text(house, told):
        await house.said(EN, EVE, "!fix ok", reply_to=told)
    assert await kept(house) == []


async def test_the_memory_forgets_with_the_message(house: House) -> None:
    source, _, fix = await approved(house)
    assert len(await kept(house)) == 1
    house.homeserver.redact(ANA, source)
    await house.idle()
    assert await kept(house) == []
    assert FIXED not in house.homeserver.readable(EN)
    assert house.homeserver.find(fix).redacted  # it said the same in another language


async def test_the_memory_forgets_with_the_copy(house: House) -> None:
    _, told, _ = await approved(house)
    house.homeserver.redact(ELLEN, EventRef(EN, told))
    await house.idle()
    assert await kept(house) == []
    assert FIXED not in house.homeserver.readable(EN)


async def test_deleting_the_correction_takes_it_out_of_the_copy_and_of_the_memory(house: House) -> None:
    _, told, fix = await approved(house)
    house.homeserver.redact(ELLEN, fix)
    await house.idle()
    assert await kept(house) == []
    assert FIXED not in text(house, told)
    assert SAID in text(house, told)


async def test_an_edit_of_the_message_replaces_the_correction_and_what_was_kept(house: House) -> None:
    source, told, _ = await approved(house)
    house.homeserver.edit(ES, ANA, source, "La empresa corrió a cuatro")
    await house.idle()
    assert await kept(house) == []
    assert "cuatro" in text(house, told)
    await house.said(EN, EVE, "!fix ok", reply_to=told)
    assert await kept(house) == []


async def done(house: House) -> None:
    store = PurgeStore(house.database)

    async def nothing_is_left() -> bool:
        return await store.next() is None

    await house.idle()
    await house.until(nothing_is_left)


async def test_forget_takes_the_corrections_and_every_row_about_them(house: House) -> None:
    source, _, fix = await approved(house)
    await house.said(ES, ANA, "!borrar", reply_to=source.event_id)
    await done(house)
    assert await kept(house) == []
    assert FIXED not in house.homeserver.readable(EN)
    assert house.homeserver.find(fix).redacted
    assert await house.database.fetch_all("SELECT * FROM copy_wish") == []


async def test_forget_me_of_who_corrected_takes_the_corrections(tmp_path: Path) -> None:
    async with house_in(tmp_path) as house:
        _, told, fix = await approved(house)
        store = PurgeStore(house.database)
        await store.person(ELLEN, None, "en", house.clock.now())
        await house.restart()
        await done(house)
        assert await kept(house) == []
        assert house.homeserver.find(fix).redacted
        assert FIXED not in house.homeserver.readable(EN)
        assert SAID in text(house, told)
        assert await house.database.fetch_all("SELECT * FROM copy_wish") == []


async def test_what_a_channel_no_longer_keeps_goes_out_of_the_memory(tmp_path: Path) -> None:
    async with house_in(tmp_path) as house:
        await approved(house)
        later = house.clock.now() + timedelta(days=1)
        assert await PurgeStore(house.database).expired(list(CHANNEL.room_ids), later, later)
        await house.restart()
        await done(house)
        assert await kept(house) == []


async def test_a_correction_survives_a_crash_once(tmp_path: Path) -> None:
    async with house_in(tmp_path) as house:
        await house.said(ES, ANA, SAID)
        told = copy(house)
        house.homeserver.say(EN, ELLEN, f"!fix {FIXED}", reply_to=told)
        await house.restart()
        await house.idle()
        shown = [each for each in house.homeserver.shown(EN) if each.event_id == told]
        assert FIXED in shown[0].text
        assert shown[0].edits == 1


async def test_names_masked_by_their_sender_stay_masked_and_nothing_is_kept(house: House) -> None:
    await house.said(ES, ANA, "Corrieron a Juana")
    room = direct_room(house, ANA)
    assert room is not None
    await house.said(room, ANA, "2")
    told = copy(house)
    await house.said(EN, CARLA, "!fix They fired somebody", reply_to=told)
    assert "They fired somebody" in text(house, told)
    assert "Juana" not in house.homeserver.readable(EN)
    await house.said(EN, ELLEN, "!original", reply_to=told)
    assert "Juana" not in house.homeserver.readable(EN)
    assert await kept(house) == []


async def test_original_shows_it_with_the_translation_and_a_correction_stays(house: House) -> None:
    _, told, _ = await corrected(house)
    await house.said(EN, EVE, "!original", reply_to=told)
    assert SAID in text(house, told)
    assert FIXED in text(house, told)
    await house.said(EN, EVE, "!fix ok", reply_to=told)
    assert len(await kept(house)) == 1


async def test_a_magnifying_glass_shows_the_original_and_goes_with_it(house: House) -> None:
    await house.said(ES, ANA, "La votación es mañana")
    told = copy(house, FR)
    before = text(house, told, FR)
    glass = house.homeserver.react(FLEUR, EventRef(FR, told), "🔍")
    await house.idle()
    shown = text(house, told, FR)
    assert shown.index("La votación") < shown.index("FR La votación")
    assert shown != before
    house.homeserver.redact(FLEUR, glass)
    await house.idle()
    assert text(house, told, FR) == before
    assert not house.homeserver.annotations(EventRef(ES, EventId("$event0001")))  # no opinion: it is not mirrored


async def test_what_is_no_copy_is_told_so(house: House) -> None:
    own = await house.said(EN, ELLEN, "Good morning to all")
    await house.said(EN, EVE, "!fix Good day", reply_to=own.event_id)
    assert "That is no translation of mine" in answer(house)
    await house.said(FR, FLEUR, "!corriger mieux")
    assert "Quelle traduction" in answer(house, FR)
