"""`!review ask`: a group asks peers of other groups to read a draft. Nothing leaves before the typed word."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.core.cards import note
from bot.core.commands import may, spell
from bot.core.model import EventRef, Member, Rendered, UserId
from bot.core.peer_reading import ASKED_A_YEAR, LEFT_OVER, LONGEST, PREPARING, fingerprint, may_ask, named_in, said_word
from bot.core.sharing_words import steering
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.handlers.own_records import OwnRecords, argument, organisation_of
from bot.handlers.review_asking_words import AskingWords
from bot.handlers.review_drafts import ReviewDrafts
from bot.handlers.signed import check_signed
from bot.i18n import Texts
from bot.store.reviews import Review, Reviews
from bot.translation.spoken import SpokenLanguages

ASK_HELP: tuple[HelpLine, ...] = (
    ("", N_("your readings by peers, and what becomes of them")),
    ("7K2-M9X", N_("two or three peers of other groups read your draft, with names covered; advice, not a ruling")),
)
WITHDRAW_HELP: tuple[HelpLine, ...] = (("7K2-M9X", N_("takes your draft back from those who read it")),)

_ID_BYTES, _SALT_BYTES = 6, 16
_GONE = N_("The draft is gone. Please begin again.")
_NOTHING_WAITS = N_("Nothing waits for this word. Please begin with the command and the number.")


class ReviewDesk:
    def __init__(
        self,
        texts: Texts,
        reviews: Reviews,
        own: OwnRecords,
        drafts: ReviewDrafts,
        spoken: SpokenLanguages,
        members: Mapping[UserId, Member],
        words: AskingWords,
        wake: Callable[[], None],
    ) -> None:
        """`wake`: whoever asks the readers has something to do."""
        self._texts = texts
        self._reviews = reviews
        self._own = own
        self._drafts = drafts
        self._spoken = spoken
        self._members = members
        self._words = words
        self._wake = wake

    async def ask(self, asked: Asked) -> Reply:
        """Begin with a record; without one, tell what is under way. Raises UserError."""
        if not argument(asked, "record_id"):
            return Reply(self._words.under_way(asked.answer_language, await self._mine(asked)))
        record, now = self._own.own(asked), asked.now
        if any(each.record_id == record.record_id for each in await self._mine(asked)):
            raise UserError(
                N_("A reading of this record is under way. To take it back: %(command)s"),
                command=spell("review.withdraw", asked.answer_language, record.record_id),
            )
        await self._check_how_often(asked)
        _, topics = named_in(argument(asked, "text"))
        review = Review(
            secrets.token_hex(_ID_BYTES),
            record.record_id,
            record.owner,
            asked.member.user_id,
            "text",
            topics,
            asked.event.event_id,
            now,
        )
        before = await self._reviews.preparing(asked.member.user_id)
        if before is None or before.moved_by != asked.event.event_id:
            await self._reviews.put(review)
        return Reply(self._words.for_text(asked.answer_language, review))

    async def answer(self, asked: Asked, body: str) -> Reply | None:
        """The owner's next step. None when nothing is prepared. Raises UserError, MatrixError."""
        review = await self._reviews.preparing(asked.member.user_id)
        if review is None:
            return await self._again(asked)
        if asked.now - review.since > PREPARING:
            await self._reviews.forget(review)
            return None
        if steering(body) == "cancel":
            await self._reviews.forget(review)
            return self._said(asked, N_("Forgotten. Nobody was asked."))
        organisation = organisation_of(asked)
        if organisation != review.owner_group or not may(asked.member.role, "review.ask"):
            raise UserError(_NOTHING_WAITS)
        if review.moved_by == asked.event.event_id:  # the reply got lost
            return Reply(await self._shown(asked, review))
        match review.state:
            case "text":
                return await self._text_given(asked, review, body)
            case "exclude":
                return await self._excluded(asked, review, body)
            case _:
                return await self._word(asked, review) if said_word(body) == "request" else None

    async def _again(self, asked: Asked) -> Reply | None:
        """The word came, and its answer got lost."""
        for review in await self._mine(asked):
            if review.moved_by == asked.event.event_id:
                return Reply(self._words.receipt(asked.answer_language, review))
        return None

    async def _text_given(self, asked: Asked, review: Review, body: str) -> Reply:
        language = asked.member.language or asked.language
        draft: EventRef | None = None
        if said_word(body) != "record":
            if len(body) > LONGEST:
                raise UserError(N_("That is too long: at most %(count)s letters."), count=LONGEST)
            draft, language = asked.event, self._spoken.of(body, language, asked.member.language)
        review = replace(
            review, state="exclude", draft=draft, language=language, moved_by=asked.event.event_id, since=asked.now
        )
        await self._reviews.put(review)
        return Reply(await self._shown(asked, review))

    async def _excluded(self, asked: Asked, review: Review, body: str) -> Reply:
        groups = self._other_groups(review)
        excluded: tuple[str, ...] = ()
        if steering(body) != "skip":
            numbers = re.findall(r"\d{1,4}", body)
            if not numbers or re.sub(r"[\d\s,;.]|\b(?:and|y|e|et)\b", "", body):
                raise UserError(N_("Please write the numbers of the groups, or the word that skips this."))
            if any(not 1 <= int(number) <= len(groups) for number in numbers):
                raise UserError(N_("One of these numbers is not in the list."))
            excluded = tuple(sorted({groups[int(number) - 1] for number in numbers}))
            if len(groups) - len(excluded) < LEFT_OVER:
                raise UserError(N_("At least two groups must remain: else an answer would tell where it comes from."))
        review = replace(
            review,
            state="word",
            excluded=excluded,
            salt=secrets.token_bytes(_SALT_BYTES),
            moved_by=asked.event.event_id,
            since=asked.now,
        )
        text = await self._drafts.text(review)
        if text is None:
            await self._reviews.forget(review)
            raise UserError(_GONE)
        review = replace(review, fingerprint=fingerprint(review.salt, text))
        await self._reviews.put(review)
        return Reply(await self._shown(asked, review))

    async def _word(self, asked: Asked, review: Review) -> Reply:
        check_signed(asked)
        await self._check_how_often(asked)
        if await self._drafts.consented(review) is None:
            await self._reviews.forget(review)
            raise UserError(
                N_("The text is no longer the one that I showed you. Nobody was asked; please begin again.")
            )
        review = replace(review, state="open", moved_by=asked.event.event_id, since=asked.now)
        await self._reviews.open(review)
        self._wake()
        return Reply(self._words.receipt(asked.answer_language, review))

    async def _check_how_often(self, asked: Asked) -> None:
        if not may_ask(await self._reviews.asked(organisation_of(asked), asked.now)):
            raise UserError(
                N_("Your group has asked %(count)s times within a year. No more is possible now."), count=ASKED_A_YEAR
            )

    async def _shown(self, asked: Asked, review: Review) -> Rendered:
        """What this step asks of the owner."""
        language = asked.answer_language
        if review.state == "text":
            return self._words.for_text(language, review)
        if review.state == "exclude":
            return self._words.for_groups(language, self._other_groups(review))
        text = await self._drafts.text(review)
        if text is None:
            raise UserError(_GONE)
        return self._words.preview(language, review, text)

    # --- taking back ---------------------------------------------------------------------------------------------

    async def withdraw(self, asked: Asked) -> Reply:
        """Raises UserError."""
        wanted = argument(asked, "record_id")
        mine = [each for each in await self._mine(asked) if not wanted or each.record_id == wanted]
        if len(mine) != 1:
            raise UserError(N_("No reading of this record is under way."))
        await self._reviews.end(mine[0], "withdrawn")
        self._wake()
        return self._said(
            asked,
            N_("Withdrawn. I delete the draft from the chats of its readers. What was read cannot be taken back."),
        )

    async def _mine(self, asked: Asked) -> list[Review]:
        return [
            each
            for each in await self._reviews.under_way()
            if each.state == "open" and each.owner == asked.member.user_id
        ]

    def _other_groups(self, review: Review) -> list[str]:
        return sorted(
            {each.organisation for each in self._members.values() if each.organisation} - {review.owner_group}
        )

    def _said(self, asked: Asked, msgid: str) -> Reply:
        return Reply(note(self._texts.gettext(asked.answer_language, msgid)))
