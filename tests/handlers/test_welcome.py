"""The welcome of `trinational init`: once in each room, over lost answers and crashes; none where it is not owed."""

from __future__ import annotations

from pathlib import Path

from bot.errors import MatrixError
from bot.handlers.welcome import WELCOME_OWED
from bot.store.account import AccountStore
from bot.store.database import Database
from tests.handlers.house import EN, ES, FR, KEY, House

WORDS = {EN: "Welcome\n", ES: "Le damos la bienvenida\n", FR: "Bienvenue\n"}


async def owe(folder: Path) -> None:
    database = await Database.open(folder / "bot.db", KEY)
    await AccountStore(database).remember_secrets({WELCOME_OWED: b"1"})
    await database.close()


def welcomes(house: House) -> list[int]:
    return [sum(text.startswith(words) for text in house.homeserver.texts(room)) for room, words in WORDS.items()]


async def test_each_room_is_welcomed_once_in_its_language(tmp_path: Path) -> None:
    await owe(tmp_path)
    async with House(tmp_path) as house:
        await house.idle()
        await house.until(lambda: welcomes(house) == [1, 1, 1])
        await house.crash()
        await house.start()
        await house.idle()
        assert welcomes(house) == [1, 1, 1]


async def test_an_answer_that_was_lost_gives_no_second_welcome_even_after_a_new_login(tmp_path: Path) -> None:
    await owe(tmp_path)
    house = House(tmp_path)
    rooms = house.login()
    rooms.lose_answer("send", room_id=ES)
    rooms.fail("send", MatrixError("M_UNKNOWN", 502), room_id=FR)
    async with house:
        await house.until(lambda: welcomes(house)[1] == 1)
        await house.crash()
        house.login("second login")
        await house.start()
        await house.until(lambda: welcomes(house) == [1, 1, 1])
        await house.idle()
        assert welcomes(house) == [1, 1, 1]


async def test_rooms_that_were_set_up_by_hand_get_none(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        await house.idle()
        assert welcomes(house) == [0, 0, 0]
