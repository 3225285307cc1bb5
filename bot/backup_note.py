"""The note of the last backup in the data folder: when it was made and how big it is, and not where it is."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

NOTE_NAME = "last-backup.json"


@dataclass(frozen=True, slots=True)
class BackupNote:
    made_at: datetime
    size_bytes: int


def read_note(data_dir: Path) -> BackupNote | None:
    """None when no backup was ever made of this folder, or the note cannot be read."""
    try:
        fields = json.loads((data_dir / NOTE_NAME).read_bytes())
        made_at = datetime.fromisoformat(fields["made_at"]).astimezone(UTC)
        return BackupNote(made_at, int(fields["size_bytes"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_note(data_dir: Path, note: BackupNote) -> None:
    """Raises OSError."""
    text = json.dumps({"made_at": note.made_at.isoformat(), "size_bytes": note.size_bytes})
    part = data_dir / f"{NOTE_NAME}.part"
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    part.replace(data_dir / NOTE_NAME)
