"""The page that tells what is kept tells all of it."""

from __future__ import annotations

import copy
from pathlib import Path
from types import SimpleNamespace

from nio.crypto import OlmDevice

from bot.matrix.crypto_store import open_crypto_store
from tools import what_is_kept


def test_every_table_and_column_is_described_and_the_page_is_up_to_date() -> None:
    described, found = what_is_kept.descriptions(), what_is_kept.schema()
    assert what_is_kept.differences(described, found) == []
    assert what_is_kept.PAGE.read_text(encoding="utf-8") == what_is_kept.page(described, found), (
        "run: python -m tools.what_is_kept"
    )


def test_a_column_that_is_not_described_is_named() -> None:
    described = copy.deepcopy(dict(what_is_kept.descriptions()))
    del described["bot.db"]["copy"]["columns"]["sent_at"]
    described["bot.db"]["copy"]["columns"]["sender"] = "who; the speaker"
    assert what_is_kept.differences(described, what_is_kept.schema()) == [
        "not described: bot.db copy sent_at",
        "described, but not there: bot.db copy sender",
    ]


def test_the_name_that_a_person_gave_to_a_device_is_not_stored(tmp_path: Path) -> None:
    store = open_crypto_store(tmp_path, "@bot:demo.local", "BOT", bytes(32))
    try:
        account = SimpleNamespace(pickle=lambda _key: b"", shared=True)
        store.save_account(account)
        keys = {"ed25519": "key", "curve25519": "key"}
        device = OlmDevice("@ana:demo.local", "PHONE", keys, display_name="Ana's phone")
        store.save_device_keys({"@ana:demo.local": {"PHONE": device}})
        rows = store.database.execute_sql("SELECT device_id, display_name FROM devicekeys").fetchall()
    finally:
        store.database.close()
    assert rows == [("PHONE", "")]
