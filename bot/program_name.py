"""How this program was called: commands that a person is told to type have to work when they are copied."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path

_NAME = "trinational"


def program() -> str:
    """`trinational` where the shell finds it, else with the path that was typed, such as `.venv/bin/trinational`."""
    called = Path(sys.argv[0])
    if called.name == "__main__.py":
        return f"{shlex.quote(sys.executable)} -m bot"
    found = shutil.which(_NAME)
    if called.name != _NAME or (found is not None and os.path.realpath(found) == os.path.realpath(called)):
        return _NAME
    return shlex.quote(str(called))


def command(words: str, config: Path | None = None) -> str:
    """A line for a shell: `run`, `trinational run --config bot.yaml`."""
    return f"{program()} {words}" if config is None else f"{program()} {words} --config {shlex.quote(str(config))}"
