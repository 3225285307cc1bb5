"""The two databases: whether the key fits, every page is whole, and the log of the register is as it was written."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from bot.core.model import Channel
from bot.core.words import N_
from bot.doctor.finding import CREDENTIAL, Finding, failure, ok, warning
from bot.doctor.machine import DATABASES
from bot.errors import CredentialError, EnvironmentFault
from bot.sentences import Said
from bot.store.database import Database
from bot.store.fields import StoreKeys
from bot.store.files import is_of_before, key_of
from bot.store.present_channels import PresentChannels
from bot.store.register_log import find_changed_rows

_CHECKS = ("PRAGMA cipher_integrity_check", "PRAGMA integrity_check")
_RESTORE = "trinational restore bot.age FOLDER"
_BEFORE_RESTORE = Said(
    N_("stop the bot, keep the damaged data folder, and restore the last backup into a new folder (docs/operating.md)")
)


async def opened(path: Path, keys: StoreKeys) -> Database:
    """For reading alone. Raises CredentialError, EnvironmentFault."""
    key = keys.store if is_of_before(path, keys) else key_of(path, keys)
    return await Database.open_read_only(path, key, keys.field_key)


async def integrity(data_dir: Path, keys: StoreKeys) -> list[Finding]:
    found: list[Finding] = []
    for name in DATABASES:
        path = data_dir / name
        if not path.exists():
            found.append(
                warning(
                    "database",
                    Said(N_("%(file)s is not there yet: the bot has not run."), file=name),
                    "trinational run --config PATH",
                )
            )
            continue
        found.append(await _of(path, keys))
    return found


async def _of(path: Path, keys: StoreKeys) -> Finding:
    try:
        database = await opened(path, keys)
    except CredentialError:
        mend = Said(N_("put the right key files back; nothing was changed"))
        return failure("database", Said(N_("The keys do not open %(file)s."), file=path.name), mend, CREDENTIAL)
    except EnvironmentFault:
        text = Said(N_("%(file)s cannot be opened: it is damaged, or of a later version."), file=path.name)
        return failure("database", text, _RESTORE, hint=_BEFORE_RESTORE)
    try:
        damage = [line async for line in _damage(database)]
    except sqlcipher.DatabaseError as error:
        damage = [type(error).__name__]
    finally:
        await database.close()
    if damage:
        text = Said(N_("%(file)s is damaged (faults found: %(count)s)."), file=path.name, count=str(len(damage)))
        return failure("database", text, _RESTORE, hint=_BEFORE_RESTORE)
    return ok("database", Said(N_("%(file)s is whole."), file=path.name))


async def _damage(database: Database) -> AsyncIterator[str]:
    for check in _CHECKS:
        for row in await database.fetch_all(check):
            if row[0] != "ok":
                yield str(row[0])


async def present_channels(database: Database, channels: tuple[Channel, ...]) -> tuple[Channel, ...]:
    """With the rooms that were linked and followed; as in the file where only an older bot has written the database."""
    try:
        present, _ = await PresentChannels(database).apply(channels)
    except sqlcipher.OperationalError:
        return channels
    return present


async def register(database: Database) -> Iterable[Finding]:
    """The audit chain of the members' petitions."""
    count, wrong = await find_changed_rows(database)
    if wrong:
        text = Said(
            N_("Entries of the petition register are not as they were written: %(wrong)s of %(count)s (%(rows)s)."),
            wrong=str(len(wrong)),
            count=str(count),
            rows=", ".join(map(str, wrong[:10])),
        )
        hint = Said(
            N_("first compare fingerprints (!petition history) with what people noted; %(then)s"), then=_BEFORE_RESTORE
        )
        return [failure("register", text, _RESTORE, hint=hint)]
    return [ok("register", Said(N_("The chain of the petition register holds (%(count)s entries)."), count=str(count)))]
