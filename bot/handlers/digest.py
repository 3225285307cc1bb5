"""The digest: what became different, limits, dates of the review; of petitions only what its readers may see."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.core.cards import card, note
from bot.core.commands import spell
from bot.core.digest import Entry, period_start, summarise
from bot.core.disclosure import Audience
from bot.core.model import Language, Rendered
from bot.core.stage_words import stage_words
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Announcement, Asked, HelpLine, Reply
from bot.handlers.coming import AHEAD, Coming
from bot.handlers.record_news import RecordNews
from bot.handlers.record_views import RecordViews
from bot.i18n import Texts
from bot.store.public_cases import PublicCaseStore

MOST_NEWS, MOST_LIMITS = 8, 4
"""Of each kind, public cases and members' petitions: a phone shows thirty lines."""
MOST_IN_FULL = 30
"""A message has a size that a homeserver takes."""
REVIEW_AHEAD = timedelta(days=45)

HELP: tuple[HelpLine, ...] = (("", N_("posts in all rooms what changed in the last 7 days")),)
FULL_HELP: tuple[HelpLine, ...] = (("", N_("what changed in the last 7 days, without leaving anything out")),)


@dataclass(slots=True)
class _Found:
    """Lines of one digest."""

    cases: list[str] = field(default_factory=list)
    petitions: list[str] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)
    coming: list[str] = field(default_factory=list)
    review: list[str] = field(default_factory=list)

    @property
    def is_news(self) -> bool:
        return bool(self.cases or self.petitions or self.passed or self.coming)


class DigestDesk:
    def __init__(self, writer: DigestWriter, views: RecordViews) -> None:
        self._writer = writer
        self._views = views

    async def publish(self, asked: Asked) -> Announcement:
        """The digest of the seven days up to now, in each room with what all its readers may see. Raises UserError."""
        if not asked.channel.rooms:
            raise UserError(N_("Please write this in a room of a channel."))
        since = period_start(asked.now)
        texts = {
            room.room_id: await self._writer.digest(room.language, since, asked.now, self._views.audience(room.room_id))
            for room in asked.channel.rooms
        }
        return Announcement(texts=texts, key=f"digest {asked.event.event_id}")

    async def full(self, asked: Asked) -> Reply:
        """The same with every line, for whoever asks: in a room as everybody there may see it."""
        audience = self._views.audience_of(asked)
        language, since = asked.answer_language, period_start(asked.now)
        return Reply(await self._writer.digest(language, since, asked.now, audience, in_full=True, today=asked.today))


