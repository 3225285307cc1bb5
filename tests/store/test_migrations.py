from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from bot.errors import EnvironmentFault
from bot.store import migrations
from bot.store.database import Database, connect
from bot.store.migrations import scripts

KEY = bytes(range(32))
NUMBER_OF_SCRIPTS = len(scripts())

# Where "not known" is a fact of its own; everywhere else a missing value would be a mistake.
MAY_BE_NULL = {
    ("figure_place", "record_id"),
    ("device", "sync_token"),
    # Of what was imported there is no correction.
    ("memory", "fix_event_id"),
    ("public_case_change", "stage_before"),
    # What a purge took away.
    ("register_log", "record_id"),
    ("register_log", "payload"),
    ("register_log", "salt"),
    ("roster_log", "subject"),
    ("roster_log", "payload"),
    ("roster_log", "salt"),
}


def schema_of(connection: sqlcipher.Connection) -> list[tuple[str, ...]]:
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
    return sorted(tuple(row) for row in rows)


def sum_of(some: Iterable[tuple[int, str]]) -> list[tuple[str, ...]]:
    """The schema that these scripts make, one after the other, in a database that nobody else has touched."""
    plain = sqlcipher.connect(":memory:")
    for _, sql in some:
        plain.executescript(sql)
    return schema_of(plain)


def state(path: Path) -> tuple[int, list[tuple[str, ...]]]:
    """Version and schema of a file."""
    connection = connect(path, KEY)
    try:
        return connection.execute("PRAGMA user_version").fetchone()[0], schema_of(connection)
    finally:
        connection.close()


async def open_and_close(path: Path) -> None:
    await (await Database.open(path, KEY)).close()


async def test_a_new_file_has_the_sum_of_the_migrations(tmp_path: Path) -> None:
    await open_and_close(tmp_path / "bot.db")
    assert state(tmp_path / "bot.db") == (NUMBER_OF_SCRIPTS, sum_of(scripts()))


@pytest.mark.parametrize("version", range(NUMBER_OF_SCRIPTS))
async def test_a_file_of_any_version_comes_to_the_same_schema(
    version: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = scripts()
    monkeypatch.setattr(migrations, "scripts", lambda: every[:version])
    await open_and_close(tmp_path / "bot.db")
    assert state(tmp_path / "bot.db") == (version, sum_of(every[:version]))
    monkeypatch.undo()
    await open_and_close(tmp_path / "bot.db")
    assert state(tmp_path / "bot.db") == (NUMBER_OF_SCRIPTS, sum_of(every))


async def test_a_migration_runs_once(tmp_path: Path) -> None:
    """Every script creates tables, so a second run would fail."""
    await open_and_close(tmp_path / "bot.db")
    before = state(tmp_path / "bot.db")
    await open_and_close(tmp_path / "bot.db")
    assert state(tmp_path / "bot.db") == before


async def test_a_migration_that_fails_half_way_leaves_nothing_and_can_be_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = scripts()
    broken = (len(every) + 1, "CREATE TABLE half (value TEXT NOT NULL) STRICT;\nCREATE TABLE half (value TEXT) STRICT;")
    monkeypatch.setattr(migrations, "scripts", lambda: [*every, broken])
    with pytest.raises(EnvironmentFault):
        await open_and_close(tmp_path / "bot.db")
    assert state(tmp_path / "bot.db") == (len(every), sum_of(every))
    mended = (len(every) + 1, "CREATE TABLE half (value TEXT NOT NULL) STRICT;")
    monkeypatch.setattr(migrations, "scripts", lambda: [*every, mended])
    await open_and_close(tmp_path / "bot.db")
    assert state(tmp_path / "bot.db") == (len(every) + 1, sum_of([*every, mended]))


@pytest.mark.parametrize("names", [["0001_a.sql", "0003_c.sql"], ["0002_b.sql"], ["0001_a.sql", "0001_b.sql"]])
def test_a_gap_or_a_double_number_is_noticed(names: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in names:
        (tmp_path / name).write_text("SELECT 1;", encoding="utf-8")
    monkeypatch.setattr(migrations, "files", lambda _package: tmp_path)
    with pytest.raises(RuntimeError, match="without gaps"):
        scripts()


def test_every_table_is_strict_and_has_a_value_in_every_column() -> None:
    plain = sqlcipher.connect(":memory:")
    for _, sql in scripts():
        plain.executescript(sql)
    tables = plain.execute("SELECT name, strict FROM pragma_table_list WHERE name NOT LIKE 'sqlite_%'").fetchall()
    assert len(tables) > 5
    assert [name for name, strict in tables if not strict] == []
    may_be_null = {
        (table, column)
        for table, _ in tables
        for column, not_null in plain.execute(f"SELECT name, [notnull] FROM pragma_table_info('{table}')").fetchall()
        if not not_null
    }
    assert may_be_null == MAY_BE_NULL


def test_who_is_suspended_and_who_wants_them_back_outlive_the_change_of_that_table() -> None:
    plain = sqlcipher.connect(":memory:")
    plain.execute("PRAGMA foreign_keys = ON")
    changed = next(number for number, sql in scripts() if "CREATE TABLE suspended" in sql)
    for number, sql in scripts():
        if number == changed:
            plain.execute("INSERT INTO suspension VALUES ('@ana:demo.local', '@carla:demo.local', 1)")
            plain.execute("INSERT INTO restore_vote VALUES ('@ana:demo.local', '@paz:demo.local', 2)")
            plain.commit()
        plain.executescript(f"BEGIN IMMEDIATE;\n{sql}\nCOMMIT;")
    assert plain.execute("SELECT * FROM suspension").fetchall() == [("@ana:demo.local",)]
    assert plain.execute("SELECT * FROM restore_vote").fetchall() == [("@ana:demo.local", "@paz:demo.local", 2)]
    plain.execute("DELETE FROM suspension")
    assert plain.execute("SELECT * FROM restore_vote").fetchall() == []
