"""The chained log of the members' records: its tables, and whether what stands there is as it was written."""

from __future__ import annotations

from bot.core.audit import Row, commitment, find_tampering
from bot.store.chained import ChainTables
from bot.store.database import Database

TABLES = ChainTables("register_log", "register_head", "record_id", hides=False)


def is_intact(row: Row) -> bool:
    """Its values are those that were committed to."""
    return row.payload is not None and row.salt is not None and commitment(row.salt, row.payload) == row.commitment


async def find_changed_rows(database: Database) -> tuple[int, tuple[int, ...]]:
    """How many rows the log has, and which are not as they were written. Only reads."""
    rows, head = await TABLES.read(database)
    return len(rows), find_tampering(rows, head)
