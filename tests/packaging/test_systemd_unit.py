"""The systemd unit: understood by systemd, and as closed as it claims to be."""

from __future__ import annotations

import json
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest

UNIT = Path(__file__).resolve().parents[2] / "deploy" / "trinational.service"
MOST_EXPOSED = 20
"""Of 100, as `systemd-analyze security` counts: 2.0 of 10, "OK"."""

ANALYZE = shutil.which("systemd-analyze")
needs_systemd = pytest.mark.skipif(ANALYZE is None, reason="systemd-analyze is not installed")


def analyzed(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(ANALYZE), *arguments], capture_output=True, text=True, timeout=60, check=False)


@needs_systemd
def test_systemd_finds_little_exposed() -> None:
    judged = analyzed("security", "--offline=yes", f"--threshold={MOST_EXPOSED}", "--json=short", str(UNIT))
    assert judged.returncode == 0, judged.stdout + judged.stderr
    assert json.loads(judged.stdout)


@needs_systemd
def test_systemd_knows_every_setting(tmp_path: Path) -> None:
    unit = tmp_path / UNIT.name
    unit.write_text(UNIT.read_text().replace("/opt/trinational/bin/trinational", "/bin/true"))
    verified = analyzed("verify", "--man=no", str(unit))
    assert "trinational.service" not in verified.stderr, verified.stderr


def test_exit_codes_that_a_person_must_see_to_end_the_restarts() -> None:
    parser = ConfigParser(strict=False, interpolation=None, comment_prefixes="#")
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(UNIT)
    service = parser["Service"]
    assert service["RestartPreventExitStatus"].split() == ["2", "4", "5"]
    assert 10 < int(service["TimeoutStopSec"]) <= 30
    assert service["UMask"] == "0077"
