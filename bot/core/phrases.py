"""Sentences that such a network writes every day, with a translation that a person wrote: better than any engine.

segment -> marks around it, sentences -> values -> key -> phrase -> its text in the other language with the values

Only whole sentences match. Nothing is guessed: a word more, another number of workers than the grammar says, a date
that could be another day, and there is no match.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.core.model import Language
from bot.core.phrase_names import Name
from bot.core.phrase_scan import LANGUAGES, Scan, Scanner, nfc
from bot.core.phrase_templates import Parse, Recipe, Template, parse_template
from bot.core.phrase_text import PRIVATE, Words, folded, key, words_meant
from bot.core.phrase_values import Count, Value

MAX_SENTENCE = 400
"""Characters; a longer one is no phrase."""

LIGHT = frozenset({"greeting", "thanks", "reply", "address"})
"""Situations whose phrases may stand before or after another one with a comma: "Thanks, we are on strike." """
MAX_CLAUSES = 3

_AROUND = re.compile(r"(⟦([0-9]{1,6})⟧)(.*)(⟦/\2⟧)", re.DOTALL)
_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]+[\"”»)’']*\s+|\n\s*")
_SIGN = r"[^\w\s!-/:-@\[-`{-~¡¿«»‘’“”‹›…–—°ªº\ue000-\uf8ff]"
_SMILEY = r"(?<!\S)[:;]-?[()DPp](?!\w)"
_LEADING = re.compile(rf"(?:\s|{_SIGN}|{_SMILEY})*")
_TRAILING = re.compile(rf"(?:\s|{_SIGN}|{_SMILEY})*$")
_FINAL = re.compile(r"[.,:;!?…\s]*$")
_TAKEN_OVER = {"": "", ".": ".", "!": "!", "…": "…", "...": "…"}


@dataclass(frozen=True, slots=True)
class Phrase:
    phrase_id: str
    situation: str
    texts: Mapping[Language, tuple[str, ...]]
    """The first of each language is what is written; the others are understood too."""


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence of a segment with the space after it."""

    source: str
    translation: str | None
    """None: no phrase; an engine has to do it."""


@dataclass(frozen=True, slots=True)
class Conflict:
    phrase_id: str
    language: Language
    text: str
    other_id: str


@dataclass(frozen=True, slots=True)
class _Entry:
    phrase: Phrase
    recipe: Recipe


@dataclass(frozen=True, slots=True)
class _Found:
    phrase: Phrase
    values: Mapping[str, Value]


