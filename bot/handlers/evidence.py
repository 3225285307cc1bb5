"""The evidence report in words: figures, clocks, public cases, and how all of it was come by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.core import disclosure
from bot.core.clocks import Clocks
from bot.core.disclosure import Viewer
from bot.core.evidence import (
    Block,
    Bullets,
    ClockTotal,
    Figure,
    Heading,
    Paragraph,
    Part,
    Period,
    Table,
    cases_in,
    clock_totals,
    steps_in,
)
from bot.core.model import Language
from bot.core.proposals import Proposal
from bot.core.public_cases import PublicCase, Source
from bot.core.records import Record
from bot.core.sectors import SECTOR_WORDS
from bot.core.stage_words import CLOCK_WORDS, CONFIDENCE_WORDS, ROUTE_WORDS, stage_words
from bot.core.statistics import Edition
from bot.core.words import N_
from bot.errors import NoPicture
from bot.handlers.figure_words import Drawing, FigureWords
from bot.handlers.proposal_words import ProposalWords
from bot.handlers.record_cards import RecordCards
from bot.i18n import Texts
from bot.pictures.figures import Bar, Panel, figures_png
from bot.pictures.style import size_of
from bot.ports import Pictures

_GUEST = Viewer(organisation=None, is_member=False)
_METHOD = (
    N_(
        "Figures of the network: what groups report of their own petitions. They are incomplete, and nobody "
        "audits them."
    ),
    N_(
        "Suppression: a number stands for at least five petitions of three groups, and changes only when as "
        "many have changed. What waits is in no number and in no total. The figures are those of the edition "
        "named with them, whatever the period of this report, so that no two reports can be subtracted from "
        "each other."
    ),
    N_(
        "A petition without a recorded answer, one that was withdrawn and one that is pending are never "
        "counted as not taken up."
    ),
    N_(
        "Clocks: counted from public cases only, between days that are known exactly, by the limits of the "
        "laws named. A limit that may be extended is never called missed. Where a limit's first day is not "
        "public, the day of another step stands in for it; such rows are marked, and nothing in them is called "
        "late."
    ),
    N_("Where a last day falls on a day off, the law does not always say whether the next working day counts."),
    N_(
        "Public cases: facts from the sources named with each. Petitions that were taken up are better known than "
        "others: nothing here says what share of petitions succeeds."
    ),
    N_("Dates are as precise as their sources. What is not known is left out or called unknown."),
    N_(
        "No names of persons are in this report. A workplace is named only where public sources name it, or "
        "where its group made it public."
    ),
    N_("This report is no legal advice and no official record."),
)
_SCOPE = N_(
    "The Rapid Response Labor Mechanism of the USMCA, as a network of unions, worker centers and academics in "
    "three countries sees it. This report is in English, Spanish and French; the three parts say the same."
)


_PANELS_A_PICTURE = 2
"""So many fit under the first paragraphs of a page."""


_CLOCKS_A_PICTURE = 4


class EvidenceWriter:
    def __init__(self, texts: Texts, clocks: Clocks, figures: FigureWords, pictures: Pictures) -> None:
        self._texts = texts
        self._clocks = clocks
        self._figures = figures
        self._cards = RecordCards(texts, clocks)
        self._pictures = pictures
        self._proposals = ProposalWords(texts)

    async def part(
        self,
        language: Language,
        period: Period,
        edition: Edition,
        cases: Sequence[PublicCase],
        records: Sequence[Record],
        proposals: Sequence[Proposal],
        today: date,
    ) -> Part:
        """The whole report in one language. `today`: what owners share now decides, not what they shared then."""
        t = self._texts
        first, last = t.date(language, period.first), t.date(language, period.last)
        span = t.gettext(
            language,
            "Period: %(first)s to %(last)s. Made on %(date)s.",
            first=first,
            last=last,
            date=t.date(language, today),
        )
        blocks: list[Block] = [Paragraph(span), Paragraph(t.gettext(language, _SCOPE))]
        blocks += await self._own_figures(language, edition)
        blocks += await self._clock_part(language, clock_totals(self._clocks, cases, period))
        blocks += self._case_part(language, list(cases_in(cases, period)), period)
        blocks += self._record_part(language, records, today)
        blocks += self._proposals.report(language, proposals)
        blocks += [
            Heading(t.gettext(language, "Method and limits"), 1),
            Bullets(tuple(t.gettext(language, each) for each in _METHOD)),
        ]
        return Part(language, t.gettext(language, "Evidence report"), tuple(blocks))

    # --- figures -------------------------------------------------------------------------------------------------

    async def _own_figures(self, language: Language, edition: Edition) -> list[Block]:
        """The members' figures and the public ones, as pictures and once more as a table."""
        t = self._texts
        drawing = self._figures.drawing(language, edition)
        blocks: list[Block] = [Heading(t.gettext(language, "Figures of the network"), 1)]
        blocks += [Paragraph(note) for note in drawing.notes]
        for at in range(0, len(drawing.panels), _PANELS_A_PICTURE):
            panels = drawing.panels[at : at + _PANELS_A_PICTURE]
            blocks += await self._picture(Drawing(drawing.title, panels, ()), _in_words(panels))
        header = tuple(t.gettext(language, word) for word in (N_("Figure"), N_("Answer"), N_("Petitions")))
        rows = tuple(row for panel in drawing.panels for row in _rows(panel))
        return [*blocks, Table(header, rows, (40, 46, 14))]

    async def _picture(self, drawing: Drawing, alternative: str) -> list[Block]:
        """Nothing where it cannot be drawn: the same stands in the tables."""
        try:
            png = await self._pictures.draw(figures_png, drawing.title, drawing.panels, drawing.notes)
        except NoPicture:
            return []
        size = size_of(png)
        return [Figure(png, size.width, size.height, alternative)]

    # --- clocks --------------------------------------------------------------------------------------------------

    async def _clock_part(self, language: Language, totals: Sequence[ClockTotal]) -> list[Block]:
        t = self._texts
        blocks: list[Block] = [Heading(t.gettext(language, "Clocks of the law, in public cases"), 1)]
        if not totals:
            return [
                *blocks,
                Paragraph(t.gettext(language, "No limit ended in this period, as far as public sources tell.")),
            ]
        ended = [each for each in totals if each.days]
        if ended:
            blocks += await self._clock_picture(language, ended)
        words = (
            N_("What"),
            N_("Law"),
            N_("Limit"),
            N_("Ended"),
            N_("Days: median (range)"),
            N_("After the limit"),
            N_("Passed, nothing recorded"),
        )
        rows = tuple(self._clock_row(language, each) for each in totals)
        header = tuple(t.gettext(language, word) for word in words)
        return [*blocks, Table(header, rows, (18, 16, 12, 14, 15, 11, 14))]

    def _clock_row(self, language: Language, each: ClockTotal) -> tuple[str, ...]:
        t = self._texts
        numbers = [t.number(language, each.median), f"{each.days[0]}\u2013{each.days[-1]}"] if each.days else []
        is_counted = each.clock.kind == "limit" and not each.is_estimate
        return (
            self._what(language, each),
            each.law,
            self._limit(language, each),
            t.number(language, len(each.days)),
            f"{numbers[0]} ({numbers[1]})" if numbers else "–",
            t.number(language, each.over) if is_counted else "–",
            t.number(language, each.open_over) if is_counted else "–",
        )

    def _what(self, language: Language, each: ClockTotal) -> str:
        what = self._texts.gettext(language, CLOCK_WORDS[each.clock.name])
        if not each.is_estimate:
            return what
        return self._texts.gettext(language, "%(what)s, first day estimated", what=what)

    def _limit(self, language: Language, each: ClockTotal) -> str:
        t, days = self._texts, each.clock.days or 0
        if each.clock.counted == "business":
            return t.ngettext(language, "%(count)s business day", "%(count)s business days", days)
        if each.clock.kind == "extendable":
            return t.ngettext(language, "%(count)s day, may be extended", "%(count)s days, may be extended", days)
        return t.ngettext(language, "%(count)s day", "%(count)s days", days)

    async def _clock_picture(self, language: Language, ended: Sequence[ClockTotal]) -> list[Block]:
        t = self._texts
        longest = max(1, *(max(each.median, each.clock.days or 0) for each in ended))
        title = t.gettext(language, "Median days, beside the days in the law")
        notes = [t.gettext(language, "Public cases only, not all petitions.")]
        if any(each.is_estimate for each in ended):
            notes.append(t.gettext(language, "* The first day is estimated."))
        panels = [self._clock_panel(language, each, longest) for each in ended]
        blocks: list[Block] = []
        for at in range(0, len(panels), _CLOCKS_A_PICTURE):
            some = panels[at : at + _CLOCKS_A_PICTURE]
            blocks += await self._picture(Drawing(title, tuple(some), tuple(notes)), _in_words(some))
        return blocks

    def _clock_panel(self, language: Language, each: ClockTotal, longest: int) -> Panel:
        t, limit = self._texts, each.clock.days or 0
        what = t.gettext(language, CLOCK_WORDS[each.clock.name]) + ("*" if each.is_estimate else "")
        n = len(each.days)
        return Panel(
            t.gettext(language, "%(title)s (n\u00a0=\u00a0%(count)s)", title=what, count=n),
            (
                Bar(t.gettext(language, "Median"), t.number(language, each.median), each.median / longest),
                Bar(t.gettext(language, "In the law"), t.number(language, limit), limit / longest, "public"),
            ),
        )

    # --- cases ---------------------------------------------------------------------------------------------------

    def _case_part(self, language: Language, cases: Sequence[PublicCase], period: Period) -> list[Block]:
        t = self._texts
        blocks: list[Block] = [Heading(t.gettext(language, "Public cases"), 1)]
        if not cases:
            return [
                *blocks,
                Paragraph(t.gettext(language, "Nothing that happened in this period is known to the public sources.")),
            ]
        counted = t.ngettext(
            language,
            "%(count)s case in which something happened in the period.",
            "%(count)s cases in which something happened in the period.",
            len(cases),
        )
        words = (N_("Workplace"), N_("Sector and route"), N_("What happened in the period"), N_("Sources"))
        header = tuple(t.gettext(language, word) for word in words)
        rows = tuple(self._case_row(language, case, period) for case in cases)
        return [*blocks, Paragraph(counted), Table(header, rows, (20, 18, 36, 26))]

    def _case_row(self, language: Language, case: PublicCase, period: Period) -> tuple[str, ...]:
        t = self._texts
        happened = [
            t.gettext(
                language,
                "%(date)s: %(what)s",
                date=t.known_date(language, step.happened),
                what=t.gettext(language, stage_words(step.stage, case.route)),
            )
            for step in steps_in(case, period)
        ]
        if case.later_unknown:
            happened.append(t.gettext(language, "Nothing later is public."))
        trust = [t.gettext(language, CONFIDENCE_WORDS[case.confidence])]
        if case.unverified:
            trust.append(t.gettext(language, "Not all of this is verified."))
        where = [case.facility, *([case.region] if case.region else []), case.record_id]
        what = [t.gettext(language, SECTOR_WORDS[case.sector]), t.gettext(language, ROUTE_WORDS[case.route])]
        sources = [self._source(language, each) for each in case.sources]
        return (
            "\n".join(where),
            "\n".join(what),
            "\n".join(happened),
            "\n".join([*sources, *(f"({each})" for each in trust)]),
        )

    def _source(self, language: Language, source: Source) -> str:
        if source.published is None:
            return source.publisher
        return f"{source.publisher}, {self._texts.known_date(language, source.published)}"

    def _record_part(self, language: Language, records: Sequence[Record], today: date) -> list[Block]:
        """Records as everybody may see them: what their owners raised to the public, and nothing else of them."""
        t = self._texts
        blocks: list[Block] = []
        for record in sorted(records, key=lambda each: each.record_id):
            if disclosure.access(record, _GUEST, today) != "public":
                continue
            view = disclosure.view(self._clocks.lifecycle, record, "public")
            if view is not None:
                blocks.append(Heading(self._cards.title(language, view), 2))
                blocks.append(Bullets(tuple(self._cards.lines(language, view, today))))
        if not blocks:
            return []
        return [Heading(t.gettext(language, "Petitions that their groups made public"), 1), *blocks]


def _rows(panel: Panel) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [
        ("" if at else panel.title, bar.label, bar.value) for at, bar in enumerate(panel.bars)
    ]
    return [*rows, ("", panel.note, "")] if panel.note else rows


def _in_words(panels: Sequence[Panel]) -> str:
    """What a picture of them says."""
    return "\n".join(
        line
        for panel in panels
        for line in (panel.title, *(f"{bar.label}: {bar.value}" for bar in panel.bars), panel.note)
    )
