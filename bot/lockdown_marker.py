"""The file in the data folder that keeps a locked bot from starting. It holds nothing but where to read on."""

from __future__ import annotations

import os
from pathlib import Path

from bot.errors import EnvironmentFault, LockedDown
from bot.sentences import N_, Said, reason_of

MARKER_NAME = "LOCKED"
_TEXT = b"Locked by a coordinator. See docs/operating.md.\n"


class LockdownMarker:
    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / MARKER_NAME

    def set(self) -> None:
        """On the disk before anything else happens: a kill a moment later must not bring the bot back."""
        handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            os.write(handle, _TEXT)
            os.fsync(handle)
        finally:
            os.close(handle)
        folder = os.open(self._path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def is_set(self) -> bool:
        return self._path.exists()

    def check(self) -> None:
        """Raises LockedDown."""
        if self.is_set():
            raise LockedDown

    def clear(self) -> None:
        """Raises EnvironmentFault."""
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            raise EnvironmentFault(
                Said(
                    N_("The file %(file)s cannot be removed: %(reason)s."),
                    file=MARKER_NAME,
                    reason=reason_of(error),
                )
            ) from None