class Phrases:
    """All phrases, found by what somebody may have typed for them."""

    def __init__(self, phrases: Iterable[Phrase], names: Iterable[Name], parse: Parse = parse_template) -> None:
        """`parse`: one that remembers, where somebody has read the same templates before. Raises TemplateMistake."""
        words = lru_cache(None)(words_meant)
        self._scanner = Scanner(names)
        self._entries: dict[Language, dict[str, list[_Entry]]] = {language: {} for language in LANGUAGES}
        self._written: dict[tuple[str, Language], Template] = {}
        self.conflicts: list[Conflict] = []
        for phrase in phrases:
            for language, texts in phrase.texts.items():
                templates = [parse(text, language) for text in texts]
                self._written[phrase.phrase_id, language] = templates[0]
                for template in templates:
                    self._add(phrase, template, words)

    def parts(self, segment: str, source: Language, target: Language) -> tuple[Part, ...]:
        """The segment cut at its sentences; joined, the sources are the segment in NFC.

        One part without a translation when no sentence matches, or when inline marks stand inside.
        """
        whole = nfc(segment)
        opening, inner, closing = _unwrapped(whole)
        if PRIVATE.search(inner) or source == target or not {source, target} <= self._entries.keys():
            return (Part(whole, None),)
        scan = self._scanner.scan(inner, source)
        found = self._sentence(scan, 0, len(inner), source, target)
        if found is not None:
            return (Part(whole, opening + found + closing),)
        parts = [
            Part(inner[start:end], self._sentence(scan, start, end, source, target))
            for start, end in _sentences(scan.marked)
        ]
        if all(part.translation is None for part in parts) or (opening and not _complete(parts)):
            return (Part(whole, None),)
        if opening:
            return (Part(whole, opening + "".join(part.translation or "" for part in parts) + closing),)
        return tuple(parts)

    def translate(self, segment: str, source: Language, target: Language) -> str | None:
        """The translation when every sentence is a phrase."""
        parts = self.parts(segment, source, target)
        return "".join(part.translation or "" for part in parts) if _complete(parts) else None

    def _add(self, phrase: Phrase, template: Template, words: Words) -> None:
        entries = self._entries[template.language]
        for recipe in template.recipes(words):
            known = entries.setdefault(recipe.key, [])
            other = next((each.phrase for each in known if each.recipe.numbers == recipe.numbers), None)
            if other is None:
                known.append(_Entry(phrase, recipe))
            elif other is not phrase:
                self.conflicts.append(Conflict(phrase.phrase_id, template.language, template.text, other.phrase_id))

    def _sentence(self, scan: Scan, start: int, end: int, source: Language, target: Language) -> str | None:
        if not 0 < end - start <= MAX_SENTENCE:
            return None
        marked = scan.marked[start:end]
        before = _match(_LEADING, marked)
        after = _match(_TRAILING, marked)
        if len(before) == len(marked):
            return None
        first, last = start + len(before), end - len(after)
        last -= len(_match(_FINAL, scan.marked[first:last]))
        final = "".join(scan.marked[last : end - len(after)].split())
        clauses = self._clauses(scan, first, last, source, question="?" in final)
        written = clauses and _joined(clauses, self._written, final, target)
        return scan.raw[start:first] + written + scan.raw[end - len(after) : end] if written else None

    def _clauses(self, scan: Scan, first: int, last: int, source: Language, *, question: bool) -> list[_Found]:
        """The phrase that stands there; or several between commas of which one at most says more than "thanks"."""
        whole = self._find(scan, first, last, source, question=question)
        if whole is not None:
            return [whole]
        commas = [place for place in range(first, last) if scan.marked[place] == ","]
        if not 0 < len(commas) < MAX_CLAUSES:
            return []
        ends = [*commas, last]
        starts = [first, *(place + 1 for place in commas)]
        found = [
            self._find(scan, start, end, source, question=question and end == last)
            for start, end in zip(starts, ends, strict=True)
        ]
        clauses = [each for each in found if each is not None]
        weighty = sum(each.phrase.situation not in LIGHT for each in clauses)
        return clauses if len(clauses) == len(found) and weighty <= 1 else []

    def _find(self, scan: Scan, start: int, end: int, source: Language, *, question: bool) -> _Found | None:
        values = [value for place, (_, value) in sorted(scan.values.items()) if start <= place < end]
        found = self._lookup(scan.marked[start:end], values, source, question=question)
        if found is None and values:
            # Words that also are values ("today", "noon") stand in phrases without slots as themselves.
            found = self._lookup(folded(scan.raw[start:end]), [], source, question=question)
        return found

    def _lookup(self, text: str, values: Sequence[Value], source: Language, *, question: bool) -> _Found | None:
        for entry in self._entries[source].get(key(text, source, question=question), ()):
            recipe = entry.recipe
            if len(recipe.slots) != len(values):
                continue
            pairs = list(zip(recipe.slots, values, strict=True))
            if any(value.write(source, slot.form) is None for slot, value in pairs):
                continue
            filled = {slot.name: value for slot, value in pairs}
            if all(_agrees(filled[name], number, source) for name, number in recipe.numbers.items()):
                return _Found(entry.phrase, filled)
        return None


def _agrees(value: Value, number: str, language: Language) -> bool:
    return isinstance(value, Count) and value.plural(language) == number


def _joined(
    clauses: Sequence[_Found], templates: Mapping[tuple[str, Language], Template], final: str, language: Language
) -> str | None:
    written = ""
    for place, clause in enumerate(clauses):
        template = templates[clause.phrase.phrase_id, language]
        text = template.write(clause.values)
        is_last = place == len(clauses) - 1
        if text is None or (not is_last and template.final not in ("", ".")):
            return None
        if written:
            written, text = f"{written}, ", _lower(text)
        written += _ended(text, template, final if is_last else "", language)
    return written


def _lower(text: str) -> str:
    """As it goes on after a comma; "I" and words in capitals stay."""
    word = re.search(r"[^\W\d_]+", text)
    if word is None or word[0] == "I" or word[0][1:].isupper():
        return text
    return text[: word.start()] + word[0][0].lower() + text[word.start() + 1 :]


def _ended(text: str, template: Template, final: str, language: Language) -> str:
    """With the full stop, exclamation mark or nothing that the original ends with; questions stay questions."""
    if template.final not in ("", "."):
        return text
    bare = text[: len(text) - len(template.final)] if template.final else text
    ending = "!" if "!" in final else _TAKEN_OVER.get(final, "")
    if ending == "!" and language == "es" and "¡" not in bare:
        bare = f"¡{bare}"
    return bare + ending


def _complete(parts: Sequence[Part]) -> bool:
    return all(part.translation is not None for part in parts)


def _unwrapped(segment: str) -> tuple[str, str, str]:
    """The marks that stand around the whole segment, and what they hold."""
    opening = closing = ""
    while (found := _AROUND.fullmatch(segment)) and found[1] not in found[3]:
        opening, segment, closing = opening + found[1], found[3], found[4] + closing
    return opening, segment, closing


def _sentences(marked: str) -> list[tuple[int, int]]:
    """Start and end of each sentence with the space after it; the stops inside values were taken by those."""
    ends = [found.end() for found in _SENTENCE_END.finditer(marked)]
    ends = [end for end in ends if end < len(marked)] + [len(marked)]
    return list(zip([0, *ends[:-1]], ends, strict=True))


def _match(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text) if pattern is not _LEADING else pattern.match(text)
    return found[0] if found else ""
