"""A real SQLCipher file; nothing here is stood in for."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import stat
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, closing
from pathlib import Path

import pytest
import pytest_asyncio
from sqlcipher3 import dbapi2 as sqlcipher

from bot.errors import CredentialError, EnvironmentFault, StartError
from bot.store.database import CACHE_KIB, SETTLED_AFTER, Connection, Database, connect
from bot.store.disk_faults import disk_fault
from bot.store.migrations import scripts
from tests.sqlite_memory import used_kib

KEY = bytes(range(32))
OTHER_KEY = bytes(32)
# Long enough not to turn up by chance, and of the kind that is stored.
SECRET_ID = "$c2VjcmV0LWV2ZW50LWlkLXRoYXQtbXVzdC1ub3Qtc2hvdw"

INSERT = "INSERT INTO done_once (key, done_at) VALUES (:key, 1)"


@pytest_asyncio.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await Database.open(tmp_path / "bot.db", KEY)
    yield opened
    await opened.close()


async def insert(database: Database, key: str) -> None:
    async with database.transaction() as connection:
        await connection.execute(INSERT, {"key": key})


async def keys(database: Database) -> list[str]:
    return [row["key"] for row in await database.fetch_all("SELECT key FROM done_once ORDER BY rowid")]


async def refused(path: Path, key: bytes, kind: type[StartError], match: str | None = None) -> None:
    """Opening raises; a file that opens after all is closed, or its thread would keep the process alive."""
    with pytest.raises(kind, match=match):
        await (await Database.open(path, key)).close()


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Of the database and its log; the third file is an index over the log that SQLite makes anew."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name.endswith((".db", ".db-wal"))}


# Opening


async def test_what_was_committed_is_there_after_opening_again(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "bot.db", KEY)
    await insert(database, SECRET_ID)
    await database.close()
    database = await Database.open(tmp_path / "bot.db", KEY)
    assert await keys(database) == [SECRET_ID]
    await database.close()


async def test_the_file_and_a_folder_made_for_it_are_for_the_owner_alone(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "data" / "bot.db", KEY)
    await database.close()
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "data" / "bot.db").stat().st_mode) == 0o600


async def test_another_key_is_refused_and_changes_no_byte(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "bot.db", KEY)
    await insert(database, SECRET_ID)
    await database.close()
    before = bytes_of(tmp_path)
    await refused(tmp_path / "bot.db", OTHER_KEY, CredentialError, match="key")
    assert bytes_of(tmp_path) == before


async def test_another_key_after_a_crash_loses_nothing_of_what_is_only_in_the_log(
    database: Database, tmp_path: Path
) -> None:
    await insert(database, SECRET_ID)
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for name in bytes_of(tmp_path):
        shutil.copy(tmp_path / name, crashed)
    assert bytes_of(crashed)["bot.db-wal"], "the test needs changes that are in the log only"
    await refused(crashed / "bot.db", OTHER_KEY, CredentialError)
    again = await Database.open(crashed / "bot.db", KEY)
    assert await keys(again) == [SECRET_ID]
    await again.close()


@pytest.mark.parametrize("key", [b"", KEY[:31], KEY + b"\0"])
async def test_a_key_of_another_length_is_refused_before_a_file_is_made(key: bytes, tmp_path: Path) -> None:
    await refused(tmp_path / "bot.db", key, CredentialError, match="32 bytes")
    assert not bytes_of(tmp_path)


async def test_a_file_in_clear_is_refused_and_left_alone(tmp_path: Path) -> None:
    plain = sqlite3.connect(tmp_path / "bot.db")
    plain.execute("CREATE TABLE somebody_elses (value TEXT)")
    plain.commit()
    plain.close()
    before = bytes_of(tmp_path)
    await refused(tmp_path / "bot.db", KEY, CredentialError)
    assert bytes_of(tmp_path) == before


async def test_a_file_of_a_later_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "bot.db", KEY)
    await insert(database, SECRET_ID)
    await database.close()
    later = len(scripts()) + 1
    raw = connect(tmp_path / "bot.db", KEY)
    raw.execute("CREATE TABLE of_a_later_version (value TEXT)")
    raw.execute(f"PRAGMA user_version = {later}")
    raw.close()
    await refused(tmp_path / "bot.db", KEY, EnvironmentFault, match="later version")
    raw = connect(tmp_path / "bot.db", KEY)
    assert raw.execute("PRAGMA user_version").fetchone()[0] == later
    assert raw.execute("SELECT key FROM done_once").fetchone()[0] == SECRET_ID
    assert raw.execute("SELECT count(*) FROM of_a_later_version").fetchone()[0] == 0
    raw.close()


async def test_a_folder_that_cannot_be_made_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file stands where the folder should be", encoding="utf-8")
    await refused(tmp_path / "data" / "bot.db", KEY, EnvironmentFault, match="data folder")


# On the disk


async def test_nothing_that_is_stored_can_be_read_without_the_key(database: Database, tmp_path: Path) -> None:
    await insert(database, SECRET_ID)
    while_open = bytes_of(tmp_path)
    assert set(while_open) == {"bot.db", "bot.db-wal"}
    async with database.transaction() as connection:  # into the main file
        await connection.execute(INSERT, {"key": SECRET_ID + "2"})
    await database.fetch_all("PRAGMA wal_checkpoint(TRUNCATE)")
    checkpointed = bytes_of(tmp_path)
    assert len(checkpointed["bot.db"]) > len(while_open["bot.db"])
    for content in (*while_open.values(), *checkpointed.values()):
        for readable in (SECRET_ID, "SQLite format 3", "CREATE TABLE", "done_once"):
            assert readable.encode() not in content
    assert await keys(database) == [SECRET_ID, SECRET_ID + "2"]


async def test_sqlite_writes_nothing_beside_its_own_files(database: Database) -> None:
    """What a sort or a large result spills would be in clear: it stays in memory."""
    assert [tuple(row) for row in await database.fetch_all("PRAGMA temp_store")] == [(2,)]


# Transactions


def both_kinds(database: Database) -> list[Callable[[], AbstractAsyncContextManager[Connection]]]:
    return [database.transaction, database.short_transaction]


async def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    async def fail(transaction: Callable[[], AbstractAsyncContextManager[Connection]]) -> None:
        async with transaction() as connection:
            await connection.execute(INSERT, {"key": "lost"})
            raise RuntimeError("half way")

    for transaction in both_kinds(database):
        with pytest.raises(RuntimeError, match="half way"):
            await fail(transaction)
    await insert(database, "kept")
    assert await keys(database) == ["kept"]


async def test_a_cancelled_transaction_leaves_nothing_and_the_next_one_works(database: Database) -> None:
    written = asyncio.Event()

    async def never_finish(transaction: Callable[[], AbstractAsyncContextManager[Connection]]) -> None:
        async with transaction() as connection:
            await connection.execute(INSERT, {"key": "lost"})
            written.set()
            await asyncio.Event().wait()

    for transaction in both_kinds(database):
        written.clear()
        async with asyncio.TaskGroup() as group:
            working = group.create_task(never_finish(transaction))
            await written.wait()
            working.cancel()
    await insert(database, "kept")
    assert await keys(database) == ["kept"]


async def test_whoever_waits_for_a_topic_is_told_of_it_when_it_is_committed(database: Database) -> None:
    told: list[object] = []
    database.listen(told.append)
    for transaction in both_kinds(database):
        async with transaction() as connection:
            connection.note(("relay", "!room:x.org"))
            assert not told
        assert told == [{("relay", "!room:x.org")}]
        told.clear()


async def test_a_long_statement_is_done_as_well_and_holds_up_nobody(database: Database) -> None:
    """It is given up after a moment, and done in the thread: once."""
    many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
    turns = 0

    async def count() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    async with asyncio.TaskGroup() as group:
        counting = group.create_task(count())
        written = await database.execute(f"INSERT INTO done_once (key, done_at) {many} SELECT i, 1 FROM n")
        between = turns
        rows = await database.fetch_all("SELECT key FROM done_once ORDER BY key")
        assert written == len(rows) == 20_000
        assert 0 < between < turns
        counting.cancel()


async def test_whoever_asks_for_many_short_things_in_a_row_gives_others_a_turn(database: Database) -> None:
    seen: list[int] = []

    async def ask() -> None:
        for number in range(100):
            await database.fetch_one("SELECT 1")
            seen.append(number)

    async with asyncio.TaskGroup() as group:
        group.create_task(ask())
        await asyncio.sleep(0)
        assert 0 < len(seen) < 100


async def test_what_was_written_goes_from_the_journal_into_the_file(database: Database, tmp_path: Path) -> None:
    before = (tmp_path / "bot.db").stat().st_mtime_ns
    for number in range(SETTLED_AFTER - 1):
        await database.execute(INSERT, {"key": str(number)})
    assert (tmp_path / "bot.db").stat().st_mtime_ns == before, "each write waits for the disk"
    await database.execute(INSERT, {"key": "the last"})
    assert (tmp_path / "bot.db").stat().st_mtime_ns > before


@pytest.mark.parametrize("rounds", range(6))
async def test_wherever_a_transaction_is_cancelled_the_next_one_works(database: Database, rounds: int) -> None:
    """SQLite's thread finishes what was asked of it although nobody waits any more."""
    async with asyncio.TaskGroup() as group:
        working = group.create_task(insert(database, "perhaps"))
        for _ in range(rounds):
            await asyncio.sleep(0)
        working.cancel()
    await insert(database, "kept")
    assert (await keys(database))[-1] == "kept"


