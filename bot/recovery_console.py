"""`trinational recover` on an empty disk, and `trinational recovery-key` for a new key to it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.clock import SystemClock
from bot.config import Settings
from bot.errors import CredentialError
from bot.instance_lock import refuse_where_a_bot_works, working_alone
from bot.matrix.cross_signing import CrossSigning
from bot.matrix.key_keeper import KeyKeeper
from bot.matrix.opening import open_device
from bot.matrix.own_keys import OwnKeys
from bot.matrix.recovery import Recovered, Recovery
from bot.matrix.recovery_key import decode_recovery_key
from bot.recovery_paper import RecoveryKeyPaper
from bot.secret_files import read_secret
from bot.sentences import N_, Said
from bot.speaker import Speaker
from bot.store.account import AccountStore
from bot.store.keys import open_database, read_keys

_MOST_DEVICES_SHOWN = 10


def recover(settings: Settings, key_file: Path | None, speaker: Speaker) -> int:
    """Ask for the recovery key, get identity and room keys back, say what came. Gives the exit code.

    Raises StartError.
    """
    refuse_where_a_bot_works(settings.data_dir)  # before anybody types
    key = decode_recovery_key(_recovery_key(key_file, speaker))
    with working_alone(settings.data_dir):
        for line in _report(asyncio.run(_recover(settings, key))):
            speaker.say(line)
    return 0


def renew(settings: Settings, speaker: Speaker) -> int:
    """Make a new recovery key and hand it over. Gives the exit code. Raises StartError."""
    with working_alone(settings.data_dir):
        asyncio.run(_renew(settings, speaker))
    return 0


async def _recover(settings: Settings, key: bytes) -> Recovered:
    async with _parts(settings) as (recovery, _):
        return await recovery.recover(key)


async def _renew(settings: Settings, speaker: Speaker) -> None:
    database_file = settings.data_dir / "bot.db"
    if not database_file.exists():
        raise CredentialError(
            Said(N_("The bot has never run with this data_dir: its first start makes the recovery key."))
        )
    async with _parts(settings) as (recovery, keeper):
        await recovery.renew(RecoveryKeyPaper(settings.data_dir, speaker.words).hand_over)
        await keeper.look(SystemClock().now(), settings.keep_keys)


@asynccontextmanager
async def _parts(settings: Settings) -> AsyncIterator[tuple[Recovery, KeyKeeper]]:
    """The device of this data folder, its keys published."""
    keys = read_keys(settings)
    database = await open_database(settings, keys)
    try:
        account = AccountStore(database)
        async with open_device(settings, account, keys.crypto) as opened:
            await OwnKeys(opened.http, opened.machine).publish()
            identity = CrossSigning(opened.http, opened.machine, account)
            recovery = Recovery(opened.http, opened.machine, account, identity)
            yield recovery, KeyKeeper(opened.machine, recovery)
    finally:
        await database.close()


def _recovery_key(key_file: Path | None, speaker: Speaker) -> str:
    if key_file is not None:
        return read_secret(key_file)
    if not sys.stdin.isatty():
        raise CredentialError(
            Said(N_("Nobody is at a terminal to type the recovery key: put it into a file, --key-file PATH."))
        )
    return speaker.hidden(Said(N_("Recovery key (it is not shown while you type):")))


def _report(recovered: Recovered) -> list[Said]:
    lines = [Said(N_("The bot's identity is back; this computer is a device of it. Nobody is alarmed."))]
    if recovered.has_backup:
        keys = N_("Room keys: %(restored)s restored, %(unreadable)s unreadable.")
        lines.append(Said(keys, restored=str(recovered.restored), unreadable=str(recovered.unreadable)))
    else:
        lines.append(Said(N_("Room keys: none, for there is no backup that this recovery key opens.")))
    if recovered.other_devices:
        shown = ", ".join(recovered.other_devices[:_MOST_DEVICES_SHOWN])
        others = N_(
            "The account still has other sessions (%(count)s): %(devices)s. Sign the lost one out, or whoever has that"
            " disk can go on as the bot."
        )
        lines.append(Said(others, count=str(len(recovered.other_devices)), devices=shown))
    lines.append(
        Said(N_("Now start the bot with `trinational run`. Keep the recovery key: it is still the right one."))
    )
    return lines
