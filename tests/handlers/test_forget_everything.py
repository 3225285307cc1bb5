"""After `!forget me` nothing of the bot that quotes, names or answers that person stands anywhere, whatever said it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot import purge_console
from bot.core.model import EventId, Member, RoomId, UserId
from bot.handlers.purge_requests import RequestKind
from bot.store.purges import PurgeStore
from bot.store.register import Register
from tests.fakes.detectors import detectors
from tests.fakes.homeserver import Event
from tests.handlers.house import ANA, CARLA, ELLEN, EN, ES, FLEUR, FR, MEMBERS, House
from tests.handlers.register_house import direct_room, enter, tell

OPERATORS = RoomId("!operators")
HUGO = UserId("@hugo:demo.local")
MARK = "Zarzamora"
"""In everything that Ana writes."""


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[House]:
    members = {
        **MEMBERS,
        ANA: replace(MEMBERS[ANA], name="Ana Bertha", language="en", role="coordinator"),
        HUGO: Member(HUGO, "Hugo", "Union ES", "es", "coordinator"),
    }
    async with House(folder, detectors=detectors(), members=members, operators_room=OPERATORS) as house:
        house.homeserver.add_room(OPERATORS)
        for user in members:
            direct_room(house, user)
        yield house


async def done(house: House) -> None:
    store = PurgeStore(house.database)

    async def nothing_is_left() -> bool:
        return await store.next() is None

    await house.idle()
    await house.until(nothing_is_left)
    await house.idle()


def standing(house: House) -> list[Event]:
    """What the bot has said and what has not been deleted."""
    return [
        event
        for room in house.homeserver.rooms.values()
        for event in room.events
        if event.outgoing is not None and not event.redacted
    ]


def leads_to_ana(house: House, event: Event) -> bool:
    sent = event.outgoing
    assert sent is not None
    words = f"{sent.body.plain} {sent.body.html} {sent.file.name if sent.file else ''} {sent.poll}"
    hers = {each.ref.event_id for room in house.homeserver.rooms.values() for each in room.events if each.sender == ANA}
    named = any(word in words for word in (MARK, "Ana Bertha", ANA))
    return named or sent.reply_to in hers or ANA in sent.mentions or event.ref.room_id == direct_room(house, ANA)


async def everything(house: House) -> None:
    """Ana uses what the bot has; others ask about her, and are shown what she wrote."""
    chat = direct_room(house, ANA)
    await house.said(ES, ANA, f"{MARK} uno")
    copy = next(each for each in house.homeserver.shown(EN) if MARK in each.text)
    for text in ("!ayuda", "!bot", "!estadísticas", f"!fantasía {MARK}", "!privacidad", "!miembros"):
        await house.said(ES, ANA, text)
    await house.said(EN, ELLEN, "!members")
    await house.said(EN, ANA, f"!fix {MARK} one, in better words", reply_to=copy.event_id)
    house.homeserver.ask(ES, ANA, f"¿{MARK}?", "sí", "no")
    await house.said(ES, ANA, f"Juana {MARK} vio todo")
    for text in ("2", f"just talk, {MARK}", "!digest subscribe", "!privacy", "!members"):
        await house.said(chat, ANA, text)
    record = await enter(house, ANA, facility=f"Planta {MARK}")
    for text in (f"!petition status {record}", f"!letter {record} reasons", f"!petition timeline {record}"):
        await house.said(chat, ANA, text)
    for text in ("!petition export json", f"!announce {MARK} meets on Friday.", "!announce entendido"):
        await house.said(chat, ANA, text)
    await house.said(OPERATORS, CARLA, f"!member suspend {ANA}")
    await house.said(OPERATORS, CARLA, f"!member restore {ANA}")
    await house.said(OPERATORS, HUGO, f"!member restore {ANA}")
    await house.idle(seconds_each=1)


def left_of_ana(house: House, command: EventId) -> list[str]:
    """The word that it begins, and the receipt, are all that may answer her."""
    events = [event for event in standing(house) if leads_to_ana(house, event)]
    return [
        f"{event.ref.room_id}: {event.outgoing.body.plain}"
        for event in events
        if event.outgoing is not None and event.outgoing.reply_to != command
    ]


async def test_after_forget_me_nothing_of_the_bot_leads_to_that_person(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        await everything(house)
        assert len([event for event in standing(house) if leads_to_ana(house, event)]) > 35, "or it shows nothing"
        others = len(standing(house)) - len([event for event in standing(house) if leads_to_ana(house, event)])
        command = await house.said(direct_room(house, ANA), ANA, "!forget me entendido")
        await done(house)
        assert left_of_ana(house, command.event_id) == []
        assert len(standing(house)) == others + 2, "and nothing else went"
        for event in house.homeserver.rooms[direct_room(house, ANA)].events:
            assert event.redacted or event.ref == command or event.sender != ANA, "her own words there are gone as well"


async def test_no_row_names_that_person_and_the_records_of_their_group_stand_as_they_were(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        await everything(house)
        record = await enter(house, HUGO, facility="Planta Sur")
        await house.said(direct_room(house, ANA), ANA, f"!petition update {record} declined 2026-10-20")
        await house.said(direct_room(house, HUGO), HUGO, f"!petition history {record}")
        before = await tell(house, f"!petition status {record}", HUGO)
        await house.said(direct_room(house, ANA), ANA, "!forget me entendido")
        await done(house)
        for table in await house.database.fetch_all("SELECT name FROM sqlite_master WHERE type = 'table'"):
            rows = await house.database.fetch_all(f'SELECT * FROM "{table["name"]}"')
            named = [tuple(row) for row in rows if any(ANA in str(value) for value in tuple(row))]
            assert len(named) == (2 if table["name"] == "said_about" else 0), "the receipt, and the word before it"
        assert await tell(house, f"!petition status {record}", HUGO) == before
        told = await tell(house, f"!petition history {record}", HUGO)
        assert "Ana" not in told
        assert "Union ES" in told
        assert "Recorded" in await tell(house, f"!petition update {record} refiled 2026-10-25", HUGO)
        await house.restart()
        register = await Register.open(house.database)
        assert register.tampered == ()
        kept = register.get(record)
        assert kept is not None
        assert kept.steps[-1].stage == "refiled"


async def test_every_event_of_the_bot_is_in_the_map_or_noted(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        await everything(house)
        rows = await house.database.fetch_all("SELECT event_id FROM copy UNION SELECT event_id FROM said")
        noted = {row["event_id"] for row in rows}
        sent = [event for room in house.homeserver.rooms.values() for event in room.events if event.outgoing]
        assert [e.outgoing for e in sent if not e.redacted and e.ref.event_id not in noted] == []
        assert [e.outgoing for e in sent if e.redacted and e.ref.event_id in noted] == [], "what is gone is not noted"


@pytest.mark.parametrize(("kind", "value"), [("person", str(ANA)), ("channel", "plants"), ("before", "2999-01-01")])
async def test_the_operators_purge_takes_them_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: RequestKind, value: str
) -> None:
    monkeypatch.setattr(purge_console, "LOOK_EVERY_S", 0)
    async with opened(tmp_path) as house:
        await everything(house)
        purging = asyncio.create_task(
            asyncio.to_thread(purge_console.run, house._settings, kind, value, None, lambda _: None)
        )
        await house.until(purging.done)
        assert await purging == 0
        left = standing(house)
        if kind == "person":
            assert [event.outgoing for event in left if leads_to_ana(house, event)] == []
        elif kind == "channel":
            assert [event.outgoing for event in left if event.ref.room_id in (EN, ES, FR)] == []
            assert left, "other rooms are not meant"
        else:
            assert [event.outgoing for event in left] == []


async def test_forget_as_a_reply_to_the_answer_takes_the_command_and_all_that_it_brought(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        record = await enter(house, ANA, facility=f"Planta {MARK}")
        before = len(standing(house))
        command = await house.said(ES, ANA, f"!petición estado {record}")
        (answer,) = [e for e in standing(house) if e.outgoing and e.outgoing.reply_to == command.event_id]
        assert len(standing(house)) == before + 2, "a line in the room, and the card in the direct chat"
        await house.said(ES, FLEUR, "!oublier", reply_to=answer.ref.event_id)
        await done(house)
        assert answer in standing(house), "not anybody's to delete"
        before_forget = len(standing(house))
        await house.said(ES, ANA, "!borrar", reply_to=answer.ref.event_id)
        await done(house)
        assert answer not in standing(house)
        assert house.homeserver.find(command).redacted
        assert len(standing(house)) == before_forget, "two went; the word that it begins and the receipt came"


async def test_what_a_person_deletes_in_the_app_takes_its_answer_in_that_room(house: House) -> None:
    command = await house.said(ES, ANA, f"!fantasía {MARK}")
    (answer,) = standing(house)
    house.homeserver.redact(ANA, command)
    await house.deletions_done()
    await house.idle()
    assert answer.redacted


async def test_a_purge_that_is_killed_at_any_answer_goes_on_and_counts_each_once(tmp_path: Path) -> None:
    for step in range(6):
        (folder := tmp_path / str(step)).mkdir()
        async with opened(folder) as house:
            chat = direct_room(house, ANA)
            for text in ("!privacy", f"just talk, {MARK}"):
                await house.said(chat, ANA, text)
            command = house.homeserver.say(chat, ANA, "!forget me entendido")
            hold = house.rooms.hold("redact", done=True)
            for _ in range(step):
                await house.until(hold.reached.is_set)
                following = house.rooms.hold("redact", done=True)
                hold.release()
                hold = following
            if step < 4:
                await house.until(hold.reached.is_set)
                await house.restart()
            await done(house)
            assert left_of_ana(house, command.event_id) == []
            receipts = [text for text in house.homeserver.texts(chat) if "other homeservers" in text]
            assert len(receipts) == 1
            assert "2 copies" in receipts[0]
            assert "2 messages" in receipts[0]
            if step >= 4:
                return
