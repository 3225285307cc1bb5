"""The systemd unit: understood by systemd, and as closed as it claims to be."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from configparser import ConfigParser
from pathlib import Path

import pytest

from bot import config
from bot.core.model import Language, Member, RoomId, UserId
from bot.engine_settings import EngineSettings
from bot.i18n import Texts
from bot.program_name import default_config
from bot.setup.plan import Places, Plan, Secret
from bot.setup.yaml_file import yaml_text
from bot.store.account import Device

ROOT = Path(__file__).resolve().parents[2]
UNIT, BACKUP = ROOT / "deploy" / "trinational.service", ROOT / "deploy" / "trinational-backup.service"
SCRIPT, DOCS = ROOT / "deploy" / "trinational", ROOT / "docs" / "operating.md"
MOST_EXPOSED = 20
"""Of 100, as `systemd-analyze security` counts: 2.0 of 10, "OK"."""

ANALYZE = shutil.which("systemd-analyze")
needs_systemd = pytest.mark.skipif(ANALYZE is None, reason="systemd-analyze is not installed")


def plan(language: Language) -> Plan:
    bot, carla = UserId("@bot:example.org"), UserId("@carla:example.org")
    return Plan(
        language=language,
        homeserver="https://matrix.example.org",
        secret=Secret(Device(bot, "DEVICE", "token", "login"), "secret", is_token=False),
        members=(Member(carla, "Carla", None, "es", "coordinator"),),
        places=Places(("en", "es"), {"en": RoomId("!en"), "es": RoomId("!es")}),
        engine=EngineSettings(),
        operator=None,
    )


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


def settings_of(unit: Path) -> dict[str, list[str]]:
    """Every line of `[Service]`, those that stand several times as well."""
    found: dict[str, list[str]] = {}
    for line in unit.read_text(encoding="utf-8").partition("[Service]")[2].partition("\n[")[0].splitlines():
        name, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


def settings_of_commands() -> dict[str, list[str]]:
    """What the script has systemd give to a command."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r"--property=(\w+)=(\"[^\"]+\"|\S+)", SCRIPT.read_text(encoding="utf-8")):
        found.setdefault(name, []).append(value.strip('"'))
    return found


@pytest.mark.parametrize("others", [settings_of_commands, lambda: settings_of(BACKUP)], ids=["commands", "backup"])
def test_commands_and_the_backup_have_the_keys_and_the_data_of_the_bot(
    others: Callable[[], dict[str, list[str]]],
) -> None:
    """Without the credentials no command can read the configuration; as somebody else it would spoil the data."""
    bot, theirs = settings_of(UNIT), others()
    for name in ("LoadCredential", "LoadCredentialEncrypted", "DynamicUser", "User", "StateDirectoryMode", "UMask"):
        assert theirs[name] == bot[name], name
    assert bot["StateDirectory"][0] in theirs["StateDirectory"][0].split()


def test_commands_find_the_models_where_the_bot_finds_them() -> None:
    (given,) = settings_of(UNIT)["Environment"]
    for setting in given.split():
        assert f"--setenv={setting} " in SCRIPT.read_text(encoding="utf-8")


@needs_systemd
def test_systemd_knows_what_the_script_asks_of_it_and_the_units_of_the_backup(tmp_path: Path) -> None:
    lines = [f"{name}={value}" for name, values in settings_of_commands().items() for value in values]
    unit = tmp_path / "command.service"
    unit.write_text("\n".join(["[Service]", "ExecStart=/bin/true", *lines]))
    for source in (BACKUP, BACKUP.with_suffix(".timer")):
        text = source.read_text(encoding="utf-8")
        (tmp_path / source.name).write_text(text.replace("/opt/trinational/bin/trinational", "/bin/true"))
    verified = analyzed("verify", "--man=no", *map(str, sorted(tmp_path.iterdir())))
    assert not [line for line in verified.stderr.splitlines() if str(tmp_path) in line or "trinational" in line]


def test_the_script_hands_every_word_on_as_it_was_typed(tmp_path: Path) -> None:
    """With a `systemd-run` and an `id` that only tell what they were given."""
    for name, does in (("id", "echo 0"), ("systemd-run", 'printf "%s\\n" "$@"')):
        (tmp_path / name).write_text(f"#!/bin/sh\n{does}\n")
        (tmp_path / name).chmod(0o755)
    words = ["purge", "--channel", "parts plants", "--yes"]
    done = subprocess.run(
        [SCRIPT, *words],
        env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "--pipe" in done.stdout.splitlines(), "nobody is at a terminal"
    assert done.stdout.splitlines()[-6:] == ["--", "/opt/trinational/bin/trinational", *words]


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_the_documented_change_makes_a_configuration_of_the_set_up_one_for_systemd(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    written = yaml_text(plan(language), Texts.load(), "bot.password")
    (change,) = re.findall(r"^sed .* bot\.yaml(?= )", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    (tmp_path / "bot.yaml").write_text(written, encoding="utf-8")
    changed = subprocess.run(["sh", "-c", change], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    for name, secret in (("store_key", "ab" * 32), ("fields_key", "cd" * 32), ("bot_password", "secret")):
        (tmp_path / name).write_text(secret)
        (tmp_path / name).chmod(0o440)
        assert f"LoadCredentialEncrypted={name}\n" in UNIT.read_text(encoding="utf-8")
    (tmp_path / "bot.yaml").write_text(changed, encoding="utf-8")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    settings = config.load(default_config())
    assert settings.data_dir == Path("/var/lib/trinational")
    assert settings.key_file == tmp_path / "store_key"
    assert settings.account.password_file == tmp_path / "bot_password"


def test_exit_codes_that_a_person_must_see_to_end_the_restarts() -> None:
    parser = ConfigParser(strict=False, interpolation=None, comment_prefixes="#")
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(UNIT)
    service = parser["Service"]
    assert service["RestartPreventExitStatus"].split() == ["2", "4", "5"]
    assert 10 < int(service["TimeoutStopSec"]) <= 30
    assert service["UMask"] == "0077"
