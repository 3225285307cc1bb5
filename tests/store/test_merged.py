"""What goes together is recorded before it is sent; what is taken apart goes back to where it was."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from bot.core.model import EventId, EventRef, Part, RoomId, UserId
from bot.store.account import AccountStore, Device
from bot.store.database import Database
from bot.store.ledger import STARTED_TRANSLATED, Arrival, Copy, Ledger, Pending, Route
from bot.store.merged import MergedCopies
from tests.databases import open_blank

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
EN, ES = RoomId("!en"), RoomId("!es")
LOGIN = "login"


@pytest_asyncio.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = await open_blank(tmp_path / "bot.db", bytes(range(32)))
    await AccountStore(database).remember_device(Device(UserId("@bot:x"), "DEVICE", "token", LOGIN))
    yield database
    await database.close()


@pytest.fixture
def ledger(database: Database) -> Ledger:
    return Ledger(database)


@pytest.fixture
def merged(database: Database) -> MergedCopies:
    return MergedCopies(database)


def ref(event_id: str) -> EventRef:
    return EventRef(ES, EventId(event_id))


async def owed(ledger: Ledger, *event_ids: str, subject: str = "") -> None:
    await ledger.accept([Arrival(ref(each)) for each in event_ids], "token", LOGIN, NOW)
    for _ in event_ids:
        pending = await ledger.next("inbox")
        assert pending is not None
        await ledger.route(pending, [Route("relay", EN, EventId(subject))])


async def queue(ledger: Ledger, merged: MergedCopies) -> list[Pending]:
    first = await ledger.next("relay", EN)
    return await merged.queue(first, 99) if first else []


def ids(rows: list[Pending]) -> list[str]:
    return [str(row.ref.event_id) for row in rows]


def copy_of(event_id: str, rows: list[Pending]) -> Copy:
    parts = tuple(Part(row.ref.event_id, row.ref.event_id) for row in rows)
    return Copy(EventRef(EN, EventId(event_id)), rows[0].ref, rows[0].ref.event_id, edits=False, parts=parts)


async def sent(ledger: Ledger, merged: MergedCopies, event_id: str, *event_ids: str) -> list[Pending]:
    await owed(ledger, *event_ids)
    rows = (await queue(ledger, merged))[: len(event_ids)]
    await merged.start(rows, STARTED_TRANSLATED)
    assert await merged.finish(rows, copy_of(event_id, rows), NOW, translated=True)
    return rows


async def delete(ledger: Ledger, *event_ids: str) -> None:
    await ledger.accept(
        [Arrival(ref(f"$redaction of {each}"), redacts=EventId(each)) for each in event_ids], "token", LOGIN, NOW
    )


async def test_what_was_begun_as_one_is_one_again_and_no_other_copy_has_its_number(
    ledger: Ledger, merged: MergedCopies
) -> None:
    await owed(ledger, "$1", "$2", "$3", "$4")
    rows = await queue(ledger, merged)
    first = await merged.start(rows[:2], STARTED_TRANSLATED)
    second = await merged.start(rows[2:], STARTED_TRANSLATED)
    assert 0 < first < second
    again = await merged.batch((await queue(ledger, merged))[0])
    assert ids(again) == ["$1", "$2"]
    assert await merged.start(again, STARTED_TRANSLATED) == first
    await merged.part(again)
    assert await merged.start((await queue(ledger, merged))[:2], STARTED_TRANSLATED) > second


async def test_that_others_spoke_in_between_is_kept_with_its_message(ledger: Ledger, merged: MergedCopies) -> None:
    await owed(ledger, "$1", "$2")
    rows = await queue(ledger, merged)
    parts = (Part(EventId("$1"), EventId("$1")), Part(EventId("$2"), EventId("$2"), after_others=True))
    copy = Copy(EventRef(EN, EventId("$c")), rows[0].ref, rows[0].ref.event_id, edits=False, parts=parts)
    assert await merged.finish(rows, copy, NOW, translated=True)
    assert await merged.parts_of(EventId("$c"), EN) == parts


async def test_nothing_begins_together_with_what_is_deleted(ledger: Ledger, merged: MergedCopies) -> None:
    await owed(ledger, "$1", "$2", "$3")
    rows = await queue(ledger, merged)
    await delete(ledger, "$2")
    assert await merged.start(rows, STARTED_TRANSLATED) == 0
    assert ids(await queue(ledger, merged)) == ["$1", "$3"]


async def test_a_copy_of_which_something_was_deleted_meanwhile_goes_and_the_others_are_owed(
    ledger: Ledger, merged: MergedCopies
) -> None:
    await owed(ledger, "$1", "$2", "$3")
    rows = await queue(ledger, merged)
    await merged.start(rows, STARTED_TRANSLATED)
    await delete(ledger, "$2")
    assert not await merged.finish(rows, copy_of("$c", rows), NOW, translated=True)
    left = await queue(ledger, merged)
    assert [(row.ref.event_id, row.started, row.batch) for row in left] == [("$1", 0, 0), ("$3", 0, 0)]
    assert await merged.is_to_go(EventId("$c"))
    assert await ledger.copy_of(EventId("$1"), EN) is None


async def test_after_a_deletion_the_others_go_back_to_their_old_places(ledger: Ledger, merged: MergedCopies) -> None:
    before = await sent(ledger, merged, "$c", "$1", "$2", "$3")
    await owed(ledger, "$4")
    await delete(ledger, "$2")
    left = await queue(ledger, merged)
    assert ids(left) == ["$1", "$3", "$4"]
    assert [row.sequence for row in left[:2]] == [before[0].sequence, before[2].sequence]
    assert [copy.ref.event_id for copy in await ledger.family(EventId("$2"))] == ["$c"]
    assert await ledger.family(EventId("$1")) == []
    assert await merged.is_to_go(EventId("$c"))


async def test_of_an_edited_message_the_newest_edit_that_stands_is_owed_in_its_place(
    ledger: Ledger, merged: MergedCopies
) -> None:
    await sent(ledger, merged, "$c", "$1", "$2")
    for edit, earlier in (("$old", "$1"), ("$new", "$old")):
        assert [part.revision for part in await merged.parts_of(EventId("$c"), EN)] == [earlier, "$2"]
        await owed(ledger, edit, subject="$1")
        (pending,) = await queue(ledger, merged)
        parts = (Part(EventId("$1"), EventId(edit)), Part(EventId("$2"), EventId("$2")))
        made = Copy(EventRef(EN, EventId(f"$shows {edit}")), ref("$1"), EventId(edit), edits=True, parts=parts)
        assert await ledger.finish(pending, made, NOW, translated=True)
    await delete(ledger, "$new")
    left = await queue(ledger, merged)
    assert [(row.ref.event_id, row.subject) for row in left] == [("$old", "$1"), ("$2", "")]
    assert all(row.anew for row in left)
    gone = {copy.ref.event_id for copy in await ledger.family(EventId("$new"))}
    assert gone == {"$c", "$shows $old", "$shows $new"}


async def test_an_edit_whose_copy_is_taken_apart_while_it_is_sent_waits_for_the_new_one(
    ledger: Ledger, merged: MergedCopies
) -> None:
    await sent(ledger, merged, "$c", "$1", "$2", "$3")
    await owed(ledger, "$edit", subject="$1")
    (pending,) = await queue(ledger, merged)
    await ledger.start(pending, STARTED_TRANSLATED)
    await delete(ledger, "$2")
    parts = tuple(Part(EventId(each), EventId(each)) for each in ("$1", "$2", "$3"))
    made = Copy(EventRef(EN, EventId("$e")), ref("$1"), EventId("$edit"), edits=True, parts=parts)
    assert not await ledger.finish(pending, made, NOW, translated=True)
    assert await merged.is_to_go(EventId("$e"))
    # The last looks into the room for what shows the deleted words and was not recorded.
    assert ids(await queue(ledger, merged)) == ["$1", "$3", "$edit", "$2"]


async def test_what_is_meant_for_an_edited_message_that_comes_again_goes_after_it(
    ledger: Ledger, merged: MergedCopies
) -> None:
    parts = tuple(Part(EventId(each), EventId(each)) for each in ("$1", "$2"))
    edit = Copy(EventRef(EN, EventId("$shows old")), ref("$1"), EventId("$old"), edits=True)
    found = Copy(EventRef(EN, EventId("$c")), ref("$1"), EventId("$1"), edits=False, parts=parts)
    await ledger.adopt([found, edit], NOW)  # found in the room: its old place in the queue is not known
    await owed(ledger, "$new", subject="$1")
    await delete(ledger, "$2")
    new, old = await queue(ledger, merged)
    assert (new.ref.event_id, old.ref.event_id, old.subject) == ("$new", "$old", "$1")
    assert await ledger.goes_after(new, EventId("$1"))
    assert ids(await queue(ledger, merged)) == ["$old", "$new"]
    assert not await ledger.goes_after(new, EventId("$nobody's"))


async def test_when_all_of_it_is_deleted_nothing_is_owed(ledger: Ledger, merged: MergedCopies) -> None:
    await sent(ledger, merged, "$c", "$1", "$2", "$3")
    await ledger.cancel(EventId("$1"), EventId("$2"), EventId("$3"))
    assert await queue(ledger, merged) == []
    await sent(ledger, merged, "$d", "$4", "$5", "$6")
    await delete(ledger, "$4", "$5", "$6")
    assert await queue(ledger, merged) == []
