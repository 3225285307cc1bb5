"""What waits for its turn is translated meanwhile; of what does not go on, and of what is deleted, nothing is kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.core.model import EventRef
from bot.translation.switchboard import Switchboard
from bot.translation.under_way import UnderWay
from tests.fakes.detectors import detectors
from tests.fakes.engines import EchoEngine, HangingEngine
from tests.fakes.rooms import Hold
from tests.handlers.house import ANA, CARLA, CHANNEL, EN, ES, TIMEOUT_S, House


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> list[UnderWay[Any]]:
    """What the houses of a test have translated and not given away."""
    made: list[UnderWay[Any]] = []
    begin = Switchboard.__init__

    def begun(self: Switchboard, *args: Any, **options: Any) -> None:
        begin(self, *args, **options)
        made.append(self._under_way)

    monkeypatch.setattr(Switchboard, "__init__", begun)
    return made


def asked(engine: EchoEngine, words: str) -> int:
    return sum(words in text for segments, _, _ in engine.calls for text in segments)


async def second_is_ready(house: House, engine: EchoEngine) -> tuple[Hold, EventRef]:
    """Ana's second message is translated while her first, which the hold keeps back, has not left yet."""
    gate = house.rooms.hold("send")
    house.homeserver.say(ES, ANA, "primero")
    await house.until(gate.reached.is_set)
    second = house.homeserver.say(ES, ANA, "segundo")
    await house.until(lambda: asked(engine, "segundo") == 2)
    return gate, second


async def test_what_waits_for_the_copy_before_it_is_translated_meanwhile_and_only_once(
    tmp_path: Path, kept: list[UnderWay[Any]]
) -> None:
    engine = EchoEngine()
    async with House(tmp_path, engine=engine) as house:
        gate, _ = await second_is_ready(house, engine)
        assert house.homeserver.sent(EN) == [], "the first has not left yet"
        gate.release()
        await house.idle()
        assert [copy.text for copy in house.homeserver.shown(EN)][-1].count("segundo")
        assert asked(engine, "primero") == asked(engine, "segundo") == 2, "for two rooms"
        assert kept[-1]._shared == {}


async def test_of_what_is_held_for_a_name_no_translation_is_kept(tmp_path: Path, kept: list[UnderWay[Any]]) -> None:
    async with House(tmp_path, detectors=detectors()) as house:
        await house.said(ES, ANA, "Juana lo vio todo")
        assert house.homeserver.sent(EN) == []
        assert kept[-1]._shared == {}


async def test_testimony_is_not_translated_before_it_is_released(tmp_path: Path) -> None:
    engine = EchoEngine()
    testimony = replace(CHANNEL, testimony=frozenset({"es"}))
    async with House(tmp_path, channels=(testimony,), engine=engine, detectors=detectors()) as house:
        await house.said(ES, ANA, "lo vi todo")
        assert engine.calls == []


async def test_a_company_gets_to_see_no_text_before_it_leaves_its_room(tmp_path: Path) -> None:
    company = EchoEngine(name="Company", privacy="cloud")
    async with House(tmp_path, engines={"deepl": company, "apertium": EchoEngine()}, detectors=detectors()) as house:
        await house.said(EN, CARLA, "!engine cloud on understood")
        await house.said(ES, ANA, "Juana lo vio todo")
        await house.said(ES, CARLA, "nos vemos")
        assert asked(company, "todo") == 0
        assert asked(company, "nos vemos") == 2


async def test_of_what_is_deleted_before_its_turn_neither_words_nor_translation_stay(
    tmp_path: Path, kept: list[UnderWay[Any]]
) -> None:
    engine = EchoEngine()
    async with House(tmp_path, engine=engine) as house:
        gate, second = await second_is_ready(house, engine)
        house.homeserver.redact(ANA, second)
        await house.deletions_done()
        gate.release()
        await house.idle()
        assert [copy.text.count("primero") for copy in house.homeserver.shown(EN)] == [1]
        assert kept[-1]._shared == {}


async def test_an_engine_that_hangs_costs_its_time_once(tmp_path: Path) -> None:
    engine = HangingEngine(only="en")
    async with House(tmp_path, engine=engine, timeout_s=TIMEOUT_S) as house:
        house.homeserver.say(ES, ANA, "hola")
        await house.until(lambda: len(house.homeserver.shown(EN)) == 1)
        assert asked(engine, "hola") == 2, "into English and into French"


async def test_a_mistake_in_advance_costs_no_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(_: object, __: object) -> None:
        raise ValueError

    monkeypatch.setattr(UnderWay, "in_advance", lambda self, key, _: fails(self, key))
    async with House(tmp_path) as house:
        for words in ("uno", "dos", "tres"):
            await house.said(ES, ANA, words)
        assert len(house.homeserver.shown(EN)) == 3
