"""Numbered SQL files, each applied once, in order. A released one is never edited."""

from __future__ import annotations

from importlib.resources import files

import aiosqlite

from bot.errors import EnvironmentFault
from bot.sentences import N_, Said


def scripts() -> list[tuple[int, str]]:
    """All migrations as (version, SQL), ascending, without gaps."""
    found = sorted(
        (int(entry.name[:4]), entry.read_text(encoding="utf-8"))
        for entry in files(__package__).iterdir()
        if entry.name.endswith(".sql")
    )
    if [version for version, _ in found] != list(range(1, len(found) + 1)):
        raise RuntimeError("migrations must be numbered 0001, 0002, … without gaps")
    return found


async def schema_version(connection: aiosqlite.Connection) -> int:
    async with connection.execute("PRAGMA user_version") as cursor:
        row = await cursor.fetchone()
    return int(row[0]) if row else 0


async def apply_pending(connection: aiosqlite.Connection, version: int) -> None:
    """Bring the schema up to date, each script in a transaction of its own.

    Raises EnvironmentFault when the file was written by a later version of this program.
    """
    pending = scripts()
    if version > len(pending):
        raise EnvironmentFault(
            Said(N_("The database was written by a later version of this program: update the program."))
        )
    for number, sql in pending[version:]:
        await connection.executescript(f"BEGIN IMMEDIATE;\n{sql}\nPRAGMA user_version = {number};\nCOMMIT;")
