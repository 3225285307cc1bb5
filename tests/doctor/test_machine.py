"""What is wrong on this computer is found, with the command that mends it."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from bot.control import SOCKET_NAME
from bot.doctor import machine
from bot.doctor.finding import LOCKED, exit_code, ok, warning
from bot.lockdown_marker import LockdownMarker

GB = 10**9


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "bot.yaml"
    path.touch(mode=0o600)
    (tmp_path / "data").mkdir(mode=0o700)
    return path


@pytest.mark.parametrize(("name", "mode", "fix"), [("bot.yaml", 0o644, "chmod 600"), ("data", 0o750, "chmod 700")])
def test_what_others_can_read_is_a_warning(config: Path, name: str, mode: int, fix: str) -> None:
    data = config.parent / "data"
    assert [finding.level for finding in machine.permissions(config, data)] == ["ok"]
    (config.parent / name).chmod(mode)
    (finding,) = machine.permissions(config, data)
    assert (finding.level, finding.mend) == ("warning", f"{fix} {config.parent / name}")


def test_what_systemd_hands_over_is_closed_to_others_although_its_group_seems_to_read_it(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(config.parent))
    config.chmod(0o440)
    assert [finding.level for finding in machine.permissions(config, config.parent / "data")] == ["ok"]


@pytest.mark.parametrize(("free", "level"), [(50 * GB, "ok"), (GB // 2, "warning"), (GB // 100, "failure")])
def test_a_disk_that_fills_up_is_told_before_it_is_full(tmp_path: Path, free: int, level: str) -> None:
    (finding,) = machine.disk(tmp_path, free)
    assert finding.level == level


def test_a_locked_bot_is_a_failure_of_its_own_kind(config: Path) -> None:
    data = config.parent / "data"
    assert [finding.level for finding in machine.running(data)] == ["warning"]
    LockdownMarker(data).set()
    (finding,) = machine.running(data)
    assert exit_code([ok("x", ""), warning("y", ""), finding]) == LOCKED
    assert "trinational unlock" in finding.mend


def test_a_running_bot_is_known_by_its_socket(config: Path) -> None:
    data = config.parent / "data"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(data / SOCKET_NAME))
        listening.listen()
        assert [finding.level for finding in machine.running(data)] == ["ok"]


def test_a_recovery_key_beside_the_data_is_a_warning(tmp_path: Path) -> None:
    assert list(machine.paper(tmp_path)) == []
    (tmp_path / "recovery-key.txt").touch()
    assert [finding.level for finding in machine.paper(tmp_path)] == ["warning"]
