"""What a company must not get to see of a message, found by everything that this bot knows."""

from __future__ import annotations

import asyncio

from bot.core.model import Language
from bot.core.name_masks import joined
from bot.core.names.shield import Span
from bot.core.screening import Detectors
from bot.names_data import load_name_shield
from bot.translation.engine_set import EngineSet
from bot.translation.switchboard import FindNames


async def name_finder(engines: EngineSet, detectors: Detectors) -> FindNames | None:
    """The name shield at its strictest, protected names, numbers; None where no company is set up."""
    if not engines.has_cloud:
        return None
    shield = await asyncio.to_thread(load_name_shield)

    def find(text: str, language: Language) -> list[Span]:
        numbers, protected = detectors.identifiers(text), detectors.protected.find(text)
        places = (*shield.check(text, language, "strict"), *protected, *numbers)
        return joined(Span(place.start, place.end) for place in places)

    return find
