"""Members' petitions in a digest: news, limits that come and limits that have passed, for those who read it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.core.clocks import Clocks
from bot.core.disclosure import Audience, View
from bot.core.model import Language, Member, UserId
from bot.core.record_news import News, news_of, runs_of, seen_as
from bot.core.record_words import PHASE_WORDS
from bot.core.stage_words import stage_words
from bot.core.words import N_
from bot.handlers.clock_lines import ClockLines
from bot.handlers.group_names import groups_of
from bot.handlers.record_cards import RecordCards
from bot.i18n import Texts
from bot.store.register import Register

_AT_A_TIME = 20
"""Records that are looked at before others get their turn."""


@dataclass(slots=True)
class Found:
    """Lines with what they are ordered by."""

    news: list[str] = field(default_factory=list)
    coming: list[tuple[date, str]] = field(default_factory=list)
    passed: list[tuple[date, str]] = field(default_factory=list)


class RecordNews:
    def __init__(self, texts: Texts, clocks: Clocks, register: Register, members: Mapping[UserId, Member]) -> None:
        self._texts = texts
        self._clocks = clocks
        self._register = register
        self._members = members
        self._cards = RecordCards(texts, clocks)
        self._clock_lines = ClockLines(texts)

    async def find(
        self, language: Language, audience: Audience, since: datetime, now: datetime, today: date, ahead: timedelta
    ) -> Found:
        """Of all records, as they may be shown in front of everybody in `audience`. `today`: on their calendar."""
        found, news = Found(), list[News]()
        groups = frozenset(groups_of(self._members))
        for number, record in enumerate(tuple(self._register.every())):
            if number % _AT_A_TIME == 0:
                await asyncio.sleep(0)
            access = seen_as(record, audience, now.date()) if record.owner in groups else None
            if access is None:
                continue
            if (new := news_of(self._clocks.lifecycle, record, access, audience, since)) is not None:
                news.append(new)
            shown, runs = runs_of(self._clocks, record, access, today) or (None, ())
            for run in runs:
                if shown is not None and run.due is not None:
                    about = [self._petition(language, shown), self._clock_lines.what(language, run)]
                    line = " · ".join(about)
                    if today <= run.due <= today + ahead:
                        found.coming.append((run.due, line))
                    elif run.overdue and since.date() <= run.due:
                        found.passed.append((run.due, line))
        found.news = [self._line(language, each) for each in _in_order(news)]
        return found

    def _line(self, language: Language, news: News) -> str:
        t, shown = self._texts, news.view
        petition = " · ".join(filter(None, (self._petition(language, shown), self._cards.stage(language, shown))))
        if news.kind == "added":
            return t.gettext(language, "New: %(petition)s.", petition=petition)
        words = (
            stage_words(news.stage_before, shown.route or "US_MX")
            if news.stage_before is not None
            else PHASE_WORDS[news.phase_before or "intake"]
        )
        sentence = N_("Moved: %(petition)s. Before: %(before)s.")
        return t.gettext(language, sentence, petition=petition, before=t.gettext(language, words))

    def _petition(self, language: Language, shown: View) -> str:
        """By its number and its workplace; by its sector where that is not for these readers."""
        return " · ".join(filter(None, (shown.record_id, shown.facility or self._cards.branch(language, shown))))


def _in_order(news: Iterable[News]) -> list[News]:
    """New ones first; then by number, which is random: the order of entering is nobody's business."""
    return sorted(news, key=lambda each: (each.kind, each.view.record_id))
