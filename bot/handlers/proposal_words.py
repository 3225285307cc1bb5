"""How proposals are told: in a card, in every room, and in the evidence report."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.cards import Typed, card
from bot.core.commands import spell
from bot.core.evidence import Block, Bullets, Heading, Paragraph
from bot.core.model import Language, Rendered
from bot.core.proposals import FEWEST_TOLD, Proposal, Version
from bot.core.words import N_
from bot.handlers.survey_words import in_words
from bot.i18n import Texts
from bot.languages import installed

_WRITTEN_IN = {
    "en": N_("Written in English; the other languages are translations that its group has looked at."),
    "es": N_("Written in Spanish; the other languages are translations that its group has looked at."),
    "fr": N_("Written in French; the other languages are translations that its group has looked at."),
}
_DEMANDS = N_(
    "What groups demand, in their own words; nobody has decided about it. A group counts once, and is named only where"
    " it wanted to be."
)


class ProposalWords:
    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def name(self, language: Language, proposal: Proposal) -> str:
        t = self._texts
        if len(proposal.versions) == 1:
            return t.gettext(language, "Proposal %(number)s", number=proposal.number)
        sentence = N_("Proposal %(number)s, version %(version)s")
        return t.gettext(language, sentence, number=proposal.number, version=proposal.current.number)

    def shown(self, language: Language, proposal: Proposal) -> Rendered:
        """The whole of it, with how to sign."""
        t, version = self._texts, proposal.current
        lines: list[str | Typed] = [
            in_words(version.words, language),
            *self.behind(language, proposal),
            t.gettext(language, "Since %(date)s.", date=t.date(language, version.since.date())),
            self._written_in(language, version),
            Typed(
                spell("proposal.sign", language, str(proposal.number)),
                t.gettext(language, "your group signs it, in our direct chat"),
            ),
        ]
        return card(self.name(language, proposal), lines)

    def behind(self, language: Language, proposal: Proposal) -> list[str]:
        """Who stands behind the present version."""
        t, count = self._texts, proposal.told_count
        if count is None:
            lines = [t.gettext(language, "Signed by fewer than %(count)s groups.", count=FEWEST_TOLD)]
        else:
            lines = [t.ngettext(language, "Signed by %(count)s group.", "Signed by %(count)s groups.", count)]
        if proposal.named:
            lines.append(t.gettext(language, "By name: %(groups)s", groups=t.listing(language, proposal.named)))
        return lines

    def told(self, language: Language, proposal: Proposal) -> Rendered:
        """What every room reads when it is new, or in new words."""
        t, version = self._texts, proposal.current
        lines: list[str | Typed] = [in_words(version.words, language)]
        if version.number > 1:
            lines.append(t.gettext(language, "The words have changed: whoever signed before signs again, or not."))
        lines += [
            self._written_in(language, version),
            Typed(
                spell("proposal.sign", language, str(proposal.number)),
                t.gettext(language, "your group signs it, in our direct chat"),
            ),
        ]
        title = t.gettext(language, "For the review of the agreement: %(name)s", name=self.name(language, proposal))
        return card(title, lines)

    def report(self, language: Language, proposals: Sequence[Proposal]) -> list[Block]:
        """Of those that stand, by number. Nothing where there is none."""
        t = self._texts
        standing = sorted((each for each in proposals if not each.withdrawn_at), key=lambda each: each.number)
        if not standing:
            return []
        blocks: list[Block] = [
            Heading(t.gettext(language, "Proposals for the review of the agreement"), 1),
            Paragraph(t.gettext(language, _DEMANDS)),
        ]
        for proposal in standing:
            version = proposal.current
            since = t.gettext(language, "Since %(date)s.", date=t.date(language, version.since.date()))
            blocks += [
                Heading(self.name(language, proposal), 2),
                Paragraph(in_words(version.words, language)),
                Bullets((*self.behind(language, proposal), since, self._written_in(language, version))),
            ]
        return blocks

    def _written_in(self, language: Language, version: Version) -> str:
        if sentence := _WRITTEN_IN.get(version.language):
            return self._texts.gettext(language, sentence)
        known = installed()[version.language].name
        return self._texts.gettext(language, "Written in another language (%(name)s).", name=known)
