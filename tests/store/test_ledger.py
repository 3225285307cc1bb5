"""What is owed and what was done, on a real SQLCipher file."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from sqlcipher3 import dbapi2 as sqlcipher

from bot.core.model import EventId, EventRef, RoomId, UserId
from bot.store.account import AccountStore, Device
from bot.store.database import Database
from bot.store.ledger import (
    NOT_STARTED,
    STARTED_ORIGINAL,
    STARTED_TRANSLATED,
    Arrival,
    Copy,
    Lane,
    Ledger,
    Pending,
    Route,
    Untranslated,
)
from bot.store.merged import MergedCopies
from tests.databases import open_blank

KEY = bytes(range(32))
NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
LOGIN = "login"
EN, ES, FR = RoomId("!en"), RoomId("!es"), RoomId("!fr")


@pytest_asyncio.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_blank(tmp_path / "bot.db", KEY)
    await AccountStore(opened).remember_device(Device(UserId("@bot:demo.local"), "DEVICE", "token", LOGIN))
    yield opened
    await opened.close()


@pytest.fixture
def ledger(database: Database) -> Ledger:
    return Ledger(database)


def ref(event_id: str, room_id: RoomId = ES) -> EventRef:
    return EventRef(room_id, EventId(event_id))


def copy(event_id: str, room_id: RoomId, source: str, revision: str | None = None, *, edits: bool = False) -> Copy:
    return Copy(ref(event_id, room_id), ref(source), EventId(revision or source), edits)


async def accept(ledger: Ledger, *event_ids: str, now: datetime = NOW) -> None:
    await ledger.accept([Arrival(ref(event_id)) for event_id in event_ids], "token", LOGIN, now)


async def delete(ledger: Ledger, victim: str, by: str = "$deletion", room_id: RoomId = ES) -> None:
    await ledger.accept([Arrival(ref(by, room_id), EventId(victim))], "token", LOGIN, NOW)


async def oldest(ledger: Ledger, lane: Lane, room_id: RoomId = RoomId("")) -> Pending:
    pending = await ledger.next(lane, room_id)
    assert pending is not None
    return pending


async def to_relay(ledger: Ledger, event_id: str, *rooms: RoomId, subject: str = "") -> list[Pending]:
    """Accept one event and send it on its way; gives the work, one piece per room."""
    await accept(ledger, event_id)
    routes = [Route("relay", room, EventId(subject)) for room in rooms]
    await ledger.route(await oldest(ledger, "inbox"), routes)
    return [await oldest(ledger, "relay", room) for room in rooms]


async def relayed(ledger: Ledger, event_id: str, *copies: Copy, translated: bool = True, now: datetime = NOW) -> None:
    """The whole way of a message, to a copy in each room."""
    subject = copies[0].source.event_id if copies[0].edits else ""
    work = await to_relay(ledger, event_id, *(made.ref.room_id for made in copies), subject=subject)
    for pending, made in zip(work, copies, strict=True):
        await ledger.start(pending, STARTED_TRANSLATED if translated else STARTED_ORIGINAL)
        assert await ledger.finish(pending, made, now, translated=translated)


async def lock(ledger: Ledger, session_id: str) -> None:
    """The oldest event of the inbox waits for a room key."""
    await ledger.route(await oldest(ledger, "inbox"), [Route("locked", subject=EventId(session_id))])


async def events_of(ledger: Ledger, lane: Lane, room_id: RoomId = RoomId("")) -> list[str]:
    """Empties a lane; what was in it, in order."""
    found: list[str] = []
    while pending := await ledger.next(lane, room_id):
        found.append(pending.ref.event_id)
        await ledger.drop(pending)
    return found


def ids(copies: Iterable[Copy]) -> list[str]:
    return [made.ref.event_id for made in copies]


# A sync batch


async def test_a_batch_comes_in_order_with_its_place_in_the_stream(ledger: Ledger, database: Database) -> None:
    await ledger.accept([Arrival(ref("$1")), Arrival(ref("$2", EN)), Arrival(ref("$3"))], "s7", LOGIN, NOW)
    assert await AccountStore(database).sync_token() == "s7"
    first = await oldest(ledger, "inbox")
    assert (first.ref, first.accepted_at, first.login_id) == (ref("$1"), NOW, LOGIN)
    assert (first.started, first.cancelled) == (NOT_STARTED, False)
    assert await events_of(ledger, "inbox") == ["$1", "$2", "$3"]


async def test_a_batch_that_fails_leaves_neither_events_nor_its_place_in_the_stream(
    ledger: Ledger, database: Database
) -> None:
    await ledger.accept([], "before", LOGIN, NOW)
    unusable = replace(ref("$2"), room_id=None)  # type: ignore[arg-type]
    with pytest.raises(sqlcipher.IntegrityError):
        await ledger.accept([Arrival(ref("$1")), Arrival(unusable)], "after", LOGIN, NOW)
    assert await ledger.depth() == {}
    assert await AccountStore(database).sync_token() == "before"


async def test_the_same_batch_twice_is_the_same_work(ledger: Ledger) -> None:
    for _ in range(2):
        await ledger.accept([Arrival(ref("$1")), Arrival(ref("$2"), EventId("$0"))], "s7", LOGIN, NOW)
    assert await ledger.depth() == {"inbox": 1, "redaction": 1}


async def test_everything_survives_a_restart(ledger: Ledger, database: Database, tmp_path: Path) -> None:
    await relayed(ledger, "$1", copy("$c1", EN, "$1"), translated=False)
    (pending,) = await to_relay(ledger, "$2", EN)
    await ledger.start(pending, STARTED_ORIGINAL)
    await accept(ledger, "$3")
    await database.close()

    reopened = await Database.open(tmp_path / "bot.db", KEY)
    again = Ledger(reopened)
    assert await again.next("relay", EN) == replace(pending, started=STARTED_ORIGINAL)
    assert (await oldest(again, "inbox")).ref == ref("$3")
    assert await again.copy_of(EventId("$1"), EN) == copy("$c1", EN, "$1")
    assert await again.untranslated(EN) == Untranslated(ref("$1"), EventId("$1"), ref("$c1", EN), NOW)
    await reopened.close()


# Routing


async def test_an_event_goes_on_to_every_target_and_leaves_the_inbox(ledger: Ledger) -> None:
    await to_relay(ledger, "$1", EN, FR)
    await to_relay(ledger, "$2", EN)
    assert await ledger.depth() == {"relay": 3}
    assert await events_of(ledger, "relay", EN) == ["$1", "$2"]
    assert await events_of(ledger, "relay", FR) == ["$1"]


async def test_what_is_already_copied_is_not_relayed_there_again(ledger: Ledger) -> None:
    await relayed(ledger, "$1", copy("$c1", EN, "$1"))
    await accept(ledger, "$1")  # the homeserver repeats a batch whose end we did not record
    await ledger.route(await oldest(ledger, "inbox"), [Route("relay", EN), Route("relay", FR)])
    assert await events_of(ledger, "relay", EN) == []
    assert await events_of(ledger, "relay", FR) == ["$1"]


async def test_an_edit_that_is_already_shown_is_not_relayed_again(ledger: Ledger) -> None:
    await relayed(ledger, "$1", copy("$c1", EN, "$1"))
    await relayed(ledger, "$e", copy("$c2", EN, "$1", "$e", edits=True))
    await accept(ledger, "$e")
    await ledger.route(await oldest(ledger, "inbox"), [Route("relay", EN, EventId("$1"))])
    assert await ledger.depth() == {}


async def test_a_command_is_answered_once(ledger: Ledger) -> None:
    await accept(ledger, "$1")
    await ledger.route(await oldest(ledger, "inbox"), [Route("command")])
    await ledger.answered(await oldest(ledger, "command"), NOW)
    await accept(ledger, "$1")
    await ledger.route(await oldest(ledger, "inbox"), [Route("command")])
    assert await ledger.depth() == {}


async def test_what_was_deleted_while_it_was_read_goes_nowhere(ledger: Ledger) -> None:
    await accept(ledger, "$1")
    being_read = await oldest(ledger, "inbox")
    await delete(ledger, "$1")
    await ledger.route(being_read, [Route("relay", EN), Route("command")])
    assert await ledger.depth() == {"redaction": 1}


async def test_locked_events_are_read_again_in_their_old_order_before_newer_ones(ledger: Ledger) -> None:
    await accept(ledger, "$1", "$2")
    for _ in range(2):
        await lock(ledger, "session")
    await accept(ledger, "$3")
    assert (await oldest(ledger, "inbox")).ref == ref("$3")
    assert await ledger.unlock(["session"]) == 2
    assert await events_of(ledger, "inbox") == ["$1", "$2", "$3"]


async def test_a_locked_event_keeps_its_place_before_what_came_after_it(ledger: Ledger) -> None:
    await accept(ledger, "$1", "$2")
    await lock(ledger, "session")
    await ledger.unlock(["session"])
    assert await events_of(ledger, "inbox") == ["$1", "$2"]


async def test_a_room_key_unlocks_only_what_waits_for_it(ledger: Ledger) -> None:
    await accept(ledger, "$1", "$2", "$3")
    for session_id in ("a", "b", "a"):
        await lock(ledger, session_id)
    assert await ledger.unlock(["a", "unknown"]) == 2
    assert await events_of(ledger, "inbox") == ["$1", "$3"]
    assert await ledger.depth() == {"locked": 1}


async def test_unlocking_an_event_that_the_homeserver_has_repeated_reads_it_once(ledger: Ledger) -> None:
    await accept(ledger, "$1")
    await lock(ledger, "session")
    await accept(ledger, "$2", "$1")
    await ledger.unlock(["session"])
    assert await events_of(ledger, "inbox") == ["$1", "$2"]
    assert await ledger.depth() == {}


# Sending


async def test_work_stays_until_its_result_is_recorded(ledger: Ledger) -> None:
    (pending,) = await to_relay(ledger, "$1", EN)
    assert await ledger.start(pending, STARTED_TRANSLATED)
    assert await ledger.next("relay", EN) == replace(pending, started=STARTED_TRANSLATED)
    assert await ledger.finish(pending, copy("$c1", EN, "$1"), NOW, translated=True)
    assert await ledger.next("relay", EN) is None
    assert await ledger.copy_of(EventId("$1"), EN) == copy("$c1", EN, "$1")
    assert await ledger.copy_of(EventId("$1"), FR) is None


async def test_the_same_result_recorded_twice_is_one_copy(ledger: Ledger) -> None:
    """The transaction id gave the same event again."""
    await relayed(ledger, "$1", copy("$c1", EN, "$1"))
    (pending,) = await to_relay(ledger, "$2", EN)
    await ledger.finish(pending, copy("$c1", EN, "$1"), NOW, translated=True)
    assert ids(await ledger.family(EventId("$1"))) == ["$c1"]


# Deletion


async def test_a_deletion_takes_every_unstarted_piece_of_work_with_it(ledger: Ledger) -> None:
    await to_relay(ledger, "$1", EN, FR)
    await to_relay(ledger, "$e", EN, FR, subject="$1")
    await accept(ledger, "$1")
    await ledger.route(await oldest(ledger, "inbox"), [Route("command")])
    await to_relay(ledger, "$other", EN)
    await delete(ledger, "$1")
    assert await ledger.depth() == {"redaction": 1, "relay": 1}
    assert await events_of(ledger, "relay", EN) == ["$other"]


async def test_a_deletion_in_the_batch_of_its_message_wins(ledger: Ledger) -> None:
    await ledger.accept([Arrival(ref("$1")), Arrival(ref("$deletion"), EventId("$1"))], "s7", LOGIN, NOW)
    assert await ledger.depth() == {"redaction": 1}


async def test_a_deletion_takes_what_waits_for_a_room_key(ledger: Ledger) -> None:
    await accept(ledger, "$1")
    await lock(ledger, "session")
    await delete(ledger, "$1")
    assert await ledger.depth() == {"redaction": 1}


async def test_work_that_was_deleted_before_it_started_cannot_start(ledger: Ledger) -> None:
    (pending,) = await to_relay(ledger, "$1", EN)
    await delete(ledger, "$1")
    assert not await ledger.start(pending, STARTED_TRANSLATED)


async def test_work_that_may_have_been_sent_stays_marked_when_it_is_deleted(ledger: Ledger) -> None:
    (pending,) = await to_relay(ledger, "$1", EN)
    await ledger.start(pending, STARTED_TRANSLATED)
    await delete(ledger, "$1")
    assert (await oldest(ledger, "relay", EN)).cancelled
    assert not await ledger.start(pending, STARTED_TRANSLATED)


async def test_finishing_tells_of_a_deletion_meanwhile(ledger: Ledger) -> None:
    (pending,) = await to_relay(ledger, "$1", EN)
    await ledger.start(pending, STARTED_TRANSLATED)
    await delete(ledger, "$1")
    assert not await ledger.finish(pending, copy("$c1", EN, "$1"), NOW, translated=True)


async def test_finishing_an_edit_tells_of_a_deletion_of_its_message(ledger: Ledger) -> None:
    await relayed(ledger, "$1", copy("$c1", EN, "$1"))
    (pending,) = await to_relay(ledger, "$e", EN, subject="$1")
    await ledger.start(pending, STARTED_TRANSLATED)
    await delete(ledger, "$1")
    assert not await ledger.finish(pending, copy("$c2", EN, "$1", "$e", edits=True), NOW, translated=True)


async def test_finishing_an_edit_tells_when_the_copy_it_edits_is_already_gone(ledger: Ledger) -> None:
    """The edit may have been read after its message's deletion came in: nothing could be cancelled then."""
    await relayed(ledger, "$1", copy("$c1", EN, "$1"))
    await delete(ledger, "$1")
    (pending,) = await to_relay(ledger, "$e", EN, subject="$1")
    await ledger.start(pending, STARTED_TRANSLATED)
    await ledger.forget_copy(copy("$c1", EN, "$1"))
    assert not await ledger.finish(pending, copy("$c2", EN, "$1", "$e", edits=True), NOW, translated=True)


