"""One bot, or one command that changes something, per data folder: two would spoil each other's keys."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import EnvironmentFault
from bot.sentences import N_, Said, reason_of

LOCK_NAME = "bot.lock"

_ANOTHER_BOT = Said(N_("Another bot runs with this data folder already: stop that one first."))
_AT_WORK = Said(
    N_("The bot runs with this data folder, or another command is at work there: stop it first. Nothing was changed.")
)


def place_of(data_dir: Path) -> str:
    """What tells a data folder from its copies. Raises OSError."""
    return " ".join(str(path.stat().st_ino) for path in (data_dir, data_dir / LOCK_NAME) if path.exists())


@contextmanager
def working_alone(data_dir: Path) -> Iterator[None]:
    """For a command that must not have the bot, or another such command, beside it. Raises EnvironmentFault."""
    with only_instance(data_dir, _AT_WORK):
        yield


def refuse_where_a_bot_works(folder: Path) -> None:
    """The same, without making anything in a folder that no bot ever used. Raises EnvironmentFault."""
    if (folder / LOCK_NAME).exists():
        with working_alone(folder):
            return


@contextmanager
def only_instance(data_dir: Path, refusal: Said = _ANOTHER_BOT) -> Iterator[None]:
    """Held as long as the process lives, however it ends. Raises EnvironmentFault when another one has it."""
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(data_dir / LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise EnvironmentFault(
            Said(N_("The data folder cannot be used: %(reason)s."), reason=reason_of(error))
        ) from None
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise EnvironmentFault(refusal) from None
        yield
    finally:
        os.close(handle)
