"""What comes: limits of public cases that end soon, and dates of the review of the agreement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.core.cards import card, note
from bot.core.clocks import Clocks
from bot.core.model import Language
from bot.core.review_calendar import ReviewDate, coming
from bot.core.words import N_
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.handlers.clock_lines import ClockLines
from bot.i18n import Texts
from bot.store.public_cases import PublicCaseStore

CALENDAR_HELP: tuple[HelpLine, ...] = (("", N_("dates of the review of the agreement")),)

AHEAD = timedelta(days=14)  # the sentences about limits say it


class Coming:
    def __init__(self, texts: Texts, store: PublicCaseStore, clocks: Clocks, calendar: Sequence[ReviewDate]) -> None:
        self._texts = texts
        self._store = store
        self._clocks = clocks
        self._calendar = calendar
        self._clock_lines = ClockLines(texts)

    def limits(self, language: Language, today: date) -> list[str]:
        """A line for every limit of a public case that ends in the next 14 days, the nearest first."""
        return [f"{self._texts.date(language, day)} · {line}" for day, line in sorted(self.due(language, today))]

    def due(self, language: Language, today: date) -> list[tuple[date, str]]:
        """Every limit of a public case that ends in the next 14 days."""
        return self._limits(language, today, today, today + AHEAD)

    def passed(self, language: Language, since: date, today: date) -> list[tuple[date, str]]:
        """Every limit of a public case that is followed which has passed since then, and nothing is recorded."""
        return self._limits(language, today, since, today - timedelta(days=1), overdue=True)

    def _limits(
        self, language: Language, today: date, first: date, last: date, *, overdue: bool = False
    ) -> list[tuple[date, str]]:
        return [
            (run.due, f"{case.record_id} · {case.facility} · {self._clock_lines.what(language, run)}")
            for case in self._store.every()
            if not (overdue and case.later_unknown)
            for run in self._clocks.runs(case.route, case.steps, today)
            if run.running and run.clock.kind != "silence" and run.due and first <= run.due <= last
            if run.overdue or not overdue
        ]

    def review(self, language: Language, today: date, within: timedelta | None = None) -> list[str]:
        """A line for every date of the review."""
        return [self._line(language, each) for each in coming(self._calendar, today, within)]

    async def calendar(self, asked: Asked) -> Reply:
        language, t = asked.answer_language, self._texts
        lines = self.review(language, asked.now.date())
        if not lines:
            return Reply(note(t.gettext(language, "No further date of the review is known.")))
        checked = max(each.checked_on for each in self._calendar)
        last = t.gettext(language, "Checked on %(date)s; no official calendar.", date=t.date(language, checked))
        return Reply(card(t.gettext(language, "Review of the agreement"), [*lines, last]))

    def _line(self, language: Language, each: ReviewDate) -> str:
        day = self._texts.date(language, each.day)
        if each.confidence == "high":
            return f"{day}: {each.what[language]}"
        sure = N_("likely") if each.confidence == "medium" else N_("not sure")
        return f"{day} ({self._texts.gettext(language, sure)}): {each.what[language]}"
