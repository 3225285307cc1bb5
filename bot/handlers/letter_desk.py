"""`!letter`: letters about a petition of one's own group, as text and as a document, for its owners alone."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from bot.core.cards import Typed, card
from bot.core.clocks import Clocks
from bot.core.commands import spell
from bot.core.in_languages import in_all
from bot.core.letters import Kind, facts, kinds
from bot.core.model import Language, Rendered
from bot.core.words import N_
from bot.documents.letter import MIMETYPE, document
from bot.errors import UserError
from bot.handlers.answers import Asked, HelpLine, OwnFile, Reply
from bot.handlers.letter_words import LetterWords
from bot.handlers.own_records import OwnRecords, argument
from bot.i18n import Texts

LETTER_HELP: tuple[HelpLine, ...] = (
    ("7K2-M9X", N_("letters that ask for reasons, or for the certification to Congress")),
)

_NAMES: Mapping[Kind, Mapping[Language, str]] = {
    "reasons": {"en": "reasons", "es": "razones", "fr": "raisons"},
    "certification": {"en": "certification", "es": "certificación", "fr": "certification"},
}
_MEANINGS: Mapping[Kind, str] = {
    "reasons": N_("asks why, or for an answer"),
    "certification": N_("asks for what the US told Congress"),
}
_FILE_NAMES: Mapping[Language, str] = in_all("letter.docx", "carta.docx", "lettre.docx")
"""Of every letter: what it is about must not stand in the list of somebody's downloads."""


class LetterDesk:
    def __init__(self, texts: Texts, clocks: Clocks, own: OwnRecords) -> None:
        self._texts = texts
        self._clocks = clocks
        self._own = own
        self._words = LetterWords(texts)

    async def letter(self, asked: Asked) -> Reply:
        """Raises UserError."""
        record = self._own.own(asked)
        kind, language = argument(asked, "kind"), argument(asked, "language") or asked.answer_language
        if not kind:
            return Reply(self._offered(asked.answer_language, record.record_id, kinds(record.route)))
        if kind not in kinds(record.route):
            raise UserError(N_("Only the United States certify to Congress; this petition went another way."))
        letter = self._words.letter(language, kind, facts(self._clocks, record.without_covered, asked.today))
        paper = await asyncio.to_thread(document, letter, language)
        return Reply(card(letter.warning, letter.lines()), files=(OwnFile(_FILE_NAMES[language], MIMETYPE, paper),))

    def _offered(self, language: Language, record_id: str, offered: tuple[Kind, ...]) -> Rendered:
        t = self._texts
        lines: list[str | Typed] = [
            Typed(
                spell("letter", language, f"{record_id} {_NAMES[kind][language]}"), t.gettext(language, _MEANINGS[kind])
            )
            for kind in offered
        ]
        other = spell("letter", language, f"{record_id} {_NAMES[offered[0]][language]} english")
        lines.append(Typed(other, t.gettext(language, "in another language: english, español, français")))
        return card(t.gettext(language, "Letters"), lines)
