"""Nothing leaves a testimony room without a coordinator's release of a masked version that they have seen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.core.model import EventRef, Message, RoomId, UserId
from bot.handlers.holding import TESTIMONY_WAITS
from bot.handlers.testimony_word import AGAIN_AFTER, PATIENCE
from tests.fakes.detectors import detectors
from tests.handlers.house import ANA, CARLA, CHANNEL, EN, ES, FR, House

TESTIMONY = replace(CHANNEL, testimony=frozenset({"es"}))
READ_S = 5


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with House(tmp_path, channels=(TESTIMONY,), detectors=detectors()) as house:
        yield house


def direct_room(house: House, user_id: UserId = CARLA) -> RoomId:
    (room,) = [r.room_id for r in house.homeserver.rooms.values() if "direct" in r.room_id and user_id in r.people]
    return room


async def release(house: House, said: EventRef | None, room: RoomId = ES, who: UserId = CARLA) -> str:
    """Somebody types the command, as a reply; gives the bot's answer."""
    await house.said(room, who, "!liberar", reply_to=said.event_id if said else None)
    return house.homeserver.texts(room)[-1]


async def answer(house: House, text: str) -> str:
    house.clock.advance(READ_S)
    await house.said(direct_room(house), CARLA, text)
    return house.homeserver.texts(direct_room(house))[-1]


async def test_nothing_leaves_a_testimony_room_by_itself(house: House) -> None:
    await house.said(ES, ANA, "lo vi todo")
    await house.said(ES, CARLA, "gracias")
    assert house.homeserver.sent(EN) == house.homeserver.sent(FR) == []
    assert not [room for room in house.homeserver.rooms if "direct" in room], "nobody is asked"
    await house.said(EN, ANA, "hello")
    assert len(house.homeserver.shown(ES)) == 1, "the other rooms of the channel are as they were"


async def test_a_coordinator_learns_in_private_that_testimony_waits_and_how_to_see_it(house: House) -> None:
    house.homeserver.rooms[ES].people |= {ANA, CARLA}
    await house.said(ES, ANA, "Juana lo vio")
    await house.said(ES, ANA, "y Rosa")
    await later(house, PATIENCE / 2)
    assert direct_chats(house) == [], "whoever is in the room has an hour to do it unasked"
    await later(house, PATIENCE)
    (told,) = house.homeserver.texts(direct_room(house))
    assert told.startswith("2 testimonios")
    assert "!liberar" in told
    assert "Juana" not in told
    assert len(direct_chats(house)) == 1, "nobody but coordinators"
    await later(house, PATIENCE)
    assert len(house.homeserver.texts(direct_room(house))) == 1, "once a day"
    await later(house, AGAIN_AFTER)
    assert len(house.homeserver.texts(direct_room(house))) == 2
    await answer(house, "!liberar")
    assert "[nombre]" in house.homeserver.texts(direct_room(house))[-2]


async def test_who_gave_testimony_that_nobody_released_is_told_once_without_a_word_of_it(house: House) -> None:
    house.homeserver.rooms[ES].people |= {ANA, CARLA}
    await house.said(ES, ANA, "Juana lo vio todo")
    house.clock.advance(timedelta(hours=2).total_seconds())
    await house.said(ES, ANA, "y también Rosa")
    await later(house, TESTIMONY_WAITS - timedelta(hours=1))
    (told,) = house.homeserver.texts(direct_room(house, ANA))
    assert told.startswith("Lo que usted escribió en plants (es)")
    assert "30 días" in told
    assert "pregunte a la coordinación" in told
    assert "Juana" not in told
    assert "todo" not in told
    await later(house, timedelta(hours=2))
    assert len(house.homeserver.texts(direct_room(house, ANA))) == 1, "the second one ran out on the same day"
    assert "Juana" not in house.homeserver.readable(EN)
    assert "ningún testimonio" in await release(house, None, direct_room(house)), "closed"
    await later(house, timedelta(days=2))
    assert await house.database.fetch_all("SELECT sender FROM hold") == []


