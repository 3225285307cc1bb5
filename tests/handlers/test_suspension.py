"""A lost phone: one coordinator shuts a person out, two let them in again."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from bot.core.model import EventRef, Message, Role, RoomId, Text, UserId
from bot.errors import MatrixError
from bot.matrix.verification_terms import METHOD
from bot.matrix.verification_wire import ToDevices
from tests.handlers import house as houses
from tests.handlers.house import ANA, CARLA, ELLEN, EN, ES, FR, House

OPERATORS, LOBBY = RoomId("!operators"), RoomId("!lobby")
PAZ = UserId("@paz:demo.local")
"""Another coordinator."""
FORBIDDEN = MatrixError("M_FORBIDDEN", 403)
DOWN = MatrixError("M_UNKNOWN", 502)
EVERY_ROOM = (EN, ES, FR, OPERATORS)
SUSPEND, RESTORE = f"!member suspend {ANA}", f"!member restore {ANA}"


@pytest.fixture(autouse=True)
def a_second_coordinator(monkeypatch: pytest.MonkeyPatch) -> None:
    paz = replace(houses.MEMBERS[CARLA], user_id=PAZ, name="Paz", language="en")
    monkeypatch.setitem(houses.MEMBERS, PAZ, paz)


@asynccontextmanager
async def open_house(tmp_path: Path) -> AsyncIterator[House]:
    """Ana is in every room, and may invite the bot. For a test that restarts it; others take the fixture."""
    house = House(tmp_path, operators_room=OPERATORS, invites=frozenset({ANA, CARLA}))
    house.homeserver.add_room(OPERATORS)
    for room_id in EVERY_ROOM:
        house.homeserver.rooms[room_id].people |= {ANA, CARLA, PAZ}
    async with house:
        yield house


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path) as house:
        yield house


def present(house: House, user_id: UserId = ANA, rooms: Iterable[RoomId] = EVERY_ROOM) -> list[RoomId]:
    return [room_id for room_id in rooms if user_id in house.homeserver.rooms[room_id].people]


async def answer(house: House, who: UserId, typed: str, room: RoomId = EN) -> str:
    ref = await house.said(room, who, typed)
    (text,) = [each.text for each in house.homeserver.shown(room) if each.outgoing.reply_to == ref.event_id]
    return text


def told(house: House) -> list[str]:
    """What the operators' room heard without asking."""
    return [shown.text for shown in house.homeserver.shown(OPERATORS) if shown.outgoing.reply_to is None]


# Out


async def test_a_suspended_person_is_out_of_every_room_and_gets_no_keys(house: House) -> None:
    text = await answer(house, CARLA, SUSPEND)
    assert present(house) == []
    assert present(house, PAZ) == list(EVERY_ROOM)
    assert house.rooms.without_keys == {ANA}
    assert f"Ana (Union ES), {ANA}" in text
    assert "Removed from: plants (en), plants (es), plants (fr), the operators' room." in text
    assert f"!member restore {ANA}" in text


async def test_keys_stop_before_the_first_room_is_asked(house: House) -> None:
    hold = house.rooms.hold("remove")
    house.homeserver.say(EN, CARLA, SUSPEND)
    await house.until(hold.reached.is_set)
    assert house.rooms.without_keys == {ANA}
    hold.release()
    await house.idle()


async def test_nothing_of_a_suspended_person_is_passed_on_or_obeyed(house: House) -> None:
    before = await house.said(ES, ANA, "antes")
    house.rooms.fail("remove", FORBIDDEN, times=4)
    await answer(house, CARLA, SUSPEND)
    count = len(house.homeserver.sent(EN)), len(house.homeserver.sent(ES))
    await house.said(ES, ANA, "después")
    await house.said(ES, ANA, "!ayuda")
    house.homeserver.edit(ES, ANA, before, "cambiado")
    await house.idle()
    assert (len(house.homeserver.sent(EN)), len(house.homeserver.sent(ES))) == count
    await house.said(ES, CARLA, "hola")
    assert "hola" in house.homeserver.texts(EN)[-1]


