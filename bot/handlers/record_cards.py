"""The card of a members' record: of a `View`, so that it can show only what its reader may see."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.core.cards import Typed, card
from bot.core.clocks import Clocks
from bot.core.disclosure import View
from bot.core.due_dates import COUNTRIES
from bot.core.lifecycle import NO_ANSWER
from bot.core.model import Language, Rendered
from bot.core.partial_dates import PartialDate
from bot.core.petitions import SaidBy, Step, current_step, days_since, milestones_since
from bot.core.record_words import (
    DELIVERED_WORDS,
    FIELD_WORDS,
    PHASE_WORDS,
    REMEDY_WORDS,
    RETALIATION_WORDS,
    SUPERSECTOR_WORDS,
    VALUE_WORDS,
    ZONE_WORDS,
)
from bot.core.records import Sharing
from bot.core.sectors import SECTOR_WORDS
from bot.core.stage_words import FLAG_WORDS, ROUTE_WORDS, STAGE_WORDS, stage_words
from bot.core.words import N_
from bot.handlers.clock_lines import ClockLines
from bot.i18n import Texts

FIRST_YEAR = 2020
"""Of the agreement."""
_SAID_BY: Mapping[SaidBy, str] = {
    "self": N_("Confirmed by: the group that filed, alone"),
    "second_group": N_("Confirmed by: a second group as well"),
    "official": N_("Confirmed by: an official text"),
    "press": N_("Confirmed by: public reports"),
}


class RecordCards:
    def __init__(self, texts: Texts, clocks: Clocks) -> None:
        self._texts = texts
        self._clocks = clocks
        self._clock_lines = ClockLines(texts)

    def warm(self, today: date) -> None:
        """Read from files what the first card needs: words for dates, and the holidays, whose library takes 0.1 s."""
        for language in self._texts.languages:
            self._texts.known_date(language, PartialDate(today))
            self._texts.listing(language, ["a", "b"])
        for year in range(FIRST_YEAR, today.year + 2):
            for country in COUNTRIES:
                self._clocks.is_holiday(country, date(year, 1, 1))

    def card(self, language: Language, view: View, today: date, *more: str | Typed) -> Rendered:
        """`more`: lines under it."""
        return card(self.title(language, view), [*self.lines(language, view, today), *more])

    def title(self, language: Language, view: View) -> str:
        return view.facility or self._texts.gettext(language, "Petition %(record)s", record=view.record_id)

    def lines(self, language: Language, view: View, today: date) -> list[str]:
        who = self._texts.gettext(language, "reported by members")
        return [
            f"{view.record_id} · {who}",
            *self._about(language, view),
            *self._stage_lines(language, view, today),
            *self._outcomes(language, view),
            *self._for_owners(language, view),
        ]

    def stage(self, language: Language, view: View) -> str:
        """The stage or the phase in plain words, empty when neither may be shown."""
        if view.steps and view.route:
            step = current_step(self._clocks.lifecycle, view.steps)
            return self._texts.gettext(language, stage_words(step.stage, view.route))
        return self._texts.gettext(language, PHASE_WORDS[view.phase]) if view.phase else ""

    def branch(self, language: Language, view: View) -> str:
        """The sector, as finely as it may be shown."""
        if view.sector:
            return self._texts.gettext(language, SECTOR_WORDS.get(view.sector, view.sector))
        return self._texts.gettext(language, SUPERSECTOR_WORDS[view.supersector]) if view.supersector else ""

    def overdue_from(self, view: View) -> date | None:
        """The first day on which something is overdue, as far as its reader may see the dates."""
        if view.route is None or not any(step.happened and step.happened.exact for step in view.steps):
            return None
        return self._clocks.overdue_from(view.route, view.steps)

    def _about(self, language: Language, view: View) -> list[str]:
        t = self._texts
        place = view.place or (t.gettext(language, ZONE_WORDS[view.zone]) if view.zone else "")
        branch = self.branch(language, view)
        lines = []
        if view.owner:
            lines.append(t.gettext(language, "Group: %(group)s", group=view.owner))
        if view.partners:
            lines.append(t.gettext(language, "Together with: %(groups)s", groups=t.listing(language, view.partners)))
        if view.asked_partners:
            groups = t.listing(language, view.asked_partners)
            lines.append(
                t.gettext(language, "Asked to stand beside you, without consent yet: %(groups)s", groups=groups)
            )
        if place:
            lines.append(t.gettext(language, "Place: %(place)s", place=place))
        if branch:
            lines.append(t.gettext(language, "Sector: %(sector)s", sector=branch))
        if view.route:
            lines.append(t.gettext(language, "Route: %(route)s", route=t.gettext(language, ROUTE_WORDS[view.route])))
        return lines

    def _stage_lines(self, language: Language, view: View, today: date) -> list[str]:
        t, lines, stage = self._texts, [], self.stage(language, view)
        if stage:
            lines.append(t.gettext(language, "Stage: %(stage)s", stage=stage))
        if view.steps and view.route:
            step = current_step(self._clocks.lifecycle, view.steps)
            if step.happened:
                lines.append(self._since(language, step, today))
            if self._clocks.no_answer(view.route, view.steps, today):
                lines.append(t.gettext(language, STAGE_WORDS[NO_ANSWER]))
            lines += [
                self._dated(language, stage_words(each.stage, view.route), each)
                for each in milestones_since(self._clocks.lifecycle, view.steps)
            ]
        if view.said_by:
            lines.append(t.gettext(language, _SAID_BY[view.said_by]))
        lines += self._conflicts(language, view)
        for flag in view.flags:
            words = FLAG_WORDS.get(flag.name, {}).get(flag.value)
            if words:
                since = f": {t.known_date(language, flag.since)}" if flag.since else ""
                lines.append(f"{t.gettext(language, words)}{since}")
        if view.steps and view.route:
            runs = self._clocks.runs(view.route, view.steps, today)
            for run in sorted(runs, key=lambda run: (not run.running, run.due or date.max)):
                lines += self._clock_lines.told(language, run, today, later_unknown=False)
        return lines

    def _since(self, language: Language, step: Step, today: date) -> str:
        elapsed, written = days_since(step.happened, today), self._texts.known_date(language, step.happened)
        if elapsed is None:
            return self._texts.gettext(language, "Since: %(date)s", date=written)
        return self._texts.ngettext(
            language, "Since: %(date)s (%(count)s day)", "Since: %(date)s (%(count)s days)", elapsed, date=written
        )

    def _dated(self, language: Language, msgid: str, step: Step) -> str:
        t, words = self._texts, self._texts.gettext(language, msgid)
        return t.labelled(language, words, t.known_date(language, step.happened)) if step.happened else words

    def _conflicts(self, language: Language, view: View) -> list[str]:
        t, lines = self._texts, []
        for report in view.conflicting:
            words = t.gettext(language, stage_words(report.stage, view.route or "US_MX"))
            told = f"{words}, {t.known_date(language, report.happened)}" if report.happened else words
            sentence = (
                t.gettext(language, "%(group)s reports otherwise: %(what)s", group=report.organisation, what=told)
                if report.organisation
                else t.gettext(language, "Another group reports otherwise: %(what)s", what=told)
            )
            lines.append(sentence)
        return lines

    def _outcomes(self, language: Language, view: View) -> list[str]:
        t, lines = self._texts, []
        for name, values in (view.outcomes or {}).items():
            words = [t.gettext(language, VALUE_WORDS[name].get(value, value)) for value in values]
            if name == "reason_codes":
                lines.append(t.gettext(language, "Reasons: %(reasons)s", reasons=", ".join(words)))
            else:
                lines += words
        for remedy in view.remedies:
            what = t.gettext(language, REMEDY_WORDS.get(remedy.kind, remedy.kind))
            done = t.gettext(language, DELIVERED_WORDS[remedy.delivered])
            number = t.number(language, remedy.number)
            due = t.known_date(language, remedy.due) if remedy.due else ""
            lines.append(
                t.gettext(
                    language,
                    "Remedy %(number)s: %(what)s, due %(date)s: %(done)s",
                    number=number,
                    what=what,
                    date=due,
                    done=done,
                )
                if due
                else t.gettext(language, "Remedy %(number)s: %(what)s: %(done)s", number=number, what=what, done=done)
            )
        for told in view.retaliation:
            what = t.gettext(language, RETALIATION_WORDS.get(told.kind, told.kind))
            month = t.known_date(language, told.month)
            lines.append(
                t.gettext(
                    language,
                    "Retaliation, %(month)s: %(what)s (%(number)s)",
                    month=month,
                    what=what,
                    number=told.count,
                )
            )
        return lines

    def _for_owners(self, language: Language, view: View) -> list[str]:
        t, lines = self._texts, []
        if view.sharing is not None:
            lines += self.shown_to(language, view.sharing)
        if view.changed_at is not None:
            changed = t.date(language, view.changed_at.date())
            lines.append(t.gettext(language, "Last change here: %(date)s", date=changed))
        return lines

    def shown_to(self, language: Language, sharing: Sharing) -> list[str]:
        """Whom the owners let see it."""
        t, lines = self._texts, []
        for name, grant in sorted(sharing.named.items()):
            lines.append(
                t.gettext(
                    language, "Shared with %(group)s until %(date)s", group=name, date=t.date(language, grant.until)
                )
                if grant.until
                else t.gettext(language, "Shared with %(group)s", group=name)
            )
        for name, reveal in sorted(sharing.revealed.items()):
            fields = t.listing(language, [t.gettext(language, FIELD_WORDS[each]) for each in sorted(reveal.fields)])
            lines.append(t.gettext(language, "Agreed with %(group)s: they see %(fields)s", group=name, fields=fields))
        if sharing.network is not None:
            until = sharing.network.until
            lines.append(
                t.gettext(language, "Shown to the network until %(date)s", date=t.date(language, until))
                if until
                else t.gettext(language, "Shown to the network")
            )
        return lines or [t.gettext(language, "Only your group sees this.")]
