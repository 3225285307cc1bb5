"""What coordinators run the network with: how the bot is, and announcements to all rooms."""

from __future__ import annotations

from bot.core.screening import Detectors
from bot.handlers.announcements import Announcements
from bot.handlers.announcing import HELP as ANNOUNCE_HELP
from bot.handlers.announcing import AnnouncingDesk
from bot.handlers.answers import Desk
from bot.handlers.bot_desk import HELP, BotDesk
from bot.store.announcing import AnnouncementStore
from bot.store.digest_drafts import DigestDrafts
from bot.store.digest_runs import DigestRunStore
from bot.translation.switchboard import Switchboard
from bot.wiring.ground import Ground
from bot.wiring.part import Part


def operating(ground: Ground, detectors: Detectors, switchboard: Switchboard) -> Part:
    client, texts, database, clock = ground.client, ground.texts, ground.database, ground.clock
    health = BotDesk(texts, client, ground.ledger, DigestRunStore(database), switchboard, ground.channels, clock.now())
    announcing = AnnouncingDesk(
        texts,
        AnnouncementStore(database),
        Announcements(texts, DigestDrafts(database), ground.events, switchboard, detectors),
        client,
        ground.events,
        ground.direct,
        ground.done,
        detectors,
        clock,
        ground.channels,
        ground.settings.members,
        client.login_id,
    )
    return Part(
        {"bot": Desk(health.tell, HELP), "announce": Desk(announcing.answer, ANNOUNCE_HELP)},
        talks=(announcing.leave,),
        tasks=(announcing.post_what_is_owed,),
    )
