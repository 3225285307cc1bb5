"""The second key at work on a blocking connection: functions for statements, and rows from before there was a key."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any

from bot.errors import CredentialError
from bot.sentences import N_, Said
from bot.store.fields import BYTES, HIDDEN, PEOPLE, SALTS, TEXTS, FieldKey

MISFIT = Said(N_("The second key (fields_key_file) does not fit bot.db; nothing was changed."))
MISSING = Said(N_("The database needs its second key (fields_key_file), and there is none; nothing was changed."))


def prepare(connection: Any, key: FieldKey | None) -> None:
    """Statements can say `hidden`, `sealed`, `opened` and `veiled`, and texts come out with their user ids in clear.

    Without a key the functions change nothing: for files that nobody ever sealed.
    """
    if key is None:
        connection.create_function("hidden", 1, lambda value: value)
        connection.create_function("sealed", 2, lambda _place, value: value)
        connection.create_function("opened", 2, lambda _place, value: value)
        connection.create_function("veiled", 3, lambda _place, _row, value: value)
        return
    connection.create_function("hidden", 1, key.hide)
    connection.create_function("sealed", 2, key.sealed)
    connection.create_function("opened", 2, key.opened)
    connection.create_function("veiled", 3, key.veiled)
    connection.text_factory = key.decode


def check(connection: Any, key: FieldKey | None) -> None:
    """Raises CredentialError when the file was sealed with another key. Writes nothing."""
    stored = check_value(connection)
    if stored is None:
        return
    if key is None:
        raise CredentialError(MISSING)
    if not key.fits(stored):
        raise CredentialError(MISFIT)


def check_value(connection: Any) -> bytes | None:
    """What tells which second key a file has; None for a file that has none."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'sealed_place'").fetchall():
        return None
    rows = connection.execute(f"SELECT key_check FROM sealed_place WHERE place = '{PEOPLE}'").fetchall()
    return bytes(rows[0][0]) if rows else None


def seal_what_is_in_clear(connection: Any, key: FieldKey) -> bool:
    """Rows of earlier versions, all in one transaction. False when there was nothing to do."""
    places = _open_places(connection)
    if not places:
        return False
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute("PRAGMA defer_foreign_keys = ON")
        if PEOPLE in places:
            rewrite_people(connection, key.hide_people)
        for statement in _sealing(places):
            connection.execute(statement)
        for place in sorted(places):
            connection.execute("INSERT INTO sealed_place (place, key_check) VALUES (?, ?)", (place, key.check()))
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return True


def _sealing(places: Collection[str]) -> Iterator[str]:
    for table, column in HIDDEN:
        if f"{table}.{column}" in places:
            yield f"UPDATE {table} SET {column} = hidden({column})"
    for table, column in (*TEXTS, *BYTES):
        if f"{table}.{column}" in places:
            yield f"UPDATE {table} SET {column} = sealed('{table}.{column}', {column})"
    for table, number, column in SALTS:
        if f"{table}.{column}" in places:
            yield f"UPDATE {table} SET {column} = veiled('{table}.{column}', {number}, {column})"


def is_all_sealed(connection: Any) -> bool:
    return not _open_places(connection)


def _open_places(connection: Any) -> frozenset[str]:
    return frozenset((PEOPLE, *_every_place())) - _sealed_places(connection)


def _sealed_places(connection: Any) -> frozenset[str]:
    return frozenset(row[0] for row in connection.execute("SELECT place FROM sealed_place").fetchall())


def change_key(connection: Any, old: FieldKey | None, new: FieldKey) -> None:
    """Seal every row with another key, in one transaction. Without `old`, nothing was sealed so far."""
    if old is None:
        prepare(connection, new)
        seal_what_is_in_clear(connection, new)
        return
    was = old  # for the functions below
    connection.create_function("resealed", 2, lambda place, value: new.sealed(place, was.opened(place, value)))
    connection.create_function(
        "reveiled", 3, lambda place, row, value: new.veiled(place, row, was.veiled(place, row, value))
    )
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("PRAGMA defer_foreign_keys = ON")
    done = _sealed_places(connection)
    rewrite_people(connection, lambda text: new.taken_over(text, was))
    for table, column in (*TEXTS, *BYTES):
        if f"{table}.{column}" in done:
            connection.execute(f"UPDATE {table} SET {column} = resealed('{table}.{column}', {column})")
    for table, number, column in SALTS:
        if f"{table}.{column}" in done:
            connection.execute(f"UPDATE {table} SET {column} = reveiled('{table}.{column}', {number}, {column})")
    connection.execute("UPDATE sealed_place SET key_check = ?", (new.check(),))
    connection.execute("COMMIT")


def rewrite_people(connection: Any, change: Callable[[str], str]) -> None:
    """Every text with an @ in every table."""
    connection.create_function("rewritten", 1, change)
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    for (table,) in [tuple(row) for row in connection.execute(tables).fetchall()]:
        columns = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
        for column in (row[1] for row in columns if row[2] == "TEXT"):
            connection.execute(
                f'UPDATE "{table}" SET "{column}" = rewritten("{column}") WHERE instr("{column}", \'@\') > 0'
            )


def _every_place() -> list[str]:
    return [f"{table}.{column}" for table, column in (*HIDDEN, *TEXTS, *BYTES)] + [
        f"{t}.{column}" for t, _, column in SALTS
    ]
