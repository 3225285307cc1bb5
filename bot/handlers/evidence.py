"""The evidence report: its parts in their order, the figures of the network, and how all of it was come by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.core.clocks import Clocks
from bot.core.evidence import Block, Bullets, Heading, Paragraph, Part, Period, Table, cases_in, clock_totals
from bot.core.model import Language
from bot.core.proposals import Proposal
from bot.core.public_cases import PublicCase
from bot.core.records import Record
from bot.core.statistics import Edition
from bot.core.words import N_
from bot.handlers.evidence_cases import CaseEvidence
from bot.handlers.evidence_clocks import ClockEvidence
from bot.handlers.evidence_pictures import picture
from bot.handlers.figure_words import Drawing, FigureWords
from bot.handlers.proposal_words import ProposalWords
from bot.i18n import Texts
from bot.pictures.figures import Panel
from bot.ports import Pictures

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


class EvidenceWriter:
    def __init__(self, texts: Texts, clocks: Clocks, figures: FigureWords, pictures: Pictures) -> None:
        self._texts = texts
        self._clocks = clocks
        self._figures = figures
        self._pictures = pictures
        self._clock_evidence = ClockEvidence(texts, pictures)
        self._case_evidence = CaseEvidence(texts, clocks)
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
        blocks += await self._clock_evidence.part(language, clock_totals(self._clocks, cases, period))
        blocks += self._case_evidence.public(language, list(cases_in(cases, period)), period)
        blocks += self._case_evidence.of_the_network(language, records, today)
        blocks += self._proposals.report(language, proposals)
        blocks += [
            Heading(t.gettext(language, "Method and limits"), 1),
            Bullets(tuple(t.gettext(language, each) for each in _METHOD)),
        ]
        return Part(language, t.gettext(language, "Evidence report"), tuple(blocks))

    async def _own_figures(self, language: Language, edition: Edition) -> list[Block]:
        """The members' figures and the public ones, as pictures and once more as a table."""
        t = self._texts
        drawing = self._figures.drawing(language, edition)
        blocks: list[Block] = [Heading(t.gettext(language, "Figures of the network"), 1)]
        blocks += [Paragraph(note) for note in drawing.notes]
        for at in range(0, len(drawing.panels), _PANELS_A_PICTURE):
            panels = drawing.panels[at : at + _PANELS_A_PICTURE]
            blocks += await picture(self._pictures, Drawing(drawing.title, panels, ()))
        header = tuple(t.gettext(language, word) for word in (N_("Figure"), N_("Answer"), N_("Petitions")))
        rows = tuple(row for panel in drawing.panels for row in _rows(panel))
        return [*blocks, Table(header, rows, (40, 46, 14))]


def _rows(panel: Panel) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [
        ("" if at else panel.title, bar.label, bar.value) for at, bar in enumerate(panel.bars)
    ]
    return [*rows, ("", panel.note, "")] if panel.note else rows
