"""When the last backup was made, from the note that it leaves in the data folder."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bot.backup_note import read_note
from bot.core.health import BACKUP_OLD
from bot.core.words import N_
from bot.doctor.finding import Finding, ok, warning
from bot.sentences import Said

_MEND = "trinational backup --config PATH"


def last_backup(data_dir: Path, now: datetime) -> Finding:
    note = read_note(data_dir)
    if note is None:
        return warning("backup", Said(N_("No backup of this data folder is known.")), _MEND)
    day, clock = f"{note.made_at:%Y-%m-%d}", f"{note.made_at:%H:%M}"
    if now - note.made_at > BACKUP_OLD:
        sentence = N_("The last backup was made on %(day)s at %(clock)s UTC. That is long ago.")
        return warning("backup", Said(sentence, day=day, clock=clock), _MEND)
    return ok("backup", Said(N_("The last backup was made on %(day)s at %(clock)s UTC."), day=day, clock=clock))
