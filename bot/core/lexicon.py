"""The nouns of the domain for a rule-based engine, each as a code word that the engine carries like any noun.

A code (`zqbcd`) has no meaning in any of the three languages, so nothing is mistranslated; its grammar (gender,
number) is that of the word in the target language, so that articles, adjectives and verbs agree with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.core.inflection import plural
from bot.core.model import Language

_LETTERS = "bcdfghjklmnprstvw"
CODE = re.compile(rf"zq[{_LETTERS}]{{3}}", re.IGNORECASE)
CODE_WORD = re.compile(rf"(?<![^\W_])(zq[{_LETTERS}]{{3}})([xy])(?![^\W_])", re.IGNORECASE)
"""A code in a text, with its number: x singular, y plural."""

_OWN_GENDER = re.compile(r"\s*(mf|m|f):")
"""`m:jour;f:journée`"""
_TOKEN = re.compile(r"[^\W_]+[’']?")


@dataclass(frozen=True, slots=True)
class Form:
    """A noun phrase of one language. `number` is set where it has only one."""

    singular: str
    plural: str
    gender: str
    """Or `adv`: it has none, and is a phrase that stands by itself."""
    number: str


@dataclass(frozen=True, slots=True)
class Noun:
    concept: str
    forms: Mapping[Language, Sequence[Form]]
    """The first one is written, the others are only understood."""


@dataclass(frozen=True, slots=True)
class _Match:
    code: str
    number: str
    is_phrase: bool


class NounError(ValueError):
    """A row that is no noun in three languages."""


def read_forms(text: str, language: Language) -> tuple[Form, ...]:
    """`f.pl:pruebas;evidencia`, `m:jour;f:journée` or `curso de reparación/cursos de reparación`. Raises NounError."""
    head, colon, rest = text.partition(":")
    features = head.split(".") if colon else []
    gender, number = "", ""
    for feature in features:
        if feature in ("m", "f", "mf", "adv"):
            gender = feature
        elif feature in ("sg", "pl"):
            number = feature
        else:
            raise NounError(f"{feature!r} is none of m, f, mf, adv, sg, pl")
    if language != "en" and not gender:
        raise NounError("a gender (m, f or mf) or adv, and a colon go before the word")
    forms = []
    for position, each in enumerate((rest if colon else text).split(";")):
        own = _OWN_GENDER.match(each)
        singular, slash, given = each[own.end() if own else 0 :].strip().partition("/")
        if not singular:
            raise NounError("an empty form")
        fixed = number if position == 0 else ""
        is_name = any(letter.isupper() for letter in singular[1:])
        invariable = bool(fixed) or is_name or gender == "adv"
        many = given if slash else singular if invariable else plural(singular, language)
        forms.append(Form(singular, many, own[1] if own else gender, fixed))
    return tuple(forms)


@dataclass(frozen=True, slots=True)
class Found:
    """The text with codes in the places of phrases."""

    text: str
    concepts: tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    nouns: Sequence[Noun]
    _phrases: dict[Language, dict[str, list[tuple[tuple[str, ...], _Match]]]] = field(default_factory=dict, init=False)
    _words: dict[Language, dict[str, _Match]] = field(default_factory=dict, init=False)
    _by_code: dict[str, Noun] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        for index, noun in enumerate(self.nouns):
            code = _code(index)
            self._by_code[code] = noun
            for language, forms in noun.forms.items():
                for form in forms:
                    self._add(language, form.singular, _Match(code, form.number or "sg", form.gender == "adv"))
                    self._add(language, form.plural, _Match(code, form.number or "pl", form.gender == "adv"))
        for phrases in self._phrases.values():
            for candidates in phrases.values():
                candidates.sort(key=lambda candidate: -len(candidate[0]))

    def mark(self, text: str, language: Language) -> Found:
        """Phrases of several words, and names, become codes. A capital at the start stays one."""
        phrases = self._phrases.get(language, {})
        tokens = list(_TOKEN.finditer(text))
        folded = [fold(token[0]) for token in tokens]
        pieces, concepts = [], []
        end = position = 0
        while position < len(tokens):
            match = self._at(phrases, folded, position, text, tokens)
            if match is None:
                position += 1
                continue
            length, found = match
            first, last = tokens[position], tokens[position + length - 1]
            code = found.code + ("x" if found.number == "sg" else "y")
            noun = self._by_code[found.code]
            if first[0][0].isupper() and not noun.forms["en"][0].singular[0].isupper():
                code = code.capitalize()
            pieces += [text[end : first.start()], code]
            end = last.end()
            concepts.append(noun.concept)
            position += length
        return Found("".join([*pieces, text[end:]]), tuple(concepts))

    def word(self, surface: str, language: Language) -> tuple[str, str] | None:
        """Code and number of a single word."""
        match = self._words.get(language, {}).get(fold(surface))
        return (match.code, match.number) if match else None

    def writes(self, code: str, surface: str, language: Language) -> bool:
        """Whether the word is written just so, accents and all."""
        forms = self._by_code[code].forms.get(language, ())
        return any(surface.lower() in (form.singular.lower(), form.plural.lower()) for form in forms)

    def concept(self, code: str) -> str:
        return self._by_code[code].concept

    def form(self, code: str, language: Language) -> Form | None:
        noun = self._by_code.get(code.lower())
        return noun.forms[language][0] if noun else None

    def rendered(self, code: str, *, is_plural: bool, language: Language) -> str:
        """The words for a code; a capital code gives them a capital."""
        form = self.form(code, language)
        if form is None:
            return code
        words = form.plural if is_plural else form.singular
        return words[0].upper() + words[1:] if code[0].isupper() else words

    def unmarked(self, text: str, language: Language) -> str:
        """A text in which codes were left over, with words for them."""
        return CODE_WORD.sub(
            lambda found: self.rendered(found[1], is_plural=found[2].lower() == "y", language=language), text
        )

    def _add(self, language: Language, phrase: str, match: _Match) -> None:
        tokens = tuple(fold(token[0]) for token in _TOKEN.finditer(phrase))
        is_name = any(letter.isupper() for letter in phrase[1:])
        if len(tokens) == 1 and not is_name and not match.is_phrase:
            self._words.setdefault(language, {}).setdefault(tokens[0], match)
        else:
            candidates = self._phrases.setdefault(language, {}).setdefault(tokens[0], [])
            if tokens not in [known for known, _ in candidates]:
                candidates.append((tokens, match))

    def _at(
        self,
        phrases: Mapping[str, list[tuple[tuple[str, ...], _Match]]],
        folded: Sequence[str],
        position: int,
        text: str,
        tokens: Sequence[re.Match[str]],
    ) -> tuple[int, _Match] | None:
        for words, match in phrases.get(folded[position], ()):
            length = len(words)
            if tuple(folded[position : position + length]) != words:
                continue
            between = text[tokens[position].end() : tokens[position + length - 1].start()]
            if any(sign in between for sign in '.!?;:\n⟦⟧()"«»'):
                continue
            # A one-word name is a name only in capitals: FAT, but not fat.
            if match.is_phrase:
                return length, match
            if length == 1 and words[0].isalpha() and not tokens[position][0][:1].isupper():
                continue
            if length == 1 and len(words[0]) <= 5 and not tokens[position][0].isupper():
                continue
            return length, match
        return None


def fold(text: str) -> str:
    """Lower case, without accents, with straight apostrophes."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("’", "'"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).replace("œ", "oe")


def _code(index: int) -> str:
    size = len(_LETTERS)
    return "zq" + _LETTERS[index // size // size] + _LETTERS[index // size % size] + _LETTERS[index % size]
