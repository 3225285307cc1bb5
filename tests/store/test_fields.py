"""What the second key hides from whoever has the database and the store key."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.audit import commitment
from bot.core.model import EventId, UserId
from bot.core.records import Value
from bot.errors import CredentialError
from bot.matrix.crypto_store import open_crypto_store
from bot.store.account import AccountStore
from bot.store.database import Connection, Database, connect
from bot.store.dialogues import Dialogues
from bot.store.field_rows import change_key, seal_what_is_in_clear
from bot.store.fields import HIDDEN, TEXTS, FieldKey, StoreKeys
from bot.store.keys import open_database, read_keys
from bot.store.rekey import which_key
from bot.store.suspensions import SuspensionStore
from tests.dump import in_clear
from tests.fakes.clock import ManualClock
from tests.handlers.house import KEY, House
from tests.handlers.register_house import enter, opened
from tools.what_is_kept import descriptions

FIELDS, OTHER = FieldKey(bytes(range(32, 64))), FieldKey(bytes(range(64, 96)))
PERSON = UserId("@ana:example.org")
STATE: dict[str, Value] = {"facility": "Planta Norte"}

local_parts = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E, exclude_characters='":@,{}'), min_size=1)
servers = st.from_regex(r"[a-z0-9-]{1,12}(\.[a-z]{2,5})?(:[0-9]{2,4})?", fullmatch=True)
user_ids = st.builds("@{}:{}".format, local_parts, servers)


def with_the_first_key(path: Path) -> list[str]:
    return [value for _, value in in_clear(path, KEY)]


def columns_of_people() -> Iterator[tuple[str, str]]:
    for table, about in descriptions()["bot.db"].items():
        for column, meaning in about["columns"].items():
            if "who;" in str(meaning) or "who -" in str(meaning):
                yield table, column


# User ids


@given(st.lists(user_ids, min_size=1), st.sampled_from([" ", '","', "\n"]))
def test_user_ids_come_back_as_they_were_wherever_they_stood(people: list[str], between: str) -> None:
    text = between.join(["notice", *people])
    hidden = FIELDS.hide_people(text)
    assert not any(person in hidden for person in people)
    assert FIELDS.show_people(hidden) == text
    assert FIELDS.hide_people(text) == hidden
    assert OTHER.hide_people(text) != hidden


@given(st.text())
def test_any_text_comes_back_as_it_was(text: str) -> None:
    assert FIELDS.show_people(FIELDS.hide_people(text)) == text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_that_only_looks_encrypted_stays_as_it_is(text: str) -> None:
    pretended = "@{" + "A" * 43 + "}" + text
    assert FIELDS.show_people(FIELDS.hide_people(pretended)) == pretended


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(person=user_ids)
def test_no_user_id_is_in_a_dump_with_the_first_key_whatever_the_table(
    tmp_path_factory: pytest.TempPathFactory, person: str
) -> None:
    """Each table gets a row with the user id in every column that tells of a person, its checks put aside."""
    places = sorted(set(columns_of_people()) - {("shared_key", "device_id")})  # a device: hidden as a whole
    assert len(places) > 15
    path = tmp_path_factory.mktemp("fields") / "bot.db"
    asyncio.run(fill(path, places, person))
    assert not [value for value in with_the_first_key(path) if person in value]


async def fill(path: Path, places: list[tuple[str, str]], person: str) -> None:
    database = await Database.open(path, KEY, FIELDS)
    try:
        for pragma in ("ignore_check_constraints = ON", "foreign_keys = OFF"):
            await database.fetch_all(f"PRAGMA {pragma}")
        async with database.transaction() as connection:
            for table, column in places:
                await put_in(connection, table, {column: person})
                found = await connection.fetch_all(
                    f'SELECT "{column}" AS found FROM "{table}" WHERE "{column}" = :person', {"person": person}
                )
                assert {row["found"] for row in found} == {person}, (table, column)
    finally:
        await database.close()


async def put_in(connection: Connection, table: str, given: Mapping[str, str]) -> None:
    filler: dict[str, object] = {"INTEGER": 1, "TEXT": "text", "BLOB": b"x"}
    columns = await connection.fetch_all(f'PRAGMA table_info("{table}")')
    values = {row["name"]: filler[row["type"]] for row in columns} | dict(given)
    names = ", ".join(f'"{name}"' for name in values)
    await connection.execute(f'DELETE FROM "{table}"')
    await connection.execute(
        f'INSERT INTO "{table}" ({names}) VALUES ({", ".join(f":{name}" for name in values)})', values
    )


# Whole texts


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), st.lists(user_ids))
def test_whole_texts_come_back_as_they_were_and_are_always_the_same(text: str, people: list[str]) -> None:
    text = " ".join([text, *people])
    hidden = FIELDS.hide(FIELDS.hide_people(text))  # as a parameter and then by the statement
    assert hidden is not None
    assert FIELDS.show_people(hidden) == text
    assert FIELDS.hide(text) == FIELDS.hide(hidden) == hidden
    assert OTHER.taken_over(hidden, FIELDS) == OTHER.hide(text)
    assert len(text) < 12 or text not in hidden  # a few letters stand in any cipher text


@pytest.mark.parametrize("nothing", [None, ""])
def test_nothing_stays_nothing(nothing: str | None) -> None:
    assert FIELDS.hide(nothing) == nothing


SECRET_WORD = "Sección Oculta"


async def test_every_column_of_the_list_is_sealed_at_the_next_start_and_keeps_its_text_over_a_change_of_the_key(
    tmp_path: Path,
) -> None:
    path = tmp_path / "bot.db"
    places = [*HIDDEN, *TEXTS]
    assert len(places) > 20
    await fill_each(path, places)
    with closing(without_checks(connect(path, KEY, FIELDS))) as raw:
        assert seal_what_is_in_clear(raw, FIELDS)
        assert not seal_what_is_in_clear(raw, FIELDS)
    assert not [each for each in in_clear(path, KEY) if SECRET_WORD in each[1]]
    assert read_each(path, places, FIELDS) == dict.fromkeys(places, SECRET_WORD)
    with closing(without_checks(connect(path, KEY, FIELDS))) as raw:
        change_key(raw, FIELDS, OTHER)
    assert read_each(path, places, OTHER) == dict.fromkeys(places, SECRET_WORD)
    assert not [each for each in in_clear(path, KEY) if SECRET_WORD in each[1]]


def without_checks(connection: Any) -> Any:
    """The rows of these tests are tied to none of other tables."""
    for pragma in ("ignore_check_constraints = ON", "foreign_keys = OFF"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


async def fill_each(path: Path, places: list[tuple[str, str]]) -> None:
    """As a version wrote it that knew one key; checks and ties to other tables put aside."""
    database = await Database.open(path, KEY)
    try:
        for pragma in ("ignore_check_constraints = ON", "foreign_keys = OFF"):
            await database.fetch_all(f"PRAGMA {pragma}")
        async with database.transaction() as connection:
            for table in sorted({table for table, _ in places}):
                columns = {column: SECRET_WORD for each, column in places if each == table}
                await put_in(connection, table, columns)
    finally:
        await database.close()


def read_each(path: Path, places: list[tuple[str, str]], key: FieldKey) -> dict[tuple[str, str], str]:
    with closing(connect(path, KEY, key)) as raw:
        return {
            (table, column): raw.execute(
                f"SELECT opened('{table}.{column}', {column}) FROM {table}"
                if (table, column) in TEXTS
                else f"SELECT {column} FROM {table}"
            ).fetchone()[0]
            for table, column in places
        }


# Texts


@given(st.text(st.characters(exclude_categories=["Cs"])), st.binary())
def test_texts_and_bytes_open_in_their_place_with_their_key_only(text: str, raw: bytes) -> None:
    for value in (text, raw):
        sealed = FIELDS.sealed("table.column", value)
        assert FIELDS.opened("table.column", sealed) == value
        assert sealed != FIELDS.sealed("table.column", value)
        for place, key in (("table.other", FIELDS), ("table.column", OTHER)):
            assert not key.opened(place, sealed)


async def test_nothing_of_the_register_is_in_a_dump_with_the_first_key(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        await enter(house, facility="Planta Oculta")
        await house.crash()
        dump = with_the_first_key(tmp_path / "bot.db")
        with closing(connect(tmp_path / "bot.db", KEY, FIELDS)) as clear:
            (payload,) = clear.execute("SELECT opened('register_log.payload', payload) FROM register_log").fetchone()
        with closing(connect(tmp_path / "bot.db", KEY)) as raw:
            salt, kept = raw.execute("SELECT salt, commitment FROM register_log").fetchone()
        await house.start()
    assert "Planta Oculta" in payload
    assert not [value for value in dump if "Oculta" in value or ":demo" in value or "@ana" in value]
    assert commitment(bytes(salt), payload) != bytes(kept), "a guess could be tested against the sum"


# Rows of before, and keys


async def fill_in_clear(path: Path) -> None:
    database = await Database.open(path, KEY)
    now = ManualClock().now()
    await Dialogues(database).put(PERSON, "entry", STATE, EventId("$command"), now)
    await AccountStore(database).remember_secrets({"seed": b"a seed of before"})
    await SuspensionStore(database, ()).suspend(PERSON, UserId("@carla:example.org"), [], EventId("$lost"), now)
    await database.close()


async def is_whole(database: Database) -> None:
    dialogue = await Dialogues(database).get(PERSON, "entry", ManualClock().now())
    assert dialogue is not None
    assert dialogue.state == STATE
    assert await AccountStore(database).secret("seed") == b"a seed of before"
    rows = await database.fetch_all("SELECT user_id FROM suspension WHERE user_id = :person", {"person": PERSON})
    assert [row["user_id"] for row in rows] == [PERSON]


async def test_rows_of_before_are_sealed_at_the_next_start_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bot.db"
    await fill_in_clear(path)
    assert any("Planta Norte" in value for value in with_the_first_key(path))
    with monkeypatch.context() as patch:
        patch.setattr(FieldKey, "check", failing)  # the last thing before the commit
        with pytest.raises(RuntimeError):
            await Database.open(path, KEY, FIELDS)
    unsealed = await Database.open(path, KEY)
    await is_whole(unsealed)
    await unsealed.close()
    database = await Database.open(path, KEY, FIELDS)
    await is_whole(database)
    await database.close()
    assert not [
        value
        for value in with_the_first_key(path)
        if PERSON in value or "@carla" in value or "Planta" in value or "a seed" in value
    ]


def failing(_key: FieldKey) -> bytes:
    raise RuntimeError


@pytest.mark.parametrize("key", [None, OTHER], ids=["missing", "wrong"])
async def test_a_second_key_that_is_missing_or_wrong_changes_no_byte(tmp_path: Path, key: FieldKey | None) -> None:
    path = tmp_path / "bot.db"
    database = await Database.open(path, KEY, FIELDS)
    await Dialogues(database).put(PERSON, "entry", STATE, EventId("$command"), ManualClock().now())
    await database.close()
    before = path.read_bytes()
    with pytest.raises(CredentialError, match=r"second key.*nothing was changed") as caught:
        await (await Database.open(path, KEY, key)).close()
    assert caught.value.exit_code == 4
    assert path.read_bytes() == before


def folder_with(tmp_path: Path) -> Any:
    settings_ = House(tmp_path)._settings
    settings_.key_file.write_text(KEY.hex(), encoding="ascii")
    settings_.key_file.chmod(0o600)
    return settings_


async def test_the_second_key_is_made_once_and_never_again(tmp_path: Path) -> None:
    where = folder_with(tmp_path)
    keys = read_keys(where)
    assert stat.S_IMODE(where.fields_key_file.stat().st_mode) == 0o600
    assert read_keys(where) == keys
    assert "00" not in repr(keys)
    await (await open_database(where, keys)).close()
    where.fields_key_file.unlink()
    with pytest.raises(CredentialError, match="second key"):
        read_keys(where)
    assert not where.fields_key_file.exists(), "a new key would hide that the old one is missing"


async def test_the_devices_of_people_open_with_both_keys_only(tmp_path: Path) -> None:
    """Also when the file is of a version that knew one key."""
    where = folder_with(tmp_path)
    open_crypto_store(tmp_path, "@bot:demo.local", "DEVICE", KEY).database.close()
    keys = read_keys(where)
    await (await open_database(where, keys)).close()
    open_crypto_store(tmp_path, "@bot:demo.local", "DEVICE", keys.crypto).database.close()
    assert keys.fields is not None
    for wrong in (KEY, keys.fields, StoreKeys(KEY, bytes(32)).crypto):
        with pytest.raises(Exception, match="not a database"):
            connect(tmp_path / "crypto.db", wrong)
    assert which_key(tmp_path, keys, keys)["crypto.db"] == "new"
