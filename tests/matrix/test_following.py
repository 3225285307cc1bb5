"""Whoever reads through a long queue gets what follows with what was asked for; nobody gets what was deleted."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from bot.core.model import EventId, EventRef, RoomId, UserId
from bot.errors import MatrixError, Untrusted
from bot.matrix.following import KEPT, PAGE, SOON_S, Following
from bot.matrix.http import Http, Json

ROOM, OTHER, BOT = RoomId("!es"), RoomId("!en"), UserId("@bot:demo.local")
SOON, LATE = SOON_S / 2, SOON_S * 2


class Room(Http):
    """A homeserver that knows the events $0, $1, … of any room."""

    def __init__(self, number: int, *, has_context: bool = True) -> None:
        super().__init__("http://127.0.0.1:1")
        self.events: list[Json] = [{"event_id": f"${place}", "content": {"place": place}} for place in range(number)]
        self.has_context = has_context
        self.asked: list[str] = []
        self.on_page: list[asyncio.Event] = []
        """Set by a page that is on its way, which then waits for the second one."""

    async def request(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        query: Mapping[str, str] | None = None,
        timeout_s: float = 30.0,
    ) -> Json:
        kind, *rest = path.split("/")[6:]
        tail = rest[-1] if rest else ""
        self.asked.append(kind)
        await asyncio.sleep(0)
        if kind == "event":
            return self.events[int(tail.removeprefix("%24"))]
        if not self.has_context:
            raise MatrixError("M_UNRECOGNIZED", 404)
        if kind == "context":
            place = int(tail.removeprefix("%24"))
            after = self.events[place + 1 : place + 2]
            return {"event": self.events[place], "events_after": after, "end": str(place + 1 + len(after))}
        start = int((query or {})["from"])
        page = self.events[start : start + int((query or {})["limit"])]
        if self.on_page:
            self.on_page[0].set()
            await self.on_page[1].wait()
        return {"chunk": page}


def event(place: int, room: RoomId = ROOM) -> EventRef:
    return EventRef(room, EventId(f"${place}"))


async def test_one_event_is_asked_for_by_itself() -> None:
    http = Room(10)
    following = Following(http, BOT)
    assert (await following.get(event(3), 0.0))["event_id"] == "$3"
    assert (await following.get(event(4), LATE))["event_id"] == "$4"
    assert (await following.get(event(5, OTHER), LATE))["event_id"] == "$5", "another room"
    assert http.asked == ["event"] * 3


async def test_a_long_queue_costs_two_requests_for_a_hundred_events() -> None:
    number = 10 * PAGE
    http = Room(number)
    following = Following(http, BOT)
    for place in range(number):
        assert (await following.get(event(place), place * SOON / number))["event_id"] == f"${place}"
    assert len(http.asked) <= 1 + 2 * (number / PAGE)


async def test_those_who_ask_at_once_get_the_same_answer() -> None:
    http = Room(10)
    following = Following(http, BOT)
    await following.get(event(0), 0.0)
    await asyncio.gather(*(following.get(event(place), SOON) for place in (1, 1, 2, 3)))
    assert http.asked == ["event", "context", "messages"]


async def test_a_homeserver_that_gives_no_context_is_asked_for_each() -> None:
    http = Room(10, has_context=False)
    following = Following(http, BOT)
    for place in range(5):
        assert (await following.get(event(place), 0.0))["event_id"] == f"${place}"


async def test_of_what_is_deleted_nothing_is_kept() -> None:
    http = Room(10)
    following = Following(http, BOT)
    for place in (0, 1):
        await following.get(event(place), 0.0)
    following.forget(EventId("$5"))
    http.events[5] = {"event_id": "$5", "content": {}}
    assert (await following.get(event(5), LATE))["content"] == {}


async def test_what_is_deleted_while_a_page_is_on_its_way_is_not_kept_either() -> None:
    http = Room(10)
    following = Following(http, BOT)
    await following.get(event(0), 0.0)
    http.on_page = [asyncio.Event(), asyncio.Event()]
    reading = asyncio.ensure_future(following.get(event(1), SOON))
    await http.on_page[0].wait()
    following.forget(EventId("$5"))
    http.events[5] = {"event_id": "$5", "content": {}}
    http.on_page[1].set()
    await reading
    assert (await following.get(event(4), SOON))["content"] == {"place": 4}
    assert (await following.get(event(5), LATE))["content"] == {}


async def test_no_more_is_kept_than_a_few_pages() -> None:
    http = Room(20 * PAGE)
    following = Following(http, BOT)
    for place in range(0, 20 * PAGE, 10):
        await following.get(event(place), 0.0)
    assert len(following._raw) <= KEPT


async def test_another_event_than_the_one_asked_for_is_refused() -> None:
    http = Room(10)
    http.events[3] = {"event_id": "$4"}
    with pytest.raises(Untrusted):
        await Following(http, BOT).get(event(3), 0.0)
    following = Following(http, BOT)
    await following.get(event(0), 0.0)
    with pytest.raises(Untrusted):
        await following.get(event(3), SOON)
