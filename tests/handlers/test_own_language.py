"""People are answered in the language that they chose."""

from __future__ import annotations

from pathlib import Path

from bot.core.model import UserId
from bot.store.purges import PurgeStore
from tests.handlers.house import ANA, ELLEN, EN, House

STRANGER = UserId("@sol:demo.local")


async def test_who_chose_a_language_is_answered_in_it_wherever_they_ask(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        await house.said(EN, ANA, "!language")
        assert "language of the room" in house.homeserver.texts(EN)[-1]
        await house.said(EN, ANA, "!language es")
        assert "Desde ahora le respondo en español" in house.homeserver.texts(EN)[-1]
        await house.said(EN, ANA, "!original")  # the same word in all three languages
        assert "¿Cuál traducción?" in house.homeserver.texts(EN)[-1]
        await house.said(EN, ELLEN, "!original")
        assert "Which translation?" in house.homeserver.texts(EN)[-1]
        await house.restart()
        await house.said(EN, ANA, "!original")
        assert "¿Cuál traducción?" in house.homeserver.texts(EN)[-1]


async def test_a_word_of_somebody_who_is_no_member_is_read_in_the_language_they_chose(house: House) -> None:
    await house.said(EN, STRANGER, "Buenos días compañeros")
    assert len(house.homeserver.shown(EN)) == 0  # three words: the room's language
    await house.said(EN, STRANGER, "!idioma español")
    before = len(house.homeserver.shown(EN))
    await house.said(EN, STRANGER, "Buenos días compañeros")
    assert len(house.homeserver.shown(EN)) == before + 1  # brought to the readers of the English room


async def test_the_row_goes_with_the_person(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        await house.said(EN, ANA, "!language es")
        store = PurgeStore(house.database)
        await store.person(ANA, None, "en", house.clock.now())
        await house.restart()

        async def nothing_is_left() -> bool:
            return await store.next() is None

        store = PurgeStore(house.database)
        await house.until(nothing_is_left)
        assert await house.database.fetch_all("SELECT * FROM person_language") == []
        await house.said(EN, ANA, "!language")
        assert "language of the room" in house.homeserver.texts(EN)[-1]
