"""`!proposal new` and `!proposal change 3`: a rep writes what the group demands, and looks at its translations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core.cards import card, note
from bot.core.commands import Verb
from bot.core.model import Rendered
from bot.core.proposals import LONGEST, PROPOSED_A_MONTH, may_propose
from bot.core.sharing_words import WORDS, is_word, steering
from bot.core.survey_draft import Draft, entitled
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.handlers.draft_review import CORRECT, DraftReview
from bot.handlers.one_at_a_time import OneAtATime, unfinished
from bot.handlers.own_records import argument, check_may_write
from bot.handlers.proposal_desk import own_proposal
from bot.handlers.signed import check_signed
from bot.i18n import Texts
from bot.store.proposals import Proposals
from bot.store.survey_codec import draft_json, draft_of
from bot.store.talks import Talks

PROPOSE_HELP: tuple[HelpLine, ...] = (("", N_("demand something for the review of the agreement, with other groups")),)
CHANGE_HELP: tuple[HelpLine, ...] = (("3", N_("say proposal 3 of your group in new words")),)


class ProposalMaking:
    def __init__(self, texts: Texts, proposals: Proposals, talks: Talks, review: DraftReview, one: OneAtATime) -> None:
        self._texts = texts
        self._proposals = proposals
        self._talks = talks
        self._review = review
        self._one = one

    async def begin(self, asked: Asked) -> Reply:
        """Words behind the command are the answer to the first question. Raises UserError."""
        return await self._begun(asked, 0, argument(asked, "text"))

    async def change(self, asked: Asked) -> Reply:
        """Raises UserError."""
        return await self._begun(asked, (await own_proposal(self._proposals, asked)).number)

    async def _begun(self, asked: Asked, number: int, typed: str = "") -> Reply:
        """The first step; or, where one was left, that one again."""
        check_may_write(asked)
        verb: Verb = "proposal.change" if number else "proposal.new"
        await self._one.check(asked, verb, number)
        left = await self._talks.get(asked.member.user_id, "proposing", asked.now)
        if left is None and not may_propose(await self._proposals.told_at(asked.member.organisation or ""), asked.now):
            raise UserError(
                N_("Your group has told the network %(count)s proposals or changes within 30 days. Please wait."),
                count=PROPOSED_A_MONTH,
            )
        draft = draft_of(left.state) if left else Draft(asked.answer_language, step="title")
        if left is None:  # also where the words are refused: the next message is the answer then
            await self._keep(asked, number, draft)
        if typed and draft.step == "title":
            draft = await self._moved(draft, typed) or draft
            await self._keep(asked, number, draft)
        elif typed and left and left.event_id != asked.event.event_id:
            raise unfinished(asked, verb, number)
        return Reply(self._step(asked, draft, []))

    async def answer(self, asked: Asked, body: str) -> Reply | None:
        """A step in the direct chat. None when nothing is being proposed. Raises UserError."""
        if told := await self._proposals.told_by(asked.event.event_id):  # the reply got lost
            return self._told(asked, told)
        left = await self._talks.get(asked.member.user_id, "proposing", asked.now)
        if left is None:
            return None
        draft = draft_of(left.state)
        if left.event_id == asked.event.event_id:  # the reply got lost
            return Reply(self._step(asked, draft, []))
        if steering(body) == "cancel":
            await self._talks.end(asked.member.user_id)
            return Reply(note(self._say(asked, N_("Forgotten. Nobody was told anything."))))
        if draft.step == "check" and is_word(body, "launch"):
            return await self._tell(asked, left.survey, draft)
        after = await self._moved(draft, body)
        if after is None:
            return Reply(self._step(asked, draft, [self._say(asked, CORRECT)]))
        await self._keep(asked, left.survey, after)
        return Reply(self._step(asked, after, []))

    async def _moved(self, draft: Draft, body: str) -> Draft | None:
        """None when it was not understood. Raises UserError for what must not be kept."""
        match draft.step:
            case "title":
                text = self._review.checked(body, draft.language, LONGEST)
                return await self._review.translated(replace(entitled(draft, text), step="check"))
            case "review":
                return self._review.reviewed(draft, body, LONGEST)
            case _:
                return self._review.corrected(draft, body, LONGEST)

    async def _tell(self, asked: Asked, number: int, draft: Draft) -> Reply:
        check_signed(asked)
        check_may_write(asked)
        if number:  # it may have been withdrawn since
            await own_proposal(self._proposals, asked, number)
        group = asked.member.organisation or ""
        words, event_id = draft.slots[0], asked.event.event_id
        told = await self._proposals.tell(number, group, draft.language, words, event_id, asked.now)
        await self._talks.end(asked.member.user_id)
        return self._told(asked, told)

    def _told(self, asked: Asked, number: int) -> Reply:
        sentence = N_("This is proposal %(number)s now. I tell it in every room, without the name of your group.")
        return Reply(note(self._say(asked, sentence, number=number)))

    async def _keep(self, asked: Asked, number: int, draft: Draft) -> None:
        await self._talks.put(
            asked.member.user_id, "proposing", number, draft_json(draft), asked.event.event_id, asked.now
        )

    # --- what the rep reads --------------------------------------------------------------------------------------

    def _step(self, asked: Asked, draft: Draft, head: Sequence[str]) -> Rendered:
        if draft.step == "review":
            return self._review.card(asked, draft, head)
        if draft.step == "title":
            title = self._say(asked, N_("What should change in the agreement, or in how it is applied?"))
            lines = [
                self._say(asked, N_("Write it in one message of at most %(count)s letters."), count=LONGEST),
                self._say(asked, N_("Everybody in the network reads it, and it goes into the evidence report.")),
                self._say(asked, N_("No names of persons, and nothing that leads to one.")),
            ]
            return card(title, lines)
        word = WORDS["launch"][asked.answer_language]
        lines = [
            *head,
            *self._review.texts_of(draft),
            self._say(asked, CORRECT),
            self._say(asked, N_("To tell it to the network, write: %(word)s"), word=word),
        ]
        return card(self._say(asked, N_("Please check every text.")), lines)

    def _say(self, asked: Asked, msgid: str, **params: str | int) -> str:
        return self._texts.gettext(asked.answer_language, msgid, **params)
