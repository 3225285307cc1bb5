"""An edit that makes a command of a message, or leaves nothing of it, takes the words of before out of the copies; one
that makes speech of a command brings it to the other rooms."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from bot.core.model import EventRef, RoomId
from tests.fakes.detectors import detectors
from tests.fakes.engines import ScriptedEngine
from tests.handlers.house import ANA, CARLA, CHANNEL, ELLEN, EN, ES, FR, House
from tests.handlers.limits import attended, scripted
from tests.handlers.test_merging import in_order, merged, said_at_once

WORDS = "La reunión es en mi casa"


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with attended(tmp_path) as house:
        yield house


async def edited(house: House, said: EventRef, text: str) -> EventRef:
    edit = house.homeserver.edit(said.room_id, ANA, said, text)
    await house.idle()
    return edit


def copies(house: House, room: RoomId) -> list[str]:
    return [shown.text for shown in house.homeserver.shown(room) if shown.outgoing.mark]


@pytest.mark.parametrize("text", ["!ayuda", "! borrado", "¡ayuda", "!proteger nombre Juana", " "])
async def test_the_words_of_before_do_not_stay_in_the_copies_and_the_command_does_not_come(
    house: House, text: str
) -> None:
    said = await house.said(ES, ANA, WORDS)
    await edited(house, said, text)
    assert copies(house, EN) == ["Ana (Union ES)\n[changed by its author; what it says now stays in its room]"]
    (copy,) = copies(house, FR)
    assert copy.startswith("Ana (Union ES)\n[message modifié par la personne qui l’a écrit")
    assert not [room for room in house.homeserver.rooms if "direct" in room], "nobody is asked about what stays"
    assert house.homeserver.texts(ES) == [], "an edit is no command"


async def test_what_it_says_later_is_shown_again(house: House) -> None:
    said = await house.said(ES, ANA, WORDS)
    await edited(house, said, "!ayuda")
    await edited(house, said, "La reunión es en el local")
    (copy,) = copies(house, EN)
    assert "⟪La reunión es en el local⟫" in copy


async def test_the_original_beside_such_a_copy_shows_no_command(house: House) -> None:
    said = await house.said(ES, ANA, WORDS)
    await edited(house, said, "!proteger nombre Juana")
    copy = house.homeserver.shown(EN)[0].event_id
    for text in ("!original", "!fix better words"):
        await house.said(EN, ELLEN, text, reply_to=copy)
    assert "Juana" not in house.homeserver.readable(EN)
    assert "proteger" not in house.homeserver.readable(EN)


async def test_it_waits_for_nothing_that_is_held(house: House) -> None:
    said = await house.said(ES, ANA, WORDS)
    await house.said(ES, ANA, "Juana viene")
    await edited(house, said, "!ayuda")
    assert WORDS not in copies(house, EN)[0]


async def test_in_a_room_for_testimony_it_needs_no_release(tmp_path: Path) -> None:
    testimony = replace(CHANNEL, testimony=frozenset({"es"}))
    async with House(tmp_path, channels=(testimony,), detectors=detectors()) as house:
        said = await house.said(ES, ANA, WORDS)
        await house.said(ES, CARLA, "!liberar", reply_to=said.event_id)
        house.clock.advance(5)
        (direct,) = [room for room in house.homeserver.rooms if "direct" in room]
        await house.said(direct, CARLA, "1")
        assert WORDS in copies(house, EN)[0]
        await edited(house, said, "!ayuda")
        assert WORDS not in copies(house, EN)[0]


async def test_in_a_merged_copy_the_others_stay(house: House) -> None:
    refs = await said_at_once(house)
    house.homeserver.edit(ES, ANA, refs[1], "!ayuda")
    await house.idle(seconds_each=0.1)
    assert "frijol" not in merged(house).text
    assert in_order(merged(house).text, "maíz", "calabaza", "chile")
    house.homeserver.edit(ES, ANA, refs[2], "nopal")
    await house.idle(seconds_each=0.1)
    assert "ayuda" not in house.homeserver.readable(EN)
    house.homeserver.redact(ANA, refs[0])
    await house.idle(seconds_each=0.1)
    assert "ayuda" not in house.homeserver.readable(EN)
    assert in_order("\n".join(copies(house, EN)[2:]), "nopal", "chile")


# --- a command that becomes speech ---------------------------------------------------------------------------------


async def test_a_command_that_becomes_speech_reaches_the_others_once_and_can_be_edited_and_deleted(
    house: House,
) -> None:
    said = await house.said(ES, ANA, "!hola compañeras")
    await edited(house, said, "hola compañeras")
    for room in (EN, FR):
        (copy,) = copies(house, room)
        assert "⟪hola compañeras⟫" in copy
    await edited(house, said, "hola a todas")
    (copy,) = copies(house, EN)
    assert "⟪hola a todas⟫" in copy
    house.homeserver.redact(ANA, said)
    await house.idle()
    assert copies(house, EN) == copies(house, FR) == []


async def test_a_name_in_it_is_asked_about_first(house: House) -> None:
    said = await house.said(ES, ANA, "!hola compañeras")
    await edited(house, said, "Juana viene")
    assert copies(house, EN) == []
    (direct,) = [room for room in house.homeserver.rooms if "direct" in room]
    await house.said(direct, ANA, "1")
    assert "⟪Juana viene⟫" in copies(house, EN)[0]


async def test_a_command_that_becomes_another_command_is_nobodys_speech(house: House) -> None:
    said = await house.said(ES, ANA, "!hola compañeras")
    await edited(house, said, "!hola a todas")
    assert copies(house, EN) == []


async def test_when_only_the_edit_is_deleted_the_command_is_no_speech_again(house: House) -> None:
    said = await house.said(ES, ANA, "!hola compañeras")
    edit = await edited(house, said, "hola compañeras")
    house.homeserver.redact(ANA, edit)
    await house.idle()
    assert "hola" not in house.homeserver.readable(EN)


async def test_it_comes_once_after_a_crash_and_stays_deletable(tmp_path: Path) -> None:
    async with House(tmp_path, engine=ScriptedEngine(scripted)) as house:
        said = await house.said(ES, ANA, "!hola compañeras")
        hold = house.rooms.hold("send", room_id=EN, done=True)
        house.homeserver.edit(ES, ANA, said, "hola compañeras")
        await house.until(hold.reached.is_set)
        await house.crash()
        house.clock.advance(13 * 3600)
        await house.start()
        await house.idle(seconds_each=0.5)
        assert len(copies(house, EN)) == 1
        house.homeserver.redact(ANA, said)
        await house.idle()
        assert house.homeserver.readable(EN) == ""


async def test_an_edit_of_what_was_said_in_a_pause_stays_where_it_is(house: House) -> None:
    await house.said(ES, CARLA, "!pausa 2h")
    said = await house.said(ES, ANA, "hola compañeras")
    command = await house.said(ES, ANA, "!hola")
    await edited(house, command, "hola")
    await house.said(ES, CARLA, "!reanudar")
    await edited(house, said, "hola a todas")
    assert copies(house, EN) == []