async def test_a_copy_that_came_too_late_is_owed_a_deletion_that_survives_a_crash(ledger: Ledger) -> None:
    (pending,) = await to_relay(ledger, "$1", EN)
    await ledger.start(pending, STARTED_TRANSLATED)
    await delete(ledger, "$1")
    assert await events_of(ledger, "redaction") == ["$deletion"], "carried out before the copy was recorded"
    await ledger.finish(pending, copy("$c1", EN, "$1"), NOW, translated=True)
    owed = await oldest(ledger, "redaction")
    assert ids(await ledger.family(owed.subject)) == ["$c1"]


# Families


async def test_a_family_is_every_copy_and_every_edit_of_it_edits_first(ledger: Ledger) -> None:
    await relayed(ledger, "$1", copy("$c-en", EN, "$1"), copy("$c-fr", FR, "$1"))
    await relayed(ledger, "$e", copy("$e-en", EN, "$1", "$e", edits=True), copy("$e-fr", FR, "$1", "$e", edits=True))
    await relayed(ledger, "$2", copy("$other", EN, "$2"))
    family = ids(await ledger.family(EventId("$1")))
    assert sorted(family) == ["$c-en", "$c-fr", "$e-en", "$e-fr"]
    assert set(family[:2]) == {"$e-en", "$e-fr"}


