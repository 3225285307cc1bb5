"""`!announce`: written once, shown in every language, corrected, and posted everywhere exactly once."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.model import EventId, EventRef, RoomId
from bot.core.screening import Detectors
from bot.errors import MatrixError
from bot.matrix.marks import ANNOUNCEMENT_MARK
from tests.fakes.detectors import ProtectedWords, WordShield, phones
from tests.handlers.house import ANA, CARLA, EN, ES, FR, House
from tests.handlers.register_house import direct_room

ROOMS = (EN, ES, FR)
TEXT = "Mañana hay reunión."


async def carla(house: House, text: str) -> str:
    room = direct_room(house, CARLA)
    await house.said(room, CARLA, text)
    return house.homeserver.texts(room)[-1]


def posted(house: House, room: RoomId) -> list[str]:
    return [shown.text for shown in house.homeserver.shown(room) if ANNOUNCEMENT_MARK in shown.outgoing.extra]


def said_once(house: House) -> bool:
    return [len(posted(house, room)) for room in ROOMS] == [1, 1, 1]


async def nothing_more_is_owed(house: House) -> None:
    async def done() -> bool:
        row = await house.database.fetch_one("SELECT count(*) AS number FROM announcement WHERE confirmed_at > 0")
        return row is not None and row["number"] == 0

    await house.until(done, seconds_each=1)


async def test_nothing_is_posted_before_the_word_and_then_what_was_shown_in_every_language(house: House) -> None:
    shown = await carla(house, f"!anunciar {TEXT}")
    assert "EN Mañana" in shown
    assert "FR Mañana" in shown
    assert "!anunciar entendido" in shown
    corrected = await carla(house, "!anunciar fr: Réunion demain.")
    assert "Réunion demain" in corrected
    assert "FR Mañana" not in corrected
    assert all(posted(house, room) == [] for room in ROOMS)
    await carla(house, "!anunciar entendido")
    await house.until(lambda: said_once(house))
    assert "(machine translation): EN Mañana" in posted(house, EN)[0]
    assert TEXT in posted(house, ES)[0]
    assert "automatique" not in posted(house, FR)[0]
    assert "Réunion demain." in posted(house, FR)[0]
    assert "No hay ningún anuncio" in await carla(house, "!anunciar entendido")
    assert said_once(house)


async def test_a_new_text_takes_the_place_of_one_that_was_not_posted(house: House) -> None:
    await carla(house, "!anunciar Uno.")
    shown = await carla(house, "!anunciar Dos.")
    assert "Uno" not in shown
    await carla(house, "!anunciar entendido")
    await house.until(lambda: said_once(house))
    assert "Dos." in posted(house, ES)[0]
    assert "Uno." not in house.homeserver.readable(EN)


@pytest.mark.parametrize("no", ["no", "No.", "non", "cancelar", "!anunciar no", "!annoncer non", "no, gracias"])
async def test_a_no_drops_what_was_shown_and_says_so(house: House, no: str) -> None:
    await carla(house, f"!anunciar {TEXT}")
    assert await carla(house, no) in (
        "El anuncio se descartó. Nadie lo vio.",
        "L’annonce est abandonnée. Personne ne l’a vue.",
    )
    assert "No hay ningún anuncio" in await carla(house, "!anunciar entendido")
    assert all(posted(house, room) == [] for room in ROOMS)


async def test_a_no_without_an_announcement_announces_nothing(house: House) -> None:
    assert "No hay ningún anuncio" in await carla(house, "!anunciar no")
    assert "descartó" not in await carla(house, "no")
    await carla(house, f"!anunciar {TEXT}")
    assert "descartó" not in await carla(house, "no sé si mañana")
    await carla(house, "!anunciar entendido")
    await house.until(lambda: said_once(house))


async def test_a_name_is_refused_and_nothing_is_begun(tmp_path: Path) -> None:
    detectors = Detectors(WordShield(["Guadalupe"]), phones, ProtectedWords(["Xóchitl"]))
    async with House(tmp_path, detectors=detectors) as house:
        assert "Guadalupe" in await carla(house, "!anunciar Pregunten a Guadalupe.")
        assert "No hay ningún anuncio" in await carla(house, "!anunciar entendido")
        await carla(house, f"!anunciar {TEXT}")
        assert "Guadalupe" in await carla(house, "!anunciar fr: Demandez à Guadalupe.")
        await carla(house, "!anunciar entendido")
        await house.until(lambda: said_once(house))
        assert "Guadalupe" not in "".join(house.homeserver.readable(room) for room in ROOMS)


async def test_a_message_that_was_deleted_meanwhile_is_not_posted(house: House) -> None:
    await carla(house, f"!anunciar {TEXT}")
    room = direct_room(house, CARLA)
    (ref,) = [event.ref for event in house.homeserver.rooms[room].events if event.outgoing is None]
    house.homeserver.redact(CARLA, EventRef(room, EventId(ref.event_id)))
    await house.idle()
    assert "No hay ningún anuncio" in await carla(house, "!anunciar entendido")
    assert all(posted(house, each) == [] for each in ROOMS)


async def test_a_correction_that_was_deleted_is_shown_again_before_anything_is_posted(house: House) -> None:
    await carla(house, f"!anunciar {TEXT}")
    room = direct_room(house, CARLA)
    correction = await house.said(room, CARLA, "!anunciar fr: Réunion demain.")
    house.homeserver.redact(CARLA, correction)
    await house.idle()
    again = await carla(house, "!anunciar entendido")
    assert "FR Mañana" in again
    assert all(posted(house, each) == [] for each in ROOMS)
    await carla(house, "!anunciar entendido")
    await house.until(lambda: said_once(house))


@pytest.mark.parametrize("answer_lost", [False, True])
async def test_a_crash_between_two_rooms_posts_it_in_the_others_and_nowhere_twice(
    tmp_path: Path, answer_lost: bool
) -> None:
    async with House(tmp_path) as house:
        await carla(house, f"!anunciar {TEXT}")
        hold = house.rooms.hold("send", room_id=ES, done=answer_lost)
        house.homeserver.say(direct_room(house, CARLA), CARLA, "!anunciar entendido")
        await house.until(hold.reached.is_set)
        await house.crash()
        house.login("another login")  # transaction ids of before mean nothing
        await house.start()
        await nothing_more_is_owed(house)
        assert said_once(house)


async def test_a_room_that_refuses_is_told_of_and_the_others_have_it(house: House) -> None:
    await carla(house, f"!anunciar {TEXT}")
    house.rooms.fail("send", MatrixError("M_FORBIDDEN", 403), room_id=ES)
    house.rooms.fail("send", MatrixError("M_UNKNOWN", 502), room_id=FR, times=3)
    await carla(house, "!anunciar entendido")
    await nothing_more_is_owed(house)
    assert [len(posted(house, room)) for room in ROOMS] == [1, 0, 1]
    assert "no está en la sala plants (es)" in house.homeserver.readable(direct_room(house, CARLA))


async def test_only_a_coordinator_announces_and_only_in_private(house: House) -> None:
    await house.said(ES, ANA, f"!anunciar {TEXT}")
    assert "coordinación" in house.homeserver.texts(ES)[-1]
    await house.said(ES, CARLA, f"!anunciar {TEXT}")
    assert "chat directo" in house.homeserver.texts(ES)[-1]
    assert "reunión" not in house.homeserver.readable(EN)
