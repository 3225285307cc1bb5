"""How long each room key has been of no use, and which ones the backup has: rows of the key store."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

_RECORD = """
CREATE TABLE IF NOT EXISTS room_key_record (
    room_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    -- Seconds since 1970: when the key came, or when a message was last read with it for the first time.
    used_at INTEGER NOT NULL CHECK (used_at > 0),
    -- How many messages had been read with it by then.
    messages INTEGER NOT NULL CHECK (messages >= 0),
    -- The backup version that has it as it is here; '' for none.
    backup_version TEXT NOT NULL,
    PRIMARY KEY (session_id, room_id)
) STRICT, WITHOUT ROWID
"""
_GONE = """
-- Keys that were deleted because of their age: what they read is no longer waited for.
CREATE TABLE IF NOT EXISTS room_key_gone (
    room_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    gone_at INTEGER NOT NULL CHECK (gone_at > 0),
    PRIMARY KEY (session_id, room_id)
) STRICT, WITHOUT ROWID
"""
_NEW = (
    "FROM room_key WHERE NOT EXISTS (SELECT 1 FROM room_key_record AS known"
    " WHERE known.session_id = room_key.session_id AND known.room_id = room_key.room_id)"
)
_USED = """
UPDATE room_key_record SET used_at = ?, messages = seen.number
FROM (SELECT session_id, count(*) AS number FROM message_index GROUP BY session_id) AS seen
WHERE seen.session_id = room_key_record.session_id AND seen.number > room_key_record.messages
"""

Key = tuple[str, str]
"""Room id and session id."""


class RoomKeyRecords:
    def __init__(self, database: Any) -> None:
        self._database = database
        with database.atomic():
            for statement in (_RECORD, _GONE):
                database.execute_sql(statement)

    def changed(self, room_id: str, session_id: str) -> None:
        """The key came, or reaches further back than before."""
        key = (room_id, session_id)
        self._database.execute_sql(
            "UPDATE room_key_record SET backup_version = '' WHERE room_id = ? AND session_id = ?", key
        )
        self._database.execute_sql("DELETE FROM room_key_gone WHERE room_id = ? AND session_id = ?", key)

    def note_new(self, now: int) -> None:
        """Give every key without a record one."""
        self._database.execute_sql(
            "INSERT INTO room_key_record (room_id, session_id, used_at, messages, backup_version)"
            f" SELECT DISTINCT room_id, session_id, CAST(? AS INTEGER), 0, '' {_NEW}",
            (now,),
        )

    def note_use(self, now: int) -> None:
        """Keys that have read more messages than at the last look were in use until now."""
        self._database.execute_sql(_USED, (now,))

    def not_backed_up(self, version: str, most: int) -> list[Key]:
        return list(
            self._database.execute_sql(
                "SELECT room_id, session_id FROM room_key_record WHERE backup_version <> ? LIMIT ?", (version, most)
            ).fetchall()
        )

    def mark_backed_up(self, version: str, keys: Iterable[Key]) -> None:
        with self._database.atomic():
            for room_id, session_id in keys:
                self._database.execute_sql(
                    "UPDATE room_key_record SET backup_version = ? WHERE room_id = ? AND session_id = ?",
                    (version, room_id, session_id),
                )

    def forget_backups(self) -> None:
        """The backup may lack any of them: all go there again."""
        self._database.execute_sql("UPDATE room_key_record SET backup_version = ''")

    def unused_since(self, before: int, most: int) -> list[Key]:
        return list(
            self._database.execute_sql(
                "SELECT room_id, session_id FROM room_key_record WHERE used_at < ? ORDER BY used_at LIMIT ?",
                (before, most),
            ).fetchall()
        )

    def touch(self, room_id: str, session_id: str, now: int) -> None:
        """The key is in use."""
        self._database.execute_sql(
            "UPDATE room_key_record SET used_at = ? WHERE room_id = ? AND session_id = ?", (now, room_id, session_id)
        )

    def mark_gone(self, room_id: str, session_id: str, now: int) -> None:
        key = (room_id, session_id)
        self._database.execute_sql("DELETE FROM room_key_record WHERE room_id = ? AND session_id = ?", key)
        self._database.execute_sql("INSERT OR REPLACE INTO room_key_gone VALUES (?, ?, ?)", (*key, now))

    def gone_at(self, room_id: str, session_id: str) -> int | None:
        """When the key was deleted because of its age, in seconds since 1970."""
        found = self._database.execute_sql(
            "SELECT gone_at FROM room_key_gone WHERE room_id = ? AND session_id = ?", (room_id, session_id)
        ).fetchone()
        return int(found[0]) if found else None
