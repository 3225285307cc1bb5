"""Who answers a copy may be faster than the homeserver's word to the bot that it took the copy."""

from __future__ import annotations

from bot.core.model import EventRef
from tests.handlers.house import ANA, ELLEN, EN, ES, FR, House


async def test_an_answer_to_a_copy_that_is_not_recorded_yet_refers_to_its_message_everywhere(house: House) -> None:
    held = house.rooms.hold("send", room_id=ES, done=True)
    said = house.homeserver.say(EN, ELLEN, "one")
    await held.reached.wait()
    await house.until(lambda: french_copy_is_recorded(house))
    (early,) = house.homeserver.shown(ES)
    (other,) = house.homeserver.shown(FR)
    house.homeserver.say(ES, ANA, "dos", reply_to=early.event_id)
    await house.until(lambda: house.homeserver.sent(EN) and len(house.homeserver.sent(FR)) == 2)
    assert house.homeserver.sent(EN)[0].reply_to == said.event_id
    assert house.homeserver.sent(FR)[1].reply_to == other.event_id
    held.release()
    await house.idle()


async def french_copy_is_recorded(house: House) -> bool:
    row = await house.database.fetch_one("SELECT count(*) AS number FROM copy WHERE room_id = :fr", {"fr": FR})
    return row is not None and row["number"] == 1


async def test_an_emoji_on_a_copy_that_is_not_recorded_yet_is_brought_to_the_message(house: House) -> None:
    held = house.rooms.hold("send", room_id=ES, done=True)
    said = house.homeserver.say(EN, ELLEN, "one")
    await held.reached.wait()
    await house.until(lambda: french_copy_is_recorded(house))
    (early,) = house.homeserver.shown(ES)
    (other,) = house.homeserver.shown(FR)
    house.homeserver.react(ANA, EventRef(ES, early.event_id), "🎉")
    copy = EventRef(FR, other.event_id)
    await house.until(lambda: house.homeserver.annotations(said) and house.homeserver.annotations(copy))
    held.release()
    await house.idle()