async def test_two_transactions_do_not_mix(database: Database) -> None:
    inside = asyncio.Event()
    let_go = asyncio.Event()

    async def fail_late() -> None:
        async with database.transaction() as connection:
            await connection.execute(INSERT, {"key": "lost"})
            inside.set()
            await let_go.wait()
            raise RuntimeError

    async def fail_and_tell() -> None:
        with pytest.raises(RuntimeError):
            await fail_late()

    async with asyncio.TaskGroup() as group:
        group.create_task(fail_and_tell())
        await inside.wait()
        group.create_task(insert(database, "kept"))
        reading = group.create_task(keys(database))
        await asyncio.sleep(0)
        let_go.set()
    assert reading.result() in ([], ["kept"]), "a reader saw what was never committed"
    assert await keys(database) == ["kept"]


async def test_a_number_of_changed_rows_is_told(database: Database) -> None:
    async with database.transaction() as connection:
        for key in "ab":
            await connection.execute(INSERT, {"key": key})
        assert await connection.execute("DELETE FROM done_once") == 2
        assert await connection.execute("DELETE FROM done_once") == 0


async def test_foreign_keys_are_enforced(database: Database) -> None:
    with pytest.raises(sqlcipher.IntegrityError):
        async with database.transaction() as connection:
            await connection.execute(
                "INSERT INTO public_case_change (record_id, recorded_at, kind, stage)"
                " VALUES ('7K2-M9X', 1, 'added', 'filed')"
            )


