"""The network's term base: what a concept is called in each language, and where it is spoken of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.core.lexicon import fold
from bot.core.model import Language

_TOKEN = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_QUALIFIER = re.compile(r"\s*\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Concept:
    concept_id: str
    preferred: Mapping[Language, str]
    others: Mapping[Language, Sequence[str]]
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file, as it came."""

    line: int
    fields: Mapping[str, str]


@dataclass(frozen=True)
class TermBase:
    concepts: Sequence[Concept]
    _forms: dict[Language, dict[str, list[tuple[tuple[str, ...], str]]]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        for concept in self.concepts:
            for language, term in concept.preferred.items():
                for form in (term, *concept.others[language]):
                    words = _words(form)
                    if words:
                        self._forms.setdefault(language, {}).setdefault(words[0], []).append(
                            (words, concept.concept_id)
                        )
        for by_first in self._forms.values():
            for candidates in by_first.values():
                candidates.sort(key=lambda candidate: -len(candidate[0]))

    def find(self, text: str, language: Language) -> tuple[str, ...]:
        """Ids of the concepts that are named, each once, in the order of the text. Plurals in -s count."""
        words = [_singular(word) for word in _words(text)]
        found: dict[str, None] = {}
        position = 0
        while position < len(words):
            for form, concept_id in self._forms.get(language, {}).get(words[position], ()):
                if tuple(words[position : position + len(form)]) == form:
                    found[concept_id] = None
                    position += len(form) - 1
                    break
            position += 1
        return tuple(found)


def read_term_base(
    rows: Sequence[Row], columns: Mapping[Language, tuple[str, str]]
) -> tuple[TermBase, list[str], list[str]]:
    """The term base, its mistakes and its conflicts, each with its line.

    A mistake makes a row useless: a concept that is there twice, a language without a term. A conflict is a term that
    stands for two concepts: the first one is found.
    """
    concepts: list[Concept] = []
    mistakes: list[str] = []
    conflicts: list[str] = []
    first_line: dict[str, int] = {}
    meaning: dict[tuple[Language, str], tuple[str, int]] = {}
    for row in rows:
        concept_id = row.fields.get("concept", "")
        if concept_id in first_line:
            mistakes.append(f"{row.line}: {concept_id} is in line {first_line[concept_id]} already")
            continue
        first_line[concept_id] = row.line
        missing = [language for language, (column, _) in columns.items() if not row.fields.get(column, "").strip()]
        if missing:
            mistakes.append(f"{row.line}: {concept_id} has no term in {', '.join(missing)}")
            continue
        preferred = {language: row.fields[column].strip() for language, (column, _) in columns.items()}
        others = {language: _alternatives(row.fields.get(column, "")) for language, (_, column) in columns.items()}
        for language, term in preferred.items():
            other, line = meaning.setdefault((language, fold(term)), (concept_id, row.line))
            if other != concept_id:
                conflicts.append(f"{row.line}: “{term}” ({language}) stands for {other} in line {line} too")
        concepts.append(
            Concept(concept_id, preferred, others, row.fields.get("source", ""), row.fields.get("confidence", ""))
        )
    return TermBase(tuple(concepts)), mistakes, conflicts


def _alternatives(text: str) -> tuple[str, ...]:
    return tuple(form for each in text.split(";") if (form := _QUALIFIER.sub("", each).strip()))


def _words(text: str) -> tuple[str, ...]:
    return tuple(_singular(fold(token[0])) for token in _TOKEN.finditer(_QUALIFIER.sub("", text)))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