async def test_a_suspended_person_can_still_delete(house: House) -> None:
    before = await house.said(ES, ANA, "secreto")
    house.rooms.fail("remove", FORBIDDEN, times=4)
    await answer(house, CARLA, SUSPEND)
    house.homeserver.redact(ANA, before)
    await house.idle()
    assert "secreto" not in house.homeserver.readable(EN) + house.homeserver.readable(FR)


async def test_what_waits_in_a_lane_is_not_passed_on(house: House) -> None:
    house.rooms.fail("send", DOWN, room_id=FR, times=3)
    first = house.homeserver.say(ES, CARLA, "primero")
    await house.until(lambda: house.rooms.calls.count("send") >= 2)
    house.homeserver.say(ES, ANA, "a medio camino")
    house.homeserver.say(EN, CARLA, SUSPEND)
    await house.until(lambda: house.rooms.without_keys)
    await house.idle(seconds_each=0.1)
    assert (first.event_id, FR) in house.homeserver.copies()
    assert "a medio camino" not in house.homeserver.readable(FR)


async def test_a_command_that_waits_behind_the_suspension_is_not_obeyed(house: House) -> None:
    house.homeserver.say(EN, CARLA, f"!member suspend {PAZ}")
    house.homeserver.say(EN, PAZ, f"!member suspend {CARLA}")
    await house.idle()
    assert house.rooms.without_keys == {PAZ}
    assert len(house.homeserver.texts(EN)) == 1


async def test_what_was_said_meanwhile_is_not_passed_on_when_the_person_is_back(house: House) -> None:
    await answer(house, CARLA, SUSPEND)
    house.rooms.fail("send", DOWN, room_id=FR, times=100)
    house.homeserver.say(ES, CARLA, "primero")
    meanwhile = house.homeserver.say(ES, ANA, "mientras tanto")
    for who in (CARLA, PAZ):
        house.homeserver.say(EN, who, RESTORE)
    await house.until(lambda: not house.rooms.without_keys)
    house.rooms._faults.clear()
    await house.idle(seconds_each=5)
    assert "primero" in house.homeserver.texts(FR)[0]
    assert {source for source, _ in house.homeserver.copies()}.isdisjoint({meanwhile.event_id})


async def test_their_app_cannot_be_verified(house: House) -> None:
    def ask(sender: UserId) -> None:
        now = int(house.clock.now().timestamp() * 1000)
        content = {"from_device": "PHONE", "methods": [METHOD], "timestamp": now, "transaction_id": sender}
        event = {"type": "m.key.verification.request", "sender": sender, "content": content}
        house.rooms.verification_wire.to_device(event)

    await answer(house, CARLA, SUSPEND)
    ask(ANA)
    ask(ELLEN)
    wire = house.rooms.verification_wire
    await house.until(lambda: wire.sent)
    assert [place for place, _ in wire.sent] == [ToDevices(ELLEN, ("PHONE",))]


async def test_what_waits_for_its_room_key_is_not_passed_on(house: House) -> None:
    ref = house.homeserver.say(ES, ANA, "cerrado")
    house.homeserver.locked.add(ref.event_id)
    await house.idle()
    assert await house.ledger.depth() == {"locked": 1}
    await answer(house, CARLA, SUSPEND)
    assert len(house.homeserver.texts(EN)) == 1
    other = house.homeserver.say(EN, ELLEN, "locked")
    house.homeserver.locked.add(other.event_id)
    await house.until(lambda: len(house.homeserver.texts(EN)) == 2, seconds_each=5)
    assert house.homeserver.texts(ES) == [], "Ellen is asked to send it again, Ana is not"
    house.homeserver.hand_over_keys()
    await house.idle()
    assert await house.ledger.depth() == {}
    assert "cerrado" not in house.homeserver.readable(EN)


