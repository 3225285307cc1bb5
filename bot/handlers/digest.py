"""`!digest`: what became different in the last days, in every room of the channel."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.cards import card, note
from bot.core.commands import spell
from bot.core.digest import Entry, period_start, summarise
from bot.core.model import Language, Rendered
from bot.core.stage_words import stage_words
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Announcement, Asked, HelpLine
from bot.i18n import Texts
from bot.store.public_cases import PublicCaseStore

MOST_SHOWN = 10
"""Entries; a new data file may bring dozens at once."""

HELP: tuple[HelpLine, ...] = (("", N_("posts in all rooms what changed in the last 7 days")),)


class DigestDesk:
    def __init__(self, texts: Texts, store: PublicCaseStore) -> None:
        self._texts = texts
        self._store = store

    async def publish(self, asked: Asked) -> Announcement:
        """The digest of the seven days up to now, once for each room language of the channel. Raises UserError."""
        if not asked.channel.rooms:
            raise UserError(N_("Please write this in a room of a channel."))
        entries = summarise(await self._store.changes_since(period_start(asked.now)))
        texts = {language: self._digest(language, entries) for language in asked.channel.rooms}
        return Announcement(texts=texts, key=f"digest {asked.event.event_id}")

    def _digest(self, language: Language, entries: Sequence[Entry]) -> Rendered:
        t = self._texts
        if not entries:
            return note(t.gettext(language, "Nothing changed in the last 7 days."))
        title = t.gettext(language, "What changed in the last 7 days")
        command = spell("petition.status", language, entries[0].record_id)
        more = t.gettext(language, "Details: %(command)s", command=command)
        lines = [self._line(language, entry) for entry in entries[:MOST_SHOWN]]
        left_out = len(entries) - len(lines)
        if left_out:
            lines.append(t.ngettext(language, "and %(count)s more", "and %(count)s more", left_out))
        return card(title, [*lines, more])

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