class DigestWriter:
    def __init__(self, texts: Texts, store: PublicCaseStore, coming: Coming, news: RecordNews) -> None:
        self._texts = texts
        self._store = store
        self._coming = coming
        self._news = news

    async def weekly(
        self,
        language: Language,
        since: datetime,
        now: datetime,
        audience: Audience,
        *,
        says_nothing_new: bool,
        announcement: str | None = None,
        today: date | None = None,
    ) -> Rendered | None:
        """None for a week without news, where such a week is passed over. `today`: on the calendar of the room."""
        found = await self._find(language, since, now, audience, today or now.date())
        if not (found.is_news or says_nothing_new or announcement):
            return None
        body = self._write(language, since, now, found)
        if announcement is None:
            return body
        said = note(announcement)
        return Rendered(f"{said.plain}\n\n{body.plain}", f"{said.html}<br><br>{body.html}")

    async def digest(
        self,
        language: Language,
        since: datetime,
        now: datetime,
        audience: Audience,
        *,
        in_full: bool = False,
        today: date | None = None,
    ) -> Rendered:
        """What changed since then, the limits that passed and that come, the dates of the review, how to read more."""
        found = await self._find(language, since, now, audience, today or now.date())
        return self._write(language, since, now, found, in_full=in_full)

    async def _find(
        self, language: Language, since: datetime, now: datetime, audience: Audience, today: date
    ) -> _Found:
        entries = summarise(await self._store.changes_since(since))
        # In a thread: the first limit of all brings the library of holidays along, which takes its time.
        passed = await asyncio.to_thread(self._coming.passed, language, since.date(), today)
        coming = await asyncio.to_thread(self._coming.due, language, today)
        members = await self._news.find(language, audience, since, now, today, AHEAD)
        return _Found(
            [self._line(language, entry) for entry in entries],
            members.news,
            self._dated(language, [*passed, *members.passed]),
            self._dated(language, [*coming, *members.coming]),
            self._coming.review(language, today, REVIEW_AHEAD),
        )

    def _dated(self, language: Language, lines: Sequence[tuple[date, str]]) -> list[str]:
        return [f"{self._texts.date(language, day)} · {line}" for day, line in sorted(lines)]

    def _write(
        self, language: Language, since: datetime, now: datetime, found: _Found, *, in_full: bool = False
    ) -> Rendered:
        t = self._texts
        days = max(1, round((now - since) / timedelta(days=1)))
        nothing = t.ngettext(
            language, "Nothing changed in the last %(count)s day.", "Nothing changed in the last %(count)s days.", days
        )
        if not found.is_news and not found.review:
            return note(nothing)
        title = t.ngettext(
            language, "What changed in the last %(count)s day", "What changed in the last %(count)s days", days
        )
        news, limits = (MOST_IN_FULL, MOST_IN_FULL) if in_full else (MOST_NEWS, MOST_LIMITS)
        lines = self._first(language, found.cases, news)
        if not found.cases and not found.petitions:
            lines = [nothing]
        for heading, listed, most in (
            (N_("Petitions that members report:"), found.petitions, news),
            (N_("Limits that have passed, and nothing is recorded:"), found.passed, limits),
            (N_("Limits that end in the next 14 days:"), found.coming, limits),
            (N_("Review of the agreement:"), found.review, news),
        ):
            if listed:
                lines += [*([""] if lines else []), t.gettext(language, heading), *self._first(language, listed, most)]
        if found.petitions or found.passed or found.coming or found.review:
            lines.append("")
        return card(title, [*lines, *self._read_more(language, found, in_full=in_full)])

    def _first(self, language: Language, lines: Sequence[str], most: int) -> list[str]:
        more = len(lines) - most
        if more <= 0:
            return list(lines)
        return [*lines[:most], self._texts.ngettext(language, "and %(count)s more", "and %(count)s more", more)]

    def _read_more(self, language: Language, found: _Found, *, in_full: bool) -> list[str]:
        """What to do with it."""
        t = self._texts
        lines = []
        if found.cases or found.petitions or found.passed:
            command = spell("petition.status", language, "7K2-M9X")
            lines.append(t.gettext(language, "One of them: %(command)s, with its number.", command=command))
        elif found.coming:
            lines.append(t.gettext(language, "Details: %(command)s", command=spell("deadlines", language)))
        else:
            lines.append(t.gettext(language, "Details: %(command)s", command=spell("calendar", language)))
        if not in_full and found.is_news:
            lines.append(t.gettext(language, "Every line: %(command)s", command=spell("digest.full", language)))
        return lines

    def _line(self, language: Language, entry: Entry) -> str:
        t = self._texts
        about = {"facility": entry.facility, "record": entry.record_id}
        stage = t.gettext(language, stage_words(entry.stage, entry.route))
        if entry.kind == "added":
            return t.gettext(language, "New: %(record)s · %(facility)s. %(stage)s.", stage=stage, **about)
        if entry.kind == "stage" and entry.stage_before:
            before = t.gettext(language, stage_words(entry.stage_before, entry.route))
            sentence = N_("Moved: %(record)s · %(facility)s. Now: %(stage)s. Before: %(before)s.")
            return t.gettext(language, sentence, stage=stage, before=before, **about)
        return t.gettext(language, "Corrected: %(record)s · %(facility)s.", **about)
