"""What the doctor says of the last backup."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.backup.making import _place
from bot.backup_note import BackupNote, write_note
from bot.cli import _parser
from bot.doctor.backups import last_backup

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


def test_a_folder_that_was_never_backed_up_is_told_the_command(tmp_path: Path) -> None:
    found = last_backup(tmp_path, NOW)
    assert found.level == "warning"
    assert "trinational backup" in found.mend


@pytest.mark.parametrize(("days", "level"), [(1, "ok"), (9, "warning")])
def test_the_last_backup_is_told_with_its_day_and_warned_of_when_a_week_was_missed(
    tmp_path: Path, days: int, level: str
) -> None:
    write_note(tmp_path, BackupNote(NOW - timedelta(days=days), 1))
    found = last_backup(tmp_path, NOW)
    assert found.level == level
    assert f"{NOW - timedelta(days=days):%Y-%m-%d}" in found.text


def test_the_command_needs_nothing_more_and_makes_another_file_each_time(tmp_path: Path) -> None:
    """A backup is never written over: with the name of the last one, the command would be refused."""
    words = last_backup(tmp_path, NOW).mend.split()
    assert _parser().parse_args(words[1:]).target == Path()
    made = {_place(tmp_path, NOW + timedelta(seconds=each), None) for each in range(2)}
    assert {path.parent for path in made} == {tmp_path}
    assert len(made) == 2
