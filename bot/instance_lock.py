"""One bot per data folder: two would answer everybody twice and spoil each other's keys."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import EnvironmentFault

LOCK_NAME = "bot.lock"


@contextmanager
def only_instance(data_dir: Path) -> Iterator[None]:
    """Held as long as the process lives, however it ends. Raises EnvironmentFault when another one has it."""
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(data_dir / LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise EnvironmentFault(f"The data folder cannot be used: {error.strerror}.") from None
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise EnvironmentFault("Another bot runs with this data folder already: stop that one first.") from None
        yield
    finally:
        os.close(handle)
