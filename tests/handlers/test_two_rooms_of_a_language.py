"""A channel with two Spanish rooms: they are to each other what two languages are, but nothing is translated."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest_asyncio

from bot.core.attachments import DEFAULT_MAX_BYTES
from bot.core.files import Attachment
from bot.core.model import Channel, EventId, EventRef, Language, Member, RoomId, UserId
from bot.core.room_rules import Powers, RoomRules
from bot.digest_config import DigestSettings
from bot.errors import EngineUnavailable, MatrixError
from bot.store.expiry import expire
from bot.store.file_consent import FileConsent
from bot.store.purges import PurgeStore
from bot.store.translation_memory import TranslationMemory
from tests.attachments import samples
from tests.channels import by_language
from tests.fakes.detectors import detectors
from tests.fakes.engines import EchoEngine, ScriptedEngine
from tests.fakes.homeserver import Shown
from tests.fakes.rooms import BOT
from tests.handlers.figures_house import write
from tests.handlers.house import ANA, CARLA, ELLEN, EN, ES, FLEUR, FR, MEMBERS, RETRY_S, House
from tests.handlers.register_house import enter
from tests.handlers.test_digest_records import FILED, MONDAY, digests, to
from tests.handlers.test_polls import copy_in, numbers, results
from tests.handlers.test_reminding import reminders
from tests.handlers.test_upkeep import days_pass

SILAO = RoomId("!silao")
"""The second Spanish room."""
ROOMS = (EN, ES, SILAO, FR)
BEA, EVA, DAN = UserId("@bea:demo.local"), UserId("@eva:demo.local"), UserId("@dan:demo.local")
FOUR = Channel("plants", by_language({"en": EN, "es": (ES, SILAO), "fr": FR}))
PEOPLE = {
    **MEMBERS,
    BEA: Member(BEA, "Bea", "Union Silao", "es"),
    EVA: Member(EVA, "Eva", "Union Silao", "es"),
    DAN: Member(DAN, "Dan", "Union ES", "es", "coordinator"),
}


class SlowEngine(EchoEngine):
    """Answers when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.answers = asyncio.Event()

    async def translate(self, segments: Sequence[str], source: Language, target: Language) -> list[str]:
        translated = await super().translate(segments, source, target)
        await self.answers.wait()
        return translated


def house_in(folder: Path, channel: Channel = FOUR, **more: object) -> House:
    """Ana sits in the first Spanish room, Bea and Eva in the second, Carla in both."""
    made = House(folder, channels=(channel,), members=PEOPLE, detectors=detectors(names=("Juana",)), **more)  # type: ignore[arg-type]
    made.homeserver.add_room(SILAO)
    for room, people in ((EN, {ELLEN, CARLA}), (ES, {ANA, CARLA}), (SILAO, {BEA, EVA, CARLA}), (FR, {FLEUR})):
        made.homeserver.rooms[room].people |= people
    return made


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with house_in(tmp_path) as made:
        yield made


def copies(house: House, room: RoomId) -> list[Shown]:
    return [shown for shown in house.homeserver.shown(room) if shown.outgoing.mark is not None]


def copy(house: House, room: RoomId) -> EventRef:
    """The newest copy in a room."""
    return EventRef(room, copies(house, room)[-1].event_id)


def text(house: House, room: RoomId) -> str:
    return copies(house, room)[-1].text


# --- what is said ------------------------------------------------------------------------------------------------


async def test_it_reaches_the_other_languages_translated_and_the_other_room_as_it_was_said(house: House) -> None:
    await house.said(ES, ANA, "Ganamos la votación")
    assert text(house, SILAO) == "Ana (Union ES): Ganamos la votación"
    assert "EN Ganamos la votación" in text(house, EN)
    assert "FR Ganamos la votación" in text(house, FR)
    assert house.homeserver.shown(ES) == []
    await house.said(SILAO, BEA, "Felicidades a la sección")
    assert text(house, ES) == "Bea (Union Silao): Felicidades a la sección"
    await house.said(EN, ELLEN, "Congratulations to everybody")
    for room in (ES, SILAO):
        assert "ES Congratulations to everybody" in text(house, room)


