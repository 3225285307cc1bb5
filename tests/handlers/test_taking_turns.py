"""Under the homeserver's limits people who take turns get a copy each: what comes first in it and below it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest
import pytest_asyncio

from bot.core.model import EventId, EventRef, Part, RoomId, UserId
from tests.fakes.engines import ScriptedEngine
from tests.fakes.homeserver import Shown
from tests.fakes.rooms import Hold
from tests.handlers.house import ANA, CARLA, ELLEN, EN, ES, FR, House
from tests.handlers.limits import all_sorted, attended, halted, scripted

BETWEEN = "in between, others wrote what stands below"


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with attended(tmp_path) as house:
        yield house


async def released(house: House, holds: list[Hold]) -> None:
    await house.until(lambda: all_sorted(house))
    for hold in holds:
        hold.release()
    await house.idle(seconds_each=0.1)


async def taken_turns(house: House, *words: str) -> list[EventRef]:
    """Ana says the first, Carla the second, and so on."""
    holds = await halted(house)
    refs = [house.homeserver.say(ES, CARLA if number % 2 else ANA, word) for number, word in enumerate(words)]
    await released(house, holds)
    return refs


def copies(house: House, room: RoomId = EN) -> list[Shown]:
    """Without Ana's first two."""
    return [shown for shown in house.homeserver.shown(room) if shown.outgoing.mark][2:]


async def test_each_gets_one_copy_in_which_it_says_where_the_other_spoke(house: House) -> None:
    await taken_turns(house, "maíz", "frijol", "calabaza", "chile")
    for room in (EN, FR):
        ana, carla = copies(house, room)
        assert [re.findall(r"⟪(\w+)⟫", shown.text) for shown in (ana, carla)] == [
            ["maíz", "calabaza"],
            ["frijol", "chile"],
        ]
    ana, carla = copies(house)
    assert ana.text.index("maíz") < ana.text.index(BETWEEN) < ana.text.index("calabaza")
    assert BETWEEN not in carla.text, "what Ana said in between stands above"
    assert "entre-temps" in copies(house, FR)[0].text


async def test_the_line_between_stays_through_an_edit_of_either_and_an_original_shown(house: House) -> None:
    refs = await taken_turns(house, "maíz", "frijol", "calabaza")
    house.homeserver.edit(ES, ANA, refs[0], "tomate")
    house.homeserver.edit(ES, ANA, refs[2], "nopal")
    await house.idle(seconds_each=0.1)
    text = copies(house)[0].text
    assert text.index("tomate") < text.index(BETWEEN) < text.index("nopal")
    house.homeserver.say(EN, ELLEN, "!original", reply_to=copies(house)[0].event_id)
    await house.idle(seconds_each=0.1)
    assert copies(house)[0].text.count(BETWEEN) == 1


async def test_after_a_deletion_what_stands_below_the_others_no_longer_says_that_they_follow(house: House) -> None:
    refs = await taken_turns(house, "maíz", "frijol", "calabaza", "chile", "nopal")
    house.homeserver.redact(ANA, refs[2])
    await house.idle(seconds_each=0.1)
    carla, ana = copies(house)
    assert "calabaza" not in house.homeserver.readable(EN)
    assert [word in carla.text for word in ("frijol", "chile")] == [True, True]
    assert [word in ana.text for word in ("maíz", "nopal", BETWEEN)] == [True, True, False]


async def test_an_answer_to_the_other_stands_below_what_it_answers(house: House) -> None:
    holds = await halted(house)
    question = house.homeserver.say(ES, ANA, "maíz")
    between = house.homeserver.say(ES, CARLA, "frijol")
    house.homeserver.say(ES, ANA, "calabaza", reply_to=between.event_id)
    house.homeserver.say(ES, CARLA, "chile", reply_to=question.event_id)
    await released(house, holds)
    said = copies(house)
    assert [re.findall(r"⟪(\w+)⟫", shown.text) for shown in said] == [["maíz"], ["frijol"], ["calabaza"], ["chile"]]
    assert [shown.outgoing.reply_to for shown in said] == [None, None, said[1].event_id, said[0].event_id]


