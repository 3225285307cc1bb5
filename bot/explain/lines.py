"""Lines from standard input -> one line of JSON each on standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from typing import IO

from bot.errors import EnvironmentFault


def explain_lines(explain: Callable[[str], object]) -> int:
    """Answer every line as it comes, so that a person at a terminal sees each answer at once. Gives the exit code.

    Raises EnvironmentFault when the input is not UTF-8.
    """
    for line in _lines(sys.stdin.buffer):
        sys.stdout.write(json.dumps(explain(line), ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return 0


def _lines(stream: IO[bytes]) -> Iterator[str]:
    for number, raw in enumerate(stream, start=1):
        try:
            yield raw.decode("utf-8").rstrip("\r\n")
        except UnicodeDecodeError:
            raise EnvironmentFault(f"line {number} of the input is not UTF-8; save it as UTF-8 and try again") from None
