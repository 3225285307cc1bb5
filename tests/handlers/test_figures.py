"""`!stats`: the same figures for everybody, of crowds only, with a picture that says what the text says."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.core.model import EventId
from bot.errors import MatrixError
from bot.pictures.style import is_bare, size_of
from bot.store.register import Register
from tests.handlers.figures_house import a_network_with_figures, next_edition, write
from tests.handlers.house import ANA, ELLEN, EN, ES, FLEUR, FR, House
from tests.handlers.register_house import direct_room


@asynccontextmanager
async def a_house(folder: Path) -> AsyncIterator[tuple[House, list[str]]]:
    """With twelve petitions in an edition of the figures."""
    async with House(folder) as house:
        found = await a_network_with_figures(house)
        next_edition(house)
        await house.restart()
        yield house, found


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with House(tmp_path) as house:
        yield house


@pytest.fixture
async def full_house(tmp_path: Path) -> AsyncIterator[House]:
    async with a_house(tmp_path) as (house, _):
        yield house


async def test_without_enough_petitions_only_what_the_public_knows_is_told(house: House) -> None:
    await house.said(EN, ELLEN, "!stats")
    text = house.homeserver.texts(EN)[-1]
    assert "none yet" in text
    for known in ("Received: 54", "Taken up: 29", "Begun by the government itself: 2", "Oct 14, 2025"):
        assert known in text
    assert "declined" not in text


async def test_the_figures_are_told_in_words_and_as_a_picture_in_one_message(full_house: House) -> None:
    house = full_house
    await house.said(EN, ELLEN, "!stats")
    shown = house.homeserver.shown(EN)[-1]
    for line in (
        "What became of petitions (n\u00a0=\u00a012)",
        "• Taken up: 6",
        "• Not taken up: 6",
        "Days to an answer (n\u00a0=\u00a012)",
        "• 0 to 30 days: 6",
        "• 61 to 120 days: 6",
        "Median: 0 to 120 days. Range: 0 to 120 days.",
        "Names asked for: 50%",
        "• None delivered: 6",
        "• Before it was agreed: 6",
        "self-reported, incomplete, as of Nov 29, 2026",
    ):
        assert line in shown.text
    # Of the six that were not taken up two had no reason: too few to be told.
    assert "reason" not in shown.text
    file = shown.outgoing.file
    assert file is not None
    picture = house.homeserver.files[file.stored.url]
    assert is_bare(picture)
    assert (file.width, file.height) == (size_of(picture).width, size_of(picture).height)
    assert file.name == "trinational.png"


async def test_they_speak_the_language_of_who_asked(full_house: House) -> None:
    house = full_house
    await house.said(ES, ANA, "!cifras")
    assert "• No admitidas: 6" in house.homeserver.texts(ES)[-1]
    assert "al 29 de noviembre de 2026" in house.homeserver.texts(ES)[-1]
    await house.said(FR, FLEUR, "!chiffres")
    assert "• Non retenues\u00a0: 6" in house.homeserver.texts(FR)[-1]
    assert "50\u00a0%" in house.homeserver.texts(FR)[-1]


async def test_everybody_is_told_the_same_whatever_else_they_may_see(full_house: House) -> None:
    house = full_house
    said = []
    for room, person in ((EN, ELLEN), (direct_room(house), ELLEN), (EN, FLEUR)):
        await house.said(room, person, "!stats")
        said.append(house.homeserver.texts(room)[-1])
    assert len(set(said)) == 1


async def test_one_petition_more_changes_no_number_in_this_edition_or_the_next(tmp_path: Path) -> None:
    async with a_house(tmp_path) as (house, _):
        await house.said(EN, ELLEN, "!stats")
        before = house.homeserver.texts(EN)[-1]
        await write(house, 3, ("filed", "2026-01-05"), ("received", "2026-01-07"), ("declined", "2026-02-01"))
        for weeks in range(2):
            for _ in range(weeks):
                next_edition(house)
            await house.restart()
            await house.said(EN, ELLEN, "!stats")
            assert house.homeserver.texts(EN)[-1] == before


@pytest.mark.parametrize("third", ["Union FR", "Union that left"])
async def test_a_group_that_is_no_longer_in_the_network_makes_no_crowd(tmp_path: Path, third: str) -> None:
    async with House(tmp_path) as house:
        for number, group in enumerate(("Union EN", "Union ES", third) * 4):
            stage = "declined" if number % 2 else "review_requested"
            await write(house, number, ("filed", "2026-01-05"), (stage, "2026-02-01"), group=group)
        next_edition(house)
        await house.restart()
        await house.said(EN, ELLEN, "!stats")
        assert ("Taken up: 6" in house.homeserver.texts(EN)[-1]) == (third == "Union FR")


async def test_five_petitions_more_show_in_the_next_edition_and_not_before(tmp_path: Path) -> None:
    async with a_house(tmp_path) as (house, _):
        for number in range(5):
            await write(house, number, ("filed", "2026-01-05"), ("received", "2026-01-07"), ("declined", "2026-02-01"))
        await house.restart()
        await house.said(EN, ELLEN, "!stats")
        assert "• Not taken up: 6" in house.homeserver.texts(EN)[-1]
        next_edition(house)
        await house.said(EN, ELLEN, "!stats")
        assert "• Not taken up: 11" in house.homeserver.texts(EN)[-1]
        assert "as of Dec 6, 2026" in house.homeserver.texts(EN)[-1]


async def test_a_deleted_petition_leaves_no_trace_in_the_figures_and_does_not_show_in_them(tmp_path: Path) -> None:
    async with a_house(tmp_path) as (house, found):
        await house.said(EN, ELLEN, "!stats")
        before = house.homeserver.texts(EN)[-1]
        register = await Register.open(house.database)
        await register.purge(found[0], EventId("$purge"), "deleted", house.clock.now())
        left = await house.database.fetch_one(
            "SELECT count(*) AS number FROM figure_place WHERE record_id = :record_id", {"record_id": found[0]}
        )
        assert left is not None
        assert left["number"] == 0
        next_edition(house)
        await house.restart()
        await house.said(EN, ELLEN, "!stats")
        assert house.homeserver.texts(EN)[-1] == before


async def test_petitions_that_their_groups_keep_to_themselves_are_in_no_figure(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        for number in range(12):
            stage = "declined" if number % 2 else "review_requested"
            await write(house, number, ("filed", "2026-01-05"), (stage, "2026-02-01"), published=False)
        next_edition(house)
        await house.restart()
        await house.said(EN, ELLEN, "!stats")
        assert "none yet" in house.homeserver.texts(EN)[-1]


async def test_where_the_homeserver_takes_no_pictures_the_words_come_alone(house: House) -> None:
    house.rooms.fail("store", MatrixError("M_TOO_LARGE", 413))
    await house.said(EN, ELLEN, "!stats")
    shown = house.homeserver.shown(EN)[-1]
    assert "Received: 54" in shown.text
    assert shown.outgoing.file is None


async def test_a_homeserver_in_trouble_gets_the_answer_later_and_once(house: House) -> None:
    house.rooms.fail("store", MatrixError("M_UNKNOWN", 503), times=2)
    house.homeserver.say(EN, ELLEN, "!stats")
    await house.idle(seconds_each=1)
    assert [text.count("Received: 54") for text in house.homeserver.texts(EN)] == [1]
    assert house.homeserver.shown(EN)[-1].outgoing.file is not None
