"""`make test` looks twice at a failure, and never takes one for nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.run_tests import SECOND_LOOK, run

HEAD = "from pathlib import Path\n\n"
AT_SECOND_TRY = """
def test_it():
    seen = Path("seen")
    before, _ = seen.exists(), seen.touch()
    assert before
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    return tmp_path


def given(folder: Path, tests: str) -> int:
    (folder / "test_it.py").write_text(HEAD + tests, encoding="utf-8")
    return run(["-q"])


def test_what_passes_alone_is_told_and_lets_the_run_pass(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert given(folder, AT_SECOND_TRY) == 0
    printed = capfd.readouterr().out
    assert "1 failed" in printed
    assert "Failed: 1. Once more" in printed
    assert "look at it" in printed


def test_what_fails_twice_fails(folder: Path) -> None:
    assert given(folder, AT_SECOND_TRY + "\n\ndef test_wrong():\n    assert False\n") == 1


def test_a_run_that_stopped_at_its_first_failure_gets_no_second_look(folder: Path) -> None:
    (folder / "test_it.py").write_text(
        HEAD + AT_SECOND_TRY + "\n\ndef test_unseen():\n    assert False\n", encoding="utf-8"
    )
    assert run(["-q", "-x"]) == 1


def test_many_failures_get_no_second_look(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    many = "".join(
        f"\n\ndef test_{number}():\n    assert Path('{number}').touch()\n" for number in range(SECOND_LOOK + 1)
    )
    assert given(folder, many) == 1
    assert "Once more" not in capfd.readouterr().out


def test_a_run_that_could_not_begin_fails(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert given(folder, "import nothing_of_that_name\n") == 2
    assert run(["--no-such-option"]) == 4
    assert "Once more" not in capfd.readouterr().out
