"""What of a protected name is in the database: nothing that can be read, listed or counted."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.core.name_forms import Nicknames, NotAName, forms_of
from bot.errors import ConfigError
from bot.store.database import Database
from bot.store.nickname_file import load_nicknames
from bot.store.protected_names import ProtectedNameStore

NICKNAMES = Nicknames([("Guadalupe", ("Lupe", "Lupita")), ("José", ("Pepe",))])
LUPE, PEPE = "Guadalupe Pérez Ramírez", "José Pérez Soto"


@pytest_asyncio.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await Database.open(tmp_path / "bot.db", bytes(32))
    yield opened
    await opened.close()


@pytest_asyncio.fixture
async def store(database: Database) -> ProtectedNameStore:
    store = await ProtectedNameStore.open(database, NICKNAMES)
    await store.add(LUPE)
    return store


async def dump(database: Database) -> list[bytes]:
    """Every value of every table, as bytes."""
    values = []
    for table in await database.fetch_all("SELECT name FROM sqlite_schema WHERE type = 'table'"):
        for row in await database.fetch_all(f"SELECT * FROM {table['name']}"):
            values += [value if isinstance(value, bytes) else str(value).encode() for value in tuple(row)]
    return values


async def test_a_name_is_found_at_once_and_after_a_restart(store: ProtectedNameStore, database: Database) -> None:
    again = await ProtectedNameStore.open(database, NICKNAMES)
    for each in (store, again):
        assert len(each.find("la lupita perez firmó")) == 1
        assert each.find("la lupita firmó") == ()


async def test_no_name_and_no_hash_without_the_key_is_in_the_database(
    store: ProtectedNameStore, database: Database
) -> None:
    values = await dump(database)
    assert len(values) > 20
    together = b"\0".join(values).lower()
    for word in ("guadalupe", "pérez", "perez", "ramirez", "lupita"):
        assert word.encode() not in together
    texts = {LUPE, LUPE.lower(), "guadalupe perez ramirez", *forms_of(LUPE, NICKNAMES)}
    for text in (*texts, *(word for each in texts for word in each.split())):
        for name in ("sha256", "sha1", "md5", "blake2b"):
            digest = hashlib.new(name, text.encode()).digest()
            assert digest[:8] not in together
            assert digest.hex().encode()[:16] not in together
        assert hmac.digest(b"", text.encode(), "sha256")[:8] not in together


async def test_rows_of_one_name_cannot_be_told_from_those_of_another(
    store: ProtectedNameStore, database: Database
) -> None:
    await store.add(PEPE)
    rows = await database.fetch_all("SELECT form, owner FROM protected_form")
    assert len({row["owner"] for row in rows}) == len(rows), "an owner that repeats would group the rows"
    columns = await database.fetch_all("SELECT name FROM pragma_table_info('protected_form')")
    assert [row["name"] for row in columns] == ["form", "owner"], "who, when and in which order is not kept"


async def test_the_same_name_again_changes_nothing(store: ProtectedNameStore, database: Database) -> None:
    before = await dump(database)
    await store.add("  GUADALUPE perez Ramirez")
    assert await dump(database) == before


async def test_a_removed_name_leaves_nothing(store: ProtectedNameStore, database: Database) -> None:
    await store.remove(LUPE)
    assert store.find(LUPE) == ()
    assert await database.fetch_all("SELECT form FROM protected_form") == []


async def test_only_the_exact_name_removes(store: ProtectedNameStore) -> None:
    for other in ("Guadalupe Pérez", "Lupita Pérez Ramírez", "Pérez Ramírez Guadalupe", "Ana Soto"):
        await store.remove(other)
    assert len(store.find("Guadalupe Pérez")) == 1


async def test_what_another_name_shares_stays_protected(store: ProtectedNameStore) -> None:
    await store.add("Guadalupe Pérez Soto")
    await store.remove(LUPE)
    assert len(store.find("Guadalupe Pérez")) == 1
    assert store.find("Guadalupe Ramírez") == ()


async def test_what_is_no_name_changes_nothing(store: ProtectedNameStore, database: Database) -> None:
    before = await dump(database)
    with pytest.raises(NotAName):
        await store.add("12")
    assert await dump(database) == before


async def test_every_bot_has_a_key_of_its_own(tmp_path: Path) -> None:
    dumps = []
    for name in ("one", "two"):
        database = await Database.open(tmp_path / name, bytes(32))
        await (await ProtectedNameStore.open(database, NICKNAMES)).add(LUPE)
        dumps.append({row["form"] for row in await database.fetch_all("SELECT form FROM protected_form")})
        await database.close()
    assert dumps[0].isdisjoint(dumps[1])


def test_mistakes_in_the_list_of_nicknames_are_told_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "nicknames.csv"
    path.write_text("# x\nregion,name,nicknames\nmx,José\nmx,Ana,\nmx,Luz,Lucha\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_nicknames(path)
    assert [line.split(":")[-2] for line in caught.value.mistakes] == ["3", "4"]