async def test_replies_and_threads_lead_to_the_same_message_in_every_room(house: House) -> None:
    said = await house.said(ES, ANA, "¿Quién viene mañana?")
    reply = await house.said(SILAO, BEA, "Nosotras vamos", reply_to=copy(house, SILAO).event_id)
    assert copies(house, ES)[-1].outgoing.reply_to == said.event_id
    assert copies(house, ES)[-1].outgoing.mentions == (ANA,), "her own room is where she is rung"
    for room in (EN, FR):
        first, second = copies(house, room)
        assert second.outgoing.reply_to == first.event_id
        assert second.outgoing.mentions == ()
    again = house.homeserver.say(ES, ANA, "Gracias a todas", thread=copy(house, ES).event_id)
    await house.idle()
    assert copies(house, SILAO)[-1].outgoing.thread == reply.event_id
    assert (again.event_id, SILAO) in house.homeserver.copies()


async def test_somebody_named_is_rung_in_one_room_only(house: House) -> None:
    """Carla reads both Spanish rooms and the English one; Bea only the second Spanish one."""
    house.homeserver.say(FR, FLEUR, "Carla et Bea, venez ce soir", mentions=(CARLA, BEA))
    await house.idle()
    assert {room: copies(house, room)[-1].outgoing.mentions for room in (EN, ES, SILAO)} == {
        EN: (),
        ES: (CARLA,),
        SILAO: (BEA,),
    }


async def test_edits_and_deletions_reach_both(house: House) -> None:
    said = await house.said(ES, ANA, "La junta es el lunes")
    house.homeserver.edit(ES, ANA, said, "La junta es el martes")
    await house.idle()
    assert all("martes" in text(house, room) for room in (EN, SILAO, FR))
    assert text(house, SILAO) == "Ana (Union ES): La junta es el martes"
    house.homeserver.redact(ANA, said)
    await house.idle()
    assert [house.homeserver.readable(room) for room in ROOMS] == ["", "", "", ""]


async def test_a_moderator_deletes_in_their_room_and_a_coordinator_everywhere(house: House) -> None:
    said = await house.said(ES, ANA, "La junta es el lunes")
    house.homeserver.redact(BEA, copy(house, SILAO))
    await house.idle()
    assert (house.homeserver.readable(SILAO), len(copies(house, EN))) == ("", 1)
    again = await house.said(ES, ANA, "La junta es el jueves")
    house.homeserver.redact(CARLA, copy(house, SILAO))
    await house.idle()
    assert house.homeserver.find(again).redacted
    assert not house.homeserver.find(said).redacted
    assert "jueves" not in house.homeserver.readable(EN)


async def test_an_emoji_stands_once_on_every_copy_and_goes_from_all(house: House) -> None:
    said = await house.said(ES, ANA, "Ganamos la votación")
    reaction = house.homeserver.react(BEA, copy(house, SILAO), "🎉")
    house.homeserver.react(ELLEN, copy(house, EN), "🎉")
    await house.idle()
    places = (said, *(copy(house, room) for room in (EN, SILAO, FR)))
    assert [[each.sender for each in house.homeserver.annotations(place)].count(BOT) for place in places] == [1] * 4
    house.homeserver.redact(BEA, reaction)
    await house.idle()
    assert [each.sender for each in house.homeserver.annotations(said)] == [BOT], "Ellen stands behind it"


async def test_another_language_is_translated_for_both_and_stands_beside_it_in_its_own_room(house: House) -> None:
    await house.said(ES, ELLEN, "The meeting with the company is on Monday morning.")
    assert "ES The meeting" in text(house, ES), "for the readers of the room it was said in"
    assert copies(house, ES)[-1].outgoing.thread is not None
    assert "ES The meeting" in text(house, SILAO)
    assert text(house, EN) == "Ellen (Union EN): The meeting with the company is on Monday morning."


async def test_a_file_goes_into_every_room_and_is_stored_once(tmp_path: Path) -> None:
    async with house_in(tmp_path, replace(FOUR, attachments=DEFAULT_MAX_BYTES)) as house:
        await FileConsent(house.database).give(ANA, EventId("$word"), house.clock.now())
        content = samples.jpeg()
        file = Attachment("image", "mantas.jpg", house.homeserver.keep(content), len(content))
        house.homeserver.say(ES, ANA, "La manta de ayer", file=file)
        await house.idle()
        sent = [copies(house, room)[-1].outgoing for room in (EN, SILAO, FR)]
        assert len({each.file.stored.url for each in sent if each.file is not None}) == 1
        assert all(each.file is not None for each in sent)
        assert sent[1].body.plain == "Ana (Union ES): La manta de ayer"


