"""Groups and members, as they are changed in chat."""

from __future__ import annotations

from bot.core.screening import Detectors
from bot.handlers.free_text import FreeText
from bot.handlers.removal import Removals
from bot.handlers.roster_desk import RosterDesk
from bot.handlers.roster_desks import roster_desks
from bot.handlers.roster_watch import RosterWatch
from bot.handlers.roster_words import RosterWords
from bot.store.dialogues import Dialogues
from bot.wiring.ground import Ground
from bot.wiring.part import Part


def membership(ground: Ground, removals: Removals, detectors: Detectors) -> Part:
    texts, client, suspensions, roster = ground.texts, ground.client, ground.suspensions, ground.roster
    words = RosterWords(texts, suspensions)
    desk = RosterDesk(
        texts,
        roster,
        Dialogues(ground.database),
        suspensions,
        client,
        removals,
        FreeText(texts, detectors),
        words,
        ground.settings.new_groups_wait,
    )
    desks = roster_desks(desk)
    watch = RosterWatch(roster, suspensions, client, removals, ground.direct, texts, words, ground.clock)
    return Part(desks.commands, desks.talks, (watch.run,))
