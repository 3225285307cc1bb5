"""`!digest`: what became different in the last days, in every room of the channel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.core.cards import card, note
from bot.core.commands import spell
from bot.core.digest import Entry, period_start, summarise
from bot.core.model import Language, Rendered
from bot.core.stage_words import stage_words
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Announcement, Asked, HelpLine
from bot.handlers.coming import Coming
from bot.i18n import Texts
from bot.store.public_cases import PublicCaseStore

MOST_SHOWN = 10
"""Entries; a new data file may bring dozens at once."""

MOST_LIMITS = 5
REVIEW_AHEAD = timedelta(days=45)

HELP: tuple[HelpLine, ...] = (("", N_("posts in all rooms what changed in the last 7 days")),)


class DigestDesk:
    def __init__(self, writer: DigestWriter) -> None:
        self._writer = writer

    async def publish(self, asked: Asked) -> Announcement:
        """The digest of the seven days up to now, once for each room language of the channel. Raises UserError."""
        if not asked.channel.rooms:
            raise UserError(N_("Please write this in a room of a channel."))
        since = period_start(asked.now)
        texts = {language: await self._writer.digest(language, since, asked.now) for language in asked.channel.rooms}
        return Announcement(texts=texts, key=f"digest {asked.event.event_id}")


class DigestWriter:
    def __init__(self, texts: Texts, store: PublicCaseStore, coming: Coming) -> None:
        self._texts = texts
        self._store = store
        self._coming = coming

    async def weekly(
        self, language: Language, since: datetime, now: datetime, *, says_nothing_new: bool
    ) -> Rendered | None:
        """None for a week without news, where such a week is passed over."""
        has_news = await self._store.changes_since(since) or self._coming.limits(language, now.date())
        return await self.digest(language, since, now) if has_news or says_nothing_new else None

    async def digest(self, language: Language, since: datetime, now: datetime) -> Rendered:
        """What changed since then, the limits of the next days, the dates of the review, and how to read more."""
        t, today = self._texts, now.date()
        entries = summarise(await self._store.changes_since(since))
        limits, review = self._coming.limits(language, today), self._coming.review(language, today, REVIEW_AHEAD)
        days = max(1, round((now - since) / timedelta(days=1)))
        nothing = t.ngettext(
            language, "Nothing changed in the last %(count)s day.", "Nothing changed in the last %(count)s days.", days
        )
        if not entries and not limits and not review:
            return note(nothing)
        title = t.ngettext(
            language, "What changed in the last %(count)s day", "What changed in the last %(count)s days", days
        )
        lines = [self._line(language, entry) for entry in entries[:MOST_SHOWN]] or [nothing]
        if len(entries) > MOST_SHOWN:
            lines.append(t.ngettext(language, "and %(count)s more", "and %(count)s more", len(entries) - MOST_SHOWN))
        if limits:
            lines += ["", t.gettext(language, "Limits that end in the next 14 days:"), *limits[:MOST_LIMITS]]
            more = len(limits) - MOST_LIMITS
            if more > 0:
                lines.append(t.ngettext(language, "and %(count)s more", "and %(count)s more", more))
        if review:
            lines += ["", t.gettext(language, "Review of the agreement:"), *review]
        if limits or review:
            lines.append("")
        return card(title, [*lines, self._read_more(language, entries, limits)])

    def _read_more(self, language: Language, entries: Sequence[Entry], limits: Sequence[str]) -> str:
        if entries:
            command = spell("petition.status", language, entries[0].record_id)
        else:
            command = spell("deadlines" if limits else "calendar", language)
        return self._texts.gettext(language, "Details: %(command)s", command=command)

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
