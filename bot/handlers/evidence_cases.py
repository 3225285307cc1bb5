"""Cases in the evidence report: public ones, and petitions of the network as far as everybody may see them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.core import disclosure
from bot.core.clocks import Clocks
from bot.core.disclosure import Viewer
from bot.core.evidence import Block, Bullets, Heading, Paragraph, Period, Table, steps_in
from bot.core.model import Language
from bot.core.public_cases import PublicCase, Source
from bot.core.records import Record
from bot.core.sectors import SECTOR_WORDS
from bot.core.stage_words import CONFIDENCE_WORDS, ROUTE_WORDS, stage_words
from bot.core.words import N_
from bot.handlers.record_cards import RecordCards
from bot.i18n import Texts

_GUEST = Viewer(organisation=None, is_member=False)


class CaseEvidence:
    def __init__(self, texts: Texts, clocks: Clocks) -> None:
        self._texts = texts
        self._lifecycle = clocks.lifecycle
        self._cards = RecordCards(texts, clocks)

    def public(self, language: Language, cases: Sequence[PublicCase], period: Period) -> list[Block]:
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
        rows = tuple(self._row(language, case, period) for case in cases)
        return [*blocks, Paragraph(counted), Table(header, rows, (20, 18, 36, 26))]

    def _row(self, language: Language, case: PublicCase, period: Period) -> tuple[str, ...]:
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

    def of_the_network(self, language: Language, records: Sequence[Record], today: date) -> list[Block]:
        """Records as everybody may see them: what their owners raised to the public, and nothing else of them."""
        t = self._texts
        blocks: list[Block] = []
        for record in sorted(records, key=lambda each: each.record_id):
            if disclosure.access(record, _GUEST, today) != "public":
                continue
            view = disclosure.view(self._lifecycle, record, "public")
            if view is not None:
                blocks.append(Heading(self._cards.title(language, view), 2))
                blocks.append(Bullets(tuple(self._cards.lines(language, view, today))))
        if not blocks:
            return []
        return [Heading(t.gettext(language, "Petitions that their groups made public"), 1), *blocks]
