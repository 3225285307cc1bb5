"""nio's key store in an SQLCipher file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeAlias

from nio.crypto import InboundGroupSession, OlmDevice, Session
from nio.crypto.memorystores import GroupSessionStore
from nio.store import SqliteStore
from playhouse.sqlcipher_ext import SqlCipherDatabase

from bot.matrix.olm_rows import OlmRows
from bot.matrix.room_key_rows import RoomKeyRow, RoomKeyRows

DevicesByUser: TypeAlias = dict[str, dict[str, OlmDevice]]


def open_crypto_store(folder: Path, user_id: str, device_id: str, key: bytes) -> Any:
    """nio's store for this device; `key` has 32 bytes.

    nio's own file leaves room ids, user ids and device lists readable, so the whole file is encrypted. The
    pickles inside are encrypted with nio's fixed default key; SQLCipher is what protects them.
    """

    class EncryptedStore(SqliteStore):  # type: ignore[misc]  # nio is untyped here
        olm_rows: OlmRows
        room_keys: RoomKeyRows

        def _create_database(self) -> SqlCipherDatabase:
            return SqlCipherDatabase(
                self.database_path,
                passphrase=f"x'{key.hex()}'",
                pragmas={
                    "cipher_log_level": "NONE",
                    "journal_mode": "wal",
                    "synchronous": "normal",
                    "foreign_keys": 1,
                    "secure_delete": 1,
                    "temp_store": "memory",
                },
            )

        def __post_init__(self) -> None:
            super().__post_init__()
            self.room_keys = RoomKeyRows(self.database)
            self.olm_rows = OlmRows(self.database, user_id, device_id)
            self.database.execute_sql("UPDATE devicekeys SET display_name = '' WHERE display_name <> ''")

        def save_device_keys(self, device_keys: DevicesByUser) -> None:
            self.olm_rows.save_devices(device for devices in device_keys.values() for device in devices.values())

        def save_session(self, curve_key: str, session: Session) -> None:
            self.olm_rows.save_session(curve_key, session, session.pickle(self.pickle_key))

        def save_inbound_group_session(self, session: InboundGroupSession) -> None:
            self.room_keys.save(row_of(session, self.pickle_key, proven=True))

        def load_inbound_group_sessions(self) -> GroupSessionStore:
            """The proven ones; of earlier devices of this account too, whose copies are to be found."""
            return _store_of((row for row in self.room_keys.all() if row.proven), self.pickle_key)

        def save_restored(self, session: InboundGroupSession) -> None:
            self.room_keys.save(row_of(session, self.pickle_key, proven=False))

        def load_restored(self) -> list[InboundGroupSession]:
            return [session_of(row, self.pickle_key) for row in self.room_keys.all() if not row.proven]

    return EncryptedStore(user_id, device_id, str(folder), database_name="crypto.db")


def _store_of(rows: Iterable[RoomKeyRow], pickle_key: str) -> GroupSessionStore:
    store = GroupSessionStore()
    for row in rows:
        store.add(session_of(row, pickle_key))
    return store


def row_of(session: InboundGroupSession, pickle_key: str, *, proven: bool) -> RoomKeyRow:
    return RoomKeyRow(
        session.room_id, session.id, session.sender_key, session.ed25519, session.pickle(pickle_key), proven
    )


def session_of(row: RoomKeyRow, pickle_key: str) -> InboundGroupSession:
    return InboundGroupSession.from_pickle(row.pickle, row.ed25519, row.sender_key, row.room_id, pickle_key)
