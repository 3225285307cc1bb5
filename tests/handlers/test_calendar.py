"""The calendar through the whole bot: dates with sources, added by coordinators, told once, taken home as a file."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest_asyncio

from bot.core.model import Member, RoomId, UserId
from tests.fakes.detectors import detectors
from tests.handlers.house import ANA, ELLEN, EN, ES, FLEUR, FR, MEMBERS, House
from tests.handlers.register_house import direct_room, tell

CORA = UserId("@cora:demo.local")


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path) as house:
        yield house


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[House]:
    cora = Member(CORA, "Cora", "Local 12", "en", "coordinator")
    async with House(folder, detectors=detectors(), members={**MEMBERS, CORA: cora}) as house:
        for room, people in ((EN, {ELLEN, CORA}), (ES, {ANA}), (FR, {FLEUR})):
            house.homeserver.rooms[room].people |= people
        yield house


async def added(house: House, day: str = "15 March 2027") -> str:
    last = ""
    for said in ("!deadline add", day, "Comments are due", "Notice USTR-2027-1", "1", "Vencen los comentarios", "keep"):
        last = await tell(house, said, CORA)
    assert "Notice USTR-2027-1" in last
    return await tell(house, "add", CORA)


def told(house: House, room_id: RoomId, word: str) -> int:
    return sum(word in text for text in house.homeserver.texts(room_id))


def to(house: House, month: int, day: int, hour: int, minute: int = 0) -> None:
    """In 2027, UTC."""
    moment = datetime(2027, month, day, hour, minute, tzinfo=UTC)
    house.clock.advance((moment - house.clock.now()).total_seconds())


async def test_every_date_stands_with_its_source_and_how_sure_it_is(house: House) -> None:
    shown = await tell(house, "!calendar")
    assert "Jul 1, 2027 (likely): Annual joint review" in shown
    assert "source: Article 34.7: every year after a review" in shown
    assert "checked on Nov 22, 2026" in shown
    assert "day not known: Docket for public comments" in shown
    assert "Artículo 34.7" in await tell(house, "!calendario", ANA)
    assert "Article 34.7\u00a0:" in await tell(house, "!calendrier", FLEUR)


async def test_an_added_date_is_in_the_calendar_of_every_language_with_its_corrected_words(house: House) -> None:
    assert "Added" in await added(house)
    assert "Mar 15, 2027: Comments are due" in await tell(house, "!calendar")
    assert "15 de marzo de 2027: Vencen los comentarios" in await tell(house, "!calendario", ANA)
    assert "15 mars 2027: FR Comments are due" in (await tell(house, "!calendrier", FLEUR)).replace("\u00a0:", ":")


async def test_it_is_told_in_every_room_a_week_and_two_days_before_and_on_the_day_each_once(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        await added(house)
        for at, day in enumerate((8, 13, 15), 1):
            to(house, 3, day, 14, 30)
            await house.idle()
            assert told(house, ES, "Vencen los comentarios") == at - 1
            to(house, 3, day, 15, 1)

            def everywhere(times: int = at) -> bool:
                words = ((EN, "Comments are due"), (ES, "Vencen"), (FR, "FR Comments are due"))
                return [told(house, room, word) for room, word in words] == [times] * 3

            await house.until(everywhere, seconds_each=0.2)
            await house.restart()
            await house.until(partial(noted, house, 3 * at), seconds_each=0.2)
            assert everywhere()


async def test_a_reminder_that_is_more_than_a_day_late_is_left_out(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        await added(house)
        await house.crash()
        to(house, 3, 9, 16)
        await house.start()
        house.clock.advance(600)
        await house.idle()
        assert told(house, EN, "Comments are due") == 0


async def test_of_a_month_no_day_is_made(house: House) -> None:
    await added(house, "March 2027")
    assert "March 2027: Comments are due" in await tell(house, "!calendar")
    to(house, 3, 1, 15, 1)
    house.clock.advance(600)
    await house.idle()
    assert told(house, EN, "Comments are due") == 0


async def test_a_year_that_was_not_written_is_not_guessed_and_a_past_day_is_refused(house: House) -> None:
    await tell(house, "!deadline add", CORA)
    for wrong in ("15 March", "2026-11-21", "soon", "yesterday"):
        assert "year too" in await tell(house, wrong, CORA)
    assert "1. Apr 3, 2027" in await tell(house, "03/04/2027", CORA)
    assert "One sentence" in await tell(house, "2", CORA)


async def test_only_a_coordinator_adds_one_and_only_with_the_typed_word_and_without_names(house: House) -> None:
    assert "Only coordinators" in await tell(house, "!deadline add 2027-03-15 Comments are due", ELLEN)
    await tell(house, "!deadline add 2027-03-15 Comments are due", CORA)
    assert "Juana" in await tell(house, "Juana said so", CORA)
    for said in ("Notice", "1", "keep", "keep"):
        await tell(house, said, CORA)
    for said in ("yes", "ok", "publish"):
        assert "write: add" in await tell(house, said, CORA)
    assert "Comments are due" not in await tell(house, "!calendar")
    assert "fr: Fin" in await tell(house, "fr Fin", CORA)
    assert "Added" in await tell(house, "ajouter", CORA)


async def test_a_source_says_something_and_a_yes_is_no_translation(house: House) -> None:
    for said in ("!deadline add", "15 March 2027", "Comments are due."):
        await tell(house, said, CORA)
    assert "nothing in it" in await tell(house, "?", CORA)
    await tell(house, "Federal Register", CORA)
    assert "keep" in await tell(house, "2", CORA)
    assert await tell(house, "sí", CORA) == "If it is right, write: keep"


async def test_a_date_is_taken_out_by_its_number(house: House) -> None:
    await added(house)
    assert "!deadlines remove 1" in await tell(house, "!deadline remove", CORA)
    assert "no added date" in await tell(house, "!deadline remove 7", CORA)
    assert "Removed from the calendar" in await tell(house, "!deadline remove 1", CORA)
    assert "Comments are due" not in await tell(house, "!calendar")


async def test_the_file_holds_the_known_days_and_comes_encrypted_in_the_direct_chat_only(house: House) -> None:
    await added(house)
    await added(house, "May 2027")
    room = direct_room(house)
    house.clock.advance(5)
    await house.said(room, ELLEN, "!calendar file")
    (shown,) = [each for each in house.homeserver.shown(room) if each.outgoing.file is not None]
    file = shown.outgoing.file
    assert file is not None
    assert (file.kind, file.name, file.mimetype) == ("file", "calendar.ics", "text/calendar")
    content = house.homeserver.files[file.stored.url].decode()
    assert "DTSTART;VALUE=DATE:20270315" in content
    assert "Comments are due" in content
    assert "202705" not in content
    assert "not in it" in " ".join(house.homeserver.texts(room))
    await house.said(EN, ELLEN, "!calendar file")
    assert not any(each.outgoing.file for each in house.homeserver.shown(EN))


async def test_a_bot_that_dies_between_sending_and_noting_it_sends_no_second_reminder(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        await added(house)
        await house.until(lambda: told(house, FR, "confidentialité complet"), seconds_each=0.2)
        to(house, 3, 8, 15)
        sending = house.rooms.hold("send", room_id=FR, done=True)
        await house.until(sending.reached.is_set, seconds_each=0.2)
        await house.restart()
        await house.until(lambda: noted(house, 3), seconds_each=0.2)
        assert told(house, FR, "FR Comments are due") == 1


async def noted(house: House, number: int) -> bool:
    """Whether so many notices are known to be sent."""
    row = await house.database.fetch_one("SELECT count(*) AS number FROM posting WHERE state = 'sent'")
    return row is not None and row["number"] == number