async def test_without_an_engine_the_other_room_has_it_at_once_and_is_not_written_again(tmp_path: Path) -> None:
    down = [True]

    def translate(said: str) -> str:
        if down[0]:
            raise EngineUnavailable("down")
        return f"<{said}>"

    async with house_in(tmp_path, engine=ScriptedEngine(translate)) as house:
        await house.said(ES, ANA, "Ganamos la votación")
        assert text(house, SILAO) == "Ana (Union ES): Ganamos la votación"
        await house.said(EN, ELLEN, "Well done, all of you")
        assert all("Well done" in text(house, room) and "<" not in text(house, room) for room in (ES, SILAO))
        down[0] = False
        house.clock.advance(RETRY_S + 1)
        await house.until(lambda: all("<Well done" in text(house, room) for room in (ES, SILAO)), seconds_each=1)
        await house.until(lambda: "<Ganamos" in text(house, EN), seconds_each=1)
        assert [copies(house, SILAO)[0].edits, copies(house, SILAO)[1].edits, copies(house, EN)[0].edits] == [0, 1, 1]


# --- names, testimony, making things vanish ----------------------------------------------------------------------


async def test_a_name_is_held_for_the_other_room_of_the_language_too(house: House) -> None:
    await house.said(ES, ANA, "Juana lo vio todo")
    assert [house.homeserver.sent(room) for room in (EN, SILAO, FR)] == [[], [], []]
    (direct,) = [room for room in house.homeserver.rooms if "direct" in room]
    assert "plants (es 1)" in house.homeserver.texts(direct)[-1]
    await house.said(direct, ANA, "2")
    assert "[nombre] lo vio todo" in text(house, SILAO)
    assert "nombres ocultados" in text(house, SILAO).casefold()
    assert all("Juana" not in house.homeserver.readable(room) for room in (EN, SILAO, FR))


async def test_testimony_leaves_neither_of_its_rooms_without_a_release(tmp_path: Path) -> None:
    async with house_in(tmp_path, replace(FOUR, testimony=frozenset({"es"}))) as house:
        for room, user in ((ES, ANA), (SILAO, BEA)):
            said = await house.said(room, user, f"lo vi todo en {room}")
            assert all(str(room) not in house.homeserver.readable(other) for other in ROOMS)
            await house.said(room, CARLA, "!liberar", reply_to=said.event_id)
            house.clock.advance(5)
            (direct,) = [each for each in house.homeserver.rooms if "direct" in each]
            await house.said(direct, CARLA, "1")
            assert all(str(room) in house.homeserver.readable(other) for other in ROOMS if other != room)


ONE_OF_TWO = replace(FOUR, testimony_rooms=frozenset({SILAO}))


async def test_one_of_two_rooms_may_take_testimony_and_the_other_not(tmp_path: Path) -> None:
    async with house_in(tmp_path, ONE_OF_TWO) as house:
        await house.said(ES, ANA, "La junta es el lunes")
        assert "La junta" in text(house, SILAO)
        said = await house.said(SILAO, BEA, "lo vi todo")
        assert all("lo vi todo" not in house.homeserver.readable(room) for room in ROOMS)
        await house.said(SILAO, CARLA, "!liberar", reply_to=said.event_id)
        house.clock.advance(5)
        (direct,) = [each for each in house.homeserver.rooms if "direct" in each]
        assert "lo vi todo" in house.homeserver.texts(direct)[-1]
        await house.said(direct, CARLA, "1")
        assert all("lo vi todo" in text(house, room) for room in (EN, ES, FR))


async def test_words_that_correct_a_copy_in_a_room_for_testimony_stay_there(tmp_path: Path) -> None:
    async with house_in(tmp_path, ONE_OF_TWO) as house:
        await house.said(EN, ELLEN, SAID)
        await house.said(SILAO, BEA, f"!fix {BETTER}", reply_to=copy(house, SILAO).event_id)
        assert BETTER in text(house, SILAO)
        assert BETTER not in house.homeserver.readable(ES)
        assert await TranslationMemory(house.database).every() == []
        await house.said(ES, ANA, "!fix La empresa corrió a tres", reply_to=copy(house, ES).event_id)
        assert "corrió a tres" in text(house, SILAO), "what comes from outside may come in"


