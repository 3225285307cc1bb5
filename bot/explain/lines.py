"""Lines from standard input -> one line of JSON each on standard output."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator

from bot.errors import EnvironmentFault
from bot.sentences import N_, Said

_READ_BYTES = 1 << 16


def explain_lines(explain: Callable[[str], object]) -> int:
    """Answer every line as it comes, so that a person at a terminal sees each answer at once. Gives the exit code.

    Raises EnvironmentFault when the input is not UTF-8.
    """
    for lines in arrived_lines():
        for line in lines:
            write_answer(explain(line))
    return 0


def write_answer(answer: object) -> None:
    """Ends the program, with nothing to complain about, when nobody reads on (`… | head`)."""
    try:
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the end of Python would complain
        raise SystemExit(0) from None


def arrived_lines() -> Iterator[list[str]]:
    """The lines that are there, each time; waits only when there is none.

    Raises EnvironmentFault when the input is not UTF-8, after the lines before the bad one.
    """
    number, rest = 0, b""
    while data := os.read(sys.stdin.fileno(), _READ_BYTES):
        *complete, rest = (rest + data).split(b"\n")
        yield from _decoded(complete, number)
        number += len(complete)
    if rest:
        yield from _decoded([rest], number)


def _decoded(raw_lines: list[bytes], number: int) -> Iterator[list[str]]:
    lines = []
    for number, raw in enumerate(raw_lines, start=number + 1):  # noqa: B020 - goes on counting
        try:
            lines.append(raw.decode("utf-8").rstrip("\r"))
        except UnicodeDecodeError:
            yield lines
            raise EnvironmentFault(
                Said(
                    N_("line %(number)s of the input is not UTF-8; save it as UTF-8 and try again"), number=str(number)
                )
            ) from None
    if lines:
        yield lines