async def test_the_family_of_an_edit_is_what_shows_its_text(ledger: Ledger) -> None:
    await relayed(ledger, "$1", copy("$c1", EN, "$1"))
    await relayed(ledger, "$e", copy("$c2", EN, "$1", "$e", edits=True))
    assert ids(await ledger.family(EventId("$e"))) == ["$c2"]


async def test_the_family_of_a_copy_is_itself_and_its_edits_in_its_room(ledger: Ledger) -> None:
    """A moderator deletes the copy in one room: its edits would stay readable there."""
    await relayed(ledger, "$1", copy("$c-en", EN, "$1"), copy("$c-fr", FR, "$1"))
    await relayed(ledger, "$e", copy("$e-en", EN, "$1", "$e", edits=True), copy("$e-fr", FR, "$1", "$e", edits=True))
    assert ids(await ledger.family(EventId("$c-en"))) == ["$e-en", "$c-en"]


async def test_what_was_sent_since_about_the_same_event_is_not_in_the_family_of_a_copy(ledger: Ledger) -> None:
    """The question about a message is deleted when its edit is asked about: the new question must stay."""
    await relayed(ledger, "$1", copy("$asked", EN, "$1"))
    await relayed(ledger, "$e", copy("$asked again", EN, "$1", "$e"))
    assert ids(await ledger.family(EventId("$asked"))) == ["$asked"]


