"""The editors' say: a draft goes to every coordinator a day before, and what they write back decides.

A 👍 counts only as a message in the direct chat. Apps send a reaction in clear, so the homeserver could put one under
anybody's name: it decides nothing here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from bot.core.cards import note
from bot.core.digest import period_start
from bot.core.digest_drafts import Thumb, texts_of, thumb_of, together
from bot.core.model import Channel, EventRef, Language, Member, Rendered, UserId
from bot.core.relay import transaction_id
from bot.core.screening import Detectors
from bot.core.weekly import Weekly, following, latest
from bot.core.words import N_
from bot.digest_config import Approval
from bot.errors import EdgeError, UserError
from bot.handlers.announcements import Announcements, check_words
from bot.handlers.answers import Asked, Reply
from bot.handlers.digest import DigestWriter
from bot.handlers.direct_chats import DirectChats
from bot.handlers.record_views import RecordViews
from bot.handlers.signed import check_signed
from bot.i18n import Texts
from bot.logs import get_logger
from bot.ports import Clock
from bot.store.digest_drafts import Addition, DigestDrafts, Verdict
from bot.store.suspensions import SuspensionStore

log = get_logger(__name__)

LEAD = timedelta(hours=24)
_AGAIN = timedelta(minutes=10)
_SILENCE: Mapping[Approval, str] = {
    "silence-publishes": N_("If nobody answers, it is published."),
    "silence-holds": N_("If nobody answers, it is not published."),
}
_HOW = N_(
    "Write 👍 here and it is published at its hour; 👎 and it is not. A reply to this message with a text adds an"
    " announcement. A 👍 that you only put on this message does not count: such a sign proves no sender."
)


class DigestEditing:
    def __init__(
        self,
        texts: Texts,
        drafts: DigestDrafts,
        direct: DirectChats,
        writer: DigestWriter,
        views: RecordViews,
        announcements: Announcements,
        detectors: Detectors,
        clock: Clock,
        approval: Approval,
        weeklies: Sequence[Weekly],
        channels: Sequence[Channel],
        members: Mapping[UserId, Member],
        suspensions: SuspensionStore,
    ) -> None:
        self._texts = texts
        self._drafts = drafts
        self._direct = direct
        self._writer = writer
        self._views = views
        self._announcements = announcements
        self._detectors = detectors
        self._clock = clock
        self._approval = approval
        self._weeklies = weeklies
        self._channels = channels
        self._members = members
        self._suspensions = suspensions

    # --- asking --------------------------------------------------------------------------------------------------

    async def watch(self) -> None:
        """For ever: send the drafts a day before the first room's hour, or as soon as the bot is back."""
        while self._approval != "no" and self._weeklies:
            now = self._clock.now()
            first, day = min((slot, day_of(weekly, slot)) for weekly, slot in self._next(now))
            if now < first - LEAD:
                await self._clock.sleep_until(first - LEAD)
                continue
            all_asked = await self._ask(day, now)
            if all_asked:
                await self._clock.sleep_until(first)
            else:
                await self._clock.pause(min(first - now, _AGAIN))

    def _next(self, now: datetime) -> list[tuple[Weekly, datetime]]:
        return [(weekly, following(weekly, now)) for weekly in self._weeklies]

    async def _ask(self, day: date, now: datetime) -> bool:
        asked = await self._drafts.asked(day)
        all_asked = True
        for user_id, member in self._members.items():
            if member.role != "coordinator" or user_id in asked or self._suspensions.is_suspended(user_id):
                continue
            try:
                body = await self._draft(member, day, now)
                sent = await self._direct.send(
                    user_id, body, transaction_id("question", "digest draft", day.isoformat(), user_id)
                )
                await self._drafts.sent(day, user_id, sent)
            except EdgeError as error:
                all_asked = False
                log.warning("digest.draft_not_sent", exc=error)
        return all_asked

    async def _draft(self, member: Member, day: date, now: datetime) -> Rendered:
        language, t = member.language or "en", self._texts
        rooms = [room for channel in self._channels for room in channel.rooms_in(language)]
        room = rooms[0] if rooms else self._channels[0].room_ids[0]
        digest = await self._writer.digest(
            language,
            period_start(now),
            now,
            self._views.audience(room, member.user_id),
            today=day_of(self._weeklies[0], now),
        )
        head = note(
            t.gettext(language, "Draft of the digest of %(date)s, as it stands now.", date=t.date(language, day)),
            t.gettext(language, _HOW),
            t.gettext(language, _SILENCE[self._approval]),
        )
        return Rendered(f"{head.plain}\n\n{digest.plain}", f"{head.html}<br><br>{digest.html}")

    # --- answers -------------------------------------------------------------------------------------------------

    async def answer(self, asked: Asked, body: str) -> Reply | None:
        """A thumb, or a reply to the draft. None for everything else. Raises UserError."""
        if asked.member.role != "coordinator" or self._approval == "no":
            return None
        draft, thumb = await self._drafts.last_to(asked.member.user_id), thumb_of(body)
        if draft is None or (thumb is None and asked.reply_to != draft.event_id):
            return None
        check_signed(asked)
        if not self._is_open(draft.day, asked.now):
            raise UserError(N_("The day of this digest is over."))
        return await (self._decide(asked, draft.day, thumb) if thumb else self._announce(asked, draft.day, body))

    def _is_open(self, day: date, now: datetime) -> bool:
        """It comes, or came within the last day, in some room."""
        return any(
            day == day_of(weekly, following(weekly, now)) or (day == day_of(weekly, slot) and now - slot <= LEAD)
            for weekly in self._weeklies
            for slot in (latest(weekly, now),)
        )

    async def _decide(self, asked: Asked, day: date, thumb: Thumb) -> Reply:
        verdict: Verdict = "approved" if thumb == "up" else "held"
        await self._drafts.decide(day, verdict)
        sentence = (
            N_("It is published at its hour in each room. 👎 before that holds it back.")
            if verdict == "approved"
            else N_("It is not published. 👍 within a day of its hour publishes it after all.")
        )
        return self._said(asked, sentence)

    async def _announce(self, asked: Asked, day: date, body: str) -> Reply:
        language = asked.member.language or asked.language
        texts = texts_of(body, language, self._announcements.languages)
        if not texts:
            raise UserError(N_("There is nothing in it. Please write it again."))
        for code, text in texts.items():
            check_words(text, code, self._detectors, self._texts)
        before = await self._announcements.of(day)
        addition = Addition(EventRef(asked.event.room_id, asked.event.event_id), language)
        await self._drafts.add(day, addition)
        announced = together([before.texts if before else {}, texts])
        t, answer = self._texts, asked.answer_language
        lines = [t.gettext(answer, "This is how it will stand in the digest of each language:")]
        if announced is not None:
            for code in self._announcements.languages:
                line = await self._announcements.line(announced, self._channels[0], code)
                lines.append(f"{code} · {line}")
        lines.append(
            t.gettext(
                answer,
                "To correct one, reply to the draft again with its language in front: %(example)s. To take your"
                " announcement back, delete your message.",
                example="fr: …",
            )
        )
        return Reply(note(*lines), about=await self.quoted(day))

    def _said(self, asked: Asked, msgid: str) -> Reply:
        return Reply(note(self._texts.gettext(asked.answer_language, msgid)))

    # --- posting -------------------------------------------------------------------------------------------------

    async def may_post(self, day: date) -> bool:
        """False: not now; somebody's word may still come."""
        if self._approval == "no":
            return True
        verdict = await self._drafts.verdict(day)
        return verdict == "approved" if verdict is not None else self._approval == "silence-publishes"

    async def quoted(self, day: date) -> tuple[EventRef, ...]:
        """The messages whose words an announcement is made of."""
        return tuple(addition.ref for addition in await self._drafts.additions(day))

    async def announcement(self, day: date, channel: Channel, language: Language) -> str | None:
        """Raises MatrixError."""
        announced = await self._announcements.of(day)
        return await self._announcements.line(announced, channel, language) if announced is not None else None


def day_of(weekly: Weekly, moment: datetime) -> date:
    """The same for all rooms, whatever their zone."""
    return moment.astimezone(weekly.zone).date()