async def test_testimony_that_runs_out_on_another_day_is_told_of_again(house: House) -> None:
    await house.said(ES, ANA, "lo vi todo")
    await later(house, timedelta(days=3))
    await house.said(ES, ANA, "y otra vez")
    await later(house, TESTIMONY_WAITS - timedelta(days=2))
    assert len(house.homeserver.texts(direct_room(house, ANA))) == 1
    await later(house, timedelta(days=3))
    assert len(house.homeserver.texts(direct_room(house, ANA))) == 2


async def test_nobody_is_told_of_a_testimony_that_ran_out_when_they_deleted_it(house: House) -> None:
    said = await house.said(ES, ANA, "lo vi todo")
    house.homeserver.redact(ANA, said)
    await house.idle()
    await later(house, TESTIMONY_WAITS + timedelta(days=1))
    assert not [room for room in direct_chats(house) if ANA in house.homeserver.rooms[room].people]


async def test_nobody_is_told_of_testimony_that_was_decided(house: House) -> None:
    await release(house, await house.said(ES, ANA, "lo vi todo"))
    await answer(house, "2")
    before = len(house.homeserver.texts(direct_room(house)))
    await later(house, AGAIN_AFTER)
    assert len(house.homeserver.texts(direct_room(house))) == before


async def later(house: House, length: timedelta) -> None:
    for _ in range(4):
        house.clock.advance(length.total_seconds() / 4 + 1)
        for _ in range(8):  # ways to the database's thread and back, as who looks there goes them
            await house.idle()


def direct_chats(house: House) -> list[RoomId]:
    return [room for room in house.homeserver.rooms if "direct" in room]


async def test_a_coordinator_sees_the_masked_version_first_and_then_releases_it(house: House) -> None:
    said = await house.said(ES, ANA, "Juana y Rosa lo vieron")
    assert "chat directo" in await release(house, said)
    preview = house.homeserver.texts(direct_room(house))[-1]
    assert "[nombre] y [nombre] lo vieron" in preview, "Rosa is found by the strict shield only"
    assert "nueve de cada diez" in preview
    assert house.homeserver.sent(EN) == []
    await answer(house, "1")
    (copy,) = house.homeserver.shown(EN)
    assert "[name] y [name] lo vieron" in copy.text
    assert "names masked by a coordinator" in copy.text
    for room in (EN, FR):
        assert "Juana" not in house.homeserver.readable(room)
        assert "Rosa" not in house.homeserver.readable(room)


async def test_a_testimony_without_a_name_needs_a_release_too(house: House) -> None:
    await release(house, await house.said(ES, ANA, "lo vi todo"))
    assert house.homeserver.sent(EN) == []
    await answer(house, "liberar")
    assert "lo vi todo" in house.homeserver.texts(EN)[0]


async def test_what_a_coordinator_does_not_release_stays(house: House) -> None:
    said = await house.said(ES, ANA, "lo vi todo")
    await release(house, said)
    await answer(house, "2")
    assert house.homeserver.sent(EN) == []
    assert "ningún testimonio" in await release(house, said)


async def test_from_the_direct_chat_the_oldest_comes_first(house: House) -> None:
    await house.said(ES, ANA, "primero")
    await release(house, await house.said(ES, ANA, "segundo"))
    await answer(house, "2")
    room = direct_room(house)
    await release(house, None, room)
    assert "primero" in house.homeserver.texts(room)[-2]
    await answer(house, "1")
    assert "primero" in house.homeserver.texts(EN)[0]


async def test_only_coordinators_release(house: House) -> None:
    said = await house.said(ES, ANA, "lo vi todo")
    assert "coordina" in await release(house, said, who=ANA)
    assert not [room for room in house.homeserver.rooms if "direct" in room]


