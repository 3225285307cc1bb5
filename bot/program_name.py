"""How this program was called: commands that a person is told to type have to work when they are copied."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path

_NAME = "trinational"
_CREDENTIALS = "CREDENTIALS_DIRECTORY"
_START = "systemctl start trinational"
CONFIG_NAME = "bot.yaml"


def default_config() -> Path:
    """What a command reads that names no other: `bot.yaml` as systemd hands it over, else that of this folder."""
    handed_over = _handed_over()
    return handed_over if handed_over is not None and handed_over.exists() else Path(CONFIG_NAME)


def program() -> str:
    """`trinational` where the shell finds it, else with the path that was typed, such as `.venv/bin/trinational`."""
    if _handed_over() is not None:
        return _NAME  # of deploy/trinational, which has the keys handed over again
    called = Path(sys.argv[0])
    if called.name == "__main__.py":
        return f"{shlex.quote(sys.executable)} -m bot"
    found = shutil.which(_NAME)
    if called.name != _NAME or (found is not None and os.path.realpath(found) == os.path.realpath(called)):
        return _NAME
    return shlex.quote(str(called))


def command(words: str, config: Path | None = None) -> str:
    """A line for a shell: `run`, `trinational run --config bot.yaml`."""
    if config is not None and config == _handed_over():
        return _START if words == "run" else f"{program()} {words}"
    if config is None:
        return f"{program()} {words}"
    return f"{program()} {words} --config {shlex.quote(str(config))}"


def _handed_over() -> Path | None:
    """Systemd's copy lasts as long as the process: in a line for later it is of no use."""
    folder = os.environ.get(_CREDENTIALS)
    return Path(folder) / CONFIG_NAME if folder else None
