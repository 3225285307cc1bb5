"""What a reader does in their direct chat: accept or decline, read, answer a short form."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.core.argument_words import HOLD_ACTION
from bot.core.cards import note
from bot.core.command_words import fold
from bot.core.model import EventId, EventRef, Rendered
from bot.core.peer_reading import ALTOGETHER, QUESTIONS, TO_ANSWER, said, said_word
from bot.core.sharing_words import steering
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked, Reply
from bot.handlers.free_text import FreeText
from bot.handlers.once_post import OncePost
from bot.handlers.review_drafts import ReviewDrafts
from bot.handlers.review_words import ReviewWords
from bot.handlers.signed import check_signed
from bot.i18n import Texts
from bot.store.reviews import Reader, Review, Reviews

_DECLINED = N_("Declined. Nobody learns that you were asked, and I delete here what I sent you for it.")


class ReviewReading:
    def __init__(
        self,
        texts: Texts,
        reviews: Reviews,
        drafts: ReviewDrafts,
        post: OncePost,
        free_text: FreeText,
        words: ReviewWords,
        wake: Callable[[], None],
        invite: Callable[[Review, Reader], Awaitable[None]],
    ) -> None:
        self._texts = texts
        self._reviews = reviews
        self._drafts = drafts
        self._post = post
        self._free_text = free_text
        self._words = words
        self._wake = wake
        self._invite = invite

    async def answer(self, asked: Asked, body: str) -> Reply | None:
        """None when it is nothing for a reader. Raises UserError, MatrixError."""
        if again := await self._again(asked):
            return again
        found = await self._reviews.reading_of(asked.member.user_id)
        if found is None or fold(body).strip() in HOLD_ACTION:
            return None
        review, reader = found
        word = said_word(body)
        if reader.state == "owed" and word in ("accept", "decline"):  # read before it was recorded as told
            await self._invite(review, reader)
            found = await self._reviews.reading_of(asked.member.user_id)
            if found is None:
                return None
            review, reader = found
        if reader.state != "accepted" and word not in ("accept", "decline"):
            return None
        if asked.member.organisation != reader.organisation:
            return None
        if word == "decline":
            await self._moved(asked, reader, replace(reader, state="declined"))
            return self._said(asked, _DECLINED)
        if reader.state != "accepted":
            return await self._accept(asked, review, reader)
        return await self._next(asked, reader, body)

    async def _again(self, asked: Asked) -> Reply | None:
        """The answer to a step whose reply got lost."""
        reader = await self._reviews.moved(asked.member.user_id, asked.event.event_id)
        if reader is None:
            return None
        if reader.state in ("accepted", "answered"):
            return Reply(self._reply(asked, reader))
        return self._said(asked, _DECLINED)

    async def _accept(self, asked: Asked, review: Review, reader: Reader) -> Reply:
        check_signed(asked)
        text = await self._drafts.consented(review)
        if text is None:
            await self._reviews.end(review, "withdrawn")
            self._wake()
            raise UserError(N_("The draft was taken back. Thank you all the same."))
        language = asked.answer_language
        sent = await self._post.send(
            reader.user_id,
            self._words.draft(language, text),
            f"draft {review.review_id} {reader.number}",
            review.since,
            (review.draft,) if review.draft is not None else (),
        )
        until = min(asked.now + TO_ANSWER, review.since + ALTOGETHER)
        accepted = replace(reader, state="accepted", room_id=sent.room_id, draft=sent.event_id, until=until)
        await self._moved(asked, reader, accepted)
        return Reply(self._words.form(language, accepted))

    async def _next(self, asked: Asked, reader: Reader, body: str) -> Reply:
        step, skipped = len(reader.answers), steering(body) == "skip"
        if step < len(QUESTIONS):
            answer = said(body)
            if answer is None:
                raise UserError(N_("Please answer yes, no or unsure. To stop reading, write the word that declines."))
            after = replace(reader, answers=(*reader.answers, answer))
        elif step == len(QUESTIONS):
            advice = EventId("")
            if not skipped:
                self._free_text.checked(body, asked.answer_language)
                advice = asked.event.event_id
            after = replace(reader, answers=(*reader.answers, "advice" if advice else "none"), advice=advice)
        else:
            if not skipped and said_word(body) != "name":
                return Reply(self._words.form(asked.answer_language, reader))
            after = replace(reader, state="answered", named=not skipped)
        await self._moved(asked, reader, after)
        return Reply(self._reply(asked, after))

    def _reply(self, asked: Asked, reader: Reader) -> Rendered:
        language = asked.answer_language
        return self._words.thanks(language) if reader.state == "answered" else self._words.form(language, reader)

    async def _moved(self, asked: Asked, before: Reader, after: Reader) -> None:
        """Raises UserError when the reading ended meanwhile."""
        if not await self._reviews.change(replace(after, moved_by=asked.event.event_id), before.state):
            raise UserError(N_("This reading has ended."))
        if after.state != "accepted":
            self._wake()

    def _said(self, asked: Asked, msgid: str) -> Reply:
        return Reply(note(self._texts.gettext(asked.answer_language, msgid)))


def advice_of(reader: Reader) -> EventRef | None:
    """Where a reader's line of advice stands."""
    return EventRef(reader.room_id, reader.advice) if reader.advice else None
