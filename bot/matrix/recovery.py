"""What survives the loss of the disk: the identity in secret storage, the room keys in a backup, one key to both.

The recovery key and the backup's private key stay here only until the recovery key was shown; then this computer can
put room keys into the backup and no longer read what is in it.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from bot.errors import CredentialError
from bot.logs import get_logger
from bot.matrix.cross_signing import USAGES, CrossSigning
from bot.matrix.http import Http, Json, path_of
from bot.matrix.key_backup import BackupVersion, KeyBackup, public_key_of
from bot.matrix.machine import Machine
from bot.matrix.recovery_key import KEY_BYTES, encode_recovery_key
from bot.matrix.secret_storage import SecretStorage
from bot.sentences import N_, Said
from bot.store.account import AccountStore

log = get_logger(__name__)

BACKUP_SECRET = "m.megolm_backup.v1"  # noqa: S105  # a name
IDENTITY_SECRETS = {usage: f"m.cross_signing.{usage}" for usage in USAGES}

_KEY_ID, _PUBLIC = "recovery.key_id", "recovery.backup_public"
_UNSHOWN_KEY, _PRIVATE = "recovery.unshown_key", "recovery.backup_private"
RELEARN = "recovery.relearn"
"""There while the copies of before the loss are not in the ledger yet."""

Show = Callable[[str], None]
"""Takes the recovery key; when it returns, a person can get at it."""


@dataclass(frozen=True, slots=True)
class Recovered:
    restored: int
    unreadable: int
    has_backup: bool
    other_devices: tuple[str, ...]
    """Of this account: the lost one is among them."""


class Recovery:
    def __init__(self, http: Http, machine: Machine, account: AccountStore, cross_signing: CrossSigning) -> None:
        self._http = http
        self._machine = machine
        self._account = account
        self._cross_signing = cross_signing
        self._storage = SecretStorage(http, machine.user_id)
        self.backup = KeyBackup(http)

    async def ensure(self, show: Show) -> None:
        """Set recovery up once, and show its key. Raises MatrixError.

        What was begun before a crash is finished, with the same key.
        """
        if await self._account.secret(_UNSHOWN_KEY) is None:
            if await self._account.secret(_KEY_ID) is not None:
                return
            if await self._storage.key_id() is not None:
                log.warning("recovery.foreign_secret_storage")
                return
            await self._make_keys()
        await self._set_up(show)

    async def renew(self, show: Show) -> None:
        """Make a new recovery key and an empty backup; those of before open nothing any more. Raises MatrixError."""
        await self._make_keys()
        await self._set_up(show)

    async def _make_keys(self) -> None:
        await self._account.remember_secrets(
            {
                _KEY_ID: secrets.token_hex(16).encode(),
                _UNSHOWN_KEY: os.urandom(KEY_BYTES),
                _PRIVATE: os.urandom(KEY_BYTES),
            }
        )

    async def _set_up(self, show: Show) -> None:
        key, private = await self._stored(_UNSHOWN_KEY), await self._stored(_PRIVATE)
        public_key = public_key_of(private)
        before = await self.backup.current()
        if before is None or before.public_key != public_key:
            await self._create_backup(public_key)
        seeds = await self._cross_signing.seeds()
        kept = {IDENTITY_SECRETS[usage]: seed for usage, seed in seeds.items()} | {BACKUP_SECRET: private}
        await self._storage.create(key, (await self._stored(_KEY_ID)).decode(), kept)
        if before is not None and before.public_key != public_key:
            await self.backup.drop(before.version)
        await self._account.remember_secrets({_PUBLIC: public_key.encode()})
        show(encode_recovery_key(key))
        await self._account.forget_secrets(_UNSHOWN_KEY, _PRIVATE)
        log.info("recovery.set_up")

    async def current_backup(self) -> BackupVersion | None:
        """Where room keys go; None when there is no backup whose key is ours. Raises MatrixError."""
        public_key = await self._account.secret(_PUBLIC)
        if public_key is None:
            return None
        current = await self.backup.current()
        if current is None:  # the homeserver has lost it; its private key is in secret storage
            return BackupVersion(await self._create_backup(public_key.decode()), public_key.decode())
        if current.public_key != public_key.decode():
            log.warning("backup.of_somebody_else")
            return None
        return current

    async def recover(self, key: bytes) -> Recovered:
        """Get the identity and the room keys back. Raises CredentialError, MatrixError.

        Twice does no harm: a recovery that was cut off is repeated.
        """
        found = await self._storage.open(key, (*IDENTITY_SECRETS.values(), BACKUP_SECRET))
        if not found.keys() >= set(IDENTITY_SECRETS.values()):
            raise CredentialError(Said(N_("The account's secret storage holds no whole cross-signing identity.")))
        await self._cross_signing.adopt({usage: found[name] for usage, name in IDENTITY_SECRETS.items()})
        await self._cross_signing.ensure()
        key_id = await self._storage.key_id()
        await self._account.remember_secrets({_KEY_ID: (key_id or "").encode(), RELEARN: b"1"})
        backup, private = await self.backup.current(), found.get(BACKUP_SECRET)
        restored = unreadable = 0
        is_ours = backup is not None and private is not None and public_key_of(private) == backup.public_key
        if is_ours and backup is not None and private is not None:
            restored, unreadable = await self._restore(backup, private)
            await self._account.remember_secrets({_PUBLIC: backup.public_key.encode()})
        return Recovered(restored, unreadable, is_ours, await self._other_devices())

    async def _restore(self, backup: BackupVersion, private: bytes) -> tuple[int, int]:
        restored = unreadable = 0
        with self._machine.store.database.atomic():
            for entry in await self.backup.download(backup.version, private):
                if entry is None:
                    unreadable += 1
                elif self._machine.restore_room_key(entry.room_id, entry.session_id, entry.data):
                    restored += 1
                elif self._machine.restored_session(entry.room_id, entry.session_id) is None:
                    unreadable += 1
        return restored, unreadable

    async def _create_backup(self, public_key: str) -> str:
        auth_data: Json = {"public_key": public_key}
        return await self.backup.create({**auth_data, "signatures": await self._cross_signing.sign(auth_data)})

    async def _stored(self, name: str) -> bytes:
        value = await self._account.secret(name)
        if value is None:
            raise AssertionError(f"{name} was stored before")
        return value

    async def _other_devices(self) -> tuple[str, ...]:
        devices = (await self._http.persist("GET", path_of("devices"))).get("devices")
        ids = [device.get("device_id") for device in devices or () if isinstance(device, dict)]
        return tuple(sorted(str(device_id) for device_id in ids if device_id != self._machine.device_id))


async def own_backup_key(account: AccountStore) -> str | None:
    """The public key of the backup that this computer writes into; None before there is a recovery key."""
    public = await account.secret(_PUBLIC)
    return public.decode() if public is not None else None


async def is_shown(account: AccountStore) -> bool:
    """Whether a person has got the recovery key."""
    return await account.secret(_UNSHOWN_KEY) is None
