"""Lines as tired people type them on phones, written before the reader was tuned; half of them were never looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.command_table import SPEC
from bot.core.commands import Command, Unknown, parse

DATA = Path(__file__).parent.parent / "data"
HELD_LEAST = 0.95
"""Of the commands in the half that nothing was tuned for. Measured on 2026-11-23: 307 of 314."""


def lines_of(half: str) -> list[tuple[str, str]]:
    lines = (DATA / f"phone_lines_{half}.txt").read_text(encoding="utf-8").splitlines()
    parted = (line.rpartition(" => ") for line in lines if not line.startswith("#"))
    return [(typed, expected) for typed, arrow, expected in parted if arrow]


def written(command: Command) -> str:
    arguments = "; ".join(f"{key}={value}" for key, value in sorted(command.arguments.items()))
    return f"{command.verb} {arguments}".strip()


def meant(expected: str) -> str:
    verb, _, arguments = expected.partition(" ")
    return f"{verb} {'; '.join(sorted(arguments.split('; ')))}".strip()


DEV, HELD = lines_of("dev"), lines_of("held")


def _is_read(typed: str, expected: str) -> bool:
    answer = parse(typed)
    return isinstance(answer, Command) and written(answer) == meant(expected)


@pytest.mark.parametrize(("typed", "expected"), [line for line in DEV if line[1][0] not in "?-"])
def test_a_line_from_a_phone_is_read_as_its_writer_meant_it(typed: str, expected: str) -> None:
    answer = parse(typed)
    assert isinstance(answer, Command)
    assert written(answer) == meant(expected)


def test_lines_that_the_reader_was_not_tuned_for_are_read_nearly_as_well() -> None:
    commands = [line for line in HELD if line[1][0] not in "?-"]
    assert len(commands) > 300
    assert sum(_is_read(*line) for line in commands) >= HELD_LEAST * len(commands)


OPENS_A_DIALOGUE = {"petition.new"}
EXACT_AFTER_ALL = {"!suscribe", "!match today at 8"}
"""A word of its own now; and the exact word of a command that takes any text, which it shows before it keeps it."""


@pytest.mark.parametrize(("typed", "expected"), [line for line in DEV + HELD if line[1][0] in "?-"])
def test_what_is_no_command_or_only_nearly_one_never_writes(typed: str, expected: str) -> None:
    answer = parse(typed)
    if isinstance(answer, Command) and typed not in EXACT_AFTER_ALL:
        assert not SPEC[answer.verb].writes or answer.verb in OPENS_A_DIALOGUE
    if expected == "-":
        assert answer is None
    elif typed[0] == "!" and typed[1:].lstrip()[:1].isalnum():
        assert isinstance(answer, Command | Unknown)