async def test_a_forgotten_copy_is_in_no_family_and_waits_for_no_translation(ledger: Ledger) -> None:
    made = copy("$c1", EN, "$1")
    await relayed(ledger, "$1", made, translated=False)
    await ledger.forget_copy(made)
    assert await ledger.family(EventId("$1")) == []
    assert await ledger.untranslated(EN) is None


# Counterparts


async def test_a_persons_event_has_its_copy_as_counterpart_in_another_room(ledger: Ledger) -> None:
    await relayed(ledger, "$1", copy("$c-en", EN, "$1"), copy("$c-fr", FR, "$1"))
    assert await ledger.counterpart(EventId("$1"), EN) == "$c-en"


async def test_a_copy_has_the_persons_event_as_counterpart_in_the_room_it_came_from(ledger: Ledger) -> None:
    await relayed(ledger, "$1", copy("$c-en", EN, "$1"), copy("$c-fr", FR, "$1"))
    assert await ledger.counterpart(EventId("$c-en"), ES) == "$1"


async def test_a_copy_has_the_other_copy_as_counterpart_in_a_third_room(ledger: Ledger) -> None:
    await relayed(ledger, "$1", copy("$c-en", EN, "$1"), copy("$c-fr", FR, "$1"))
    assert await ledger.counterpart(EventId("$c-en"), FR) == "$c-fr"


