"""nio's key store in an SQLCipher file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nio.store import SqliteStore
from playhouse.sqlcipher_ext import SqlCipherDatabase


def open_crypto_store(folder: Path, user_id: str, device_id: str, key: bytes) -> Any:
    """nio's store for this device; `key` has 32 bytes.

    nio's own file leaves room ids, user ids and device lists readable, so the whole file is encrypted. The
    pickles inside are encrypted with nio's fixed default key; SQLCipher is what protects them.
    """

    class EncryptedStore(SqliteStore):  # type: ignore[misc]  # nio is untyped here
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

    return EncryptedStore(user_id, device_id, str(folder), database_name="crypto.db")
