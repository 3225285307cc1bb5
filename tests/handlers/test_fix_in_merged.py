"""A correction that is asked for where a message has a copy of its own, while the copy in another room of the language
shows several messages: there it changes the words of that one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest_asyncio

from bot.core.model import EventRef, RoomId
from tests.fakes.engines import ScriptedEngine
from tests.handlers.house import ELLEN, EN, ES, House
from tests.handlers.limits import SLOW, all_sorted, scripted
from tests.handlers.test_two_rooms_of_a_language import BEA, SILAO, house_in

WORDS = ("corn", "beans", "squash", "pepper")


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with house_in(tmp_path, engine=ScriptedEngine(scripted)) as made:
        yield made


async def merged_in_one_of_two(house: House) -> list[EventRef]:
    """In the first Spanish room Ellen's words share a copy, in the second each has its own."""
    house.homeserver.limit(*SLOW)
    house.homeserver.say(EN, ELLEN, "at first")
    await house.until(house.homeserver.has_refused)
    await house.idle(seconds_each=0.5)
    house.homeserver.limit(1000.0, 1000.0)
    hold = house.rooms.hold("send", room_id=ES)
    house.homeserver.say(EN, ELLEN, "a moment")
    await house.until(hold.reached.is_set)
    refs = []
    for word in WORDS:
        refs.append(house.homeserver.say(EN, ELLEN, word))
        await house.until(lambda: all_sorted(house))
        await house.until(partial(has, house, SILAO, f"⟪{word}⟫"))
    hold.release()
    await house.idle(seconds_each=0.1)
    assert merged_text(house).count("⟪") == len(WORDS)
    return refs


def has(house: House, room: RoomId, words: str) -> bool:
    return words in house.homeserver.readable(room)


def merged_text(house: House) -> str:
    shown = [each for each in house.homeserver.shown(ES) if each.outgoing.mark and each.outgoing.mark.parts]
    return shown[-1].text


async def fixed(house: House, ref: EventRef, words: str = "frijoles negros") -> EventRef:
    """Bea corrects it in the second Spanish room."""
    copy = await house.ledger.copy_of(ref.event_id, SILAO)
    assert copy is not None
    fix = house.homeserver.say(SILAO, BEA, f"!fix {words}", reply_to=copy.ref.event_id)
    await house.idle(seconds_each=0.1)
    return fix


def stands(house: House, room: RoomId) -> str:
    return "\n".join(house.homeserver.texts(room))


async def test_it_changes_the_words_of_that_message_and_of_no_other(house: House) -> None:
    refs = await merged_in_one_of_two(house)
    await fixed(house, refs[1])
    text = merged_text(house)
    assert "frijoles negros" in text
    assert "Bea (Union Silao)" in text
    assert "⟪beans⟫" not in text
    assert all(f"⟪{word}⟫" in text for word in ("corn", "squash", "pepper"))
    assert text.index("⟪corn⟫") < text.index("frijoles negros") < text.index("⟪squash⟫")


async def test_it_stays_when_another_of_the_messages_is_edited(house: House) -> None:
    refs = await merged_in_one_of_two(house)
    await fixed(house, refs[1])
    house.homeserver.edit(EN, ELLEN, refs[2], "pumpkin")
    await house.idle(seconds_each=0.1)
    assert "frijoles negros" in merged_text(house)
    assert "⟪pumpkin⟫" in merged_text(house)


async def test_a_second_correction_of_another_message_leaves_the_first(house: House) -> None:
    refs = await merged_in_one_of_two(house)
    await fixed(house, refs[1])
    await fixed(house, refs[2], "calabaza de castilla")
    assert "frijoles negros" in merged_text(house)
    assert "calabaza de castilla" in merged_text(house)


async def test_its_deletion_takes_its_words_away_and_leaves_what_was_edited_since(house: House) -> None:
    refs = await merged_in_one_of_two(house)
    fix = await fixed(house, refs[1])
    house.homeserver.edit(EN, ELLEN, refs[2], "pumpkin")
    await house.idle(seconds_each=0.1)
    house.homeserver.redact(BEA, fix)
    await house.idle(seconds_each=0.1)
    for room in (ES, SILAO):
        assert "frijoles negros" not in house.homeserver.readable(room)
        for word in ("corn", "beans", "pumpkin", "pepper"):
            assert stands(house, room).count(f"⟪{word}⟫") == 1
        assert "squash" not in stands(house, room)


async def test_an_edit_of_the_corrected_message_takes_the_correction_away(house: House) -> None:
    refs = await merged_in_one_of_two(house)
    await fixed(house, refs[1])
    house.homeserver.edit(EN, ELLEN, refs[1], "lentils")
    await house.idle(seconds_each=0.1)
    assert "frijoles negros" not in merged_text(house)
    assert "⟪lentils⟫" in merged_text(house)


async def test_it_stands_on_the_new_copy_when_the_merged_one_is_taken_apart(house: House) -> None:
    refs = await merged_in_one_of_two(house)
    await fixed(house, refs[1])
    house.homeserver.redact(ELLEN, refs[3])
    await house.idle(seconds_each=0.1)
    for room in (ES, SILAO):
        assert "pepper" not in house.homeserver.readable(room)
        assert stands(house, room).count("frijoles negros") == 1
        assert "⟪beans⟫" not in stands(house, room)
