"""An emoji on a message, in the other languages."""

from __future__ import annotations

from pathlib import Path

from bot.core.model import EventRef, RoomId
from bot.errors import MatrixError
from tests.handlers.house import ANA, ELLEN, EN, ES, FLEUR, FR, House

UNAVAILABLE = MatrixError("M_UNKNOWN", 503)


def copy(house: House, room_id: RoomId) -> EventRef:
    return EventRef(room_id, house.homeserver.shown(room_id)[-1].event_id)


def emoji(house: House, target: EventRef) -> list[tuple[str, str]]:
    return [(each.sender.split(":")[0], each.key) for each in house.homeserver.annotations(target)]


async def test_an_emoji_appears_once_on_every_copy(house: House) -> None:
    said = await house.said(ES, ANA, "ganamos")
    house.homeserver.react(ANA, said, "✊🏽")
    house.homeserver.react(FLEUR, said, "✊")
    await house.idle()
    assert emoji(house, copy(house, EN)) == emoji(house, copy(house, FR)) == [("@bot", "✊")]


async def test_an_emoji_on_a_copy_appears_on_the_message_and_on_the_other_copy(house: House) -> None:
    said = await house.said(ES, ANA, "ganamos")
    house.homeserver.react(ELLEN, copy(house, EN), "🎉")
    await house.idle()
    assert emoji(house, said) == emoji(house, copy(house, FR)) == [("@bot", "🎉")]
    assert emoji(house, copy(house, EN)) == [("@ellen", "🎉")]


async def test_it_goes_when_the_last_person_behind_it_takes_theirs_back(house: House) -> None:
    said = await house.said(ES, ANA, "ganamos")
    first = house.homeserver.react(ANA, said, "🎉")
    second = house.homeserver.react(ELLEN, said, "🎉")
    await house.idle()
    house.homeserver.redact(ANA, first)
    await house.idle()
    assert emoji(house, copy(house, FR)) == [("@bot", "🎉")]
    house.homeserver.redact(ELLEN, second)
    await house.idle()
    assert emoji(house, copy(house, FR)) == emoji(house, copy(house, EN)) == []


async def test_a_heart_and_a_fist_with_a_skin_tone_stay_when_another_emoji_goes(house: House) -> None:
    said = await house.said(ES, ANA, "ganamos")
    for key in ("❤️", "✊🏽"):
        house.homeserver.react(ANA, said, key)
    other = house.homeserver.react(ANA, said, "🎉")
    await house.idle()
    house.homeserver.redact(ANA, other)
    await house.idle()
    assert emoji(house, copy(house, EN)) == [("@bot", "❤️"), ("@bot", "✊")]
    house.homeserver.react(ELLEN, copy(house, EN), "✊")
    await house.idle()
    house.homeserver.say(EN, ELLEN, "!who", reply_to=copy(house, EN).event_id)
    await house.idle()
    assert "✊ 2" in house.homeserver.texts(EN)[-1]


async def test_it_goes_also_when_the_bot_was_down_meanwhile(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        said = await house.said(ES, ANA, "ganamos")
        reaction = house.homeserver.react(ANA, said, "🎉")
        await house.idle()
        await house.crash()
        house.homeserver.redact(ANA, reaction)
        await house.start()
        await house.idle()
        assert emoji(house, copy(house, EN)) == emoji(house, copy(house, FR)) == []


async def test_one_taken_back_while_it_is_mirrored_does_not_stay(house: House) -> None:
    said = await house.said(ES, ANA, "ganamos")
    hold = house.rooms.hold("react", room_id=EN)
    reaction = house.homeserver.react(ANA, said, "🎉")
    await house.until(hold.reached.is_set)
    house.homeserver.redact(ANA, reaction)
    await house.until(house._has_read_all)
    hold.release()
    await house.idle()
    assert emoji(house, copy(house, EN)) == emoji(house, copy(house, FR)) == []


async def test_one_taken_back_while_the_bot_crashes_does_not_stay(tmp_path: Path) -> None:
    async with House(tmp_path) as house:
        said = await house.said(ES, ANA, "ganamos")
        hold = house.rooms.hold("react", room_id=EN, done=True)
        reaction = house.homeserver.react(ANA, said, "🎉")
        await house.until(hold.reached.is_set)
        house.homeserver.redact(ANA, reaction)
        await house.until(house._has_read_all)
        await house.restart()
        await house.idle()
        assert emoji(house, copy(house, EN)) == emoji(house, copy(house, FR)) == []


async def test_an_answer_that_is_lost_doubles_nothing(house: House) -> None:
    said = await house.said(ES, ANA, "ganamos")
    house.rooms.lose_answer("react", room_id=EN)
    house.homeserver.react(ANA, said, "🎉")
    await house.idle(seconds_each=1)
    assert emoji(house, copy(house, EN)) == [("@bot", "🎉")]


async def test_a_homeserver_in_trouble_is_asked_again(house: House) -> None:
    said = await house.said(ES, ANA, "ganamos")
    reaction = house.homeserver.react(ANA, said, "🎉")
    await house.idle()
    house.rooms.fail("annotations", UNAVAILABLE, times=2)
    house.homeserver.redact(ANA, reaction)
    await house.idle(seconds_each=1)
    assert emoji(house, copy(house, EN)) == []


async def test_answers_to_the_bot_and_words_are_no_opinions(house: House) -> None:
    said = await house.said(ES, ANA, "ganamos")
    for key in ("👍", "✏️", "María Pérez"):
        house.homeserver.react(ANA, said, key)
    await house.idle()
    assert emoji(house, copy(house, EN)) == []


async def test_an_emoji_on_the_bots_own_talk_goes_nowhere(house: House) -> None:
    await house.said(ES, ANA, "!ayuda")
    house.homeserver.react(ANA, copy(house, ES), "🎉")
    await house.idle()
    assert house.homeserver.shown(EN) == []


async def test_an_emoji_on_a_message_that_is_still_queued_comes_after_its_copy(house: House) -> None:
    hold = house.rooms.hold("send", room_id=EN)
    said = house.homeserver.say(ES, ANA, "ganamos")
    house.homeserver.react(ANA, said, "🎉")
    await house.until(hold.reached.is_set)
    hold.release()
    await house.idle()
    assert emoji(house, copy(house, EN)) == [("@bot", "🎉")]


async def test_who_reacted_is_told_over_all_rooms_under_the_names_people_chose(house: House) -> None:
    said = await house.said(ES, ANA, "ganamos")
    house.homeserver.react(ANA, said, "🎉")
    house.homeserver.react(ELLEN, copy(house, EN), "🎉")
    house.homeserver.react(FLEUR, copy(house, FR), "❤️")
    await house.idle()
    about = copy(house, EN)
    house.homeserver.say(EN, ELLEN, "!who", reply_to=about.event_id)
    await house.idle()
    answer = house.homeserver.texts(EN)[-1]
    assert "🎉 2: Ana (Union ES) and Ellen (Union EN)" in answer
    assert "❤️ 1: Fleur (Union FR)" in answer
    assert "bot" not in answer


async def test_who_needs_a_message_and_says_when_nobody_reacted(house: House) -> None:
    said = await house.said(ES, ANA, "ganamos")
    await house.said(ES, ANA, "!quién")
    assert "como respuesta" in house.homeserver.texts(ES)[-1]
    house.homeserver.say(ES, ANA, "!quién", reply_to=said.event_id)
    await house.idle()
    assert "Nadie ha reaccionado" in house.homeserver.texts(ES)[-1]
