"""How strict the name shield is: asked, changed with a typed word, told in every room."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.core.commands import Command, parse
from bot.core.confirming import CONFIRM_WORDS, is_confirmation
from bot.core.model import Channel, EventId, EventRef
from bot.errors import UserError
from bot.handlers.answers import Announcement, Asked, Reply
from bot.handlers.shield_desk import ShieldDesk
from bot.i18n import Texts
from bot.store.database import Database
from bot.store.shield_settings import ShieldSettings
from tests.fakes.clock import ManualClock
from tests.handlers.house import CARLA, CHANNEL, ELLEN, EN, ES, FR, MEMBERS, House

OTHER = Channel("mines", ())


@pytest_asyncio.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await Database.open(tmp_path / "bot.db", bytes(32))
    yield opened
    await opened.close()


@pytest_asyncio.fixture
async def settings(database: Database) -> ShieldSettings:
    return await ShieldSettings.open(database)


@pytest.fixture
def desk(settings: ShieldSettings) -> ShieldDesk:
    return ShieldDesk(Texts.load(), settings)


def asked(
    strength: str = "", word: str = "", *, language: str = "en", event: str = "$1", channel: Channel = CHANNEL
) -> Asked:
    arguments = {key: value for key, value in (("strength", strength), ("word", word)) if value}
    ref = EventRef(EN, EventId(event))
    return Asked(Command("help", arguments, language), MEMBERS[CARLA], channel, language, ref, ManualClock().now())


async def test_a_channel_is_strict_until_somebody_chooses(desk: ShieldDesk, settings: ShieldSettings) -> None:
    assert settings.strength(CHANNEL) == "strict"
    answer = await desk.answer(asked())
    assert isinstance(answer, Reply)
    assert answer.text.plain.startswith("The name shield of this channel is strict.")
    assert "never all" in answer.text.plain


@pytest.mark.parametrize("word", ["", "yes", "y", "understand", "normal"])
async def test_without_the_word_nothing_changes_and_the_word_is_shown(
    desk: ShieldDesk, settings: ShieldSettings, word: str
) -> None:
    answer = await desk.answer(asked("normal", word))
    assert isinstance(answer, Reply)
    assert "!shield normal understood" in answer.text.plain
    assert settings.strength(CHANNEL) == "strict"


@pytest.mark.parametrize("word", ["understood", "Entendido.", "COMPRIS !"])
async def test_with_the_word_it_changes_in_this_channel_and_every_room_is_told(
    desk: ShieldDesk, settings: ShieldSettings, database: Database, word: str
) -> None:
    answer = await desk.answer(asked("normal", word))
    assert isinstance(answer, Announcement)
    assert set(answer.texts) == {EN, ES, FR}
    assert "misses more names" in answer.texts[EN].plain
    assert "never all" in answer.texts[EN].plain
    for each in (settings, await ShieldSettings.open(database)):
        assert (each.strength(CHANNEL), each.strength(OTHER)) == ("normal", "strict")


@pytest.mark.parametrize(
    ("language", "shown"), [("es", "!escudo normal entendido"), ("fr", "!bouclier normal compris")]
)
async def test_the_word_is_one_of_the_language_of_the_answer(desk: ShieldDesk, language: str, shown: str) -> None:
    answer = await desk.answer(asked("normal", language=language))
    assert isinstance(answer, Reply)
    assert shown in answer.text.plain


async def test_back_to_strict_takes_the_word_as_well(desk: ShieldDesk, settings: ShieldSettings) -> None:
    await desk.answer(asked("normal", "understood"))
    await desk.answer(asked("strict", event="$2"))
    assert settings.strength(CHANNEL) == "normal"
    assert isinstance(await desk.answer(asked("strict", "understood", event="$3")), Announcement)
    assert settings.strength(CHANNEL) == "strict"


async def test_the_same_command_again_after_a_crash_tells_the_rooms_again(desk: ShieldDesk) -> None:
    first = await desk.answer(asked("normal", "understood"))
    assert await desk.answer(asked("normal", "understood")) == first, "with the same key, so that it stands there once"
    assert isinstance(await desk.answer(asked("normal", "understood", event="$2")), Reply), (
        "another command changes nothing"
    )


async def test_outside_a_channel_it_says_where_to_write_it(desk: ShieldDesk) -> None:
    with pytest.raises(UserError, match="in a room of a channel"):
        await desk.answer(asked("normal", "understood", channel=Channel("", ())))


def test_every_language_has_a_word_of_its_own() -> None:
    assert len(set(CONFIRM_WORDS.values())) == 3
    assert not is_confirmation("")


@pytest.mark.parametrize("language", ["en", "es", "fr"])
async def test_what_the_bot_shows_to_be_typed_is_understood(desk: ShieldDesk, language: str) -> None:
    for typed in ("", "normal"):
        answer = await desk.answer(asked(typed, language=language))
        assert isinstance(answer, Reply)
        lines = [line for line in answer.text.plain.splitlines() if line.startswith("!")]
        assert lines
        for line in lines:
            command = parse(line)
            assert isinstance(command, Command)
            assert command.verb == "shield"
            assert command.arguments["strength"] in ("normal", "strict")
            assert ("word" in command.arguments) == (typed != "")


async def test_in_a_room_the_typed_word_changes_the_strength_and_every_room_is_told(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        await house.said(ES, CARLA, "!escudo normal")
        assert "!escudo normal entendido" in house.homeserver.texts(ES)[-1]
        await house.said(ES, CARLA, "!escudo normal entendido")
        assert (await ShieldSettings.open(house.database)).strength(CHANNEL) == "normal"
        for room in (EN, ES, FR):
            assert len(house.homeserver.texts(room)) == (2 if room == ES else 1)


async def test_a_rep_cannot_change_it(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        await house.said(EN, ELLEN, "!shield normal understood")
        assert "Only coordinators" in house.homeserver.texts(EN)[-1]
        assert (await ShieldSettings.open(house.database)).strength(CHANNEL) == "strict"
