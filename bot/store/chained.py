"""Rows of a chained log and its head, as `bot/core/audit.py` checks them; the tables differ in their names only."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.audit import SALT_BYTES, Head, Row, chained, purge_payload
from bot.store.database import Connection, Database
from bot.store.database import Row as StoredRow


@dataclass(frozen=True, slots=True)
class ChainTables:
    log: str
    head: str
    key: str
    """The column of what a row is about."""
    hides: bool
    """Whether that is a group, whose name is hidden; the ids of records are not."""

    async def read(self, source: Connection | Database) -> tuple[list[Row], Head]:
        rows = await source.fetch_all(f"{self._select} ORDER BY seq")
        return [_as_row(row) for row in rows], await self.read_head(source)

    async def read_about(self, source: Connection | Database, subject: str) -> list[Row]:
        """The rows about one thing, oldest first."""
        wanted = "hidden(:subject)" if self.hides else ":subject"
        rows = await source.fetch_all(f"{self._select} WHERE {self.key} = {wanted} ORDER BY seq", {"subject": subject})
        return [_as_row(row) for row in rows]

    @property
    def _select(self) -> str:
        return (
            f"SELECT seq, {self.key} AS subject, opened('{self.log}.payload', payload) AS payload,"
            f" veiled('{self.log}.salt', seq, salt) AS salt, commitment, chain FROM {self.log}"
        )

    async def read_head(self, source: Connection | Database) -> Head:
        head = await source.fetch_one(f"SELECT count, chain FROM {self.head}")
        return Head(head["count"], bytes(head["chain"])) if head else Head(0, b"")

    async def append(self, connection: Connection, payloads: Sequence[tuple[str | None, str]]) -> Head:
        """Each with what it is about, behind whatever is there by now: a purge may have written rows meanwhile."""
        head = await self.read_head(connection)
        subject_value = "hidden(:subject)" if self.hides else ":subject"
        for subject, payload in payloads:
            row = chained(head, subject, payload, secrets.token_bytes(SALT_BYTES))
            await connection.execute(
                f"INSERT INTO {self.log} (seq, {self.key}, payload, salt, commitment, chain)"
                f" VALUES (:seq, {subject_value}, sealed('{self.log}.payload', :payload),"
                f" veiled('{self.log}.salt', :seq, :salt), :commitment, :chain)",
                {
                    "seq": row.seq,
                    "subject": row.record_id,
                    "payload": row.payload,
                    "salt": row.salt,
                    "commitment": row.commitment,
                    "chain": row.chain,
                },
            )
            head = Head(row.seq, row.chain)
        await connection.execute(
            f"UPDATE {self.head} SET count = :count, chain = :chain", {"count": head.count, "chain": head.chain}
        )
        return head

    async def empty(self, connection: Connection, rows: Sequence[int], now: datetime) -> None:
        """Take the values of these rows out for good, and note that it was on purpose."""
        for seq in rows:
            await connection.execute(
                f"UPDATE {self.log} SET {self.key} = NULL, payload = NULL, salt = NULL WHERE seq = :seq", {"seq": seq}
            )
        await self.append(connection, [(None, purge_payload(rows, now))])


def _as_row(row: StoredRow) -> Row:
    salt = bytes(row["salt"]) if row["salt"] is not None else None
    return Row(row["seq"], row["subject"], row["payload"], salt, bytes(row["commitment"]), bytes(row["chain"]))
