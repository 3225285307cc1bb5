"""When the last backup was made, from the note that it leaves in the data folder."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bot.backup_note import read_note
from bot.core.health import BACKUP_OLD
from bot.doctor.finding import Finding, ok, warning

_MEND = "trinational backup --config PATH FILE"


def last_backup(data_dir: Path, now: datetime) -> Finding:
    note = read_note(data_dir)
    if note is None:
        return warning("backup", "No backup of this data folder is known.", _MEND)
    made = f"The last backup was made on {note.made_at:%Y-%m-%d} at {note.made_at:%H:%M} UTC."
    return (
        warning("backup", f"{made} That is long ago.", _MEND) if now - note.made_at > BACKUP_OLD else ok("backup", made)
    )
