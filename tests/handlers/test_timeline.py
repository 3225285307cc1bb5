"""The dates of a petition as a picture: with words that say the same, and for nobody who may not see them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core import record_ids
from bot.errors import NoPicture
from tests.fakes.pictures import PicturesAtOnce
from tests.handlers.house import ANA, ELLEN, EN, FLEUR, House
from tests.handlers.register_house import ask_in, direct_room, enter, tell

NOBODYS = record_ids.from_number(12345)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with House(tmp_path) as house:
        yield house


async def test_the_picture_comes_with_words_that_say_every_date_in_it(house: House) -> None:
    record_id = await enter(house)
    said = await tell(house, f"!petition timeline {record_id}")
    assert said.splitlines() == [
        f"Planta Norte · {record_id}",
        "Oct 1, 2026: Petition filed",
        "Oct 3, 2026: Petition received, answer pending",
        "Nov 2, 2026: US answer: was due; none recorded",
        "Nov 22, 2026: today",
    ]
    sent = house.homeserver.shown(direct_room(house))[-1].outgoing
    assert sent.file is not None
    assert (sent.file.kind, sent.file.mimetype) == ("image", "image/png")
    assert sent.body.plain == said, "the caption is the alternative text"


async def test_it_speaks_the_language_of_who_asked(house: House) -> None:
    record_id = await enter(house)
    assert "2 de noviembre de 2026: Respuesta" in await tell(house, f"!petición cronología {record_id}")
    assert "22 novembre 2026\xa0: aujourd’hui" in await tell(house, f"!pétition chronologie {record_id}")


async def test_in_a_room_it_shows_only_what_everybody_there_may_see(house: House) -> None:
    record_id = await enter(house)
    house.homeserver.rooms[EN].people |= {ELLEN, ANA}
    hidden = await ask_in(house, EN, ELLEN, f"!petition timeline {record_id}")
    assert hidden == await ask_in(house, EN, ANA, f"!petition timeline {NOBODYS}")
    assert house.homeserver.shown(EN)[-1].outgoing.file is None
    assert "Oct 1, 2026" in house.homeserver.texts(direct_room(house))[-1], "she may see it herself"

    await tell(house, f"!petition publish {record_id}")
    await tell(house, "publish")
    coarse = await ask_in(house, EN, FLEUR, f"!petition timeline {record_id}")
    assert "2026" not in coarse
    assert "No date of this petition may be shown here." in coarse
    assert house.homeserver.shown(EN)[-1].outgoing.file is None


async def test_a_petition_that_may_not_be_seen_and_none_are_the_same(house: House) -> None:
    record_id = await enter(house)
    assert await tell(house, f"!timeline {record_id}", ANA) == await tell(house, f"!timeline {NOBODYS}", ANA)


async def test_a_public_case_is_drawn_for_everybody_and_what_nobody_follows_is_not_called_missing(house: House) -> None:
    listed = await tell(house, "!petition list")
    record_id = listed.split(" · ")[0].split()[-1]
    said = await tell(house, f"!timeline {record_id}", ANA)
    assert "none recorded" not in said
    assert house.homeserver.shown(direct_room(house, ANA))[-1].outgoing.file is not None


async def test_without_a_picture_the_words_come_alone(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(*_: object, **__: object) -> bytes:
        raise NoPicture

    monkeypatch.setattr(PicturesAtOnce, "draw", fail)
    record_id = await enter(house)
    assert "Petition filed" in await tell(house, f"!timeline {record_id}")
    assert house.homeserver.shown(direct_room(house))[-1].outgoing.file is None
