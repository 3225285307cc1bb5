"""Sentences that such a network writes every day, with a translation that a person wrote: better than any engine.

segment -> marks around it, sentences -> values -> key -> phrase -> its text in the other language with the values

Only whole sentences match. Nothing is guessed: a word more, another number of workers than the grammar says, a date
that could be another day, and there is no match.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.core.model import Language
from bot.core.phrase_names import Name
from bot.core.phrase_scan import LANGUAGES, Scan, Scanner, nfc
from bot.core.phrase_templates import Recipe, Template, parse_template
from bot.core.phrase_text import PRIVATE, folded, key
from bot.core.phrase_values import Count, Value

MAX_SENTENCE = 400
"""Characters; a longer one is no phrase."""

_AROUND = re.compile(r"(⟦([0-9]{1,6})⟧)(.*)(⟦/\2⟧)", re.DOTALL)
_SENTENCE_END = re.compile(r"[.!?…]+[\"”»)’']*\s+|\s*\n\s*")
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


class Phrases:
    """All phrases, found by what somebody may have typed for them."""

    def __init__(self, phrases: Iterable[Phrase], names: Iterable[Name]) -> None:
        """Raises TemplateMistake."""
        self._scanner = Scanner(names)
        self._entries: dict[Language, dict[str, list[_Entry]]] = {language: {} for language in LANGUAGES}
        self._written: dict[tuple[str, Language], Template] = {}
        self.conflicts: list[Conflict] = []
        for phrase in phrases:
            for language, texts in phrase.texts.items():
                templates = [parse_template(text, language) for text in texts]
                self._written[phrase.phrase_id, language] = templates[0]
                for template in templates:
                    self._add(phrase, template)

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

    def _add(self, phrase: Phrase, template: Template) -> None:
        entries = self._entries[template.language]
        for recipe in template.recipes():
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
        body = marked[len(before) : len(marked) - len(after)]
        final = _match(_FINAL, body)
        body = body[: len(body) - len(final)]
        final = "".join(final.split())
        raw_before, raw_after = scan.raw[start : start + len(before)], scan.raw[end - len(after) : end]
        values = [
            value for place, value in sorted(scan.values.items()) if start + len(before) <= place < end - len(after)
        ]
        found = self._lookup(body, final, [value for _, value in values], source, target)
        if found is None and values:
            # Words that also are values ("today", "noon") stand in phrases without slots as themselves.
            plain = folded(scan.raw)[start + len(before) : end - len(after)]
            found = self._lookup(_FINAL.sub("", plain), final, [], source, target)
        return None if found is None else raw_before + found + raw_after

    def _lookup(self, body: str, final: str, values: Sequence[Value], source: Language, target: Language) -> str | None:
        found = key(body, source, question="?" in final)
        for entry in self._entries[source].get(found, ()):
            recipe = entry.recipe
            if len(recipe.slots) != len(values):
                continue
            filled = dict(zip(recipe.slots, values, strict=True))
            if not all(_agrees(filled[name], number, source) for name, number in recipe.numbers.items()):
                continue
            template = self._written[entry.phrase.phrase_id, target]
            text = template.write(filled)
            return None if text is None else _ended(text, template, final, target)
        return None


def _agrees(value: Value, number: str, language: Language) -> bool:
    return isinstance(value, Count) and value.plural(language) == number


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
