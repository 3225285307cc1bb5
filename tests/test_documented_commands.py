"""Every command line that a page, an alert or the doctor gives is one that the program takes, as it stands there."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import _parser

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "docs" / "guides").glob("*.md"))]
_PROGRAM = r"(?:\.venv/bin/|/opt/trinational/bin/)?trinational"
_BLOCK = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_IN_A_BLOCK = re.compile(rf"^(?:sudo |dc (?:exec|run --rm) bot )?{_PROGRAM} (.+)$")
_IN_A_LINE = re.compile(rf"`(?:sudo |dc exec bot )?{_PROGRAM} ([^`]+)`")
_LINE = 3


def commands_of(page: str) -> Iterator[str]:
    text = page.replace("\\\n", " ")
    for block in _BLOCK.findall(text):
        for line in block.splitlines():
            if found := _IN_A_BLOCK.match(line.strip()):
                yield found[1]
    for found in _IN_A_LINE.finditer(_BLOCK.sub("", text)):
        if found[1] != "…":
            yield found[1]


def words_of(line: str) -> list[str]:
    """Without the remark behind it. Of a mention, and of a list of choices, only the name is tried."""
    words = shlex.split(re.sub(r"\s+#.*|\s+(?:>|&&).*|[\[\]]", "", line).replace("…", "x").replace("\n", " "))
    if any("|" in word for word in words):
        return [words[0], words[1].split("|")[0], "--help"]
    return [*words, "--help"] if all(re.fullmatch(r"[a-z-]+", word) for word in words) and len(words) < _LINE else words


CASES = sorted(
    {(path.relative_to(ROOT).as_posix(), line) for path in PAGES for line in commands_of(path.read_text("utf-8"))}
)


def test_there_are_pages_with_commands() -> None:
    assert len(CASES) > 60
    assert {page for page, _ in CASES} >= {"README.md", "docs/operating.md", "docs/guides/operators.fr.md"}


@pytest.mark.parametrize(("page", "line"), CASES)
def test_a_command_of_a_page_is_one_that_the_program_takes(
    page: str, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = words_of(line)
    if words[-1] != "--help":
        assert _parser().parse_args(words).command
        return
    with pytest.raises(SystemExit) as ended:
        _parser().parse_args(words)
    assert ended.value.code == 0, capsys.readouterr().err
