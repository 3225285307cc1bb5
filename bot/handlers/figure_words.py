"""The figures as sentences and as a picture: both hold the same numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.cards import card
from bot.core.figure_words import CELL_WORDS, OPEN_CELLS, SHARES, TITLES
from bot.core.model import Language, Rendered
from bot.core.statistics import CELLS, FIGURES, Baseline, Days, Edition, FigureName, band, median, reach, total
from bot.core.suppression import Cell
from bot.core.words import N_
from bot.i18n import Texts
from bot.pictures.figures import Bar, Panel


@dataclass(frozen=True, slots=True)
class Drawing:
    """What `bot.pictures.figures.figures_png` takes."""

    title: str
    panels: tuple[Panel, ...]
    notes: tuple[str, ...]


class FigureWords:
    def __init__(self, texts: Texts, baseline: Baseline) -> None:
        self._texts = texts
        self._baseline = baseline

    def card(self, language: Language, edition: Edition) -> Rendered:
        """Everything in words; it is the alternative text of the picture as well."""
        lines = [
            line for name in FIGURES if edition.tally(name) for line in (*self._figure(language, edition, name), "")
        ]
        return card(self._title(language), [*lines, *self._public(language), "", *self._notes(language, edition)])

    def drawing(self, language: Language, edition: Edition) -> Drawing:
        panels = [self._panel(language, edition, name) for name in FIGURES if edition.tally(name)]
        return Drawing(
            self._title(language),
            (*panels, self._public_panel(language)),
            tuple(self._notes(language, edition)),
        )

    # --- the members' own ----------------------------------------------------------------------------------------

    def _title(self, language: Language) -> str:
        return self._texts.gettext(language, "The network's figures")

    def _figure(self, language: Language, edition: Edition, name: FigureName) -> list[str]:
        t, tally = self._texts, edition.tally(name)
        lines = [self._heading(language, name, total(tally))]
        lines += [
            t.gettext(language, "• %(what)s: %(count)s", what=self._cell(language, name, cell), count=tally[cell])
            for cell in CELLS[name]
            if cell in tally
        ]
        return [*lines, *self._beside(language, edition, name)]

    def _heading(self, language: Language, name: FigureName, count: int) -> str:
        t = self._texts
        return t.gettext(
            language, "%(title)s (n\u00a0=\u00a0%(count)s)", title=t.gettext(language, TITLES[name]), count=count
        )

    def _beside(self, language: Language, edition: Edition, name: FigureName) -> list[str]:
        """What follows from the counts."""
        t, tally = self._texts, edition.tally(name)
        if name == "answer_days":
            middle, span = self._days(language, median(tally)), self._days(language, reach(tally))
            return [t.gettext(language, "Median: %(median)s. Range: %(range)s.", median=middle, range=span)]
        if name in SHARES:
            share = t.percent(language, tally.get(SHARES[name], 0) / total(tally))
            sentence = N_("Any reason given: %(share)s") if name == "reason" else N_("Names asked for: %(share)s")
            return [t.gettext(language, sentence, share=share)]
        return []

    def _cell(self, language: Language, name: FigureName, cell: Cell) -> str:
        if name == "answer_days":
            return self._days(language, band(cell))
        return self._texts.gettext(language, CELL_WORDS[name][cell])

    def _days(self, language: Language, days: Days) -> str:
        t = self._texts
        if days.most is None:
            if not days.least:
                return t.gettext(language, "0 days and more")
            return t.gettext(language, "%(least)s days and more", least=days.least)
        return t.gettext(language, "%(least)s to %(most)s days", least=days.least, most=days.most)

    def _panel(self, language: Language, edition: Edition, name: FigureName) -> Panel:
        tally = edition.tally(name)
        n = total(tally)
        return Panel(
            self._heading(language, name, n),
            tuple(
                Bar(
                    self._cell(language, name, cell),
                    self._texts.number(language, tally[cell]),
                    tally[cell] / n,
                    "open" if cell in OPEN_CELLS.get(name, ()) else "known",
                )
                for cell in CELLS[name]
                if cell in tally
            ),
            " ".join(self._beside(language, edition, name)),
        )

    def _notes(self, language: Language, edition: Edition) -> list[str]:
        t = self._texts
        if edition.as_of is None:
            return [
                t.gettext(
                    language,
                    "The network's own figures: none yet. Each number needs at least five petitions of three groups"
                    " that show theirs to the network.",
                )
            ]
        as_of = N_("The network's own figures: self-reported, incomplete, as of %(date)s.")
        rule = N_(
            "Each number counts at least five petitions of three groups, and changes only when as many have changed;"
            " those that wait are in no number."
        )
        return [
            t.gettext(language, as_of, date=t.date(language, edition.as_of)),
            t.gettext(language, rule),
        ]

    # --- what the public knows -----------------------------------------------------------------------------------

    def _public(self, language: Language) -> list[str]:
        t = self._texts
        counts = [
            t.gettext(language, "• %(what)s: %(count)s", what=what, count=count)
            for what, count in self._public_counts(language)
        ]
        return [self._public_title(language), *counts, self._public_note(language)]

    def _public_title(self, language: Language) -> str:
        sentence = N_("For comparison, US petitions known to the public, %(when)s")
        return self._texts.gettext(language, sentence, when=self._baseline.as_of[language])

    def _public_counts(self, language: Language) -> Sequence[tuple[str, int]]:
        t, known = self._texts, self._baseline
        return (
            (t.gettext(language, "Received"), known.received),
            (t.gettext(language, "Taken up"), known.taken_up),
            (t.gettext(language, "Begun by the government itself"), known.self_initiated),
        )

    def _public_note(self, language: Language) -> str:
        t, known = self._texts, self._baseline
        return t.gettext(
            language,
            "Of the other %(rest)s nobody has published which were not taken up, withdrawn, settled or still open."
            " Source: %(source)s, %(date)s.",
            rest=known.received - known.taken_up,
            source=known.source,
            date=t.date(language, known.published),
        )

    def _public_panel(self, language: Language) -> Panel:
        most = max(1, self._baseline.received)
        bars = tuple(
            Bar(what, self._texts.number(language, count), count / most, "public")
            for what, count in self._public_counts(language)
        )
        return Panel(self._public_title(language), bars, self._public_note(language))
