"""Which engine translates what, and who consented to it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.screening import Detectors
from bot.handlers.answers import Desk
from bot.handlers.engine_desk import CLOUD_HELP, HELP, EngineDesk
from bot.handlers.name_finder import name_finder
from bot.handlers.term_desk import ADD_HELP, FIX_HELP, LIST_HELP, TermDesk
from bot.store.engine_consent import EngineConsent
from bot.store.network_terms import NetworkTerms
from bot.store.translation_memory import TranslationMemory
from bot.translation.engine_set import EngineSet
from bot.translation.memory import Memory
from bot.translation.switchboard import Switchboard
from bot.translation.word_lists import load_term_base
from bot.wiring.ground import Ground
from bot.wiring.part import Part


@dataclass(frozen=True, slots=True)
class Translating:
    switchboard: Switchboard
    part: Part


async def translating(ground: Ground, engines: EngineSet, detectors: Detectors) -> Translating:
    consent = await EngineConsent.open(ground.database)
    order = ground.settings.engine.order
    base, terms = load_term_base(), await NetworkTerms.open(ground.database)
    memory = Memory(TranslationMemory(ground.database), base)
    switchboard = Switchboard(
        engines, order, consent, await name_finder(engines, detectors), memory, lambda: terms.terms
    )
    term_desk = TermDesk(ground.texts, terms, base, detectors, ground.settings.members)
    desk = EngineDesk(ground.texts, switchboard, consent)
    return Translating(
        switchboard,
        Part(
            {
                "engine": Desk(desk.show, HELP),
                "engine.cloud": Desk(desk.cloud, CLOUD_HELP),
                "term.add": Desk(term_desk.add, ADD_HELP),
                "term.fix": Desk(term_desk.fix, FIX_HELP),
                "term.list": Desk(term_desk.list, LIST_HELP),
            },
            tasks=(switchboard.wake_resting,),
        ),
    )
