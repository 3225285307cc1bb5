"""Who reads a draft: chosen, asked, replaced; the answers handed over together, and every draft deleted."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.commands import may
from bot.core.model import EventId, EventRef, Member, UserId
from bot.core.peer_reading import ALTOGETHER, FEWEST_GROUPS, PREPARING, READERS, TO_ACCEPT, Volunteer, Wanted, readers
from bot.errors import MatrixError
from bot.handlers.direct_chats import NoDirectChat
from bot.handlers.once_post import OncePost
from bot.handlers.patience import Patience
from bot.handlers.review_drafts import ReviewDrafts
from bot.handlers.review_reading import advice_of
from bot.handlers.review_words import ReviewWords
from bot.i18n import Texts
from bot.logs import get_logger
from bot.ports import Clock
from bot.store.reading_volunteers import ReadingVolunteers
from bot.store.reviews import Reader, Review, Reviews
from bot.store.suspensions import SuspensionStore

log = get_logger(__name__)

LOOK_EVERY = timedelta(minutes=30)
_LOTS = random.SystemRandom()


class ReviewWatch:
    def __init__(
        self,
        texts: Texts,
        reviews: Reviews,
        volunteers: ReadingVolunteers,
        drafts: ReviewDrafts,
        post: OncePost,
        words: ReviewWords,
        members: Mapping[UserId, Member],
        suspensions: SuspensionStore,
        clock: Clock,
    ) -> None:
        self._texts = texts
        self._reviews = reviews
        self._volunteers = volunteers
        self._drafts = drafts
        self._post = post
        self._words = words
        self._members = members
        self._suspensions = suspensions
        self._clock = clock
        self._news = asyncio.Event()
        self._inviting = asyncio.Lock()

    def wake(self) -> None:
        self._news.set()

    async def run(self) -> None:
        """For ever."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._tick())
            group.create_task(self._work())

    async def _tick(self) -> None:
        while True:
            self.wake()
            await self._clock.pause(LOOK_EVERY)

    async def _work(self) -> None:
        patience = Patience(self._clock)
        while True:
            await self._news.wait()
            self._news.clear()
            try:
                await self.look()
                patience.succeeded()
            except MatrixError as error:
                log.warning("review.waits", errcode=error.errcode, attempt=patience.attempt)
                await patience.wait(error.retry_after_s)
                self.wake()

    async def look(self) -> None:
        """Raises MatrixError that may pass; all that was done until then is recorded."""
        for review in await self._reviews.under_way():
            now = self._clock.now()
            if review.state in ("text", "exclude", "word"):
                if now - review.since > PREPARING:
                    await self._reviews.forget(review)
            elif review.state == "open":
                await self._go_on(review, now)
        for review in await self._reviews.under_way():
            await self._tidy(review)

    # --- open ones -----------------------------------------------------------------------------------------------

    async def _go_on(self, review: Review, now: datetime) -> None:
        owner = self._members.get(review.owner)
        if (
            owner is None
            or owner.organisation != review.owner_group
            or self._suspensions.is_suspended(review.owner)
            or await self._drafts.consented(review) is None
        ):
            await self._reviews.end(review, "withdrawn")
            return
        for reader in await self._reviews.readers(review.review_id):
            await self._check(reader, now)
        everybody = await self._reviews.readers(review.review_id)
        await self._reviews.add(await self._more(review, everybody, now))
        for reader in await self._reviews.readers(review.review_id):
            if reader.state == "owed":
                await self.invite(review, reader)
        everybody = await self._reviews.readers(review.review_id)
        all_back = bool(everybody) and all(each.state == "answered" for each in _counting(everybody))
        enough = sum(each.state == "answered" for each in everybody)
        if now >= review.since + ALTOGETHER or (all_back and enough >= FEWEST_GROUPS):
            await self._reviews.end(review, "over")

    async def _check(self, reader: Reader, now: datetime) -> None:
        """Whoever may no longer read, or took too long, reads no more."""
        if not reader.reads:
            return
        member = self._members.get(reader.user_id)
        fit = (
            member is not None
            and member.organisation == reader.organisation
            and not self._suspensions.is_suspended(reader.user_id)
        )
        if not fit:
            await self._reviews.change(replace(reader, state="gone"), reader.state)
        elif now >= reader.until:
            await self._reviews.change(replace(reader, state="ended"), reader.state)

    async def _more(self, review: Review, everybody: Sequence[Reader], now: datetime) -> list[Reader]:
        missing = READERS - len(_counting(everybody))
        if missing <= 0:
            return []
        had = frozenset(each.organisation for each in everybody)
        wanted = Wanted(review.language, review.topics, frozenset((review.owner_group, *review.excluded)) | had)
        volunteers = await self._free_volunteers()
        lots = {each.user_id: _LOTS.random() for each in volunteers}
        found = readers(volunteers, wanted, lots, len(volunteers))
        if len(found) + len(had) < FEWEST_GROUPS:
            return []
        until = min(now + TO_ACCEPT, review.since + ALTOGETHER)
        return [
            Reader(review.review_id, number, each.user_id, each.organisation, "owed", until)
            for number, each in enumerate(found[:missing], len(everybody) + 1)
        ]

    async def _free_volunteers(self) -> list[Volunteer]:
        """Who may be asked, and reads nothing now."""
        found = []
        for willing in await self._volunteers.all():
            member = self._members.get(willing.user_id)
            if (
                member is not None
                and member.organisation
                and may(member.role, "review.volunteer")
                and not self._suspensions.is_suspended(willing.user_id)
                and await self._reviews.reading_of(willing.user_id) is None
            ):
                found.append(Volunteer(willing.user_id, member.organisation, willing.languages, willing.topics))
        return found

    async def invite(self, review: Review, reader: Reader) -> None:
        """Told once, and recorded where; again is no harm. Raises MatrixError that may pass."""
        async with self._inviting:  # a reader may answer what is not recorded yet
            await self._invite(review, reader)

    async def _invite(self, review: Review, reader: Reader) -> None:
        language = self._language(reader.user_id)
        until = self._texts.date(language, reader.until.date())
        body = self._words.invitation(language, review, until)
        try:
            sent = await self._post.send(
                reader.user_id, body, f"invitation {review.review_id} {reader.number}", review.since
            )
        except NoDirectChat:
            await self._reviews.change(replace(reader, state="gone"), "owed")
            self.wake()
            return
        except MatrixError as error:
            if error.transient:
                raise
            await self._reviews.change(replace(reader, state="gone"), "owed")
            return
        await self._reviews.change(replace(reader, state="asked", room_id=sent.room_id, question=sent.event_id), "owed")

    # --- what is over --------------------------------------------------------------------------------------------

    async def _tidy(self, review: Review) -> None:
        """Hand over what there is, delete every draft, then forget all of it."""
        done = review.state if review.state in ("over", "withdrawn") else None
        if done is not None:
            await self._reviews.end(review, done)  # a purge takes a draft back without it
        if done == "over":
            await self._hand_over(review)
        for reader in await self._reviews.readers(review.review_id):
            if not reader.reads:
                await self._clear(review, reader)
        if done == "withdrawn":
            await self._hand_over(review)
        if done is not None:
            await self._reviews.forget(review)

    async def _clear(self, review: Review, reader: Reader) -> None:
        for event_id in (reader.draft, reader.question):
            if event_id:
                await self._post.delete(EventRef(reader.room_id, event_id))
        after = replace(reader, draft=EventId(""), question=EventId(""))
        if reader.state == "ended":
            await self._say_ended(review, reader)
            after = replace(after, state="gone")
        if after != reader:
            await self._reviews.change(after, reader.state)

    async def _say_ended(self, review: Review, reader: Reader) -> None:
        if not reader.user_id or self._suspensions.is_suspended(reader.user_id):
            return
        body = self._words.ended(self._language(reader.user_id))
        try:
            await self._post.send(reader.user_id, body, f"ended {review.review_id} {reader.number}", review.since)
        except NoDirectChat:
            log.warning("review.nowhere_to_tell")
        except MatrixError as error:
            if error.transient:
                raise

    async def _hand_over(self, review: Review) -> None:
        if review.owner not in self._members or self._suspensions.is_suspended(review.owner):
            return
        language = self._language(review.owner)
        everybody = [each for each in await self._reviews.readers(review.review_id) if each.state == "answered"]
        # The lot is drawn by the id, so that a second attempt tells the same order, and the order tells nothing.
        everybody.sort(key=lambda each: random.Random(f"{review.review_id} {each.user_id}").random())  # noqa: S311
        read = [(each, await self._advice(each, review), self._who(each)) for each in everybody]
        over = review.state == "over"
        about = tuple(ref for each in everybody if (ref := advice_of(each)) is not None) if over else ()
        body = self._words.answers(language, review, read) if over else self._words.nothing(language, review)
        try:
            await self._post.send(review.owner, body, f"answers {review.review_id}", review.since, about)
        except NoDirectChat:
            log.warning("review.nowhere_to_tell")
        except MatrixError as error:
            if error.transient:
                raise
            log.warning("review.not_handed_over", errcode=error.errcode)

    async def _advice(self, reader: Reader, review: Review) -> str | None:
        ref = advice_of(reader)
        return await self._drafts.advice(ref, reader.user_id, review.language) if ref else None

    def _who(self, reader: Reader) -> str:
        member = self._members.get(reader.user_id)
        return f"{member.name}, {reader.organisation}" if reader.named and member else ""

    def _language(self, user_id: UserId) -> str:
        member = self._members.get(user_id)
        return (member.language if member else None) or "en"


def _counting(everybody: Collection[Reader]) -> list[Reader]:
    """Those who read, or have answered."""
    return [each for each in everybody if each.reads or each.state == "answered"]
