"""Room keys and the message indices that were seen with them, as rows of the key store.

nio's own table has one row per session id, whoever sent the key: of two people who send the same key the first one
alone would be its owner after a restart, and a restored key would make a true one worth nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.matrix.room_key_records import RoomKeyRecords

_ROOM_KEY = """
CREATE TABLE IF NOT EXISTS room_key (
    room_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    sender_key TEXT NOT NULL,
    ed25519 TEXT NOT NULL,
    pickle BLOB NOT NULL,
    -- 1: it came from its maker's device, in an Olm message. 0: it was restored, and proves no sender.
    proven INTEGER NOT NULL CHECK (proven IN (0, 1)),
    PRIMARY KEY (session_id, room_id, sender_key, proven)
) STRICT, WITHOUT ROWID
"""
_MESSAGE_INDEX = """
-- Which event a message index of a session stands for. Ids only.
CREATE TABLE IF NOT EXISTS message_index (
    session_id TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number >= 0),
    event_id TEXT NOT NULL,
    PRIMARY KEY (session_id, number)
) STRICT, WITHOUT ROWID
"""
_OWN_DEVICE = """
-- The identity keys of every device that this store has belonged to: their copies are ours too.
CREATE TABLE IF NOT EXISTS own_device (
    sender_key TEXT NOT NULL PRIMARY KEY,
    ed25519 TEXT NOT NULL
) STRICT, WITHOUT ROWID
"""
_ADOPT = """
-- What an earlier version left in nio's tables.
INSERT OR IGNORE INTO room_key (room_id, session_id, sender_key, ed25519, pickle, proven)
SELECT room_id, session_id, sender_key, fp_key, session, session_id NOT IN (SELECT session_id FROM forwardedchains)
FROM megolminboundsessions
"""
_FORGET_ADOPTED = "DELETE FROM megolminboundsessions"
_KEYS = "SELECT room_id, session_id, sender_key, ed25519, pickle, proven FROM room_key"
_KEYS_OF_SESSION = _KEYS + " WHERE session_id = ? AND room_id = ?"
# An index is of use as long as there is a key that can read the message again.
_EXPIRE = "DELETE FROM message_index WHERE session_id NOT IN (SELECT session_id FROM room_key)"


@dataclass(frozen=True, slots=True)
class RoomKeyRow:
    room_id: str
    session_id: str
    sender_key: str
    """Whose key it is, by proof, or for a restored one by hearsay; `ed25519` likewise."""
    ed25519: str
    pickle: bytes
    proven: bool


class RoomKeyRows:
    """On nio's connection, so that a room key is stored together with the Olm session that brought it.

    The journal is a WAL with `synchronous=NORMAL`: a row costs no sync of the disk, and survives kill -9.
    """

    def __init__(self, database: Any) -> None:
        self._database = database
        self.records = RoomKeyRecords(database)
        with database.atomic():
            for statement in (_ROOM_KEY, _MESSAGE_INDEX, _OWN_DEVICE, _ADOPT, _FORGET_ADOPTED, _EXPIRE):
                database.execute_sql(statement)

    def save(self, row: RoomKeyRow) -> None:
        self._database.execute_sql(
            "INSERT INTO room_key (room_id, session_id, sender_key, ed25519, pickle, proven) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET ed25519 = excluded.ed25519, pickle = excluded.pickle",
            (row.room_id, row.session_id, row.sender_key, row.ed25519, row.pickle, int(row.proven)),
        )
        self.records.changed(row.room_id, row.session_id)

    def delete(self, room_id: str, session_id: str) -> None:
        """Every key of that session, whoever brought it, and the indices that were seen with it."""
        key = (room_id, session_id)
        self._database.execute_sql("DELETE FROM room_key WHERE room_id = ? AND session_id = ?", key)
        self._database.execute_sql(_EXPIRE + " AND session_id = ?", (session_id,))

    def of(self, room_id: str, session_id: str) -> list[RoomKeyRow]:
        """Every key of that session, whoever brought it."""
        key = (session_id, room_id)
        return [_row(each) for each in self._database.execute_sql(_KEYS_OF_SESSION, key).fetchall()]

    def all(self) -> Iterator[RoomKeyRow]:
        return (_row(each) for each in self._database.execute_sql(_KEYS).fetchall())

    def event_at(self, session_id: str, number: int) -> str | None:
        """The event that a message index stands for, when one was noted."""
        found = self._database.execute_sql(
            "SELECT event_id FROM message_index WHERE session_id = ? AND number = ?", (session_id, number)
        ).fetchone()
        return str(found[0]) if found else None

    def note_event(self, session_id: str, number: int, event_id: str) -> None:
        self._database.execute_sql(
            "INSERT OR IGNORE INTO message_index (session_id, number, event_id) VALUES (?, ?, ?)",
            (session_id, number, event_id),
        )

    def note_own_device(self, sender_key: str, ed25519: str) -> set[tuple[str, str]]:
        """Add this device; gives all."""
        self._database.execute_sql("INSERT OR IGNORE INTO own_device VALUES (?, ?)", (sender_key, ed25519))
        return set(self._database.execute_sql("SELECT sender_key, ed25519 FROM own_device").fetchall())


def _row(columns: tuple[Any, ...]) -> RoomKeyRow:
    room_id, session_id, sender_key, ed25519, pickle, proven = columns
    return RoomKeyRow(room_id, session_id, sender_key, ed25519, bytes(pickle), bool(proven))
