"""Everybody is in the rooms already, and the homeserver limits the bot: what people say meanwhile shares copies."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.fakes.detectors import detectors
from tests.fakes.engines import ScriptedEngine
from tests.fakes.rooms import Hold
from tests.handlers.house import ANA, CARLA, ELLEN, EN, ES, FLEUR, FR, House

SLOW = (0.5, 1.0)


def scripted(text: str) -> str:
    return f"⟪{text}⟫"


@asynccontextmanager
async def attended(folder: Path) -> AsyncIterator[House]:
    """Carla is in two rooms, and Juana is a name."""
    async with House(folder, engine=ScriptedEngine(scripted), detectors=detectors(names=("Juana",))) as house:
        for room, user in ((EN, ELLEN), (ES, ANA), (FR, FLEUR), (EN, CARLA), (ES, CARLA)):
            house.homeserver.enter(room, user)
        yield house


async def limited(house: House) -> None:
    """The homeserver has just refused something of Ana's first words."""
    house.homeserver.limit(*SLOW)
    house.homeserver.say(ES, ANA, "al principio")
    # Time stands still until then: each room's copy might find the limit past.
    await house.until(house.homeserver.has_refused)
    await house.idle(seconds_each=0.5)


async def halted(house: House) -> list[Hold]:
    """The homeserver limits the bot, and what people say from now on waits until these are let go."""
    await limited(house)
    house.homeserver.limit(1000.0, 1000.0)
    holds = [house.rooms.hold("send", room_id=room) for room in (EN, FR)]
    house.homeserver.say(ES, ANA, "un momento")
    for hold in holds:
        await house.until(hold.reached.is_set)
    return holds


async def all_sorted(house: House) -> bool:
    return await house._has_read_all() and "inbox" not in await house.ledger.depth()
