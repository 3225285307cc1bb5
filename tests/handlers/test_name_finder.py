"""What is kept from a company: every detector has its say."""

from __future__ import annotations

from bot.core.identifiers import find_identifiers
from bot.core.names.shield import Span
from bot.core.screening import Detectors
from bot.handlers.name_finder import name_finder
from bot.translation.engine_set import EngineSet
from tests.fakes.clock import ManualClock
from tests.fakes.detectors import NO_DETECTORS
from tests.fakes.engines import EchoEngine


class Protected:
    def find(self, text: str) -> list[Span]:
        at = text.find("zorblax")
        return [Span(at, at + 7)] if at >= 0 else []


def engines(engine: EchoEngine) -> EngineSet:
    return EngineSet({"deepl": engine}, ManualClock(), 1, 1)


async def test_the_shield_protected_names_and_numbers_all_count() -> None:
    detectors = Detectors(NO_DETECTORS.names, find_identifiers, Protected())
    find = await name_finder(engines(EchoEngine(privacy="cloud")), detectors)
    assert find is not None
    text = "Despidieron a María Fernández; zorblax está en el 55 1234 5678."
    found = [text[span.start : span.end] for span in find(text, "es")]
    assert any("Fernández" in each for each in found)
    assert any("zorblax" in each for each in found)
    assert any("1234 5678" in each for each in found)


async def test_where_no_company_is_set_up_nothing_is_loaded() -> None:
    assert await name_finder(engines(EchoEngine()), NO_DETECTORS) is None
