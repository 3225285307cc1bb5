"""nio's key store in an SQLCipher file."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeAlias

from nio.crypto import InboundGroupSession, OlmDevice, Session
from nio.store import SqliteStore
from playhouse.sqlcipher_ext import SqlCipherDatabase

from bot.matrix.olm_rows import OlmRows
from bot.matrix.olm_sessions import OlmSessions
from bot.matrix.room_key_rows import RoomKeyRows
from bot.matrix.room_keys import RoomKeys

CACHE_KIB = 500
"""Of pages in memory, where the library would have 8 MB: few of them are needed twice."""
DevicesByUser: TypeAlias = dict[str, dict[str, OlmDevice]]


def open_crypto_store(folder: Path, user_id: str, device_id: str, key: bytes) -> Any:
    """nio's store for this device; `key` has 32 bytes.

    nio's own file leaves room ids, user ids and device lists readable, so the whole file is encrypted. The
    pickles inside are encrypted with nio's fixed default key; SQLCipher is what protects them.
    """

    class EncryptedStore(SqliteStore):  # type: ignore[misc]  # nio is untyped here
        olm_rows: OlmRows
        room_key_rows: RoomKeyRows
        room_keys: RoomKeys

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
                    "cache_size": -CACHE_KIB,
                },
            )

        def __post_init__(self) -> None:
            super().__post_init__()
            self.room_key_rows = RoomKeyRows(self.database)
            self.room_keys = RoomKeys(self.room_key_rows, self.pickle_key)
            self.olm_rows = OlmRows(self.database, user_id, device_id)
            self.database.execute_sql("UPDATE devicekeys SET display_name = '' WHERE display_name <> ''")

        def save_device_keys(self, device_keys: DevicesByUser) -> None:
            self.olm_rows.save_devices(device for devices in device_keys.values() for device in devices.values())

        def save_session(self, curve_key: str, session: Session) -> None:
            self.olm_rows.save_session(curve_key, session, session.pickle(self.pickle_key))

        def load_sessions(self) -> OlmSessions:
            sessions = OlmSessions(self.olm_rows.delete_session)
            for row in self.olm_rows.sessions():
                key = row.curve_key
                sessions.add(key, Session.from_pickle(row.pickle, row.created_at, self.pickle_key, row.used_at))
            return sessions

        def save_inbound_group_session(self, session: InboundGroupSession) -> None:
            self.room_keys.save(session, proven=True)

        def load_inbound_group_sessions(self) -> RoomKeys:
            return self.room_keys

    return EncryptedStore(user_id, device_id, str(folder), database_name="crypto.db")
