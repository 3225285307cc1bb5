"""Groups and members, as they are changed in chat."""

from __future__ import annotations

from bot.core.screening import Detectors
from bot.handlers.free_text import FreeText
from bot.handlers.group_desk import GroupDesk
from bot.handlers.member_desk import MemberDesk
from bot.handlers.removal import Removals
from bot.handlers.roster_desks import roster_desks
from bot.handlers.roster_steps import RosterSteps
from bot.handlers.roster_watch import RosterWatch
from bot.handlers.roster_words import RosterWords
from bot.store.dialogues import Dialogues
from bot.wiring.ground import Ground
from bot.wiring.part import Part


def membership(ground: Ground, removals: Removals, detectors: Detectors) -> Part:
    texts, client, suspensions, roster = ground.texts, ground.client, ground.suspensions, ground.roster
    words = RosterWords(texts, suspensions)
    steps = RosterSteps(
        texts,
        roster,
        Dialogues(ground.database),
        suspensions,
        client,
        removals,
        words,
        ground.settings.new_groups_wait,
    )
    members = MemberDesk(texts, roster, steps, words, client.user_id)
    groups = GroupDesk(texts, roster, steps, words, FreeText(texts, detectors))
    desks = roster_desks(members, groups, steps)
    watch = RosterWatch(roster, suspensions, client, removals, ground.direct, words, ground.clock)
    return Part(desks.commands, desks.talks, (watch.run,))
