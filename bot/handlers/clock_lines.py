"""A limit in the law as sentences: which day of the count it is, when it is due, and what is not sure about it."""

from __future__ import annotations

from datetime import date

from bot.core.clocks import ANSWERS, Run
from bot.core.model import Language
from bot.core.stage_words import CLOCK_WORDS
from bot.core.words import N_
from bot.i18n import Texts

_FINISHED = frozenset({"answer", "canada_answer", "panel"})
"""Of the clocks that have stopped only these are told: the others would bury them."""


class ClockLines:
    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def told(self, language: Language, run: Run, today: date, *, later_unknown: bool) -> list[str]:
        """What a card says of `run`, perhaps nothing. `later_unknown`: nobody follows the case in public."""
        if not run.running:
            return self._finished(language, run) if run.clock.name in _FINISHED else []
        if run.clock.kind == "silence" and (later_unknown or run.due is None or run.due >= today):
            return []
        if later_unknown and run.clock.kind != "count":
            return self._unfollowed(language, run, today)
        return [self._running(language, run), *self._about_due(language, run, today), *self._law(language, run)]

    def what(self, language: Language, run: Run) -> str:
        """What the limit is for."""
        return self._texts.gettext(language, CLOCK_WORDS[run.clock.name])

    def _finished(self, language: Language, run: Run) -> list[str]:
        t, what, limit = self._texts, self.what(language, run), run.clock.days
        if limit is None:
            return [
                t.ngettext(
                    language,
                    "Panel: decided %(count)s day after the request",
                    "Panel: decided %(count)s days after the request",
                    run.day,
                )
            ]
        if run.days_over:
            line = t.ngettext(
                language,
                "%(what)s: day %(day)s of %(limit)s, %(count)s day over",
                "%(what)s: day %(day)s of %(limit)s, %(count)s days over",
                run.days_over,
                what=what,
                day=run.day,
                limit=limit,
            )
        elif run.clock.kind == "extendable":
            sentence = N_("%(what)s: on day %(day)s; normally %(limit)s days, may be extended")
            line = t.gettext(language, sentence, what=what, day=run.day, limit=limit)
        else:
            line = t.gettext(language, "%(what)s: day %(day)s of %(limit)s", what=what, day=run.day, limit=limit)
        return [line, *self._law(language, run)]

    def _running(self, language: Language, run: Run) -> str:
        t, what, limit = self._texts, self.what(language, run), run.clock.days
        if limit is None or run.due is None:
            return t.gettext(language, "Panel: no decision known, day %(day)s", day=run.day)
        due = t.date(language, run.due)
        if run.clock.kind == "extendable":
            sentence = N_("%(what)s: day %(day)s; normally %(limit)s days, may be extended")
            return t.gettext(language, sentence, what=what, day=run.day, limit=limit)
        if run.clock.kind == "notice":
            return t.gettext(language, "%(what)s: not before %(date)s", what=what, date=due)
        if run.clock.kind == "silence":
            return t.gettext(language, "The panel: no public step for more than %(limit)s days", limit=limit)
        if run.days_over:
            return self._over(language, run, what, limit)
        business = run.clock.counted == "business"
        sentence = (
            N_("%(what)s: business day %(day)s of %(limit)s, due %(date)s")
            if business
            else N_("%(what)s: day %(day)s of %(limit)s, due %(date)s")
        )
        return t.gettext(language, sentence, what=what, day=run.day, limit=limit, date=due)

    def _over(self, language: Language, run: Run, what: str, limit: int) -> str:
        t = self._texts
        if run.clock.counted == "business":
            return t.ngettext(
                language,
                "%(what)s: none recorded, business day %(day)s of %(limit)s: %(count)s day over",
                "%(what)s: none recorded, business day %(day)s of %(limit)s: %(count)s days over",
                run.days_over,
                what=what,
                day=run.day,
                limit=limit,
            )
        return t.ngettext(
            language,
            "%(what)s: none recorded, day %(day)s of %(limit)s: %(count)s day over",
            "%(what)s: none recorded, day %(day)s of %(limit)s: %(count)s days over",
            run.days_over,
            what=what,
            day=run.day,
            limit=limit,
        )

    def _unfollowed(self, language: Language, run: Run, today: date) -> list[str]:
        """No count and nothing overdue: it may have been met long ago, only not in public."""
        if run.due is None:
            return []
        t, due = self._texts, self._texts.date(language, run.due)
        sentence = (
            N_("%(what)s: due %(date)s") if run.due >= today else N_("%(what)s: was due %(date)s, outcome not public")
        )
        return [t.gettext(language, sentence, what=self.what(language, run), date=due)]

    def _about_due(self, language: Language, run: Run, today: date) -> list[str]:
        """Where the sources do not decide, both readings are shown."""
        working = run.due_when_working
        if working is None or run.clock.kind != "limit" or today > working:
            return []
        sentence = N_("The due date is a day off. It may count until %(date)s: the law does not say.")
        return [self._texts.gettext(language, sentence, date=self._texts.date(language, working))]

    def _law(self, language: Language, run: Run) -> list[str]:
        if run.clock.days is None or run.clock.kind == "silence":
            return []
        if run.clock.confidence == "low":
            sentence = N_("Limit: %(law)s. Unconfirmed.")
        elif run.clock.name in ANSWERS:
            sentence = (
                N_("Limit: %(law)s. Counted from filing, an estimate.")
                if run.estimated
                else N_("Limit: %(law)s. Counted from receipt.")
            )
        elif run.estimated:
            sentence = N_("Limit: %(law)s. An estimate: its first day is not public.")
        else:
            sentence = N_("Limit: %(law)s.")
        return [self._texts.gettext(language, sentence, law=run.source)]
