"""Damage in the databases, a wrong key and a changed register are found; nothing is written while looking."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from bot.core.linking import Link
from bot.core.model import Channel, RoomId
from bot.doctor import databases
from bot.doctor.finding import CREDENTIAL, OUTSIDE
from bot.matrix.crypto_store import open_crypto_store
from bot.store.database import Database
from bot.store.fields import StoreKeys
from bot.store.present_channels import PresentChannels
from tests.channels import by_language

KEYS = StoreKeys(bytes(range(32)), bytes(range(32, 64)))
PAGE = 4096


@pytest.fixture
async def data(tmp_path: Path) -> Path:
    await (await Database.open(tmp_path / "bot.db", KEYS.store, KEYS.field_key)).close()
    open_crypto_store(tmp_path, "@bot:demo.local", "DEVICE", KEYS.crypto).database.close()
    return tmp_path


async def levels(data: Path, keys: StoreKeys = KEYS) -> list[tuple[str, int]]:
    return [(each.level, each.kind) for each in await databases.integrity(data, keys)]


async def test_whole_files_are_in_order_and_stay_as_they_are(data: Path) -> None:
    before = (data / "bot.db").read_bytes()
    assert [level for level, _ in await levels(data)] == ["ok", "ok"]
    assert (data / "bot.db").read_bytes() == before


async def test_a_flipped_byte_in_a_page_is_found(data: Path) -> None:
    content = bytearray((data / "bot.db").read_bytes())
    content[5 * PAGE + 100] ^= 1
    (data / "bot.db").write_bytes(content)
    assert await levels(data) == [("failure", OUTSIDE), ("ok", OUTSIDE)]


@pytest.mark.parametrize(
    "keys", [StoreKeys(bytes(32), KEYS.fields), StoreKeys(KEYS.store, bytes(32)), StoreKeys(KEYS.store, None)]
)
async def test_another_key_is_a_failure_of_credentials(data: Path, keys: StoreKeys) -> None:
    assert await levels(data, keys) == [("failure", CREDENTIAL)] * 2


async def test_before_the_first_run_the_files_are_missing_and_none_is_made(data: Path) -> None:
    (data / "crypto.db").unlink()
    assert [level for level, _ in await levels(data)] == ["ok", "warning"]
    assert not (data / "crypto.db").exists()


async def test_it_looks_beside_somebody_who_writes(data: Path) -> None:
    writer = await Database.open(data / "bot.db", KEYS.store, KEYS.field_key)
    try:
        async with writer.transaction() as connection:
            await connection.execute("INSERT INTO secret (name, value) VALUES ('x', x'00')")
            assert [level for level, _ in await levels(data)] == ["ok", "ok"]
    finally:
        await writer.close()


async def test_a_changed_row_of_the_register_breaks_its_chain(data: Path) -> None:
    database = await Database.open(data / "bot.db", KEYS.store, KEYS.field_key)
    try:
        assert [finding.level for finding in await databases.register(database)] == ["ok"]
        async with database.transaction() as connection:
            await connection.execute(
                "INSERT INTO register_log (seq, record_id, payload, salt, commitment, chain)"
                " VALUES (1, '7K2-M4X', '{}', :salt, :sum, :sum)",
                {"salt": bytes(16), "sum": bytes(32)},
            )
        (finding,) = await databases.register(database)
        assert finding.level == "failure"
    finally:
        await database.close()


async def test_a_database_that_is_only_looked_at_takes_no_writing(data: Path) -> None:
    database = await Database.open_read_only(data / "bot.db", KEYS.store, KEYS.field_key)
    try:
        with pytest.raises(sqlcipher.OperationalError):
            await database.fetch_all("DELETE FROM secret")
    finally:
        await database.close()


async def test_the_doctor_looks_at_the_rooms_as_they_are_now_and_calls_each_by_a_name_of_its_own(data: Path) -> None:
    written = (Channel("plants", by_language({"en": RoomId("!en"), "es": RoomId("!es")})),)
    database = await Database.open(data / "bot.db", KEYS.store, KEYS.field_key)
    try:
        link = Link("plants", "es", RoomId("!silao"), linked=True, further=True)
        await PresentChannels(database).note(link, datetime(2026, 11, 23, tzinfo=UTC))
        (present,) = await databases.present_channels(database, written)
        assert [present.title_of(room) for room in present.room_ids] == [
            "plants (en)",
            "plants (es 1)",
            "plants (es 2)",
        ]
        # As an older bot has left it.
        await database._raw.execute("ALTER TABLE room_link DROP COLUMN further")
        assert await databases.present_channels(database, written) == written
    finally:
        await database.close()
