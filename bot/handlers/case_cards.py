"""The card of one public case: short lines that fit a phone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.core.cards import card
from bot.core.clocks import Clocks, Run
from bot.core.model import Language, Rendered
from bot.core.petitions import Flag, SaidBy, Step, current_step, days_since, find_step, milestones_since
from bot.core.public_cases import PublicCase
from bot.core.sectors import SECTOR_WORDS
from bot.core.stage_words import CONFIDENCE_WORDS, FLAG_WORDS, ROUTE_WORDS, stage_words
from bot.core.words import N_
from bot.handlers.clock_lines import ClockLines
from bot.i18n import Texts
from bot.store.public_cases import StoredCase

_NEXT: Mapping[str, str] = {
    "panel_requested": N_("Next: the panel decides."),
    "panel_determination_denial": N_("Next: sanctions may be announced."),
}
_SAID_BY: Mapping[SaidBy, str] = {
    "self": N_("the group that filed, alone"),
    "second_group": N_("a second group as well"),
    "official": N_("an official text"),
    "press": N_("public reports"),
}


class CaseCards:
    def __init__(self, texts: Texts, clocks: Clocks) -> None:
        self._texts = texts
        self._clocks = clocks
        self._clock_lines = ClockLines(texts)

    def card(self, language: Language, stored: StoredCase, today: date) -> Rendered:
        t, case = self._texts, stored.case
        step = current_step(self._clocks.lifecycle, case.steps)
        place = [case.record_id, *([case.region] if case.region else []), t.gettext(language, "public case")]
        lines = [
            " · ".join(place),
            t.gettext(language, "Sector: %(sector)s", sector=t.gettext(language, SECTOR_WORDS[case.sector])),
            t.gettext(language, "Route: %(route)s", route=t.gettext(language, ROUTE_WORDS[case.route])),
            t.gettext(language, "Stage: %(stage)s", stage=self.stage(language, case, step)),
            self._since(language, step, today),
            t.gettext(language, "Confirmed by: %(who)s", who=t.gettext(language, _SAID_BY[step.said_by])),
            *self._beside(language, case),
            *self._clock_part(language, case, today),
            *self._filing(language, case),
            *([case.notes[language]] if language in case.notes else []),
            *self._trust(language, stored),
        ]
        return card(case.facility, lines)

    def stage(self, language: Language, case: PublicCase, step: Step) -> str:
        """A stage in plain words."""
        return self._texts.gettext(language, stage_words(step.stage, case.route))

    def runs(self, case: PublicCase, today: date) -> tuple[Run, ...]:
        """The clocks of a case, those that run by what is due first."""
        runs = self._clocks.runs(case.route, case.steps, today)
        return tuple(sorted(runs, key=lambda run: (not run.running, run.due or date.max)))

    def _clock_part(self, language: Language, case: PublicCase, today: date) -> list[str]:
        t, runs = self._texts, self.runs(case, today)
        lines: list[str] = []
        for run in runs:
            lines += self._clock_lines.told(language, run, today, later_unknown=case.later_unknown)
        step = current_step(self._clocks.lifecycle, case.steps)
        following = _NEXT.get(step.stage)
        if following:
            lines.insert(0, t.gettext(language, following))
        elif self._open_without_limit(case, step, today) and not any(run.running and run.due for run in runs):
            lines.append(t.gettext(language, "Next: the law sets no day for the next step."))
        if case.later_unknown:
            lines.append(t.gettext(language, "Nothing later is public."))
        return lines

    def _open_without_limit(self, case: PublicCase, step: Step, today: date) -> bool:
        """Whether something is still to come that no limit is set for."""
        stage = self._clocks.lifecycle.stages[step.stage]
        ended = stage.terminal or stage.phase in ("network", "end") or case.later_unknown
        return not ended and not self._clocks.started_by(case.route, step.stage, today)

    def _since(self, language: Language, step: Step, today: date) -> str:
        elapsed, written = days_since(step.happened, today), self._texts.known_date(language, step.happened)
        if elapsed is None:
            return self._texts.gettext(language, "Since: %(date)s", date=written)
        return self._texts.ngettext(
            language, "Since: %(date)s (%(count)s day)", "Since: %(date)s (%(count)s days)", elapsed, date=written
        )

    def _beside(self, language: Language, case: PublicCase) -> list[str]:
        """Milestones since the stage began, and the flags that tell something else."""
        milestones = milestones_since(self._clocks.lifecycle, case.steps)
        told = [(self.stage(language, case, step), step.happened) for step in milestones]
        told += [
            (sentence, flag.since)
            for flag in case.flags
            if (sentence := self._flag(language, flag)) and sentence not in dict(told)
        ]
        t = self._texts
        return [t.labelled(language, what, t.known_date(language, when)) if when else what for what, when in told]

    def _flag(self, language: Language, flag: Flag) -> str:
        msgid = FLAG_WORDS[flag.name][flag.value]
        return self._texts.gettext(language, msgid) if msgid else ""

    def _filing(self, language: Language, case: PublicCase) -> list[str]:
        t, filed = self._texts, find_step(case.steps, "filed")
        if case.basis == "self_initiated":
            return [t.gettext(language, "A government acted without a petition.")]
        if filed is None:
            return []
        written = t.known_date(language, filed.happened)
        if not case.petitioners:
            return [t.gettext(language, "Filed: %(date)s", date=written)]
        return [t.gettext(language, "Filed: %(date)s, by %(who)s", date=written, who=case.petitioners)]

    def _trust(self, language: Language, stored: StoredCase) -> list[str]:
        t, case = self._texts, stored.case
        publishers = ", ".join(dict.fromkeys(source.publisher for source in case.sources))
        trust = t.gettext(language, CONFIDENCE_WORDS[case.confidence])
        unverified = [t.gettext(language, "Not all of this is verified.")] if case.unverified else []
        return [
            t.gettext(language, "Sources: %(publishers)s (%(trust)s)", publishers=publishers, trust=trust),
            *unverified,
            t.gettext(language, "Checked: %(date)s", date=t.date(language, case.checked_on)),
            t.gettext(language, "Last change here: %(date)s", date=t.date(language, stored.changed_at.date())),
        ]
