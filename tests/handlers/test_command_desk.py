"""Dialogues: what somebody types in a room, and what the desks answer."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.core.cards import note
from bot.core.command_table import SPEC
from bot.core.command_words import WORDS
from bot.core.commands import parse, spell
from bot.core.help_topics import TOPICS
from bot.core.model import Channel, EventId, EventRef, Language, Member, Rendered, Role, RoomId, UserId
from bot.core.partial_dates import PartialDate
from bot.core.petitions import Step
from bot.core.public_cases import PublicCase
from bot.core.stage_words import STAGE_WORDS
from bot.handlers.coming import Coming
from bot.handlers.commands import Announcement, Asked, CommandDesk, Desk, Reply
from bot.handlers.digest import HELP as DIGEST_HELP
from bot.handlers.digest import DigestDesk, DigestWriter
from bot.handlers.direct_chats import DirectChats
from bot.handlers.petitions import CASE_HELP, DEADLINES_HELP, LIST_HELP, STATUS_HELP, PetitionDesk
from bot.handlers.record_news import RecordNews
from bot.handlers.record_views import RecordViews
from bot.handlers.removal import Removals
from bot.handlers.suspension import RESTORE_HELP, SUSPEND_HELP, SuspensionDesk
from bot.handlers.verifying import HELP as VERIFY_HELP
from bot.handlers.verifying import VerificationDesk
from bot.holiday_calendars import is_holiday
from bot.i18n import Texts
from bot.matrix.verifier import Verifier
from bot.resources import config_dir
from bot.store.direct_chats import DirectChatStore
from bot.store.public_case_file import load_public_cases
from bot.store.public_cases import PublicCaseStore
from bot.store.register import Register
from bot.store.stage_file import load_clocks
from bot.store.suspensions import SuspensionStore
from tests.channels import by_language
from tests.databases import open_blank
from tests.fakes.clock import ManualClock
from tests.fakes.homeserver import FakeHomeserver
from tests.fakes.rooms import FakeRooms
from tests.fakes.verification import FakeWire

NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
ROOMS = {"en": RoomId("!en"), "es": RoomId("!es"), "fr": RoomId("!fr")}
CLOCKS = load_clocks(config_dir() / "stages.yaml", is_holiday)
CASES = load_public_cases(config_dir() / "public_cases.yaml", CLOCKS.lifecycle)
(CASE,) = (case for case in CASES if case.record_id == "7K2-M9X")
PLANT = "7K2-M9X · Atento Servicios (Pachuca I, Interplaza)"

Ask = Callable[..., Awaitable[Reply | Announcement]]


@pytest_asyncio.fixture
async def store(tmp_path: Path) -> AsyncIterator[PublicCaseStore]:
    database = await open_blank(tmp_path / "bot.db", bytes(32))
    store = PublicCaseStore(database, CLOCKS.lifecycle)
    await store.seed([CASE], NOW)
    yield store
    await database.close()


@pytest.fixture(scope="module")
def texts() -> Texts:
    return Texts.load()


@pytest_asyncio.fixture
async def ask(store: PublicCaseStore, texts: Texts) -> Ask:
    verifier = Verifier(FakeWire().as_wire(), ManualClock(), ())
    rooms, suspensions = FakeRooms(FakeHomeserver(ManualClock())), SuspensionStore(store._database, ())
    verifications = VerificationDesk(verifier, rooms, texts, {}, None)
    removals = Removals(rooms, suspensions, texts, ManualClock(), {}, (), None)
    suspension_desk = SuspensionDesk(texts, suspensions, rooms, removals, {}, ())
    coming = Coming(texts, store, CLOCKS, tuple)
    direct = DirectChats(rooms, DirectChatStore(store._database), rooms.user_id, ())
    register = await Register.open(store._database)
    views = RecordViews(texts, CLOCKS, register, rooms, direct, {}, rooms.user_id)
    petition_desk = PetitionDesk(texts, store, CLOCKS, coming, views)
    digest_desk = DigestDesk(DigestWriter(texts, store, coming, RecordNews(texts, CLOCKS, register, {})), views)
    desk = CommandDesk(
        texts,
        {
            "petition.status": Desk(petition_desk.status, STATUS_HELP),
            "petition.list": Desk(petition_desk.list, LIST_HELP),
            "case": Desk(petition_desk.case, CASE_HELP),
            "deadlines": Desk(petition_desk.deadlines, DEADLINES_HELP),
            "digest": Desk(digest_desk.publish, DIGEST_HELP),
            "member.suspend": Desk(suspension_desk.suspend, SUSPEND_HELP),
            "member.restore": Desk(suspension_desk.restore, RESTORE_HELP),
            "verify": Desk(verifications.answer, VERIFY_HELP),
        },
    )

    async def ask(
        typed: str,
        *,
        room: Language = "en",
        role: Role = "rep",
        now: datetime = NOW,
        event: str = "$asked",
        rooms: dict[Language, RoomId] = ROOMS,
    ) -> Reply | Announcement:
        command = parse(typed)
        assert command is not None
        member = Member(UserId("@ana:demo.local"), "Ana", "Sindicato Demo", role=role)
        channel = Channel("demo", by_language(rooms))
        return await desk.answer(Asked(command, member, channel, room, EventRef(rooms[room], EventId(event)), now))

    return ask


def reply(answer: Reply | Announcement) -> list[str]:
    assert isinstance(answer, Reply)
    assert_both_forms_say_the_same(answer.text)
    return answer.text.plain.splitlines()


def announcement(answer: Reply | Announcement) -> dict[Language, list[str]]:
    assert isinstance(answer, Announcement)
    for text in answer.texts.values():
        assert_both_forms_say_the_same(text)
    languages = {room: language for language, room in ROOMS.items()}
    return {languages[room]: text.plain.splitlines() for room, text in answer.texts.items()}


def assert_both_forms_say_the_same(text: Rendered) -> None:
    stripped = re.sub(r"</?(strong|code)>", "", text.html).replace("<br>", "\n")
    assert "<" not in stripped
    assert stripped.replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&") == re.sub(
        r"(?m)^  ", "", text.plain
    )


# What holds for every command


@pytest.mark.parametrize("typed", ["!petition timeline 7K2-M9X", "!stats", "!petition new", "!forget"])
async def test_a_command_without_a_desk_is_said_not_to_be_built_yet(ask: Ask, typed: str) -> None:
    assert reply(await ask(typed)) == ["This command is not built yet. Write !help for what I can do."]


async def test_a_command_without_a_desk_is_never_suggested(ask: Ask) -> None:
    assert reply(await ask("!petition updaet 7K2-M9X"))[0].startswith("I do not know this command.")
    assert reply(await ask("!miembro suspedner @ana:demo.local", role="coordinator", room="es"))[0] == (
        "¿Quiso escribir !miembro suspender @ana:demo.local?"
    )


async def test_what_every_room_hears_is_not_done_from_a_mistyped_word(ask: Ask) -> None:
    assert reply(await ask("!digets", role="coordinator"))[0] == "Did you mean !digest?"
    assert isinstance(await ask("!digest", role="coordinator"), Announcement)


_FOR_EVERYONE = "Was it a message for everyone? Send it again without the ! at the beginning."


async def test_an_answer_to_a_mended_question_says_how_to_send_it_to_everyone(ask: Ask) -> None:
    mended, exact = reply(await ask("!petiton staus 7K2-M9X")), reply(await ask("!petition status 7K2-M9X"))
    assert mended == [*exact, _FOR_EVERYONE]
    assert reply(await ask("¡Ayuda!", room="es"))[-1].startswith("¿Era un mensaje para todo el grupo?")
    assert _FOR_EVERYONE not in reply(await ask("!help"))


async def test_an_observer_may_not_write_in_the_register(ask: Ask) -> None:
    assert reply(await ask("!petition new", role="observer")) == ["Only representatives and coordinators may do this."]


@pytest.mark.parametrize(("direct", "signed", "served"), [(True, True, 1), (False, True, 0), (True, False, 0)])
async def test_what_is_for_one_person_is_done_in_the_direct_chat_from_a_signed_device_only(
    texts: Texts, *, direct: bool, signed: bool, served: int
) -> None:
    asked: list[Asked] = []

    async def new(asked_now: Asked) -> Reply:
        asked.append(asked_now)
        return Reply(note("Begun."))

    desk = CommandDesk(texts, {"petition.new": Desk(new, (("", "begin a petition"),))})
    command, member = parse("!petición nueva"), Member(UserId("@ana:demo.local"), "Ana", role="rep")
    assert command is not None
    answer = await desk.answer(
        Asked(
            command,
            member,
            Channel("demo", by_language(ROOMS)),
            "es",
            EventRef(ROOMS["es"], EventId("$a")),
            NOW,
            signed,
            direct,
        )
    )
    assert len(asked) == served
    assert reply(answer)[0].startswith("Begun." if served else "Escríbalo" if not direct else "No obedezco")


async def test_help_about_a_topic_shows_its_commands_only(ask: Ask) -> None:
    lines = reply(await ask("!help digest", role="coordinator"))
    assert [line for line in lines if line.startswith("!")] == ["!digest"]


# The status card


async def test_the_card_in_english(ask: Ask) -> None:
    assert reply(await ask("!petition status 7K2-M9X")) == [
        "Atento Servicios (Pachuca I, Interplaza)",
        "7K2-M9X · Hidalgo · public case",
        "Sector: call centers",
        "Route: United States → Mexico",
        "Stage: A panel found a denial of workers' rights",
        "Since: Jul 4, 2025 (506 days)",
        "Confirmed by: an official text",
        "The panel's decision was published: Aug 21, 2025",
        "Next: sanctions may be announced.",
        "US answer: day 51 of 30, 21 days over",
        "Limit: 19 USC 4646(b). Counted from filing, an estimate.",
        "Panel: decided 444 days after the request",
        "Nothing later is public.",
        "Filed: Nov 28, 2023, by STRM",
        "The first panel that found a denial. Mexico's measures were found not sufficient.",
        "Sources: USTR, El Economista, salesboyoli.com, opportimes (official text or several sources)",
        "Checked: Nov 22, 2026",
        "Last change here: Nov 22, 2026",
    ]


async def test_the_card_in_spanish(ask: Ask) -> None:
    lines = reply(await ask("!petición estado 7k2m9x"))
    assert lines[4:6] == [
        "Etapa: Un panel determinó que hubo denegación de derechos laborales",
        "Desde: 4 de julio de 2025 (506 días)",
    ]
    assert "Respuesta de Estados Unidos: día 51 de 30, 21 días de retraso" in lines


async def test_the_card_in_french(ask: Ask) -> None:
    lines = reply(await ask("!pétition statut 7K2-M9X"))
    assert lines[4:6] == [
        "Étape\xa0: Un groupe spécial a constaté un déni des droits",
        "Depuis\xa0: 4 juillet 2025 (506 jours)",
    ]
    assert "Réponse des États-Unis\xa0: jour 51 sur 30, 21 jours de retard" in lines


@pytest.mark.parametrize("stage", [name for name in STAGE_WORDS if not CLOCKS.lifecycle.stages[name].derived])
async def test_every_stage_has_a_card_in_every_language(ask: Ask, store: PublicCaseStore, stage: str) -> None:
    await store.seed(
        [replace(CASE, steps=(Step("filed", CASE.steps[0].happened), Step(stage, PartialDate(NOW.date()))))], NOW
    )
    cards = [reply(await ask(typed)) for typed in ("!petition status 7K2-M9X", "!queja 7K2-M9X", "!plainte 7K2-M9X")]
    assert len({card[4] for card in cards}) == 3


async def test_a_clock_that_runs_says_that_no_answer_is_recorded(ask: Ask, store: PublicCaseStore) -> None:
    await store.seed([filed("2026-10-12")], NOW)
    assert "US answer: none recorded, day 41 of 30: 11 days over" in reply(await ask("!petition status 7K2-M9X"))
    await store.seed([filed("2026-10-22")], NOW)
    assert "US answer: none recorded, day 31 of 30: 1 day over" in reply(await ask("!petition status 7K2-M9X"))
    await store.seed([filed("2026-10-23")], NOW)
    assert "US answer: day 30 of 30, due Nov 22, 2026" in reply(await ask("!petition status 7K2-M9X"))


async def test_a_date_known_to_the_month_is_shown_as_a_month_and_not_counted(ask: Ask, store: PublicCaseStore) -> None:
    await store.seed([filed("2026-03")], NOW)
    lines = reply(await ask("!petición estado 7K2-M9X"))
    assert "Desde: marzo de 2026" in lines
    assert not any("día" in line for line in lines)


def filed(happened: str) -> PublicCase:
    return replace(CASE, steps=(Step("filed", PartialDate.parse(happened)),), later_unknown=False)


async def test_the_last_change_is_the_day_on_which_the_bot_learned_of_it(ask: Ask, store: PublicCaseStore) -> None:
    await store.seed([replace(CASE, region="Puebla")], NOW + timedelta(days=3))
    assert reply(await ask("!petition status 7K2-M9X"))[-1] == "Last change here: Nov 25, 2026"


async def test_names_in_a_card_are_text_and_never_markup(ask: Ask, store: PublicCaseStore) -> None:
    await store.seed([replace(CASE, facility="<b>Demo</b> & Co", region="<img src=x>")], NOW)
    answer = await ask("!petition status 7K2-M9X")
    assert isinstance(answer, Reply)
    assert "<b>" not in answer.text.html
    assert "<img" not in answer.text.html
    assert reply(answer)[0] == "<b>Demo</b> & Co"


async def test_without_an_id_all_records_are_listed(ask: Ask) -> None:
    assert reply(await ask("!peticiones")) == [
        "1 petición registrada",
        f"{PLANT} · Un panel determinó que hubo denegación de derechos laborales",
        "Detalles: !petición estado 7K2-M9X",
    ]


async def test_a_list_without_records_says_so(ask: Ask, store: PublicCaseStore) -> None:
    await store.seed([], NOW)
    assert reply(await ask("!petition status")) == ["0 petitions on record"]


@pytest.mark.parametrize("record_id", ["7K2-M9Y", "7K2", "atento 7"])
async def test_an_unknown_id_gets_one_sentence_that_says_what_to_do(ask: Ask, record_id: str) -> None:
    (line,) = reply(await ask(f"!petición estado {record_id}"))
    assert line == (
        "No tengo ninguna petición con ese folio. Un folio tiene seis letras o cifras, como 7K2-M9X."
        " Escriba !petición estado para ver todas."
    )


async def test_an_answer_never_repeats_what_was_typed(ask: Ask) -> None:
    for typed in ("!petition status Ximena", "!Ximena", "!petition Ximena", "!digest Ximena"):
        assert "ximena" not in "\n".join(reply(await ask(typed, role="coordinator"))).casefold()


# Public cases: lists, search, limits


async def test_a_case_is_found_by_a_word_without_accents_and_several_are_listed(
    ask: Ask, store: PublicCaseStore
) -> None:
    await store.seed(CASES, NOW)
    assert reply(await ask("!case gonzalez"))[0] == "Servicios Industriales González"
    silao = reply(await ask("!caso SILAO"))
    assert silao[0] == "4 peticiones registradas"
    assert len(silao) == 6
    assert reply(await ask("!case Ximena")) == [
        "No public case has these words in its name, place or petitioners. Try a single word."
    ]


async def test_long_lists_come_in_pages_of_ten(ask: Ask, store: PublicCaseStore) -> None:
    await store.seed(CASES, NOW)
    first = reply(await ask("!petition list"))
    assert (first[0], len(first[1:11])) == ("39 petitions on record", 10)
    assert first[11:13] == ["Page 1 of 4", "Next page: !petition list 2"]
    last = reply(await ask("!petition list 4"))
    assert "Page 4 of 4" in last
    assert not set(first[1:11]) & set(last)
    assert reply(await ask("!petition list 99"))[:10] == last[:10]


async def test_a_list_is_filtered_in_the_words_of_any_language(ask: Ask, store: PublicCaseStore) -> None:
    await store.seed(CASES, NOW)
    mines = reply(await ask("!petition list sector mining"))
    assert mines[0] == "4 petitions on record"
    assert reply(await ask("!petition list sector mineria")) == mines
    assert reply(await ask("!petition list state Zacatecas"))[0] == "3 petitions on record"
    assert reply(await ask("!petition list stage declined"))[0] == "2 petitions on record"
    groups = reply(await ask("!petition list sector"))
    assert groups[:2] == ["By sector", "car parts · 19"]


async def test_what_nobody_follows_in_public_is_never_called_overdue(ask: Ask, store: PublicCaseStore) -> None:
    await store.seed(CASES, NOW)
    assert reply(await ask("!petition list overdue")) == ["0 petitions on record"]
    card = reply(await ask("!case tizapa"))
    assert "Result of the review: was due May 18, 2024, outcome not public" in card
    assert not any("over" in line for line in card if "none recorded" in line)
    await store.seed([filed("2026-10-12")], NOW)
    assert reply(await ask("!petition list overdue"))[0] == "1 petition on record"


async def test_limits_of_the_next_fourteen_days_are_listed_by_day(ask: Ask, store: PublicCaseStore) -> None:
    await store.seed(CASES, NOW)
    may = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)
    assert reply(await ask("!deadlines", now=may)) == [
        "1 limit ends in the next 14 days",
        "May 28, 2026 · 824-R96 · Faurecia, Silao · Reply to the request",
    ]
    assert reply(await ask("!plazos")) == ["Ningún plazo de un caso público vence en los próximos 14 días."]


async def test_canadas_days_are_counted_and_never_called_over(ask: Ask, store: PublicCaseStore) -> None:
    await store.seed([replace(filed("2026-10-12"), route="CA_MX")], NOW)
    card = reply(await ask("!petition status 7K2-M9X"))
    assert "Canada's answer: day 41; normally 30 days, may be extended" in card
    assert not any("none recorded" in line for line in card)


async def test_a_due_date_on_a_day_off_is_shown_with_the_other_reading(ask: Ask, store: PublicCaseStore) -> None:
    await store.seed([filed("2026-10-29")], NOW)  # day 30 is a Saturday
    card = reply(await ask("!petition status 7K2-M9X"))
    assert "US answer: day 24 of 30, due Nov 28, 2026" in card
    assert "The due date is a day off. It may count until Nov 30, 2026: the law does not say." in card


async def test_a_limit_that_rests_on_memory_is_marked_as_unconfirmed(ask: Ask, store: PublicCaseStore) -> None:
    confirmed = Step("panel_confirmed", PartialDate.parse("2026-11-19"))
    await store.seed([replace(CASE, steps=(confirmed,), later_unknown=False)], NOW)
    card = reply(await ask("!petition status 7K2-M9X"))
    assert "Request for a visit: business day 1 of 2, due Nov 23, 2026" in card
    assert "Limit: Art. 31-A.7. Unconfirmed." in card


async def test_every_public_case_has_a_card_of_short_lines_in_every_language(ask: Ask, store: PublicCaseStore) -> None:
    await store.seed(CASES, NOW)
    for case in CASES:
        for word in ("petition", "petición", "pétition"):
            card = reply(await ask(f"!{word} {'estado' if word == 'petición' else 'status'} {case.record_id}"))
            facts = [line for line in card if line not in case.notes.values()]
            assert max(map(len, facts)) <= 160, facts
            assert "public case" in card[1] or "caso público" in card[1] or "cas public" in card[1]


async def test_a_digest_of_very_many_changes_shows_eight_and_says_how_many_more(
    ask: Ask, store: PublicCaseStore
) -> None:
    await store.seed(CASES, NOW)
    lines = announcement(await ask("!digest", role="coordinator"))["en"]
    assert len(lines) == 12
    assert lines[9] == "and 31 more"


# Language and help


@pytest.mark.parametrize(
    ("typed", "room", "title"),
    [
        ("!help", "es", "What you can write here"),
        ("!ayuda", "en", "Lo que puede escribir aquí"),
        ("!aide", "en", "Ce que vous pouvez écrire ici"),
        ("!petition", "es", "1 petición registrada"),
        ("!petition", "fr", "1 pétition répertoriée"),
        ("!petition", "en", "1 petition on record"),
    ],
)
async def test_the_command_word_tells_the_language_and_else_the_room(
    ask: Ask, typed: str, room: Language, title: str
) -> None:
    assert reply(await ask(typed, room=room))[0] == title


async def test_help_shows_only_what_that_person_may_do(ask: Ask) -> None:
    for role, shown in (("observer", False), ("rep", False), ("coordinator", True)):
        assert ("!digest" in reply(await ask("!help", role=role))) is shown


def test_every_command_but_help_belongs_to_one_topic() -> None:
    assert sorted([*(verb for topic in TOPICS.values() for verb in topic.verbs), "help"]) == sorted(SPEC)


@pytest.mark.parametrize("role", ["observer", "rep", "coordinator"])
@pytest.mark.parametrize("language", ["en", "es", "fr"])
async def test_the_first_help_fits_a_phone_and_a_topic_shows_what_is_for_the_direct_chat_apart(
    texts: Texts, role: Role, language: Language
) -> None:
    async def nothing(_asked: Asked) -> Reply:
        return Reply(note("Done."))

    desk = CommandDesk(texts, {verb: Desk(nothing, (("", "does something"),)) for verb in SPEC})

    async def lines(typed: str, *, direct: bool = False) -> list[str]:
        command, ref = parse(typed), EventRef(ROOMS[language], EventId("$a"))
        assert command is not None
        member, channel = Member(UserId("@ana:demo.local"), "Ana", role=role), Channel("demo", by_language(ROOMS))
        return reply(await desk.answer(Asked(command, member, channel, language, ref, NOW, True, direct)))

    first = await lines("!help" if language == "en" else "!ayuda" if language == "es" else "!aide")
    assert len(first) <= 23
    assert max(map(len, first)) <= 64
    if role == "rep":
        private = texts.gettext(language, "In our direct chat:")
        room = await lines(spell("help", language, WORDS["share"][language][0]))
        assert room[1] == private
        there = await lines(spell("help", language, WORDS["share"][language][0]), direct=True)
        assert private not in there
        assert [line for line in room if line != private] == there


@pytest.mark.parametrize("typed", ["!help", "!ayuda", "!aide"])
async def test_every_command_that_help_shows_gets_an_answer_in_the_same_language(ask: Ask, typed: str) -> None:
    lines = reply(await ask(typed, role="coordinator"))
    commands = [line for line in lines if line.startswith("!")]
    topics = [command for command in commands if command.startswith(f"{typed} ")]
    shown = [line for topic in topics for line in reply(await ask(topic, role="coordinator")) if line.startswith("!")]
    assert len(topics) == 2
    assert len(shown) == 8
    for command in (*commands, *shown):
        parsed = parse(command)
        assert parsed is not None
        assert parsed.language == {"!help": "en", "!ayuda": "es", "!aide": "fr"}[typed]
        await ask(command, role="coordinator")


async def test_a_slip_of_the_finger_gets_a_suggestion_and_a_way_out(ask: Ask) -> None:
    assert reply(await ask("!membre suspedre @ana:demo.local", role="coordinator", room="fr")) == [
        "Vouliez-vous écrire !membre suspendre @ana:demo.local?",
        "Était-ce un message pour tout le monde? Renvoyez-le sans le ! au début.",
    ]


async def test_what_nobody_knows_leads_to_help_in_the_language_of_the_room(ask: Ask) -> None:
    assert reply(await ask("!Qué bien!", room="es")) == [
        "No conozco ese comando. Escriba !ayuda para ver qué puedo hacer.",
        "¿Era un mensaje para todo el grupo? Envíelo de nuevo sin el ! al principio.",
    ]


async def test_nobody_is_led_to_a_command_that_is_not_theirs(ask: Ask) -> None:
    assert "!digest" in reply(await ask("!digets", role="coordinator"))[0]
    assert "!digest" not in "\n".join(reply(await ask("!digets", role="rep")))


# The digest


async def test_a_digest_tells_each_room_in_its_language_what_is_new(ask: Ask) -> None:
    assert announcement(await ask("!resumen", role="coordinator")) == {
        "en": [
            "What changed in the last 7 days",
            f"New: {PLANT}. A panel found a denial of workers' rights.",
            "One of them: !petition status 7K2-M9X, with its number.",
            "Every line: !digest full",
        ],
        "es": [
            "Cambios de los últimos 7 días",
            f"Nueva: {PLANT}. Un panel determinó que hubo denegación de derechos laborales.",
            "Para ver una: !petición estado 7K2-M9X, con su número.",
            "Todas las líneas: !resumen completo",
        ],
        "fr": [
            "Changements des 7 derniers jours",
            f"Nouvelle\xa0: {PLANT}. Un groupe spécial a constaté un déni des droits.",
            "Pour en voir une\xa0: !pétition statut 7K2-M9X, avec son numéro.",
            "Toutes les lignes\xa0: !bulletin complet",
        ],
    }


async def test_a_move_is_told_with_both_stages_and_a_correction_without(ask: Ask, store: PublicCaseStore) -> None:
    later = NOW + timedelta(days=30)
    moved = replace(CASE, steps=(*CASE.steps, Step("sanctions_applied", PartialDate(later.date()))))
    await store.seed([moved], later)
    lines = announcement(await ask("!digest", role="coordinator", now=later))["en"]
    assert lines[1] == (
        f"Moved: {PLANT}. Now: Sanctions are in force. Before: A panel found a denial of workers' rights."
    )
    later += timedelta(days=30)
    await store.seed([replace(moved, region="Puebla")], later)
    lines = announcement(await ask("!digest", role="coordinator", now=later))["en"]
    assert lines[1] == f"Corrected: {PLANT}."


async def test_an_empty_week_says_so_in_one_line(ask: Ask) -> None:
    later = NOW + timedelta(days=7, seconds=1)
    assert announcement(await ask("!digest", role="coordinator", now=later)) == {
        "en": ["Nothing changed in the last 7 days."],
        "es": ["Sin cambios en los últimos 7 días."],
        "fr": ["Aucun changement ces 7 derniers jours."],
    }


async def test_what_changed_exactly_seven_days_ago_still_counts(ask: Ask) -> None:
    assert len(announcement(await ask("!digest", role="coordinator", now=NOW + timedelta(days=7)))["en"]) > 1


async def test_a_digest_goes_to_the_rooms_that_the_channel_has(ask: Ask) -> None:
    two = {"en": ROOMS["en"], "fr": ROOMS["fr"]}
    assert set(announcement(await ask("!digest", role="coordinator", rooms=two))) == {"en", "fr"}


@pytest.mark.parametrize("role", ["rep", "observer"])
async def test_only_coordinators_publish_a_digest(ask: Ask, role: Role) -> None:
    assert reply(await ask("!resumen", role=role)) == ["Solo la coordinación puede hacer esto."]


async def test_an_announcement_has_one_key_for_one_asking_event(ask: Ask) -> None:
    keys = []
    for event in ("$one", "$one", "$two"):
        answer = await ask("!digest", role="coordinator", event=event)
        assert isinstance(answer, Announcement)
        keys.append(answer.key)
    assert keys[0] == keys[1] != keys[2]
