"""Free text that goes into the register passes the shield first: no person may be found through it."""

from __future__ import annotations

from bot.core.model import Language
from bot.core.screening import Detectors, Finding, Known, screen
from bot.core.words import N_
from bot.errors import UserError
from bot.i18n import Texts

LONGEST = 200

_REFUSED = N_(
    "I do not record this, because of: %(words)s. The register holds no names of persons, and no numbers or addresses"
    " that lead to one. Please write it without."
)
_NO_PLACE = N_(
    "I know no place called “%(words)s”, and it may be the name of a person. Please write the state or the province"
    " only, such as Guanajuato, Ohio or Quebec. What the plant is called belongs to the name of the workplace."
)


class FreeText:
    def __init__(self, texts: Texts, detectors: Detectors) -> None:
        self._texts = texts
        self._detectors = detectors

    def checked(self, text: str, language: Language, longest: int = LONGEST) -> str:
        """The text as it may be kept. Raises UserError that says why not."""
        finding = self._finding(_tidy(text, longest), language)
        if finding.held:
            raise UserError(_REFUSED, words=self._texts.listing(language, finding.words))
        return finding.text

    def place(self, text: str, language: Language) -> str:
        """A state or province as it may be kept. "Planta Sur" is no place that anybody knows: whoever wrote it is
        told what is asked for. Raises UserError that says why not.
        """
        finding = self._finding(_tidy(text, LONGEST), language)
        if finding.names and not finding.identifiers and not finding.protected:
            raise UserError(_NO_PLACE, words=self._texts.listing(language, finding.words))
        return self.checked(text, language)

    def is_protected(self, text: str) -> bool:
        """Also what passed once: names are put under protection later."""
        return bool(self._detectors.protected.find(text))

    def workplace(self, text: str, language: Language) -> tuple[str, list[str]]:
        """The name of a workplace, and the words in it that look like a person's name: these are to be asked about.

        Many a plant bears the name of a person, and the shield knows few plants. Raises UserError for what can be no
        name of a workplace.
        """
        finding = self._finding(_tidy(text, LONGEST), language)
        if finding.identifiers or finding.protected:
            raise UserError(_REFUSED, words=self._texts.listing(language, finding.words))
        return finding.text, finding.words

    def _finding(self, text: str, language: Language) -> Finding:
        return screen(text, language, "strict", self._detectors, Known())


def _tidy(text: str, longest: int) -> str:
    """One line. Raises UserError for nothing, and for more than a name needs."""
    tidy = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if not any(c.isalnum() for c in tidy):
        raise UserError(N_("There is nothing in it. Please write it again."))
    if len(tidy) > longest:
        raise UserError(N_("That is too long: at most %(count)s letters."), count=longest)
    return tidy
