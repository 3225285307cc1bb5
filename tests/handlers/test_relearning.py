"""After a recovery the ledger is empty: edits and deletions of what was relayed before must still reach the copies."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.errors import MatrixError
from bot.matrix.recovery import RELEARN
from bot.store.account import AccountStore
from bot.store.database import Database
from tests.handlers.house import ANA, EN, ES, FIELDS, FR, KEY, House
from tests.handlers.test_relay import copy_of


async def lose_the_disk(house: House, folder: Path, *, recovered: bool = True) -> None:
    """And recover, but for the start."""
    await house.crash()
    for name in ("bot.db", "bot.db-wal", "bot.db-shm"):
        (folder / name).unlink(missing_ok=True)
    if recovered:
        database = await Database.open(folder / "bot.db", KEY, FIELDS)
        await AccountStore(database).remember_secrets({RELEARN: b"1"})
        await database.close()
    house.login("second login")


async def test_old_messages_are_edited_and_deleted_in_every_room(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        edited, deleted = [await house.said(ES, ANA, text) for text in ("uno", "dos")]
        copies = {room: copy_of(house, edited.event_id, room) for room in (EN, FR)}
        await lose_the_disk(house, tmp_path)
        await house.start()
        house.homeserver.edit(ES, ANA, edited, "tres")
        house.homeserver.redact(ANA, deleted)
        await house.idle()
        await house.deletions_done()
        for room in (EN, FR):
            (shown,) = house.homeserver.shown(room)
            assert shown.event_id == copies[room]
            assert "tres" in shown.text
            assert "dos" not in house.homeserver.readable(room)


async def test_what_was_relayed_before_is_not_relayed_again(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        await house.said(ES, ANA, "uno")
        before = house.homeserver.copies()
        await lose_the_disk(house, tmp_path)
        await house.start()
        await house.idle()
        assert house.homeserver.copies() == before


async def test_of_an_edit_whose_copy_is_too_old_the_copy_is_learnt_too(tmp_path: Path) -> None:
    """Else a deletion would take the edit away and leave the first text standing."""
    async with House(tmp_path) as house:
        said = await house.said(ES, ANA, "secreto")
        house.clock.advance(timedelta(days=29).total_seconds())
        house.homeserver.edit(ES, ANA, said, "corregido")
        await house.idle()
        house.clock.advance(timedelta(days=2).total_seconds())
        await lose_the_disk(house, tmp_path)
        await house.start()
        house.homeserver.redact(ANA, said)
        await house.deletions_done()
        for room in (EN, FR):
            assert house.homeserver.shown(room) == []
            assert "secreto" not in house.homeserver.readable(room)


async def test_a_homeserver_in_trouble_is_asked_again(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        said = await house.said(ES, ANA, "uno")
        await lose_the_disk(house, tmp_path)
        house.rooms.fail("copies_in", MatrixError("M_UNKNOWN", 500), room_id=EN)
        await house.start(seconds_each=1)
        house.homeserver.redact(ANA, said)
        await house.deletions_done()
        assert house.homeserver.shown(EN) == []