async def test_an_unreadable_message_of_a_suspended_person_does_not_wait(house: House) -> None:
    await answer(house, CARLA, SUSPEND)
    ref = house.homeserver.say(ES, ANA, "cerrado")
    house.homeserver.locked.add(ref.event_id)
    await house.idle()
    assert await house.ledger.depth() == {}


async def test_their_invitation_is_declined(house: House) -> None:
    await answer(house, CARLA, SUSPEND)
    house.homeserver.add_room(LOBBY)
    house.homeserver.invite(LOBBY, ANA)
    await house.idle()
    assert not house.rooms.is_joined(LOBBY)
    assert "decline" in house.rooms.calls


async def test_who_comes_back_is_taken_out_again(house: House) -> None:
    await answer(house, CARLA, SUSPEND)
    house.homeserver.enter(FR, ANA)
    await house.until(lambda: not present(house))
    assert house.rooms.calls.count("remove") == 5


# What cannot be done


async def test_where_the_bot_may_not_the_coordinator_is_told_what_to_do(house: House) -> None:
    house.rooms.fail("remove", FORBIDDEN, room_id=ES)
    text = await answer(house, CARLA, SUSPEND)
    assert "Removed from: plants (en), plants (fr), the operators' room." in text
    assert "Still in: plants (es). I lack the power there. In Element, open the room" in text
    assert present(house) == [ES]
    calls = house.rooms.calls.count("remove")
    await house.said(FR, CARLA, "hola")
    assert house.rooms.calls.count("remove") == calls, "not asked again at every message"
    text = await answer(house, CARLA, SUSPEND)
    assert "Removed from: plants (en), plants (es), plants (fr), the operators' room." in text
    assert present(house) == []


async def test_a_room_that_refused_is_asked_again_after_an_hour(house: House) -> None:
    house.rooms.fail("remove", FORBIDDEN, room_id=ES)
    await answer(house, CARLA, SUSPEND)
    house.clock.advance(3600)
    await house.said(FR, CARLA, "hola")
    await house.until(lambda: not present(house))


async def test_while_the_homeserver_is_down_the_bot_keeps_trying(house: House) -> None:
    house.rooms.fail("remove", DOWN, room_id=ES, times=4)
    text = await answer(house, CARLA, SUSPEND)
    assert "Still in: plants (es). The homeserver does not answer" in text
    assert house.rooms.without_keys == {ANA}
    await house.until(lambda: not present(house), seconds_each=1)


async def test_rooms_without_the_bot_are_named(house: House) -> None:
    house.homeserver.rooms[FR].bot_is_in = False
    text = await answer(house, CARLA, SUSPEND)
    assert "I am not in: plants (fr)." in text
    assert present(house) == [FR]


async def test_an_unknown_user_id_is_suspended_and_doubted(house: House) -> None:
    stranger = UserId("@anna:demo.local")
    text = await answer(house, CARLA, f"!member suspend {stranger}")
    assert "I know nobody with this user id" in text
    assert house.rooms.without_keys == {stranger}
    house.homeserver.enter(EN, stranger)
    await house.until(lambda: not present(house, stranger))
    await answer(house, CARLA, f"!member restore {stranger}")
    assert "Invited again: plants (en)." in await answer(house, PAZ, f"!member restore {stranger}")


