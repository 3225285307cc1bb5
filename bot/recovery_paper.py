"""How a new recovery key gets to a person: once on the terminal, or else in a file that asks to be taken away."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from bot.errors import EnvironmentFault
from bot.logs import get_logger
from bot.sentences import N_, Said, reason_of
from bot.wrapping import wrapped

log = get_logger(__name__)

FILE_NAME = "recovery-key.txt"

_ONCE = N_("This is the bot's recovery key. It is shown once:")
_KEEP = N_(
    "Write it down and keep it away from this computer, like the key to an office. Whoever has it and can log in as the"
    " bot reads what the rooms said; without it a lost disk means a new identity, and an alarm in every room."
)


class RecoveryKeyPaper:
    def __init__(self, data_dir: Path, words: Callable[[Said], str] = str) -> None:
        """`words`: says a sentence in the operator's language."""
        self._path = data_dir / FILE_NAME
        self._words = words

    def hand_over(self, key: str) -> None:
        """Raises EnvironmentFault when it could be neither shown nor written."""
        words = f"{wrapped(self._words(Said(_ONCE)))}\n\n    {key}\n\n{wrapped(self._words(Said(_KEEP)))}\n"
        if sys.stdout.isatty():
            print(words, flush=True)
            self._path.unlink(missing_ok=True)  # a key of before, which opens nothing any more
            return
        try:
            self._write(words)
        except OSError as error:
            raise EnvironmentFault(
                Said(N_("The recovery key cannot be written into data_dir: %(reason)s."), reason=reason_of(error))
            ) from None
        print(
            self._words(Said(N_("THE RECOVERY KEY IS IN %(path)s. %(then)s"), path=str(self._path), then=_TAKE_AWAY)),
            flush=True,
        )

    def remind(self) -> None:
        """At every start: a key beside the data that it is to survive is worth nothing, and a thief's find."""
        if self._path.exists():
            log.warning("recovery.key_file_still_here")
            print(
                self._words(Said(N_("%(path)s is still there. %(then)s"), path=str(self._path), then=_TAKE_AWAY)),
                flush=True,
            )

    def _write(self, words: str) -> None:
        """A new file from its first byte on: nobody else has it open."""
        self._path.unlink(missing_ok=True)
        with os.fdopen(os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(words)
            file.flush()
            os.fsync(file.fileno())


_TAKE_AWAY = Said(N_("Write the key down, keep it away from this computer, and delete the file."))
