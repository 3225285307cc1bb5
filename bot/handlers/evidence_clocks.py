"""The clocks of the law in the evidence report: how long it took in public cases, beside what the law says."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.evidence import Block, ClockTotal, Heading, Paragraph, Table
from bot.core.model import Language
from bot.core.stage_words import CLOCK_WORDS
from bot.core.words import N_
from bot.handlers.evidence_pictures import picture
from bot.handlers.figure_words import Drawing
from bot.i18n import Texts
from bot.pictures.figures import Bar, Panel
from bot.ports import Pictures

_A_PICTURE = 4
"""So many panels fit."""


class ClockEvidence:
    def __init__(self, texts: Texts, pictures: Pictures) -> None:
        self._texts = texts
        self._pictures = pictures

    async def part(self, language: Language, totals: Sequence[ClockTotal]) -> list[Block]:
        t = self._texts
        blocks: list[Block] = [Heading(t.gettext(language, "Clocks of the law, in public cases"), 1)]
        if not totals:
            return [
                *blocks,
                Paragraph(t.gettext(language, "No limit ended in this period, as far as public sources tell.")),
            ]
        ended = [each for each in totals if each.days]
        if ended:
            blocks += await self._drawn(language, ended)
        words = (
            N_("What"),
            N_("Law"),
            N_("Limit"),
            N_("Ended"),
            N_("Days: median (range)"),
            N_("After the limit"),
            N_("Passed, nothing recorded"),
        )
        rows = tuple(self._row(language, each) for each in totals)
        header = tuple(t.gettext(language, word) for word in words)
        return [*blocks, Table(header, rows, (18, 16, 12, 14, 15, 11, 14))]

    def _row(self, language: Language, each: ClockTotal) -> tuple[str, ...]:
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

    async def _drawn(self, language: Language, ended: Sequence[ClockTotal]) -> list[Block]:
        t = self._texts
        longest = max(1, *(max(each.median, each.clock.days or 0) for each in ended))
        title = t.gettext(language, "Median days, beside the days in the law")
        notes = [t.gettext(language, "Public cases only, not all petitions.")]
        if any(each.is_estimate for each in ended):
            notes.append(t.gettext(language, "* The first day is estimated."))
        panels = [self._panel(language, each, longest) for each in ended]
        blocks: list[Block] = []
        for at in range(0, len(panels), _A_PICTURE):
            blocks += await picture(self._pictures, Drawing(title, tuple(panels[at : at + _A_PICTURE]), tuple(notes)))
        return blocks

    def _panel(self, language: Language, each: ClockTotal, longest: int) -> Panel:
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
