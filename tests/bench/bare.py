"""What a client reaches that does nothing but send: the yardstick of every rate."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

from bot.core.model import RoomId
from bot.demo.homeserver import Homeserver, new_password
from bot.demo.reps import Rep
from bot.matrix.http import Http, path_of

BARE_SENDS = 120
Measure = Callable[[int], Awaitable[float]]


@asynccontextmanager
async def bare_sender(
    homeserver: Homeserver, places: Sequence[tuple[Rep, RoomId]], name: str = "bare"
) -> AsyncIterator[Callable[[int], Awaitable[float]]]:
    """Measures how many events of the size of a copy a client sends in a second that does nothing else.

    One at a time into each room; each room belongs to the rep beside it. Gets a number of events.
    """
    password = new_password()
    user = await homeserver.register(name, password, display_name="Bare")
    for rep, room in places:
        await rep.invite(room, user)
    numbers = itertools.count()
    async with Http(homeserver.url) as http:
        login = {"type": "m.login.password", "identifier": {"type": "m.id.user", "user": user}, "password": password}
        http.access_token = (await http.request("POST", path_of("login"), login))["access_token"]
        for _, room in places:
            await http.request("POST", path_of("join", room), {})

        async def send(room: RoomId, count: int) -> None:
            for _ in range(count):
                path = path_of("rooms", room, "send", "org.trinational.bench", f"bare{next(numbers)}")
                await http.request("PUT", path, {"padding": "x" * 1100})

        async def rate(sends: int) -> float:
            each, started = sends // len(places), time.monotonic()
            await asyncio.gather(*(send(room, each) for _, room in places))
            return each * len(places) / (time.monotonic() - started)

        await rate(5 * len(places))
        yield rate
