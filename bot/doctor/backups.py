"""When the last backup was made, from the record that it leaves in the database."""

from __future__ import annotations

from bot.doctor.finding import Finding, warning

_MEND = "keep copies of bot.db, crypto.db and store.key, apart from each other (docs/operating.md)"


def last_backup() -> Finding:
    return warning("backup", "No backup of this data folder is known.", _MEND)