async def test_a_full_disk_and_one_that_cannot_be_written_are_sentences_and_what_was_stored_stays(
    database: Database,
) -> None:
    await insert(database, "before")
    (pages,) = await database.fetch_all("PRAGMA page_count")
    for setting, undone, words in (
        (f"PRAGMA max_page_count = {pages[0]}", "PRAGMA max_page_count = 1000000", "disk is full"),
        ("PRAGMA query_only = 1", "PRAGMA query_only = 0", "cannot be written"),
    ):
        await database.fetch_all(setting)
        with pytest.raises(sqlcipher.OperationalError) as failed:
            await insert(database, "x" * 100_000)
        fault = disk_fault(ExceptionGroup("of tasks", [ValueError("another"), failed.value]))
        assert fault is not None
        assert words in str(fault)
        await database.fetch_all(undone)
    await insert(database, "after")
    assert await keys(database) == ["before", "after"]
    assert disk_fault(sqlcipher.OperationalError("no such column: x")) is None, "that is a mistake of ours"


async def test_a_file_that_another_program_keeps_locked_is_one_sentence_and_taken_up_again(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    database = await Database.open(path, KEY)
    await insert(database, "before")
    database._here.busy_ms = 1
    await database.fetch_all("SELECT 1")
    with closing(connect(path, KEY)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(sqlcipher.OperationalError) as failed:
            await insert(database, "meanwhile")
        assert "locked" in str(disk_fault(failed.value))
        other.execute("ROLLBACK")
    await insert(database, "after")
    assert await keys(database) == ["before", "after"]
    await database.close()


async def test_a_lock_of_another_program_holds_up_the_short_ones_and_nobody_else(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "bot.db", KEY)

    async def short(key: str) -> None:
        async with database.short_transaction() as connection:
            await connection.execute(INSERT, {"key": key})

    for write in (short("whole"), database.execute(INSERT, {"key": "one"})):
        with closing(connect(tmp_path / "bot.db", KEY)) as other:
            other.execute("BEGIN IMMEDIATE")
            async with asyncio.TaskGroup() as group:
                writing = group.create_task(write)
                for _ in range(50):  # had it waited here, nobody could let go
                    await asyncio.sleep(0)
                assert not writing.done()
                other.execute("ROLLBACK")
    assert await keys(database) == ["whole", "one"]
    await database.close()


async def test_a_damaged_page_is_one_sentence_and_nothing_is_written_over(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    database = await Database.open(path, KEY)
    for number in range(200):
        await insert(database, f"{number} {SECRET_ID}" * 20)
    await database.close()
    content = bytearray(path.read_bytes())
    for start in range(4096 * 8, len(content) - 4096, 4096):
        content[start + 100 : start + 132] = bytes(32)
    path.write_bytes(content)
    try:
        opened = await Database.open(path, KEY)
    except EnvironmentFault as error:
        told = str(error)
    else:
        with pytest.raises(sqlcipher.DatabaseError) as failed:
            await keys(opened)
        fault = disk_fault(failed.value)
        await opened.close()
        assert fault is not None, failed.value
        told = str(fault)
    assert "damaged" in told or "disk" in told
    assert path.read_bytes() == bytes(content)


async def test_a_file_that_grows_takes_no_more_memory(database: Database) -> None:
    """Left to itself the library keeps 8 MB of it in each connection."""
    await insert(database, "first")
    before_kib = used_kib()
    for number in range(6):
        await insert(database, str(number) * 1_000_000)
    await database.fetch_all("SELECT sum(length(key)) FROM done_once")
    assert used_kib() - before_kib < 2 * CACHE_KIB
