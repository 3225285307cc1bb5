"""What groups propose for the review of the agreement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.commands import Verb
from bot.core.screening import Detectors
from bot.handlers.answers import Desk
from bot.handlers.draft_review import DraftReview
from bot.handlers.drafts import Drafts
from bot.handlers.free_text import FreeText
from bot.handlers.noticeboard import Source
from bot.handlers.one_at_a_time import OneAtATime
from bot.handlers.proposal_desk import LIST_HELP, SIGN_HELP, WITHDRAW_HELP, ProposalDesk
from bot.handlers.proposal_making import CHANGE_HELP, PROPOSE_HELP, ProposalMaking
from bot.store.dialogues import Dialogues
from bot.store.proposals import Proposals
from bot.store.talks import Talks
from bot.translation.switchboard import Switchboard
from bot.wiring.ground import Ground
from bot.wiring.part import Part


@dataclass(frozen=True, slots=True)
class Proposing:
    part: Part
    notices: Source


def proposing(ground: Ground, detectors: Detectors, switchboard: Switchboard) -> Proposing:
    texts, database = ground.texts, ground.database
    proposals = Proposals(database, detectors.protected.find)
    dialogues, talks = Dialogues(database), Talks(database)
    desk = ProposalDesk(texts, proposals, dialogues)
    review = DraftReview(texts, FreeText(texts, detectors), Drafts(switchboard))
    making = ProposalMaking(texts, proposals, talks, review, OneAtATime(talks, dialogues))
    commands: Mapping[Verb, Desk] = {
        "proposal": Desk(desk.show, LIST_HELP),
        "proposal.new": Desk(making.begin, PROPOSE_HELP),
        "proposal.change": Desk(making.change, CHANGE_HELP),
        "proposal.sign": Desk(desk.sign, SIGN_HELP),
        "proposal.withdraw": Desk(desk.withdraw, WITHDRAW_HELP),
    }
    return Proposing(Part(commands, (desk.answer, making.answer)), desk.notices)