async def test_a_release_from_an_unverified_session_is_not_obeyed(house: House) -> None:
    await release(house, await house.said(ES, ANA, "lo vi todo"))
    house.clock.advance(READ_S)
    typed = house.homeserver.say(direct_room(house), CARLA, "1")
    event = house.homeserver.find(typed)
    assert isinstance(event.inbound, Message)
    event.inbound = replace(event.inbound, signed_device=False)
    await house.idle()
    assert house.homeserver.sent(EN) == []


async def test_it_is_asked_for_as_a_reply_in_the_room_of_the_testimony(house: House) -> None:
    said = await house.said(ES, ANA, "lo vi todo")
    assert "como respuesta" in await release(house, None)
    assert "ningún testimonio" in await release(house, said, EN)


async def test_an_edit_of_a_testimony_needs_a_release_of_its_own(house: House) -> None:
    said = await house.said(ES, ANA, "lo vi todo")
    house.homeserver.edit(ES, ANA, said, "lo vimos todo")
    await house.idle()
    await release(house, said)
    await answer(house, "1")
    assert "lo vi todo" in house.homeserver.texts(EN)[0]
    await release(house, said)
    await answer(house, "1")
    (copy,) = house.homeserver.shown(EN)
    assert "lo vimos todo" in copy.text


async def test_a_deleted_testimony_is_gone_from_the_coordinators_chat(house: House) -> None:
    said = await house.said(ES, ANA, "lo vi todo")
    await release(house, said)
    house.homeserver.redact(ANA, said)
    await house.idle()
    assert "lo vi todo" not in house.homeserver.readable(direct_room(house))
    await answer(house, "1")
    assert house.homeserver.sent(EN) == []


async def test_showing_it_twice_releases_it_once(house: House) -> None:
    said = await house.said(ES, ANA, "lo vi todo")
    await release(house, said)
    await release(house, said)
    await answer(house, "1")
    assert len(house.homeserver.sent(EN)) == 1
    assert "lo vi todo" not in house.homeserver.readable(direct_room(house))


async def test_the_command_shows_the_next_one_and_as_a_reply_to_what_was_shown_releases_it(house: House) -> None:
    await house.said(ES, ANA, "primero")
    last = await house.said(ES, ANA, "segundo")
    await release(house, last)
    room = direct_room(house)
    shown = house.homeserver.shown(room)[-1].event_id
    await release(house, None, room)
    assert house.homeserver.sent(EN) == [], "typed as an order, not as an answer to what was shown before"
    await house.said(room, CARLA, "!liberar", reply_to=shown)
    (copy,) = house.homeserver.texts(EN)
    assert "segundo" in copy


async def test_no_word_of_a_testimony_and_none_from_its_room_gets_into_the_translation_memory(house: House) -> None:
    await release(house, await house.said(ES, ANA, "lo vi todo"))
    await answer(house, "1")
    told = house.homeserver.shown(EN)[-1].event_id
    await house.said(EN, CARLA, "!fix I saw everything", reply_to=told)
    assert "I saw everything" in house.homeserver.shown(EN)[0].text
    await house.said(EN, ANA, "hello to all of you there")
    there = [each for each in house.homeserver.shown(ES) if each.outgoing.mark is not None][-1].event_id
    await house.said(ES, CARLA, "!corregir un saludo a todos", reply_to=there)
    assert "un saludo a todos" in house.homeserver.readable(ES)
    assert await house.database.fetch_all("SELECT * FROM memory") == []


@pytest.mark.parametrize("typed", ["!testimonio", "!testimony", "!témoignages", "!testimonio sí", "!témoignage non"])
async def test_a_coordinator_is_told_which_rooms_take_testimony_and_no_word_changes_it(
    house: House, typed: str
) -> None:
    await house.said(ES, CARLA, typed)
    assert "plants (es)" in house.homeserver.texts(ES)[-1]
    await house.said(ES, ANA, "lo vi todo")
    assert house.homeserver.sent(EN) == []