async def test_no_file_leaves_the_room_for_testimony(tmp_path: Path) -> None:
    async with house_in(tmp_path, replace(ONE_OF_TWO, attachments=DEFAULT_MAX_BYTES)) as house:
        for person in (ANA, BEA):
            await FileConsent(house.database).give(person, EventId(f"$word of {person}"), house.clock.now())
        content = samples.jpeg()
        file = Attachment("image", "mantas.jpg", house.homeserver.keep(content), len(content))
        house.homeserver.say(SILAO, BEA, "La manta", file=file)
        await house.idle()
        assert "nunca" in house.homeserver.texts(SILAO)[-1]
        assert [copies(house, room) for room in (EN, ES, FR)] == [[], [], []]
        house.homeserver.say(ES, ANA, "La manta de ayer", file=file)
        await house.idle()
        assert all(copies(house, room)[-1].outgoing.file for room in (EN, SILAO, FR))


async def test_forget_takes_a_message_out_of_every_room(house: House) -> None:
    said = await house.said(ES, ANA, "Berenjena")
    await house.said(ES, ANA, "!borrar", reply_to=said.event_id)
    store = PurgeStore(house.database)

    async def nothing_is_left() -> bool:
        return await store.next() is None

    await house.idle()
    await house.until(nothing_is_left)
    assert all("Berenjena" not in house.homeserver.readable(room) for room in ROOMS)
    assert house.homeserver.find(said).redacted


async def test_what_expires_is_announced_and_deleted_in_every_room(tmp_path: Path) -> None:
    async with house_in(tmp_path, replace(FOUR, expire_after=timedelta(days=7))) as house:
        said = await house.said(SILAO, BEA, "Berenjena")
        await days_pass(house, 9)
        assert house.homeserver.find(said).redacted
        assert all("Berenjena" not in house.homeserver.readable(room) for room in ROOMS)
        for room in (ES, SILAO):
            assert sum("pruebas de casos vivos" in shown for shown in house.homeserver.texts(room)) == 1


# --- polls -------------------------------------------------------------------------------------------------------


async def test_each_room_votes_in_its_own_poll_and_a_person_counts_once(house: House) -> None:
    poll = house.homeserver.ask(ES, ANA, "¿Cuándo?", "Martes", "Jueves")
    await house.idle()
    second, asked = copy_in(house, SILAO)
    assert asked.question == "Ana (Union ES): ¿Cuándo?"
    assert [choice.text for choice in asked.choices] == ["Martes", "Jueves"]
    house.homeserver.vote(CARLA, poll, "a0")
    house.clock.advance(1)
    house.homeserver.vote(CARLA, second, "2")
    house.homeserver.vote(BEA, second, "2")
    house.homeserver.vote(ELLEN, copy_in(house, EN)[0], "1")
    house.clock.advance(1)
    house.homeserver.end_poll(ANA, poll)
    await house.idle()
    for room in ROOMS:
        assert numbers(house, room) == ["1", "2"]
    assert results(house, SILAO)[0].reply_to == second.event_id
    assert "Votaron 3 personas" in results(house, SILAO)[0].body.plain


# --- corrections -------------------------------------------------------------------------------------------------

SAID, BETTER = "The company fired three people", "La empresa despidió a tres personas"


async def test_a_correction_is_shown_in_all_copies_of_its_language(house: House) -> None:
    await house.said(EN, ELLEN, SAID)
    await house.said(SILAO, BEA, f"!fix {BETTER}", reply_to=copy(house, SILAO).event_id)
    for room in (ES, SILAO):
        assert BETTER in text(house, room)
        assert "Bea (Union Silao)" in text(house, room)
    assert BETTER not in text(house, FR)
    assert copies(house, ES)[-1].edits == copies(house, SILAO)[-1].edits == 1


async def test_somebody_of_the_other_room_approves_of_it_where_they_read_it(house: House) -> None:
    await house.said(EN, ELLEN, SAID)
    await house.said(SILAO, BEA, f"!fix {BETTER}", reply_to=copy(house, SILAO).event_id)
    house.homeserver.react(ANA, copy(house, ES), "👍")
    await house.idle()
    (direct,) = [room for room in house.homeserver.rooms if "direct" in room]
    asked = house.homeserver.texts(direct)[-1]
    assert f"{ES}/{copy(house, ES).event_id}" in asked, "a link into her own room"
    await house.said(direct, ANA, "apruebo")
    assert [each.pair.target for each in await TranslationMemory(house.database).every()] == [BETTER]
    await house.said(EN, ELLEN, SAID)
    assert all(BETTER in text(house, room) for room in (ES, SILAO))


