"""What a person wants gone goes with all that came of it, also when the bot is killed in the middle of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import pytest

from bot.core.commands import Command
from bot.core.model import EventId, EventRef, Language, RoomId
from bot.errors import MatrixError, UserError
from bot.handlers.answers import Asked
from bot.handlers.forgetting import ForgettingDesk
from bot.handlers.open_events import OpenEvents
from bot.handlers.purge_words import PurgeWords
from bot.handlers.purging import Purging
from bot.handlers.reactions import Reactions
from bot.handlers.settling import Settling
from bot.i18n import Texts
from bot.store.purge_items import PurgeItems
from bot.store.purges import PurgeStore
from bot.store.reactions import ReactionStore
from bot.store.said import SaidStore
from tests.fakes.detectors import detectors
from tests.fakes.rooms import BOT, Call
from tests.handlers.house import ANA, CARLA, CHANNEL, ELLEN, EN, ES, FR, MEMBERS, House

SECRET, OTHER = "Berenjena", "Tomate"
DIRECT = RoomId("!direct")


async def done(house: House) -> None:
    store = PurgeStore(house.database)

    async def nothing_is_left() -> bool:
        return await store.next() is None

    await house.idle()
    await house.until(nothing_is_left)


async def rows_about(house: House, event_id: EventId) -> list[str]:
    """Tables with a row that names this event; the receipts are not looked at."""
    tables = await house.database.fetch_all("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'purge'")
    found = []
    for table in tables:
        rows = await house.database.fetch_all(f'SELECT * FROM "{table["name"]}"')
        if any(str(event_id) in str(value) for row in rows for value in tuple(row)):
            found.append(table["name"])
    return found


def readable(house: House) -> str:
    return "\n".join(house.homeserver.readable(room) for room in (EN, ES, FR))


def emoji_of_the_bot(house: House) -> int:
    return sum(
        event.sender == BOT and event.inbound is not None and not event.redacted
        for room in house.homeserver.rooms.values()
        for event in room.events
    )


def desk_of(house: House) -> tuple[ForgettingDesk, Purging]:
    """For a direct chat: the whole bot reads one only once somebody has made one."""
    texts, events = Texts.load(), OpenEvents(house.rooms)
    reactions = Reactions(house.ledger, house.rooms, ReactionStore(house.database), BOT)
    store = PurgeStore(house.database)
    said, words = SaidStore(house.database), PurgeWords(texts)
    settling = Settling(said, house.rooms, house.clock)
    purging = Purging(
        store,
        PurgeItems(house.database),
        house.database,
        house.ledger,
        house.rooms,
        events,
        reactions,
        words,
        settling,
        house.clock,
        BOT,
    )
    return ForgettingDesk(texts, store, purging, house.ledger, said, events), purging


def asked(house: House, word: str = "", language: Language = "en") -> Asked:
    command = Command("forget.me", {"word": word} if word else {}, language)
    ref = EventRef(DIRECT, EventId("$asked"))
    return Asked(command, MEMBERS[ANA], CHANNEL, language, ref, house.clock.now(), direct=True)


async def story(house: House) -> tuple[EventRef, EventRef]:
    """Ana says something, edits it, Ellen likes it; and something else. Gives both messages."""
    secret = await house.said(ES, ANA, SECRET)
    house.homeserver.edit(ES, ANA, secret, f"{SECRET} dos")
    await house.idle()
    house.homeserver.react(ELLEN, secret, "🎉")
    await house.idle()
    return secret, await house.said(ES, CARLA, OTHER)


# !forget


async def test_a_message_goes_with_its_copies_edits_emoji_and_rows(house: House) -> None:
    secret, other = await story(house)
    assert emoji_of_the_bot(house) == 2
    house.homeserver.say(ES, ANA, "!borrar", reply_to=secret.event_id)
    await done(house)
    assert SECRET not in readable(house)
    assert house.homeserver.find(secret).redacted
    edits = [event for event in house.homeserver.rooms[ES].events if event.sender == ANA and not event.redacted]
    assert [event.inbound.ref for event in edits if event.inbound] == [edits[-1].ref], "only the command is left"
    assert emoji_of_the_bot(house) == 0
    assert await rows_about(house, secret.event_id) == []
    assert OTHER in house.homeserver.texts(EN)[-1]
    assert await rows_about(house, other.event_id) == ["copy"]


async def test_the_receipt_counts_and_says_what_nobody_can_take_back(house: House) -> None:
    secret, _ = await story(house)
    house.homeserver.say(ES, ANA, "!borrar", reply_to=secret.event_id)
    await done(house)
    receipt = house.homeserver.texts(ES)[-1]
    assert "1 mensaje o reacción" in receipt
    assert "4 copias, ediciones o respuestas mías" in receipt
    assert "otros servidores" in receipt


async def test_only_its_author_or_a_coordinator_has_a_message_deleted(house: House) -> None:
    said = await house.said(EN, ELLEN, SECRET)
    (copy,) = house.homeserver.shown(ES)
    await house.idle()
    house.homeserver.say(ES, ANA, "!borrar", reply_to=copy.event_id)
    await done(house)
    assert "Solo quien escribió un mensaje" in house.homeserver.texts(ES)[-1]
    assert SECRET in house.homeserver.readable(FR)
    house.homeserver.say(ES, CARLA, "!borrar", reply_to=copy.event_id)
    await done(house)
    assert SECRET not in readable(house)
    assert house.homeserver.find(said).redacted


async def test_without_a_message_to_reply_to_nothing_is_deleted(house: House) -> None:
    await house.said(EN, ELLEN, SECRET)
    await house.said(EN, ELLEN, "!forget")
    await done(house)
    assert "Which message?" in house.homeserver.texts(EN)[-1]
    assert SECRET in house.homeserver.readable(ES)


async def test_where_the_room_does_not_let_us_the_receipt_says_so(house: House) -> None:
    said = await house.said(EN, ELLEN, SECRET)
    house.rooms.fail("redact", MatrixError("M_FORBIDDEN", 403), room_id=EN)
    house.homeserver.say(EN, ELLEN, "!forget", reply_to=said.event_id)
    await done(house)
    assert "Not deleted: 1, because the room does not let me." in house.homeserver.texts(EN)[-1]
    assert SECRET not in readable(house)


@pytest.mark.parametrize("call", ["redact", "annotations", "send"])
@pytest.mark.parametrize("after", [False, True])
async def test_a_crash_at_any_call_loses_nothing_and_the_receipt_comes_once(
    tmp_path: Path, call: Call, *, after: bool
) -> None:
    for step in range(12):
        (folder := tmp_path / str(step)).mkdir()
        async with House(folder) as house:
            secret, _ = await story(house)
            if not await crashed_at(house, call, step, after=after, begin=partial(forget, house, secret)):
                assert step > 0, "no such call is made at all"
                return
            assert SECRET not in readable(house)
            assert house.homeserver.find(secret).redacted
            assert emoji_of_the_bot(house) == 0
            assert await rows_about(house, secret.event_id) == []
            receipts = [text for text in house.homeserver.texts(ES) if "otros servidores" in text]
            assert len(receipts) == 1
            assert "4 copias, ediciones o respuestas" in receipts[0], "counted once each"
    raise AssertionError("the purge makes more calls than this test knows")


def forget(house: House, secret: EventRef) -> None:
    house.homeserver.say(ES, ANA, "!borrar", reply_to=secret.event_id)


async def crashed_at(house: House, call: Call, step: int, *, after: bool, begin: Callable[[], None]) -> bool:
    """Kill the bot at its call number `step` of this kind, start it again and let it finish. False: it makes fewer."""
    holds = [house.rooms.hold(call, done=after)]
    begin()
    store = PurgeStore(house.database)

    async def held_or_over() -> bool:
        started = await store.get(1) is not None
        return holds[-1].reached.is_set() or (started and await store.next() is None)

    for _ in range(step):
        await house.until(held_or_over)
        if not holds[-1].reached.is_set():
            return False
        holds.append(house.rooms.hold(call, done=after))
        holds[-2].release()
    await house.until(held_or_over)
    if not holds[-1].reached.is_set():
        return False
    await house.restart()
    await done(house)
    return True


# !forget me


async def test_a_member_takes_back_what_they_said_and_nobody_elses(house: House) -> None:
    house.homeserver.add_room(DIRECT)
    secret, other = await story(house)
    (copy,) = [shown for shown in house.homeserver.shown(EN) if OTHER in shown.text]
    liked = house.homeserver.react(ANA, EventRef(EN, copy.event_id), "🎉")
    await house.idle()
    desk, purging = desk_of(house)
    reply = await desk.forget_me(asked(house, "understood"))
    assert "A receipt follows" in reply.text.plain
    await purging.work_off()
    assert SECRET not in readable(house)
    assert house.homeserver.find(secret).redacted
    assert house.homeserver.find(liked).redacted, "her reaction, which was on a copy in another room"
    assert not house.homeserver.find(other).redacted
    assert "2 messages or reactions" in house.homeserver.texts(DIRECT)[-1]
    rows = await house.database.fetch_all("SELECT person FROM purge")
    assert [row["person"] for row in rows] == [""], "the receipt itself does not tell who"


@pytest.mark.parametrize("word", ["", "yes", "ok"])
async def test_without_the_word_nothing_is_forgotten(house: House, word: str) -> None:
    await house.said(ES, ANA, SECRET)
    desk, purging = desk_of(house)
    reply = await desk.forget_me(asked(house, word))
    assert "!forget me understood" in reply.text.plain
    await purging.work_off()
    assert SECRET in readable(house)


async def test_the_same_command_again_is_one_purge(house: House) -> None:
    desk, _ = desk_of(house)
    for _ in range(2):
        await desk.forget_me(asked(house, "compris", "fr"))
    rows = await house.database.fetch_all("SELECT language FROM purge")
    assert [row["language"] for row in rows] == ["fr"]


async def test_in_a_room_it_is_refused_before_anything_happens(house: House) -> None:
    await house.said(EN, ELLEN, "!forget me understood")
    assert "direct chat" in house.homeserver.texts(EN)[-1]
    assert await PurgeStore(house.database).next() is None


async def test_what_nobody_can_tell_whose_it_is_stays_and_is_counted(house: House) -> None:
    house.homeserver.add_room(DIRECT)
    said = await house.said(ES, ANA, SECRET)
    house.homeserver.rooms[ES].events = [e for e in house.homeserver.rooms[ES].events if e.ref != said]
    desk, purging = desk_of(house)
    await desk.forget_me(asked(house, "understood"))
    await purging.work_off()
    assert SECRET in house.homeserver.readable(EN)
    assert "Left as it is: 1, because the homeserver" in house.homeserver.texts(DIRECT)[-1]


async def test_a_suspension_is_not_lifted_by_being_forgotten(house: House) -> None:
    house.homeserver.add_room(DIRECT)
    await house.said(EN, CARLA, f"!member suspend {ANA}")
    desk, purging = desk_of(house)
    await desk.forget_me(asked(house, "understood"))
    await purging.work_off()
    rows = await house.database.fetch_all("SELECT user_id FROM suspension")
    assert [row["user_id"] for row in rows] == [ANA]


# From the console


@pytest.mark.parametrize(
    ("request_it", "gone"),
    [
        (lambda house: PurgeStore(house.database).channel([EN], house.clock.now()), True),
        (lambda house: PurgeStore(house.database).channel([RoomId("!else")], house.clock.now()), False),
        (lambda house: PurgeStore(house.database).before(house.clock.now(), house.clock.now()), False),
    ],
)
async def test_a_purge_takes_its_channel_or_its_time_and_no_more(
    house: House, request_it: Callable[[House], Awaitable[int]], *, gone: bool
) -> None:
    await house.said(ES, ANA, SECRET)
    await request_it(house)
    _, purging = desk_of(house)
    await purging.work_off()
    assert (SECRET not in readable(house)) is gone


async def test_a_purge_by_time_leaves_what_came_later(house: House) -> None:
    await house.said(ES, ANA, SECRET)
    house.clock.advance(3600)
    await house.said(ES, ANA, OTHER)
    number = await PurgeStore(house.database).before(house.clock.now(), house.clock.now())
    _, purging = desk_of(house)
    await purging.work_off()
    purge = await PurgeStore(house.database).get(number)
    assert purge is not None
    assert (purge.is_done, purge.counts.sources, purge.counts.copies) == (True, 1, 2)
    assert SECRET not in readable(house)
    assert OTHER in readable(house)


async def test_a_homeserver_in_trouble_is_asked_again(house: House) -> None:
    said = await house.said(EN, ELLEN, SECRET)
    house.rooms.fail("redact", MatrixError("M_UNKNOWN", 502), times=3)
    house.homeserver.say(EN, ELLEN, "!forget", reply_to=said.event_id)

    async def nothing_is_left() -> bool:
        store = PurgeStore(house.database)
        return await store.get(1) is not None and await store.next() is None

    await house.until(nothing_is_left, seconds_each=1)
    assert SECRET not in readable(house)


async def test_the_coordinator_who_forgets_needs_a_message_that_exists(house: House) -> None:
    desk, _ = desk_of(house)
    with pytest.raises(UserError):
        await desk.forget(asked(house))


# With held messages


async def test_in_the_direct_chat_a_held_message_and_the_question_about_it_go_too(tmp_path: Path) -> None:
    async with House(tmp_path, detectors=detectors()) as house:
        held = await house.said(ES, ANA, "Juana Zepeda vio todo")
        (direct,) = [room for room in house.homeserver.rooms if room.startswith("!direct")]
        assert "Juana Zepeda" in house.homeserver.readable(direct)
        house.homeserver.say(direct, ANA, "!forget me understood")
        await done(house)
        assert house.homeserver.find(held).redacted
        assert "Juana Zepeda" not in house.homeserver.readable(direct)
        assert "A receipt follows" in house.homeserver.readable(direct)
        assert await rows_about(house, held.event_id) == []
        assert await house.database.fetch_all("SELECT 1 FROM hold") == []