async def test_the_counterpart_is_the_copy_and_never_an_edit_of_it(ledger: Ledger) -> None:
    await relayed(ledger, "$1", copy("$c-en", EN, "$1"), copy("$c-fr", FR, "$1"))
    await relayed(ledger, "$e", copy("$e-en", EN, "$1", "$e", edits=True), copy("$e-fr", FR, "$1", "$e", edits=True))
    assert await ledger.counterpart(EventId("$1"), EN) == "$c-en"
    assert await ledger.counterpart(EventId("$e-en"), FR) == "$c-fr"


async def test_what_was_never_relayed_has_no_counterpart(ledger: Ledger) -> None:
    await relayed(ledger, "$1", copy("$c-en", EN, "$1"))
    assert await ledger.counterpart(EventId("$1"), FR) is None
    assert await ledger.counterpart(EventId("$unknown"), EN) is None


# Late translations


async def test_copies_wait_for_their_translation_in_the_order_they_were_sent(ledger: Ledger) -> None:
    for number in "123":
        await relayed(ledger, f"${number}", copy(f"$c{number}", EN, f"${number}"), translated=False)
    waiting = []
    while one := await ledger.untranslated(EN):
        waiting.append(one.copy.event_id)
        assert await ledger.translated(one, EventId(f"$t-{one.copy.event_id}"), NOW)
    assert waiting == ["$c1", "$c2", "$c3"]
    assert await ledger.untranslated(FR) is None


