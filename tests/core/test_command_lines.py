"""Lines as people type them, and what the bot has to read in each: `tests/data/command_lines.txt`."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.command_table import SPEC
from bot.core.commands import Command, Unknown, parse

_FILE = Path(__file__).parent.parent / "data" / "command_lines.txt"
LINES = [
    (typed, expected)
    for line in _FILE.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
    for typed, _, expected in [line.partition(" => ")]
]


def _written(command: Command) -> str:
    arguments = "; ".join(f"{key}={value}" for key, value in sorted(command.arguments.items()))
    return f"{command.verb} {arguments}".strip()


def _read(typed: str) -> str:
    match parse(typed):
        case None:
            return "-"
        case Unknown(suggestion):
            return "?" + (_written(suggestion) if suggestion else "")
        case Command() as command:
            return _written(command)


def _in_order(expected: str) -> str:
    verb, _, arguments = expected.partition(" ")
    return f"{verb} {'; '.join(sorted(arguments.split('; ')))}".strip()


@pytest.mark.parametrize(("typed", "expected"), LINES)
def test_a_typed_line_is_read_as_its_writer_meant_it(typed: str, expected: str) -> None:
    assert _read(typed) == _in_order(expected)


def test_the_lines_are_many_and_use_every_command() -> None:
    assert len(LINES) >= 300
    assert {expected.lstrip("?").partition(" ")[0] for _, expected in LINES} >= set(SPEC)
