"""All checks in their order, and how their findings are shown."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from bot import config
from bot.clock import SystemClock
from bot.config import Settings
from bot.doctor import databases, device, homeserver, keys, machine, rooms, translation
from bot.doctor.backups import last_backup
from bot.doctor.finding import CONFIGURATION, CREDENTIAL, Finding, exit_code, failure, ok, warning
from bot.errors import ConfigError, MatrixError, StartError
from bot.matrix.http import Http
from bot.ports import Clock
from bot.secret_files import read_secret
from bot.store.account import AccountStore, Device
from bot.store.fields import StoreKeys

Say = Callable[[str], None]

_SIGNS = {"ok": "OK      ", "warning": "WARNING ", "failure": "FAILURE "}
_INDENT = " " * 8


def run(path: Path, say: Say, *, as_json: bool = False) -> int:
    """Look at everything. Gives the exit code."""
    findings = asyncio.run(examine(path, SystemClock()))
    code = exit_code(findings)
    for line in [in_json(findings, code)] if as_json else in_words(findings):
        say(line)
    return code


async def examine(path: Path, clock: Clock) -> list[Finding]:
    try:
        settings = config.load(path)
    except ConfigError as error:
        mend = f"put it right in {path}; config/example.yaml shows every key"
        return [failure("configuration", line, mend, CONFIGURATION) for line in error.mistakes]
    found = [ok("configuration", f"{path} is in order.")]
    found += machine.running(settings.data_dir, path)
    found += machine.permissions(path, settings.data_dir)
    found += machine.paper(settings.data_dir)
    found += machine.disk(settings.data_dir)
    finding, opening = keys.key_files(settings, path)
    found.append(finding)
    stored = await databases.integrity(settings.data_dir, opening) if opening is not None else []
    found += stored
    if opening is not None and all(finding.level == "ok" for finding in stored):
        found += await _with_database(settings, opening, clock)
    else:
        # What stands in a database that is missing or damaged is not asked for.
        found += await _without_device(settings, clock)
    found.append(last_backup(settings.data_dir, clock.now()))
    found += translation.models(settings)
    found += await translation.engines(settings)
    return found


async def _with_database(settings: Settings, opening: StoreKeys, clock: Clock) -> list[Finding]:
    try:
        database = await databases.opened(settings.data_dir / "bot.db", opening)
    except StartError as error:
        return [failure("database", str(error), "run it again", CREDENTIAL)]
    try:
        account = AccountStore(database)
        found = list(await databases.register(database))
        present = await databases.present_channels(database, settings.channels)
        return [*found, *await _on_the_server(replace(settings, channels=present), clock, account)]
    finally:
        await database.close()


async def _without_device(settings: Settings, clock: Clock) -> list[Finding]:
    async with Http(settings.homeserver) as http:
        try:
            return list(homeserver.clocks(await _their_time(http), clock.now()))
        except MatrixError as error:
            return [homeserver.unreachable(error, settings.homeserver)]


async def _on_the_server(settings: Settings, clock: Clock, account: AccountStore) -> list[Finding]:
    stored = await account.device()
    if stored is None:
        return [
            warning("device", "The bot has never logged in.", "trinational run"),
            *await _without_device(settings, clock),
        ]
    found: list[Finding] = []
    async with Http(settings.homeserver) as http:
        file = settings.account.token_file
        http.access_token = read_secret(file) if file is not None else stored.access_token
        try:
            found += homeserver.clocks(await _their_time(http), clock.now())
            found.append(await device.token(http, stored))
            if found[-1].level == "ok":
                found += await _as_the_bot(http, settings, account, stored)
        except MatrixError as error:
            found.append(homeserver.unreachable(error, settings.homeserver))
    return found


async def _as_the_bot(http: Http, settings: Settings, account: AccountStore, stored: Device) -> list[Finding]:
    """Raises MatrixError."""
    found = await homeserver.server(http, settings.homeserver, stored.user_id)
    found.append(await device.signature(await device.keys_of(http, [stored.user_id]), stored, account))
    found.append(await device.backup(http, account))
    return [*found, *await rooms.rooms(http, settings)]


async def _their_time(http: Http) -> datetime | None:
    """Raises MatrixError."""
    _, date = await http.look("/_matrix/client/versions", timeout_s=10)
    with suppress(ValueError):
        return parsedate_to_datetime(date) if date else None
    return None


def in_words(findings: Sequence[Finding]) -> list[str]:
    """The worst at the end, where a person looks first."""
    lines: list[str] = []
    for level in ("ok", "warning", "failure"):
        for finding in findings:
            if finding.level == level:
                lines.append(f"{_SIGNS[level]}{finding.check}: {finding.text}")
                if finding.mend:
                    lines.append(f"{_INDENT}→ {finding.mend}")
    count = {level: sum(finding.level == level for finding in findings) for level in _SIGNS}
    return [*lines, "", f"{count['ok']} in order, {count['warning']} warnings, {count['failure']} failures."]


def in_json(findings: Sequence[Finding], code: int) -> str:
    shown = [
        {"check": each.check, "level": each.level, "text": each.text, "mend": each.mend or None} for each in findings
    ]
    return json.dumps({"exit_code": code, "findings": shown}, ensure_ascii=False)
