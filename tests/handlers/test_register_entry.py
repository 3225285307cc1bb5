"""A record of the members' register is entered, one question at a time."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
import pytest_asyncio

from bot.store.database import connect
from bot.store.register import Register
from tests.handlers.house import ANA, CARLA, FIELDS, KEY, House
from tests.handlers.register_house import enter, opened, tell
from tests.system.stores import every_value


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path) as house:
        yield house


async def test_a_record_is_entered_one_question_at_a_time_and_saved_for_its_group_only(house: House) -> None:
    first = await tell(house, "!petition new")
    assert first.startswith("Which way does the petition go?")
    assert "1. United States → Mexico" in first
    record_id = await enter(house)
    card = await tell(house, f"!petition status {record_id}")
    for said in ("Planta Norte", "Coahuila", "Only your group sees this.", "Petition received, answer pending"):
        assert said in card
    assert "Planta Norte" not in await tell(house, f"!petition status {record_id}", ANA)


async def test_nothing_that_is_being_entered_is_seen_by_the_own_group_before_it_is_saved(house: House) -> None:
    for said in ("!petition new", "1", "Planta Norte"):
        await tell(house, said)
    assert "Planta Norte" not in await tell(house, "!petition list mine", CARLA)
    register = await Register.open(house.database)
    assert not list(register.every())


async def test_an_entry_is_resumed_after_a_restart_and_forgotten_after_a_week(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        for said in ("!petition new", "1", "Planta Norte"):
            await tell(house, said)
        await house.restart()
        resumed = await tell(house, "!petition new")
        assert "In which state or province is it?" in resumed
        house.clock.advance(8 * 24 * 3600)
        assert "Which way does the petition go?" in await tell(house, "!petition new")


async def test_what_is_being_entered_is_gone_from_the_database_after_a_week(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        for said in ("!petition new", "1", "Planta Secreta"):
            await tell(house, said)
        house.clock.advance(8 * 24 * 3600)
        await house.restart()
        await house.crash()
        with closing(connect(tmp_path / "bot.db", KEY, FIELDS)) as connection:
            assert not any("Secreta" in str(value) for value in every_value(connection))
        await house.start()


async def test_an_ambiguous_date_is_asked_back_in_words_and_chosen_by_number(house: House) -> None:
    for said in ("!petition new", "1", "Planta Norte", "Coahuila", "mining"):
        await tell(house, said)
    asked = await tell(house, "03/04/2026")
    assert "Apr 3, 2026" in asked
    assert "Mar 4, 2026" in asked
    assert "Mar 4, 2026" in await tell(house, "2")


@pytest.mark.parametrize(
    ("typed", "then"),
    [
        ("2026-10-01", "Filed: Oct 1, 2026"),
        ("el dos", "Filed: Oct 3, 2026"),
        ("aún no", "Please check"),
        ("huh", "numbers"),
    ],
)
async def test_which_day_was_meant_is_also_said_by_a_day_in_words_or_by_none(
    house: House, typed: str, then: str
) -> None:
    for said in ("!petition new", "1", "Planta Norte", "Coahuila", "mining"):
        await tell(house, said)
    assert "1. Mar 10, 2026\n2. Oct 3, 2026" in await tell(house, "10/03/2026")
    assert then in await tell(house, typed)


@pytest.mark.parametrize("typed", ["2", "2.", "what?", "¿qué pongo?", "👍"])
async def test_a_number_or_a_question_becomes_no_name_of_a_workplace_or_place(house: House, typed: str) -> None:
    """It was the answer to another question of the bot, or a question to it."""
    await tell(house, "!petition new")
    await tell(house, "1")
    assert "with a name, in words" in await tell(house, typed)
    assert "Workplace: Planta Norte" in await tell(house, "Planta Norte")
    assert "with a name, in words" in await tell(house, typed)
    assert "Place: Coahuila" in await tell(house, "Coahuila")


async def test_wrong_answers_are_told_what_to_type_and_move_nothing(house: House) -> None:
    await tell(house, "!petition new")
    for wrong in ("9", "y", "maybe", "skip"):
        assert "1. " in await tell(house, wrong)
    assert "workplace" not in await tell(house, "x")


@pytest.mark.parametrize(("place", "unknown"), [("no idea", "idk"), ("no sé", "ni idea"), ("?", "je ne sais pas")])
async def test_who_does_not_know_says_so_and_it_is_no_answer(house: House, place: str, unknown: str) -> None:
    await tell(house, "!petition new")
    await tell(house, "1")
    assert "I need an answer" in await tell(house, unknown)
    await tell(house, "Planta Norte")
    assert "Place: none" in await tell(house, place)
    assert "Sector: sector not known" in await tell(house, unknown)
    assert "the month or the year is enough" in await tell(house, unknown)  # a skip would say that nothing was filed
    assert "Filed: October 2026" in await tell(house, "last month")
    assert "Receipt confirmed: none" in await tell(house, "not yet")


async def test_a_stage_is_answered_in_everyday_words(house: House) -> None:
    for said in ("!petition new", "1", "Planta Norte", "Gto.", "autoparts", "2026-10-01", "skip"):
        await tell(house, said)
    assert "Petition not taken up" in await tell(house, "¡rechazada!")


async def test_a_day_that_cannot_be_is_told_at_once(house: House) -> None:
    for said in ("!petition new", "1", "Planta Norte", "Silao, Gto", "mining", "2026-10-01"):
        await tell(house, said)
    assert "before a day that you gave" in await tell(house, "2026-09-30")
    assert "still to come" in await tell(house, "2026-12-01")
    assert "Which day do you mean" in await tell(house, "10/11/2026")
    await tell(house, "back")
    assert "Nov 12, 2026" in await tell(house, "12/11/2026")  # the other reading is still to come


async def test_back_skip_and_a_number_at_the_end_change_answers(house: House) -> None:
    for said in ("!petition new", "1", "Planta Norte", "Coahuila"):
        await tell(house, said)
    await tell(house, "atrás")
    for said in ("omitir", "mining", "2026-10-01", "skip", "1"):
        await tell(house, said)
    await tell(house, "2")
    check = await tell(house, "Planta Sur")
    assert "Planta Sur" in check
    assert "Planta Norte" not in check
    assert "Write the number" in await tell(house, "skip")
    assert "Planta Sur" in await tell(house, "guardar por favor")


async def test_cancel_forgets_everything(house: House) -> None:
    for said in ("!petition new", "1", "Planta Norte", "annuler"):
        await tell(house, said)
    assert "Which way does" in await tell(house, "!petition new")
    assert "Forgotten" in await tell(house, "!petition cancel")


@pytest.mark.parametrize("typed", ["Planta 555 123 4567", "Planta de Xóchitl"])
async def test_a_workplace_with_a_number_or_a_protected_name_is_refused_with_the_reason(
    house: House, typed: str
) -> None:
    for said in ("!petition new", "1"):
        await tell(house, said)
    refused = await tell(house, typed)
    assert typed.split(" ", 1)[1].removeprefix("de ") in refused
    assert "¿" not in refused
    await tell(house, "Planta Norte")


async def test_a_workplace_that_may_be_a_persons_name_has_to_be_written_twice(house: House) -> None:
    for said in ("!petition new", "1"):
        await tell(house, said)
    assert "Juana Zepeda" in await tell(house, "Juana Zepeda")
    assert "Pedro" in await tell(house, "Pedro")
    assert "In which state" not in await tell(house, "Juana Zepeda")
    assert "Juana Zepeda" in await tell(house, "Juana Zepeda")
    check = await tell(house, "!petition new")
    assert "1. " not in check or "Juana" not in check


async def test_a_plant_given_as_the_place_is_answered_with_what_is_asked_for(house: House) -> None:
    for said in ("!petition new", "1", "Planta Norte"):
        await tell(house, said)
    answer = await tell(house, "Planta Pedro")
    assert "the state or the province only" in answer
    assert "name of the workplace" in answer
    assert "no numbers or addresses" in await tell(house, "cel 844 555 0101")
    assert "Coahuila" in await tell(house, "Coahuila")
