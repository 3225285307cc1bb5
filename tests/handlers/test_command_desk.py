"""What holds for the answers of every desk: who may ask, in which language, help and suggestions."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.core.cards import note
from bot.core.command_table import SPEC
from bot.core.command_words import WORDS
from bot.core.commands import parse, spell
from bot.core.help_topics import TOPICS
from bot.core.model import Channel, EventId, EventRef, Language, Member, Role, UserId
from bot.handlers.commands import Announcement, Asked, CommandDesk, Desk, Reply
from bot.store.public_cases import PublicCaseStore
from tests.channels import by_language
from tests.handlers.desk_house import NOW, ROOMS, Ask, asker, public_cases, reply, shared_texts


@pytest_asyncio.fixture
async def store(tmp_path: Path) -> AsyncIterator[PublicCaseStore]:
    async with public_cases(tmp_path) as store:
        yield store


@pytest_asyncio.fixture
async def ask(store: PublicCaseStore) -> Ask:
    return await asker(store)


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
    *, direct: bool, signed: bool, served: int
) -> None:
    asked: list[Asked] = []

    async def new(asked_now: Asked) -> Reply:
        asked.append(asked_now)
        return Reply(note("Begun."))

    desk = CommandDesk(shared_texts(), {"petition.new": Desk(new, (("", "begin a petition"),))})
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
    role: Role, language: Language
) -> None:
    async def nothing(_asked: Asked) -> Reply:
        return Reply(note("Done."))

    desk = CommandDesk(shared_texts(), {verb: Desk(nothing, (("", "does something"),)) for verb in SPEC})

    async def lines(typed: str, *, direct: bool = False) -> list[str]:
        command, ref = parse(typed), EventRef(ROOMS[language], EventId("$a"))
        assert command is not None
        member, channel = Member(UserId("@ana:demo.local"), "Ana", role=role), Channel("demo", by_language(ROOMS))
        return reply(await desk.answer(Asked(command, member, channel, language, ref, NOW, True, direct)))

    first = await lines("!help" if language == "en" else "!ayuda" if language == "es" else "!aide")
    assert len(first) <= 23
    assert max(map(len, first)) <= 64
    if role == "rep":
        private = shared_texts().gettext(language, "In our direct chat:")
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
