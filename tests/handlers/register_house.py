"""What a test of the members' register needs: direct chats, a record entered by Ellen, and answers."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from bot.core import record_ids
from bot.core.model import Member, RoomId, UserId
from tests.fakes.detectors import detectors
from tests.handlers.house import ANA, CARLA, ELLEN, EN, ES, FLEUR, FR, MEMBERS, House

READ_S = 5
EVE = UserId("@eve:demo.local")
NOBODYS = record_ids.from_number(7)
"""A number that no record and no public case has."""


def direct_room(house: House, user_id: UserId = ELLEN) -> RoomId:
    """The person's direct chat with the bot, opened by the person where there is none yet."""
    for room in house.homeserver.rooms.values():
        if room.room_id.startswith("!direct") and user_id in room.people:
            return room.room_id
    room_id = RoomId(f"!direct-{user_id[1:4]}")
    house.homeserver.add_room(room_id).people.add(user_id)
    return room_id


async def tell(house: House, text: str, user_id: UserId = ELLEN) -> str:
    """Say something to the bot in private; gives its last answer."""
    house.clock.advance(READ_S)
    room = direct_room(house, user_id)
    before = len(house.homeserver.texts(room))
    await house.said(room, user_id, text)
    texts = house.homeserver.texts(room)
    assert len(texts) == before + 1, f"one answer to {text!r}, not {texts[before:]}"
    return texts[-1]


async def ask_in(house: House, room: RoomId, user_id: UserId, text: str) -> str:
    await house.said(room, user_id, text)
    return house.homeserver.texts(room)[-1]


async def enter(
    house: House,
    user_id: UserId = ELLEN,
    *,
    facility: str = "Planta Norte",
    place: str = "Coahuila",
    filed: str = "2026-10-01",
    received: str = "2026-10-03",
) -> str:
    """Enter a record through all the questions; gives its id."""
    for said in ("!petition new", "1", facility, place, "auto parts", filed, received, "1"):
        await tell(house, said, user_id)
    saved = await tell(house, "save", user_id)
    (record_id,) = set(re.findall(r"\b[0-9A-Z]{3}-[0-9A-Z]{3}\b", saved))
    return str(record_id)


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[House]:
    """For tests that restart it, too."""
    members = {
        **MEMBERS,
        ELLEN: replace(MEMBERS[ELLEN], organisation="Local 12"),
        EVE: Member(EVE, "Eve", "Local 12", "en"),
        ANA: replace(MEMBERS[ANA], organisation="Sindicato del Sur"),
    }
    async with House(folder, detectors=detectors(), members=members) as house:
        for room, people in ((EN, {ELLEN, CARLA}), (ES, {ANA, CARLA}), (FR, {FLEUR})):
            house.homeserver.rooms[room].people |= people
        yield house


async def published(house: House, record_id: str) -> None:
    await tell(house, f"!petition publish {record_id}")
    assert "publish" not in await tell(house, "publish")