@pytest.mark.parametrize("hours", [0, 13])
async def test_what_was_sent_out_of_turn_and_not_recorded_is_not_sent_twice(tmp_path: Path, hours: int) -> None:
    async with House(tmp_path, engine=ScriptedEngine(scripted)) as house:
        english, french = await halted(house)
        for number, word in enumerate(("maíz", "frijol", "calabaza", "chile")):
            house.homeserver.say(ES, CARLA if number % 2 else ANA, word)
        await house.until(lambda: all_sorted(house))
        french.release()
        before = house.rooms.hold("send", room_id=EN, done=True)
        english.release()
        await house.until(before.reached.is_set)
        sending = house.rooms.hold("send", room_id=EN, done=True)
        before.release()
        await house.until(sending.reached.is_set)
        await house.crash()
        house.clock.advance(3600.0 * hours)
        await house.start()
        await house.idle(seconds_each=0.5)
        text = "\n".join(house.homeserver.texts(EN))
        assert all(text.count(f"⟪{word}⟫") == 1 for word in ("maíz", "frijol", "calabaza", "chile"))
        assert text.index("calabaza") < text.index("chile")


@pytest.mark.parametrize("seed", range(8))
async def test_whatever_people_do_in_turn_each_is_in_order_nothing_twice_and_no_answer_above(
    house: House, seed: int
) -> None:
    """Words, answers, edits, deletions, a held message and pauses of the homeserver, in any order."""
    turn = Random(seed)  # which scene is played, no secret
    house.homeserver.limit(0.5, 3.0)
    said: list[tuple[EventRef, UserId, str, EventRef | None]] = []
    now: dict[EventRef, str] = {}
    for number in range(28):
        author = turn.choice([ANA, CARLA])
        own = [ref for ref, sender, _, _ in said if sender == author and ref in now]
        match turn.choices(["say", "answer", "edit", "delete", "hold", "wait"], [10, 3, 2, 2, 1, 4])[0]:
            case "edit" if own:
                ref = turn.choice(own)
                now[ref] = f"cambio{name_of(number)}"
                house.homeserver.edit(ES, author, ref, now[ref])
            case "delete" if own:
                ref = turn.choice(own)
                del now[ref]
                house.homeserver.redact(author, ref)
            case "wait":
                for _ in range(turn.randrange(1, 30)):
                    house.clock.advance(0.2)
                    await house.until(house._has_read_all)
            case act:
                word = f"voz{name_of(number)}"
                text = f"Juana dice {word}" if act == "hold" else word
                target = turn.choice(list(now)) if act == "answer" and now else None
                ref = house.homeserver.say(ES, author, text, reply_to=target.event_id if target else None)
                said.append((ref, author, word, target))
                now[ref] = word
    await house.idle(seconds_each=0.5)
    await let_go(house)
    for room in (EN, FR):
        judge(house, room, said, now)


def name_of(number: int) -> str:
    """Without digits, which no engine gets to see."""
    return chr(ord("a") + number // 10) + chr(ord("a") + number % 10)


async def let_go(house: House) -> None:
    """Of all that is held: what waits behind it comes into question after it."""
    while "held" in await house.ledger.depth():
        direct = [room for room in house.homeserver.rooms if room.startswith("!direct")]
        for room in direct:
            if house.homeserver.texts(room):
                person = next(iter(house.homeserver.rooms[room].people))
                house.homeserver.say(room, person, "enviar tal cual")
        await house.idle(seconds_each=0.5)


def judge(
    house: House,
    room: RoomId,
    said: list[tuple[EventRef, UserId, str, EventRef | None]],
    now: dict[EventRef, str],
) -> None:
    """What stands in a room in the end."""
    text = "\n".join(house.homeserver.texts(room))
    for ref, _, word, _ in said:
        shown = now.get(ref)
        assert len(re.findall(rf"⟪[^⟫]*\b{word}\b", text)) == int(shown == word), (word, shown)
        if shown is not None:
            assert len(re.findall(rf"⟪[^⟫]*\b{shown}\b", text)) == 1, shown
        else:
            assert word not in house.homeserver.readable(room)
    for sender in (ANA, CARLA):
        ids = [ref.event_id for ref, author, _, _ in said if author == sender]
        came = [event_id for event_id in came_first(house, room) if event_id in ids]
        assert came == sorted(came, key=ids.index), "overtaken by their own words"
    place = {event.ref.event_id: number for number, event in enumerate(house.homeserver.rooms[room].events)}
    for copy in house.homeserver.shown(room):
        if copy.outgoing.reply_to in place:
            assert place[copy.outgoing.reply_to] < place[copy.event_id]


def came_first(house: House, room: RoomId) -> list[EventId]:
    """The messages that came, in the order in which each did so for the first time."""
    marks = [out.mark for out in house.homeserver.sent(room) if out.mark and out.replaces is None]
    sources = [part.source for mark in marks for part in mark.parts or (Part(mark.source.event_id, mark.revision),)]
    return list(dict.fromkeys(sources))
