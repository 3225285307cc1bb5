"""The demo's own folder: fresh data for each run, and never a file removed that the demo did not make."""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path

from bot.errors import EnvironmentFault
from bot.sentences import N_, Said, reason_of

_MARKER = ".trinational-demo"
_MARKER_TEXT = "Made by `trinational demo`, which removes what is in this folder at its next start.\n"


class DataFolder:
    """Locked while it is in use: two demos on one folder would remove each other's data."""

    def __init__(self, path: Path, lock: int) -> None:
        self.path = path
        self._lock = lock

    @classmethod
    def open(cls, path: Path) -> DataFolder:
        """Make the folder, or empty it when an earlier demo made it. Raises EnvironmentFault for any other."""
        path = path.absolute()
        marker = path / _MARKER
        try:
            path.mkdir(parents=True, exist_ok=True, mode=0o700)
            if not marker.is_file() and any(path.iterdir()):
                raise EnvironmentFault(
                    Said(
                        N_("%(path)s holds files that no demo made: choose another folder with --data"), path=str(path)
                    )
                )
            lock = os.open(marker, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(lock)
                raise EnvironmentFault(
                    Said(N_("another demo is running in %(path)s: choose another with --data"), path=str(path))
                ) from None
            os.pwrite(lock, _MARKER_TEXT.encode(), 0)
        except OSError as error:
            raise EnvironmentFault(
                Said(N_("%(path)s cannot be used: %(reason)s"), path=str(path), reason=reason_of(error))
            ) from error
        folder = cls(path, lock)
        folder._remove_last_run()
        return folder

    @property
    def synapse(self) -> Path:
        return self.path / "synapse"

    @property
    def bot(self) -> Path:
        return self.path / "bot"

    @property
    def access(self) -> Path:
        return self.path / "access.json"

    def close(self) -> None:
        """Let others have it; what is in it stays until the next run."""
        os.close(self._lock)

    def _remove_last_run(self) -> None:
        self.access.unlink(missing_ok=True)
        for own in (self.synapse, self.bot):
            if own.is_dir() and not own.is_symlink():
                shutil.rmtree(own)
