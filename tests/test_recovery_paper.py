"""How a recovery key gets to a person, and to nobody else."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from bot.errors import EnvironmentFault
from bot.recovery_paper import FILE_NAME, RecoveryKeyPaper

KEY = "EsSz ykH7 LCZx 7Cae cmKD wcmY JRXi Ybtu 8iQ3 t8Ez nRwK pUY1"


def at_a_terminal(monkeypatch: pytest.MonkeyPatch, *, there_is_one: bool) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: there_is_one, raising=False)


def test_at_a_terminal_it_is_shown_and_not_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_a_terminal(monkeypatch, there_is_one=True)
    RecoveryKeyPaper(tmp_path).hand_over(KEY)
    assert KEY in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_a_file_with_the_key_of_before_is_gone_once_the_new_one_was_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else every start would ask somebody to write down a key that opens nothing."""
    at_a_terminal(monkeypatch, there_is_one=False)
    RecoveryKeyPaper(tmp_path).hand_over("the old one")
    at_a_terminal(monkeypatch, there_is_one=True)
    RecoveryKeyPaper(tmp_path).hand_over(KEY)
    assert list(tmp_path.iterdir()) == []


def test_without_one_it_goes_into_a_file_of_its_owner_and_not_into_the_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_a_terminal(monkeypatch, there_is_one=False)
    others = tmp_path / FILE_NAME
    others.write_text("older")
    others.chmod(0o644)
    before = os.umask(0)
    try:
        RecoveryKeyPaper(tmp_path).hand_over(KEY)
    finally:
        os.umask(before)
    shown = capsys.readouterr()
    assert KEY not in shown.out + shown.err
    assert "keep it away from this computer" in shown.out
    assert KEY in others.read_text()
    assert others.stat().st_mode & 0o777 == 0o600


def test_every_start_reminds_of_a_file_that_is_still_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_a_terminal(monkeypatch, there_is_one=False)
    paper = RecoveryKeyPaper(tmp_path)
    paper.remind()
    assert capsys.readouterr().out == ""
    paper.hand_over(KEY)
    capsys.readouterr()
    paper.remind()
    assert "is still there" in capsys.readouterr().out


def test_a_folder_that_takes_no_file_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_a_terminal(monkeypatch, there_is_one=False)
    with pytest.raises(EnvironmentFault, match="cannot be written"):
        RecoveryKeyPaper(tmp_path / "nowhere").hand_over(KEY)
