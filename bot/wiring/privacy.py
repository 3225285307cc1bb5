"""What people are told about what the bot keeps, and how it goes away: notices, deletion on request and on time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from bot.handlers.answers import Desk
from bot.handlers.engine_desk import notice_facts
from bot.handlers.forgetting import FORGET_HELP, FORGET_ME_HELP, ForgettingDesk
from bot.handlers.newcomers import Newcomers
from bot.handlers.privacy_notice import FULL_HELP, HELP, PrivacyDesk, PrivacyNotice
from bot.handlers.purge_requests import PurgeRequests
from bot.handlers.purge_words import PurgeWords
from bot.handlers.purging import Purging
from bot.handlers.reactions import Reactions
from bot.handlers.upkeep import Upkeep
from bot.store.privacy_notices import PrivacyNoticeStore
from bot.store.purge_items import PurgeItems
from bot.store.purges import PurgeStore
from bot.store.said import SaidStore
from bot.translation.switchboard import Switchboard
from bot.wiring.ground import Ground
from bot.wiring.part import Part


@dataclass(frozen=True, slots=True)
class Privacy:
    purge_requests: PurgeRequests
    part: Part


def privacy(ground: Ground, switchboard: Switchboard, reactions: Reactions) -> Privacy:
    ledger, client, events, database = ground.ledger, ground.client, ground.events, ground.database
    texts, clock, channels = ground.texts, ground.clock, ground.channels
    notice = PrivacyNotice(texts, notice_facts(ground.settings.operator, switchboard, channels))
    desk = PrivacyDesk(notice)
    purges, items = PurgeStore(database), PurgeItems(database)
    words, forget = PurgeWords(texts), ground.languages.forget
    purging = Purging(
        purges,
        items,
        database,
        ledger,
        client,
        events,
        reactions,
        words,
        ground.settling,
        clock,
        client.user_id,
        forget,
    )
    forgetting = ForgettingDesk(texts, purges, purging, ledger, SaidStore(database), events)
    newcomers = Newcomers(client, PrivacyNoticeStore(database), notice, clock, channels)
    return Privacy(
        PurgeRequests(purges, purging, clock, (*channels, *ground.left_channels)),
        Part(
            {
                "privacy": Desk(desk.short, HELP),
                "privacy.full": Desk(desk.full, FULL_HELP),
                "forget": Desk(forgetting.forget, FORGET_HELP),
                "forget.me": Desk(forgetting.forget_me, FORGET_ME_HELP),
            },
            tasks=(
                partial(newcomers.watch, ground.bell),
                purging.watch,
                ground.settling.watch,
                Upkeep(database, ground.done, purges, purging, client, texts, clock, channels).watch,
            ),
        ),
    )
