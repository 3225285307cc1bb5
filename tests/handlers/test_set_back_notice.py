"""After the homeserver was set back: the operators' room is told once, whatever happens in between."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.model import RoomId
from bot.errors import MatrixError
from bot.store.account import AccountStore
from bot.store.witnesses import UNTOLD
from tests.handlers.house import CARLA, MEMBERS, House

OPERATORS = RoomId("!operators")


@pytest.mark.parametrize("fails", [False, True])
async def test_the_operators_hear_once_that_the_homeserver_was_set_back(tmp_path: Path, fails: bool) -> None:
    house = House(tmp_path, operators_room=OPERATORS, members=MEMBERS)
    room = house.homeserver.add_room(OPERATORS)
    room.people.add(CARLA)
    try:
        await house.start()
        account = AccountStore(house.database)
        await account.remember_secrets({UNTOLD: b"1764000000000"})
        house.login()
        await house.restart()
        if fails:
            house.rooms.fail("send", MatrixError("M_UNKNOWN", 503), room_id=OPERATORS)
        account = AccountStore(house.database)

        async def told() -> bool:
            return await account.secret(UNTOLD) is None

        await house.until(told, seconds_each=1)
        await house.restart()
        words = [text for text in house.homeserver.texts(OPERATORS) if "retrocedió" in text]
        assert len(words) == 1
        assert "backup" not in words[0]  # Carla's language alone
    finally:
        await house.crash()
