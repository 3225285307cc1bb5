"""Olm sessions and other people's devices as rows of nio's tables, written without its object mapper.

The mapper took 4 ms for one session and 10 ms for one person's devices, most of it for building its queries: in a room
with 300 devices it held the event loop up for two seconds. Reading device lists stays nio's, once at the start.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

_SESSION = """
REPLACE INTO olmsessions (session_id, account_id, sender_key, session, creation_time, last_usage_date)
VALUES (?, ?, ?, ?, ?, ?)
"""
_DEVICE = """
INSERT INTO devicekeys (account_id, user_id, device_id, display_name, deleted) VALUES (?, ?, ?, '', ?)
ON CONFLICT (account_id, user_id, device_id) DO UPDATE SET deleted = excluded.deleted
"""
_KEY = """
REPLACE INTO keys (key_type, key, device_id)
SELECT ?, ?, id FROM devicekeys WHERE account_id = ? AND user_id = ? AND device_id = ?
"""
_SESSIONS = """
SELECT session_id, sender_key, session, creation_time, last_usage_date FROM olmsessions
WHERE account_id = (SELECT id FROM accounts WHERE user_id = ? AND device_id = ?) ORDER BY last_usage_date
"""
_ACCOUNT = "SELECT id FROM accounts WHERE user_id = ? AND device_id = ?"
_TIME = "%Y-%m-%d %H:%M:%S.%f"


@dataclass(frozen=True, slots=True)
class OlmRow:
    session_id: str
    curve_key: str
    pickle: bytes
    created_at: datetime
    used_at: datetime
    """Both in local time, as nio counts. nio reads them as days, and cannot compare those with moments."""


class OlmRows:
    """On nio's connection and in its transactions."""

    def __init__(self, database: Any, user_id: str, device_id: str) -> None:
        self._database = database
        self._owner = (user_id, device_id)
        self._account_id: int | None = None

    def save_session(self, curve_key: str, session: Any, pickle: bytes) -> None:
        """A session to the device with that key, as far as its ratchet has come."""
        times = (session.creation_time.strftime(_TIME), session.use_time.strftime(_TIME))
        self._database.execute_sql(_SESSION, (session.id, self._account(), curve_key, pickle, *times))

    def sessions(self) -> Iterator[OlmRow]:
        """The one that was used last comes last."""
        rows = self._database.execute_sql(_SESSIONS, self._owner).fetchall()
        for session_id, curve_key, pickle, created_at, used_at in rows:
            created, used = datetime.fromisoformat(created_at), datetime.fromisoformat(used_at)
            yield OlmRow(session_id, curve_key, bytes(pickle), created, used)

    def delete_session(self, session_id: str) -> None:
        self._database.execute_sql("DELETE FROM olmsessions WHERE session_id = ?", (session_id,))

    def save_devices(self, devices: Iterable[Any]) -> None:
        """The names that people gave to their devices are not kept: "Ana's phone" is a name of a person."""
        account = self._account()
        with self._database.atomic():
            for device in devices:
                device.display_name = ""
                self._database.execute_sql(_DEVICE, (account, device.user_id, device.id, device.deleted))
                for key_type, key in device.keys.items():
                    self._database.execute_sql(_KEY, (key_type, key, account, device.user_id, device.id))

    def _account(self) -> int:
        if self._account_id is None:
            row = self._database.execute_sql(_ACCOUNT, self._owner).fetchone()
            if row is None:
                raise LookupError("this device has no account in the key store")
            self._account_id = int(row[0])
        return self._account_id
