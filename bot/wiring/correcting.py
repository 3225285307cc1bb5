"""Better words for translations, and who approves of them."""

from __future__ import annotations

from bot.core.screening import Detectors
from bot.handlers.answers import Desk
from bot.handlers.correcting import FIX_HELP, ORIGINAL_HELP, CorrectingDesk
from bot.handlers.correction_checks import CorrectionChecks
from bot.handlers.screener import Screener
from bot.handlers.speech import Speech
from bot.store.copy_wishes import WishStore
from bot.store.holds import Holds
from bot.wiring.ground import Ground
from bot.wiring.part import Part


def correcting(ground: Ground, speech: Speech, screener: Screener, detectors: Detectors) -> Part:
    checks = CorrectionChecks(ground.channels, ground.events, Holds(ground.database), speech, screener, detectors)
    desk = CorrectingDesk(
        ground.texts,
        WishStore(ground.database),
        ground.ledger,
        ground.client,
        ground.events,
        checks,
        ground.direct,
        ground.clock,
        ground.channels,
        ground.settings.members,
        ground.suspensions,
        ground.client.login_id,
    )
    return Part(
        {"fix": Desk(desk.fix, FIX_HELP), "original": Desk(desk.original, ORIGINAL_HELP)},
        talks=(desk.answer,),
        gestures=(desk.reacted,),
    )
