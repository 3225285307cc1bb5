"""Places and organisations that a phrase may name: a closed list, so that no person's name is ever taken for one.

Each is written with what its language puts before it ("the UAW", "la UAW", "l’UAW"; in French places "à Silao",
"au Mexique"), from which the other forms follow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.core.model import Language

NameKind = Literal["place", "organisation"]

_ARTICLES: Mapping[Language, tuple[str, ...]] = {
    "en": ("the ",),
    "es": ("el ", "la ", "los ", "las "),
    "fr": ("le ", "la ", "l’", "les "),
}
_TO_PLACE = ("à ", "au ", "aux ", "en ")
_VOWELS = "aeiouyâàäéèêëîïôöùûüœAEIOUYÂÀÄÉÈÊËÎÏÔÖÙÛÜŒ"

NAME_FORMS: Mapping[str, Mapping[Language, tuple[str, ...]]] = {
    # What may stand before a name, as normalised for matching.
    "": {"en": ("", "the"), "es": ("", "el", "la"), "fr": ("", "le", "la", "l", "les")},
    "the": {"en": ("the", ""), "es": ("el", "la", ""), "fr": ("le", "la", "l", "les", "")},
    "of": {"en": ("of the", "of"), "es": ("del", "de la", "de"), "fr": ("du", "de la", "de l", "des", "de", "d")},
    "to": {"en": ("to the", "to"), "es": ("al", "a la", "a"), "fr": ("au", "a la", "a l", "aux", "a")},
    "in": {"en": ("in",), "es": ("en", "en la", "en el"), "fr": ("a", "au", "aux", "en")},
    "from": {
        "en": ("from", "from the"),
        "es": ("desde", "desde la", "desde el"),
        "fr": ("de", "du", "des", "d", "de l", "de la"),
    },
}
FORMS_OF: Mapping[NameKind, tuple[str, ...]] = {
    "place": ("", "in", "from"),
    "organisation": ("", "the", "of", "to", "from"),
}


@dataclass(frozen=True, slots=True)
class Name:
    kind: NameKind
    texts: Mapping[Language, tuple[str, ...]]
    """The first is what is written; the others are understood too."""

    def bare(self, language: Language) -> str:
        return bare(self.texts[language][0], language, self.kind)

    def write(self, language: Language, form: str) -> str | None:
        whole = self.texts[language][0]
        plain = self.bare(language)
        article = whole[: len(whole) - len(plain)]
        if not form:
            return plain
        if self.kind == "place" and language == "fr":
            return whole if form == "in" else _from_french(article, plain)
        return _JOINED[language](form, article, plain)


def bare(text: str, language: Language, kind: NameKind) -> str:
    """The name without what stands before it."""
    leading = _TO_PLACE if kind == "place" and language == "fr" else _ARTICLES[language]
    return next((text[len(each) :] for each in leading if text.startswith(each)), text)


def _english(form: str, article: str, plain: str) -> str:
    return ("" if form == "the" else f"{form} ") + article + plain


def _spanish(form: str, article: str, plain: str) -> str:
    words = {"the": "", "of": "de ", "to": "a ", "in": "en ", "from": "desde "}[form] + article
    return words.replace("de el ", "del ").replace("a el ", "al ") + plain


def _french(form: str, article: str, plain: str) -> str:
    if form == "the":
        return article + plain
    if form in ("of", "from"):
        return {"le ": "du ", "les ": "des ", "": _de(plain)}.get(article, f"de {article}") + plain
    return {"le ": "au ", "les ": "aux "}.get(article, f"à {article}") + plain


def _from_french(to_place: str, plain: str) -> str:
    if to_place == "en ":
        return ("de l’" if plain[0] in _VOWELS else "de la ") + plain
    return {"au ": "du ", "aux ": "des "}.get(to_place, _de(plain)) + plain


def _de(plain: str) -> str:
    return "d’" if plain[0] in _VOWELS else "de "


_JOINED = {"en": _english, "es": _spanish, "fr": _french}