async def test_a_second_correction_from_the_other_room_replaces_the_first_in_both(house: House) -> None:
    await house.said(EN, ELLEN, SAID)
    await house.said(SILAO, BEA, f"!fix {BETTER}", reply_to=copy(house, SILAO).event_id)
    fix = await house.said(ES, ANA, "!fix La empresa corrió a tres", reply_to=copy(house, ES).event_id)
    assert all("corrió a tres" in text(house, room) for room in (ES, SILAO))
    house.homeserver.redact(ANA, fix)
    await house.idle()
    assert all(BETTER in text(house, room) for room in (ES, SILAO)), "the one before stands again"


async def test_the_original_beside_a_correction_of_the_other_room(house: House) -> None:
    await house.said(EN, ELLEN, SAID)
    await house.said(SILAO, BEA, f"!fix {BETTER}", reply_to=copy(house, SILAO).event_id)
    await house.said(ES, ANA, "!original", reply_to=copy(house, ES).event_id)
    assert SAID in text(house, ES)
    assert BETTER in text(house, ES)
    assert SAID not in text(house, SILAO)


async def test_where_it_stands_as_it_was_written_there_is_nothing_to_correct_or_to_show(house: House) -> None:
    await house.said(ES, ANA, "Ganamos la votación")
    before = text(house, SILAO)
    for command, answer in (
        ("!corregir Perdimos la votación", "No hay nada que corregir."),
        ("!corregir ok", "Nadie ha corregido"),
        ("!original", "es una traducción: está en el idioma en que se escribió."),
    ):
        await house.said(SILAO, BEA, command, reply_to=copy(house, SILAO).event_id)
        assert answer in house.homeserver.texts(SILAO)[-1]
    house.homeserver.react(BEA, copy(house, SILAO), "🔍")
    await house.idle()
    assert text(house, SILAO) == before
    assert copies(house, SILAO)[-1].edits == 0


async def test_what_one_room_deletes_of_a_correction_stays_whole_in_the_other(house: House) -> None:
    await house.said(EN, ELLEN, SAID)
    await house.said(SILAO, BEA, f"!fix {BETTER}", reply_to=copy(house, SILAO).event_id)
    house.homeserver.redact(EVA, copy(house, SILAO))
    await house.idle()
    assert BETTER not in house.homeserver.readable(SILAO)
    assert BETTER in text(house, ES)
    await house.said(ES, ANA, "!original", reply_to=copy(house, ES).event_id)
    assert SAID in text(house, ES), "it is still known what this copy shows"
    assert BETTER in text(house, ES)


async def test_the_memory_forgets_with_any_copy_that_shows_the_words(house: House) -> None:
    memory = TranslationMemory(house.database)
    for room in (ES, SILAO):
        await house.said(EN, ELLEN, SAID)
        await house.said(SILAO, CARLA, f"!fix {BETTER}", reply_to=copy(house, SILAO).event_id)
        assert len(await memory.every()) == 1
        house.homeserver.redact(EVA, copy(house, room))
        await house.idle()
        assert await memory.every() == []


async def test_a_correction_that_waits_for_a_room_is_never_taken_for_speech(house: House) -> None:
    """When that room takes something again, every copy is deleted and nothing is known of the correction any more."""
    await house.said(EN, ELLEN, SAID)
    house.rooms.fail("send", MatrixError("M_FORBIDDEN", 403), room_id=ES, times=4)
    house.homeserver.say(SILAO, BEA, f"!fix {BETTER}", reply_to=copy(house, SILAO).event_id)
    await house.until(lambda: BETTER in text(house, SILAO))
    for room in (ES, SILAO, FR):
        house.homeserver.redact(EVA, copy(house, room))
    await house.deletions_done()
    await expire(house.database, house.clock.now())
    await house.idle(seconds_each=0.5)
    assert [copies(house, room) for room in ROOMS] == [[], [], [], []]
    assert all(BETTER not in house.homeserver.readable(room) for room in ROOMS)


# --- what the bot says of itself ---------------------------------------------------------------------------------


