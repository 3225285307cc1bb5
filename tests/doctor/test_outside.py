"""Homeserver, device, rooms and engines: each thing that can be wrong is found, with its kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.config import AccountSettings, Settings
from bot.core.model import Language, UserId
from bot.core.room_rules import Weakness
from bot.doctor import console, device, homeserver, rooms, showing, translation
from bot.doctor.finding import CREDENTIAL, exit_code, failure, ok, warning
from bot.engine_settings import EngineSettings
from bot.errors import EngineUnavailable, EnvironmentFault, MatrixError
from bot.i18n import Texts
from bot.matrix.http import Json
from bot.matrix.signing import SigningKey
from bot.sentences import Msgid, Said, as_it_is
from bot.store.account import AccountStore, Device
from bot.store.database import Database
from tests.fakes.clock import ManualClock
from tests.fakes.engines import EchoEngine
from tests.matrix.scripted import ScriptedHttp

BOT = UserId("@bot:x")
DEVICE = Device(BOT, "DEVICE", "token", "login")
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(("seconds", "level"), [(0, "ok"), (-20, "warning"), (3600, "failure")])
def test_clocks_that_differ_are_found(seconds: int, level: str) -> None:
    (finding,) = homeserver.clocks(NOON, NOON + timedelta(seconds=seconds))
    assert finding.level == level


def test_the_call_that_lifts_the_limits_names_the_bot_and_no_token() -> None:
    call = homeserver.lifting("https://m.example.org", BOT)
    assert "https://m.example.org/_synapse/admin/v1/users/@bot:x/override_ratelimit" in call
    assert "$ADMIN_TOKEN" in call


async def test_an_old_homeserver_is_a_warning() -> None:
    old = {"capabilities": {"m.room_versions": {"default": "10", "available": {"10": "stable"}}}}
    http = ScriptedHttp({"versions": ["v1.5"]}, old, {"m.upload.size": 50_000_000})
    found = await homeserver.server(http, "https://x", BOT)
    assert [finding.level for finding in found] == ["ok", "warning", "ok"]
    assert "50 MB" in found[-1].text


@pytest.mark.parametrize(
    ("answer", "level"),
    [
        ({"user_id": BOT, "device_id": "DEVICE"}, "ok"),
        ({"user_id": BOT, "device_id": "OTHER"}, "failure"),
        (MatrixError("M_UNKNOWN_TOKEN", 401), "failure"),
    ],
)
async def test_a_token_that_is_revoked_or_of_another_device_is_a_failure_of_credentials(
    answer: dict[str, str] | MatrixError, level: str
) -> None:
    found = await device.token(ScriptedHttp(answer), DEVICE)
    assert found.level == level
    assert exit_code([found]) == (CREDENTIAL if level == "failure" else 0)


async def test_a_device_without_signature_and_a_foreign_identity_are_failures(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "bot.db", bytes(32))
    try:
        account = AccountStore(database)
        assert (await device.signature({}, DEVICE, account)).level == "warning"
        await account.remember_secrets({"cross_signing.master": bytes(32)})
        unsigned: Json = {"device_keys": {BOT: {"DEVICE": {}}}}
        assert (await device.signature(unsigned, DEVICE, account)).text.startswith("The bot's identity has not signed")
        foreign, own = SigningKey(bytes([1] * 32)), SigningKey(bytes([2] * 32))
        other = _identity(foreign, own)
        assert (await device.signature(other, DEVICE, account)).text.startswith("The account has another identity")
    finally:
        await database.close()


def _identity(master: SigningKey, signer: SigningKey) -> dict[str, object]:
    def key(of: SigningKey, usage: str) -> dict[str, object]:
        return {"user_id": BOT, "usage": [usage], "keys": {of.key_id: of.public}}

    signed = key(signer, "self_signing")
    signed["signatures"] = {BOT: {master.key_id: master.sign(signed)}}
    return {
        "device_keys": {BOT: {"DEVICE": {}}},
        "master_keys": {BOT: key(master, "master")},
        "self_signing_keys": {BOT: signed},
    }


async def test_without_a_recovery_key_a_warning_and_with_a_foreign_backup_a_failure(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "bot.db", bytes(32))
    try:
        account = AccountStore(database)
        assert (await device.backup(ScriptedHttp(), account)).level == "warning"
        await account.remember_secrets({"recovery.backup_public": b"ours"})
        foreign = {
            "version": "1",
            "algorithm": "m.megolm_backup.v1.curve25519-aes-sha2",
            "auth_data": {"public_key": "theirs"},
        }
        assert (await device.backup(ScriptedHttp(foreign), account)).level == "failure"
        foreign["auth_data"] = {"public_key": "ours"}
        assert (await device.backup(ScriptedHttp(foreign), account)).level == "ok"
    finally:
        await database.close()


@pytest.mark.parametrize(("weakness", "level"), [("not_encrypted", "failure"), ("history", "warning")])
def test_a_room_without_encryption_is_a_failure_and_other_weaknesses_are_warnings(
    weakness: Weakness, level: str
) -> None:
    finding = rooms._weakness("plants (en)", weakness)
    assert (finding.level, finding.mend.startswith("in Element, room settings")) == (level, True)


async def test_devices_that_their_owner_has_not_verified_are_counted() -> None:
    answer: Json = {"device_keys": {"@ana:x": {"PHONE": {}, "LAPTOP": {}}}}
    (finding,) = await rooms._devices(ScriptedHttp(answer), {UserId("@ana:x"): "cross-signed"})
    assert finding.level == "warning"
    assert finding.text.startswith("@ana:x: 2 of 2 devices")
    (finding,) = await rooms._devices(ScriptedHttp(answer), {UserId("@ana:x"): "all"})
    assert finding.level == "ok"


class Broken(EchoEngine):
    def __init__(self, at_start: bool) -> None:
        super().__init__()
        self._at_start = at_start

    async def start(self) -> None:
        if self._at_start:
            raise EnvironmentFault(as_it_is("not installed"))

    async def translate(self, segments: Sequence[str], source: Language, target: Language) -> list[str]:
        raise EngineUnavailable("down")


async def test_an_engine_is_asked_for_a_line_in_every_direction() -> None:
    directions: list[tuple[Language, Language]] = [("en", "es"), ("es", "en")]
    assert (await translation.try_engine("apertium", EchoEngine(), directions)).level == "ok"
    for at_start in (True, False):
        finding = await translation.try_engine("apertium", Broken(at_start), directions)
        assert (finding.level, "apt-get" in finding.mend) == ("warning", True)


async def test_the_command_that_fetches_models_names_the_folder_where_the_bot_looks_for_them(tmp_path: Path) -> None:
    settings = Settings(
        homeserver="https://matrix.example.org",
        account=AccountSettings(BOT, tmp_path / "bot.password"),
        data_dir=tmp_path,
        key_file=tmp_path / "store.key",
        fields_key_file=tmp_path / "fields.key",
        invites=frozenset(),
        channels=(),
        members={},
        engine=EngineSettings(order=("firefox",), models_dir=tmp_path / "my models"),
        operators_room=None,
    )
    found = await translation.engines(settings)
    assert f"trinational models fetch --dir '{tmp_path}/my models'" in [finding.mend for finding in found]


async def test_mistakes_in_the_configuration_are_told_alone_with_exit_code_2(tmp_path: Path) -> None:
    (tmp_path / "bot.yaml").write_text("homeserver: 1\n")
    found = await console.examine(tmp_path / "bot.yaml", ManualClock())
    assert {finding.check for finding in found} == {"configuration"}
    assert exit_code(found) == 2


def test_the_exit_code_is_that_of_the_first_failure_and_failures_stand_last() -> None:
    found = [failure("a", "first", "mend", 4), warning("b", "second"), ok("c", "third"), failure("d", "fourth", "", 3)]
    assert exit_code(found) == 4
    assert exit_code(found[1:3]) == 0
    lines = showing.in_words(found, Texts.load(), "en")
    assert lines[0].startswith("OK")
    assert lines[-1] == "In order: 1. Warnings: 1. Failures: 2."
    assert "→ mend" in lines[-4]


@pytest.mark.parametrize(("language", "first"), [("en", "WARNING"), ("es", "AVISO"), ("fr", "AVIS")])
def test_findings_are_told_in_the_language_of_the_operator_with_commands_that_can_be_copied(
    monkeypatch: pytest.MonkeyPatch, language: Language, first: str
) -> None:
    monkeypatch.setattr("sys.argv", [".venv/bin/trinational", "doctor"])
    monkeypatch.setenv("PATH", "/nowhere")
    hint = Said(Msgid(device.AGAIN.msgid))
    found = [
        replace(each, mend=showing.to_copy(each.mend, Path("my bot.yaml")))
        for each in (
            warning("device", Said(Msgid("The bot has never logged in.")), "trinational run --config PATH", hint),
            rooms._weakness("plants (en)", "history"),
        )
    ]
    lines = showing.in_words(found, Texts.load(), language)
    assert lines[0].startswith(first)
    assert lines[2].strip() == ".venv/bin/trinational run --config 'my bot.yaml'"
    if language != "en":
        assert not re.search(r"\b(the|whoever|never|settings)\b", "\n".join(lines))
