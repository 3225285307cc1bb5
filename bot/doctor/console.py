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
from bot.core.model import Language
from bot.core.words import N_
from bot.doctor import databases, device, homeserver, keys, machine, rooms, translation
from bot.doctor.backups import last_backup
from bot.doctor.finding import CONFIGURATION, CREDENTIAL, Finding, exit_code, failure, ok, warning
from bot.doctor.showing import in_words, one_line, to_copy
from bot.errors import ConfigError, MatrixError, StartError
from bot.i18n import Texts
from bot.matrix.http import Http
from bot.ports import Clock
from bot.secret_files import read_secret
from bot.sentences import Said
from bot.store.account import AccountStore, Device
from bot.store.fields import StoreKeys

Say = Callable[[str], None]


def run(path: Path, say: Say, language: Language, *, as_json: bool = False) -> int:
    """Look at everything. Gives the exit code."""
    found = asyncio.run(examine(path, SystemClock()))
    findings = [replace(each, mend=to_copy(each.mend, path)) for each in found]
    code = exit_code(findings)
    for line in [in_json(findings, code)] if as_json else in_words(findings, Texts.load(), language):
        say(line)
    return code


async def examine(path: Path, clock: Clock) -> list[Finding]:
    try:
        settings = config.load(path)
    except ConfigError as error:
        mend = Said(N_("put it right in %(path)s; config/example.yaml shows every key"), path=str(path))
        return [failure("configuration", _mistake(line), mend, CONFIGURATION) for line in error.lines]
    found = [ok("configuration", Said(N_("%(path)s is in order."), path=str(path)))]
    found += machine.running(settings.data_dir)
    found += machine.permissions(path, settings.data_dir)
    found += machine.paper(settings.data_dir)
    found += machine.disk(settings.data_dir)
    finding, opening = keys.key_files(settings)
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


def _mistake(line: str) -> Said:
    return Said(N_("there is a mistake in it: %(mistake)s"), mistake=line)


async def _with_database(settings: Settings, opening: StoreKeys, clock: Clock) -> list[Finding]:
    try:
        database = await databases.opened(settings.data_dir / "bot.db", opening)
    except StartError:  # it could be opened a moment ago
        text, mend = Said(N_("bot.db could not be opened just now.")), "trinational doctor --config PATH"
        return [failure("database", text, mend, CREDENTIAL)]
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
            warning("device", Said(N_("The bot has never logged in.")), "trinational run --config PATH"),
            *await _without_device(settings, clock),
        ]
    if not stored.device_id:  # as `restore` leaves it: no token of before is to be tried
        text = Said(N_("The data folder comes from a backup: the next start logs in as a new device."))
        return [
            warning("device", text, "trinational run --config PATH", device.AGAIN),
            *await _without_device(settings, clock),
        ]
    found: list[Finding] = []
    async with Http(settings.homeserver) as http:
        file = settings.account.token_file
        try:
            # Without the token: with one that it refuses, a homeserver does not tell its time either.
            found += homeserver.clocks(await _their_time(http), clock.now())
            http.access_token = read_secret(file) if file is not None else stored.access_token
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


def in_json(findings: Sequence[Finding], code: int) -> str:
    shown = [
        {"check": each.check, "level": each.level, "text": each.text, "mend": one_line(each) or None}
        for each in findings
    ]
    return json.dumps({"exit_code": code, "findings": shown}, ensure_ascii=False)
