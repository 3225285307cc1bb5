"""Run by test_fourth_language in a copy of the project that has Portuguese: four rooms, and what they say then."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from bot.config import load
from bot.translation.word_lists import load_term_base
from tests.fakes.engines import EchoEngine
from tests.handlers.house import House


async def main(folder: Path) -> None:
    settings = load(folder / "bot.yaml")
    (channel,) = settings.channels
    person = {member.language: user_id for user_id, member in settings.members.items()}
    house = House(
        folder,
        channels=(channel,),
        members=settings.members,
        invites=settings.invites,
        engine=EchoEngine("translation"),
    )
    rooms = {room.language: room.room_id for room in channel.rooms}
    house.homeserver.add_room(rooms["pt"])
    async with house:
        for language, text in (
            ("pt", "Bom dia."),
            ("en", "The meeting is tomorrow."),
            ("pt", "!ajuda"),
            ("en", "!privacidade"),
        ):
            await house.said(rooms[language], person[language], text)
    said: dict[str, object] = {language: house.homeserver.texts(room_id) for language, room_id in rooms.items()}
    said["terms"] = load_term_base().find("uma queixa coletiva", "pt")
    print(json.dumps(said))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