async def test_a_crash_half_way_is_made_good(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        hold = house.rooms.hold("remove", room_id=ES)
        house.homeserver.say(EN, CARLA, SUSPEND)
        await house.until(hold.reached.is_set)
        await house.crash()
        assert present(house) != []
        await house.start()
        assert house.rooms.without_keys == {ANA}
        await house.idle()
        await house.until(lambda: told(house))
        assert present(house) == []
        assert len(told(house)) == 1
        assert len(house.homeserver.texts(EN)) == 1


# Who may


@pytest.mark.parametrize(
    ("who", "typed", "words"),
    [
        (ELLEN, SUSPEND, "Only coordinators"),
        (ELLEN, RESTORE, "Only coordinators"),
        (CARLA, f"!member suspend {CARLA}", "You cannot suspend yourself"),
        (CARLA, "!member suspend @bot:demo.local", "I cannot suspend myself"),
        (CARLA, "!member suspend Ana", "Send one of these lines"),
        (CARLA, "!miembro suspender", "una de estas líneas"),
        (CARLA, "!member restore", "whole user id"),
        (CARLA, RESTORE, "is not suspended"),
    ],
)
async def test_what_may_not_be_is_answered_and_changes_nothing(
    house: House, who: UserId, typed: str, words: str
) -> None:
    assert words in await answer(house, who, typed)
    assert present(house) == list(EVERY_ROOM)
    assert house.rooms.without_keys == frozenset()
    assert "remove" not in house.rooms.calls


@pytest.mark.parametrize("typed", [SUSPEND, RESTORE, "!verify Ana", "!verify confirm 1234"])
async def test_commands_that_write_need_a_signed_device(house: House, typed: str) -> None:
    ref = unsigned(house, OPERATORS, CARLA, typed)
    await house.idle()
    (text,) = [each.text for each in house.homeserver.shown(OPERATORS) if each.outgoing.reply_to == ref.event_id]
    assert "session that is not verified" in text
    assert present(house) == list(EVERY_ROOM)
    assert house.rooms.verification_wire.sent == []


@pytest.mark.parametrize("typed", ["!help", "!petition status", "!digest"])
async def test_commands_that_only_read_are_obeyed_from_any_device(house: House, typed: str) -> None:
    unsigned(house, EN, CARLA, typed)
    await house.idle()
    (text,) = house.homeserver.texts(EN)
    assert "session" not in text


async def test_speech_from_an_unsigned_device_is_passed_on(house: House) -> None:
    unsigned(house, ES, ANA, "hola")
    await house.idle()
    assert len(house.homeserver.texts(EN)) == 1


def unsigned(house: House, room_id: RoomId, sender: UserId, text: str) -> EventRef:
    ref = house.homeserver._new(room_id)
    message = Message(ref, sender, house.clock.now(), Text(text), signed_device=False)
    return house.homeserver._put(message)


@pytest.mark.parametrize(("role", "listed"), [("coordinator", True), ("rep", False)])
async def test_help_lists_them_for_coordinators(house: House, role: Role, listed: bool) -> None:
    text = await answer(house, CARLA if role == "coordinator" else ELLEN, "!aide membre")
    assert ("!membre suspendre @ana:example.org" in text) == listed
    assert ("!membre rétablir @ana:example.org" in text) == listed


# In again


async def test_two_coordinators_bring_somebody_back_into_the_rooms(house: House) -> None:
    house.homeserver.rooms[FR].people.discard(ANA)
    await answer(house, CARLA, SUSPEND)
    first = await answer(house, CARLA, RESTORE)
    assert f"One more coordinator must write the same within 24 hours: !member restore {ANA}" in first
    assert "One more coordinator" in await answer(house, CARLA, RESTORE)
    assert present(house) == []
    second = await answer(house, PAZ, RESTORE)
    assert "Invited again: plants (en), plants (es), the operators' room." in second
    assert present(house) == [EN, ES, OPERATORS]
    assert house.rooms.without_keys == frozenset()
    await house.said(ES, ANA, "de vuelta")
    assert "de vuelta" in house.homeserver.texts(EN)[-1]
    await house.said(ES, CARLA, "hola")
    assert house.rooms.calls.count("invite") == 3


async def test_a_vote_of_yesterday_does_not_count(house: House) -> None:
    await answer(house, CARLA, SUSPEND)
    await answer(house, CARLA, RESTORE)
    house.clock.advance(24 * 3600 + 1)
    assert "One more coordinator" in await answer(house, PAZ, RESTORE)
    assert present(house) == []


async def test_a_suspended_coordinator_has_no_say(house: House) -> None:
    await answer(house, CARLA, f"!member suspend {PAZ}")
    await answer(house, CARLA, f"!member restore {PAZ}")
    await house.said(EN, PAZ, f"!member restore {PAZ}")
    assert house.rooms.without_keys == {PAZ}
    await house.said(EN, PAZ, f"!member suspend {CARLA}")
    assert house.rooms.without_keys == {PAZ}


async def test_who_cannot_be_invited_is_told_to_the_coordinator(house: House) -> None:
    await answer(house, CARLA, SUSPEND)
    await answer(house, CARLA, RESTORE)
    house.rooms.fail("invite", FORBIDDEN, room_id=EN)
    house.rooms.fail("invite", DOWN, room_id=ES, times=3)
    text = await answer(house, PAZ, RESTORE)
    assert "Invited again: plants (fr), the operators' room." in text
    assert "Not invited: plants (en). I lack the power there." in text
    assert "Not invited yet: plants (es)." in text
    await house.until(lambda: present(house) == [ES, FR, OPERATORS], seconds_each=1)


async def test_an_invitation_that_a_crash_cut_off_is_sent(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        await answer(house, CARLA, SUSPEND)
        await answer(house, CARLA, RESTORE)
        hold = house.rooms.hold("invite", room_id=FR)
        house.homeserver.say(EN, PAZ, RESTORE)
        await house.until(hold.reached.is_set)
        await house.restart()
        await house.until(lambda: present(house) == list(EVERY_ROOM))
        await house.idle()
        await house.until(lambda: len(told(house)) == 2)
        assert "Restored: " in house.homeserver.texts(EN)[-1]


# The operators' room


async def test_the_operators_are_told_who_did_it_in_three_languages_once(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        await answer(house, CARLA, SUSPEND)
        await answer(house, CARLA, RESTORE)
        await answer(house, PAZ, RESTORE)
        await house.until(lambda: len(told(house)) == 2)
        suspended, restored = told(house)
        ana, carla = f"Ana (Union ES), {ANA}", f"Carla (Union ES), {CARLA}"
        assert suspended.split("\n\n") == [
            f"{carla} suspended {ana}.",
            f"{carla} suspendió a {ana}.",
            f"{carla} a suspendu {ana}.",
        ]
        assert f"Paz (Union ES), {PAZ} and {carla} restored {ana}." in restored
        await house.crash()
        house.login("second login")
        await house.start()
        house.rooms.fail("remove", FORBIDDEN)
        await answer(house, CARLA, f"!member suspend {ELLEN}")
        await house.until(lambda: len(told(house)) >= 3)
        assert len(told(house)) == 3


async def test_the_operators_are_told_when_the_homeserver_answers_again(house: House) -> None:
    house.rooms.fail("send", DOWN, room_id=OPERATORS, times=3)
    await answer(house, CARLA, SUSPEND)
    await house.until(lambda: told(house), seconds_each=1)
    assert len(told(house)) == 1


@pytest.mark.parametrize("typed", ["!miembro suspender", "!miembro suspender Ana", "!miembro suspender @ana"])
async def test_who_knows_only_a_name_is_shown_the_lines_to_send(house: House, typed: str) -> None:
    """A phone is lost, somebody calls: the coordinator knows who it is, and not how their user id is written."""
    house.homeserver.rooms[ES].people |= {ANA, CARLA}
    await house.said(ES, CARLA, typed)
    told = house.homeserver.texts(ES)[-1]
    assert f"!miembro suspender {ANA}\n" in told
    assert str(CARLA) not in told, "nobody suspends themselves"
    assert str(ELLEN) not in told, "who is not in this room is not named in it"
    await house.said(ES, ANA, "hola")
    assert len(house.homeserver.shown(EN)) == 1, "nobody is shut out by a name"
