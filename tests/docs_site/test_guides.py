"""The guides say what the bot does: their commands are commands, and the reference is the table's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.core.commands import Command, parse, spell
from bot.core.help_topics import TOPICS
from bot.core.model import Language
from bot.i18n import Texts
from tests.handlers.house import CARLA, CHANNEL, EN, House
from tools.command_reference import GUIDES, HEADINGS, found_helps, page, path_of

GUIDE_FILES = sorted(file for file in GUIDES.glob("*.md") if not file.stem.startswith("commands"))


def language_of(file: Path) -> Language:
    return file.suffixes[0][1:] if len(file.suffixes) == 2 else "en"


@pytest.mark.parametrize("file", GUIDE_FILES, ids=lambda file: file.name)
def test_every_command_of_a_guide_is_one_that_a_desk_answers_in_the_guides_language(file: Path) -> None:
    built = found_helps()
    for typed in re.findall(r"`(![^`\s][^`]*)`", file.read_text(encoding="utf-8")):
        command = parse(typed)
        assert isinstance(command, Command), typed
        assert command.verb in built, typed
        assert command.language in (None, language_of(file)), typed
        assert typed.startswith(spell(command.verb, language_of(file))), typed


@pytest.mark.parametrize("language", HEADINGS)
def test_the_command_reference_is_the_one_that_the_table_and_the_desks_give(language: Language) -> None:
    assert path_of(language).read_text(encoding="utf-8") == page(language, Texts.load(), found_helps()), (
        "run: python -m tools.command_reference"
    )


async def test_the_reference_has_every_command_that_the_running_bot_shows_to_a_coordinator(tmp_path: Path) -> None:
    reference = path_of("en").read_text(encoding="utf-8")
    async with House(tmp_path, channels=(CHANNEL,)) as house:
        for topic in ("", *TOPICS):
            await house.said(EN, CARLA, f"!help {topic}")
        shown = {line for text in house.homeserver.texts(EN) for line in text.splitlines() if line.startswith("!")}
    commands = {line for line in shown if not line.startswith("!help ")}
    assert len(commands) > 40
    assert sorted(line for line in commands if f"`{line}`" not in reference) == []


@pytest.mark.parametrize("name", sorted({file.name.partition(".")[0] for file in GUIDE_FILES}))
def test_a_guide_has_the_same_parts_in_every_language(name: str) -> None:
    def shape(language: Language) -> list[str]:
        file = GUIDES / (f"{name}.md" if language == "en" else f"{name}.{language}.md")
        blocks = file.read_text(encoding="utf-8").split("\n\n")
        return [" ".join(re.findall(r"^(?:#+ |\| |!\[|\d+\. |- )", block, re.MULTILINE)) for block in blocks]

    assert shape("en") == shape("es") == shape("fr")


@pytest.mark.parametrize("file", sorted(GUIDES.glob("*.fr.md")), ids=lambda file: file.name)
def test_french_keeps_its_colons_and_quotation_marks_on_the_line(file: Path) -> None:
    assert re.findall(r" [:»]|« ", file.read_text(encoding="utf-8")) == []