async def test_every_room_hears_a_pause_and_its_end(house: House) -> None:
    await house.said(SILAO, CARLA, "!pausa 2h")
    assert all("Pausa" in house.homeserver.texts(room)[-1] for room in (ES, SILAO))
    await house.said(ES, ANA, "en la pausa")
    assert "en la pausa" not in house.homeserver.readable(SILAO)
    await house.said(SILAO, CARLA, "!reanudar")
    await house.said(ES, ANA, "de nuevo")
    assert "de nuevo" in text(house, SILAO)


async def test_a_digest_tells_each_room_of_a_language_only_what_all_its_readers_may_see(tmp_path: Path) -> None:
    """What the section of Silao has entered and shown to nobody is for its own room, not for the other Spanish one."""
    async with house_in(tmp_path) as house:
        house.homeserver.rooms[SILAO].people.discard(CARLA)
        record = await write(house, 1, *FILED, group="Union Silao", published=False)
        await house.restart()
        await house.said(EN, CARLA, "!digest")
        assert f"{record} · Planta 1" in house.homeserver.texts(SILAO)[-1]
        for room in (EN, ES, FR):
            assert "Planta 1" not in house.homeserver.readable(room)
            assert record not in house.homeserver.readable(room)
        assert "los últimos 7 días" in house.homeserver.texts(ES)[-1]


async def test_the_weekly_digest_comes_once_in_each_room_by_its_own_readers(tmp_path: Path) -> None:
    async with house_in(tmp_path, digest=DigestSettings()) as house:
        house.homeserver.rooms[SILAO].people.discard(CARLA)
        record = await write(house, 1, *FILED, group="Union Silao", published=False)
        await house.restart()

        async def noted() -> bool:
            """That nothing is owed from before the first start."""
            row = await house.database.fetch_one("SELECT count(*) AS number FROM digest_run")
            return row is not None and row["number"] == len(ROOMS)

        await house.until(noted)
        to(house, MONDAY)
        await house.until(lambda: all(digests(house, room) for room in ROOMS))
        await house.idle()
        assert [len(digests(house, room)) for room in ROOMS] == [1, 1, 1, 1]
        assert [record in digests(house, room)[0] for room in ROOMS] == [False, False, True, False]


async def test_a_room_is_reminded_by_its_own_readers(tmp_path: Path) -> None:
    async with house_in(tmp_path) as house:
        house.homeserver.rooms[SILAO].people.discard(CARLA)
        record = await enter(house, BEA, filed="2026-10-28", received="2026-10-31")
        to(house, MONDAY + timedelta(hours=1))
        await house.until(lambda: reminders(house, SILAO))
        await house.idle()
        assert record in reminders(house, SILAO)[0]
        assert [len(reminders(house, room)) for room in ROOMS] == [0, 0, 1, 0]


async def test_the_check_names_each_of_the_rooms(house: House) -> None:
    safe = RoomRules(
        version="12",
        powers=Powers(users={CARLA: 100, DAN: 100, BOT: 100}, invite=100),
        join_rule="invite",
        history_visibility="invited",
    )
    for room in ROOMS:
        house.homeserver.rooms[room].rules = safe
        house.homeserver.rooms[room].people |= {CARLA, DAN}
    house.homeserver.rooms[SILAO].rules = replace(safe, join_rule="public")
    await house.said(EN, CARLA, "!channel check")
    told = house.homeserver.texts(EN)[-1]
    assert "plants (es 1): everything is as it should be." in told
    assert "plants (es 2):\n" in told
    assert "plants (en): everything is as it should be." in told


async def test_the_engine_is_asked_for_nothing_between_rooms_of_one_language(tmp_path: Path) -> None:
    engine = EchoEngine()
    async with house_in(tmp_path, engine=engine) as house:
        await house.said(ES, ANA, "Ganamos la votación")
        assert {target for _, _, target in engine.calls} == {"en", "fr"}


async def test_two_rooms_of_a_language_share_one_call_of_the_engine(tmp_path: Path) -> None:
    engine = SlowEngine()
    async with house_in(tmp_path, engine=engine) as house:
        house.homeserver.say(EN, ELLEN, "The company fired three people")
        await house.until(lambda: len(engine.calls) == 2)
        for _ in range(50):
            await house.until(lambda: True)
        assert sorted(target for _, _, target in engine.calls) == ["es", "fr"]
        engine.answers.set()
        await house.idle()
        assert all("ES The company" in text(house, room) for room in (ES, SILAO))
