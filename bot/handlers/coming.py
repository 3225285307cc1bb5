"""What comes: limits of public cases that end soon, and dates of the review and of the network."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta

from bot.core.cards import card, note
from bot.core.clocks import Clocks
from bot.core.ics import MIMETYPE, Appointment, calendar_file
from bot.core.model import Language
from bot.core.review_calendar import ReviewDate, coming
from bot.core.words import N_
from bot.handlers.answers import Asked, HelpLine, OwnFile, Reply
from bot.handlers.clock_lines import ClockLines
from bot.handlers.noticeboard import Notice
from bot.i18n import Texts
from bot.store.public_cases import PublicCaseStore

CALENDAR_HELP: tuple[HelpLine, ...] = (("", N_("dates of the review of the agreement and of the network")),)
FILE_HELP: tuple[HelpLine, ...] = (("", N_("the same as a file for the calendar of your phone")),)

AHEAD = timedelta(days=14)  # the sentences about limits say it
REMINDED = (7, 2, 0)
"""How many days before a date the rooms are told."""
MORNING = time(15, tzinfo=UTC)
"""Between eight and eleven in the morning in Mexico City, New York and Toronto."""
FILE_NAME = "calendar.ics"


class Coming:
    def __init__(
        self, texts: Texts, store: PublicCaseStore, clocks: Clocks, dates: Callable[[], Sequence[ReviewDate]]
    ) -> None:
        self._texts = texts
        self._store = store
        self._clocks = clocks
        self._dates = dates
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
        """A line for every date."""
        return [self.line(language, each) for each in coming(self._dates(), today, within)]

    async def calendar(self, asked: Asked) -> Reply:
        """Each date with where it stands and how sure it is."""
        language, t = asked.answer_language, self._texts
        dates = coming(self._dates(), asked.today)
        if not dates:
            return Reply(note(t.gettext(language, "No further date of the review is known.")))
        lines: list[str] = []
        for each in dates:
            source = t.gettext(language, "source: %(source)s", source=each.source[language])
            checked = t.gettext(language, "checked on %(date)s", date=t.date(language, each.checked_on))
            lines += [self.line(language, each), f"– {source}; {checked}"]
        lines.append(t.gettext(language, "No official calendar. What is not known is not guessed."))
        return Reply(card(t.gettext(language, "Calendar"), lines))

    async def file(self, asked: Asked) -> Reply:
        """Only days that are known: a calendar program would make a day out of a month."""
        language, t = asked.answer_language, self._texts
        dates = coming(self._dates(), asked.today)
        appointments = [
            Appointment(each.key, day, self._sure(language, each), each.source[language], each.checked_on)
            for each in dates
            if (day := each.exact) is not None
        ]
        if not appointments:
            return Reply(note(t.gettext(language, "No further date of the review is known.")))
        sentences = [
            t.ngettext(
                language,
                "A calendar file with %(count)s date.",
                "A calendar file with %(count)s dates.",
                len(appointments),
            )
        ]
        if len(appointments) < len(dates):
            sentences.append(t.gettext(language, "Dates of which the day is not known are not in it."))
        content = calendar_file(appointments, language)
        return Reply(note(*sentences), files=(OwnFile(FILE_NAME, MIMETYPE, content),))

    async def notices(self, now: datetime) -> list[Notice]:
        """What the rooms are told a week and two days before a date, and on its day."""
        found: list[Notice] = []
        for each in self._dates():
            day = each.exact
            for before in REMINDED if day else ():
                morning = datetime.combine(day - timedelta(days=before), MORNING) if day else now
                if morning <= now:
                    found.append(self._notice(each, before, morning))
        return found

    def _notice(self, each: ReviewDate, before: int, morning: datetime) -> Notice:
        t = self._texts

        def title(language: Language) -> str:
            if before == 0:
                return t.gettext(language, "Today in the calendar")
            return t.ngettext(language, "In %(count)s day", "In %(count)s days", before)

        texts = {
            language: card(
                title(language),
                [self.line(language, each), t.gettext(language, "source: %(source)s", source=each.source[language])],
            )
            for language in t.languages
        }
        return Notice(f"date {each.key} {before}", morning, texts)

    def line(self, language: Language, each: ReviewDate) -> str:
        """`Jul 1, 2027 (likely): …`."""
        t = self._texts
        day = t.known_date(language, each.when)
        if each.when is None or each.confidence == "high":
            return t.gettext(language, "%(date)s: %(what)s", date=day, what=each.what[language])
        day = f"{day} ({self._how_sure(language, each)})"
        return t.gettext(language, "%(date)s: %(what)s", date=day, what=each.what[language])

    def _sure(self, language: Language, each: ReviewDate) -> str:
        what = each.what[language]
        return what if each.confidence == "high" else f"{what} ({self._how_sure(language, each)})"

    def _how_sure(self, language: Language, each: ReviewDate) -> str:
        return self._texts.gettext(language, N_("likely") if each.confidence == "medium" else N_("not sure"))
