"""`trinational explain`: lines in, JSON lines out."""

from __future__ import annotations

import json
import subprocess
import sys


def _explain(*arguments: str, lines: bytes) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "bot", "explain", *arguments]
    return subprocess.run(command, input=lines, capture_output=True, timeout=60)


def test_every_line_gets_one_line_of_json() -> None:
    done = _explain("command", lines="!petición estado 7K2-M9X\nbuenos días\n\n!ayuda\n".encode())
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer and answer["verb"] for answer in answers] == ["petition.status", None, None, "help"]
    assert answers[0] == {"verb": "petition.status", "arguments": {"record_id": "7K2-M9X"}, "language": "es"}


def test_input_that_is_not_utf8_is_named_by_its_line() -> None:
    done = _explain("command", lines=b"!help\n\xff\xfe\n")
    assert done.returncode == 3
    assert done.stderr.decode().strip() == (
        "trinational: line 2 of the input is not UTF-8; save it as UTF-8 and try again"
    )


def test_a_last_line_without_an_end_is_answered_too() -> None:
    assert len(_explain("command", lines=b"!help").stdout.splitlines()) == 1