async def test_the_edit_that_brings_a_translation_belongs_to_the_family(ledger: Ledger) -> None:
    await relayed(ledger, "$1", copy("$c1", EN, "$1"), translated=False)
    waiting = await ledger.untranslated(EN)
    assert waiting is not None
    assert await ledger.translated(waiting, EventId("$t1"), LATER)
    assert ids(await ledger.family(EventId("$1"))) == ["$t1", "$c1"]


async def test_a_newer_text_waits_in_the_place_of_the_older_one(ledger: Ledger) -> None:
    await relayed(ledger, "$1", copy("$c1", EN, "$1"), translated=False)
    await relayed(ledger, "$e", copy("$c2", EN, "$1", "$e", edits=True), translated=False, now=LATER)
    assert await ledger.untranslated(EN) == Untranslated(ref("$1"), EventId("$e"), ref("$c1", EN), LATER)


async def test_nothing_waits_once_a_newer_text_came_translated(ledger: Ledger) -> None:
    await relayed(ledger, "$1", copy("$c1", EN, "$1"), translated=False)
    await relayed(ledger, "$e", copy("$c2", EN, "$1", "$e", edits=True))
    assert await ledger.untranslated(EN) is None


async def test_an_old_text_is_not_translated_while_a_newer_one_is_on_its_way(ledger: Ledger) -> None:
    """Its translation could come after the newer text and hide it."""
    await relayed(ledger, "$1", copy("$c1", EN, "$1"), translated=False)
    (edit,) = await to_relay(ledger, "$e", EN, subject="$1")
    assert await ledger.untranslated(EN) is None
    await ledger.drop(edit)
    assert await ledger.untranslated(EN) is not None


@pytest.mark.parametrize("victim", ["$1", "$c1"])
async def test_a_deletion_ends_the_waiting_and_a_translation_that_came_too_late_is_told(
    ledger: Ledger, victim: str
) -> None:
    await relayed(ledger, "$1", copy("$c1", EN, "$1"), translated=False)
    waiting = await ledger.untranslated(EN)
    assert waiting is not None
    await delete(ledger, victim)
    assert await ledger.untranslated(EN) is None
    assert await events_of(ledger, "redaction") == ["$deletion"]
    assert not await ledger.translated(waiting, EventId("$t1"), LATER)
    owed = await oldest(ledger, "redaction")
    assert "$t1" in ids(await ledger.family(owed.subject))


async def test_a_translation_of_an_older_text_does_not_end_the_waiting_of_a_newer_one(ledger: Ledger) -> None:
    await relayed(ledger, "$1", copy("$c1", EN, "$1"), translated=False)
    old = await ledger.untranslated(EN)
    assert old is not None
    await relayed(ledger, "$e", copy("$c2", EN, "$1", "$e", edits=True), translated=False)
    assert not await ledger.translated(old, None, LATER)
    waiting = await ledger.untranslated(EN)
    assert waiting is not None
    assert waiting.revision == "$e"


async def test_the_next_copy_of_other_rooms_is_the_oldest_that_did_not_come_from_this_one(ledger: Ledger) -> None:
    rooms = (EN, ES, FR)
    for place in range(27):
        source, target = rooms[place * place % 7 % 3], rooms[place % 5 % 3]
        await ledger.accept([Arrival(ref(f"${place}", source))], "token", LOGIN, NOW)
        await ledger.route(await oldest(ledger, "inbox"), [Route("relay", target)])
    waiting = {target: await everything(ledger, target) for target in rooms}
    assert len({(each.ref.room_id, target) for target, queue in waiting.items() for each in queue}) == 9
    for target, queue in waiting.items():
        while queue:
            for source in (*rooms, RoomId("!nobody")):
                of_others = [each for each in queue if each.ref.room_id != source]
                assert await ledger.next_copy(target, not_from=source) == (of_others[0] if of_others else None)
            await ledger.drop(queue.pop(len(queue) // 2))


async def everything(ledger: Ledger, target: RoomId) -> list[Pending]:
    return await MergedCopies(ledger._database).queue(await oldest(ledger, "relay", target), 100)
