"""A second bot on the same data folder is refused, and a killed one leaves no lock behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import EnvironmentFault
from bot.instance_lock import LOCK_NAME, only_instance
from tests.bot_process import ROOT

HOLDS = """
import sys
from pathlib import Path
from bot.instance_lock import only_instance
with only_instance(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_another_process_is_refused_until_the_first_is_gone_however_it_ended(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(folder)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"held\n"
        with pytest.raises(EnvironmentFault, match="Another bot runs"), only_instance(folder):
            pass
        first.kill()
    with only_instance(folder):
        assert (folder / LOCK_NAME).stat().st_mode & 0o777 == 0o600


def test_it_is_free_again_after_a_failure(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), only_instance(tmp_path):
        raise ZeroDivisionError
    with only_instance(tmp_path):
        pass
