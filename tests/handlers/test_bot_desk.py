"""`!bot`: what a coordinator is told of the bot, and that it names nobody."""

from __future__ import annotations

from pathlib import Path

from tests.fakes.engines import HangingEngine
from tests.handlers.house import ANA, CARLA, ELLEN, EN, ES, FR, House


async def asked(house: House, text: str = "!bot") -> str:
    await house.said(EN, CARLA, text)
    return house.homeserver.texts(EN)[-1]


async def test_a_bot_that_is_well_says_so_in_few_lines(house: House) -> None:
    house.clock.advance(3 * 3600)
    told = await asked(house)
    assert "Running for: 3 hours" in told
    assert "Waiting: nothing." in told
    assert "I am in all 3" in told
    assert "Echo (ready)" in told
    assert len(told.splitlines()) <= 7


async def test_what_waits_is_counted_with_its_age_and_the_question_itself_is_not(tmp_path: Path) -> None:
    async with House(tmp_path, engine=HangingEngine(only="fr"), timeout_s=3600) as house:
        house.homeserver.say(ES, ANA, "hola")
        house.homeserver.say(ES, ANA, "otra vez")

        async def only_french_waits() -> bool:
            return await house.ledger.depth() == {"relay": 2}

        await house.until(only_french_waits)
        house.clock.advance(5 * 60)
        house.homeserver.say(EN, CARLA, "!bot")
        await house.until(lambda: "Waiting" in house.homeserver.readable(EN))
        assert "Waiting: 2, the oldest for 5 minutes." in house.homeserver.readable(EN)


async def test_what_cannot_be_read_and_who_reads_nothing_is_counted_without_names(house: House) -> None:
    house.homeserver.locked.add(house.homeserver.say(ES, ANA, "sin llave").event_id)
    house.rooms.unsigned = {ELLEN: frozenset({"PHONE", "LAPTOP"})}
    await house.idle()
    told = await asked(house)
    assert "cannot read: 1" in told
    assert "verified them: 2 (people: 1)" in told
    for secret in ("Ellen", "ellen", "PHONE", "@", "!es"):
        assert secret not in told


async def test_a_room_that_the_bot_was_put_out_of_is_noticed(house: House) -> None:
    house.homeserver.rooms[FR].bot_is_in = False
    assert "only in 2 of 3" in await asked(house)


async def test_only_coordinators_are_told_and_each_in_their_language(house: House) -> None:
    await house.said(ES, ANA, "!bot")
    assert "coordinación" in house.homeserver.texts(ES)[-1]
    await house.said(ES, CARLA, "!bot")
    assert "En marcha desde hace" in house.homeserver.texts(ES)[-1]
    await house.said(FR, CARLA, "!bot")
    assert "En marche depuis" in house.homeserver.texts(FR)[-1]
