"""Words with two senses, told by the words beside them: a guest of the hotel, or of the wedding.

Where nothing beside it tells the sense, the sentence can be read in two ways.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.core.lexicon import fold
from bot.core.model import Language
from bot.errors import ConfigError
from bot.resources import config_dir
from bot.sentences import of_our_files
from bot.translation.clauses.meaning import Adjunct, Clause, Sentence, Thing
from bot.translation.clauses.tokens import tokens


@dataclass(frozen=True, slots=True)
class TwoSenses:
    """One word of a sense, and what tells that sense."""

    nouns: frozenset[str]
    """What is meant; none where it is what the lists read first."""
    into: frozenset[str]
    """The languages that have two words for them; none where all have."""
    words: frozenset[str]
    stems: tuple[str, ...]
    turns: tuple[str, ...]
    """In small letters without accents: words beside it, beginnings of such, and several words together."""
    unless_told: bool = False
    """It is meant unless another is told."""
    is_unlisted: bool = False
    """No noun of the lists says it."""

    def is_told(self, there: Collection[str], joined: str) -> bool:
        return (
            not self.words.isdisjoint(there)
            or any(turn in joined for turn in self.turns)
            or any(word.startswith(self.stems) for word in there)
        )


@dataclass(frozen=True, slots=True)
class Meant:
    only: frozenset[str]
    """These nouns, where it names any."""
    never: frozenset[str]

    def allows(self, noun: str) -> bool:
        return noun in self.only if self.only else noun not in self.never


@dataclass
class WordSenses:
    _rows: Mapping[str, Mapping[str, Sequence[TwoSenses]]] = field(default_factory=dict)

    def meant(self, words: Sequence[str], language: Language) -> Mapping[str, Meant]:
        """What the words beside it tell of a word."""
        found = {}
        for word, rows in self._there(words, language).items():
            told = self._told(word, rows, words)
            if told is not None:
                others = frozenset(noun for row in rows for noun in row.nouns)
                found[word] = Meant(told.nouns, frozenset() if told.nouns else others)
        return found

    def untold(self, words: Sequence[str], language: Language, target: Language) -> set[str]:
        """The words whose sense nothing tells."""
        return {
            word
            for word, rows in self._there(words, language).items()
            if any(not row.into or target in row.into for row in rows) and self._told(word, rows, words) is None
        }

    def untold_frames(
        self, frames: Collection[str], words: Sequence[str], language: Language, target: Language
    ) -> bool:
        """Of verbs that say something else with the same words around them."""
        rows = self._rows.get(language, {})
        return any(
            all(not row.into or target in row.into for row in rows[key]) and self._told(key, rows[key], words) is None
            for key in map(of_frame, frames)
            if key in rows
        )

    def _there(self, words: Sequence[str], language: Language) -> dict[str, Sequence[TwoSenses]]:
        rows = self._rows.get(language, {})
        return {word: rows[word] for word in words if word in rows}

    def _told(self, word: str, rows: Sequence[TwoSenses], words: Sequence[str]) -> TwoSenses | None:
        there = {fold(each) for each in words} - {fold(word)}
        joined = f" {' '.join(map(fold, words))} "
        told = [row for row in rows if row.is_told(there, joined)] or [row for row in rows if row.unless_told]
        return told[0] if len(told) == 1 and not told[0].is_unlisted else None


def of_frame(name: str) -> str:
    """How the list calls a sense of a verb that was read."""
    return f"={name}"


def named_in(meaning: Sentence) -> tuple[set[str], set[str]]:
    """The nouns and the frames of what was understood."""
    nouns: set[str] = set()
    frames: set[str] = set()
    open_: list[object] = [clause for _, clause in meaning.clauses]
    while open_:
        match open_.pop():
            case Clause() as clause:
                frames.add(clause.frame.name)
                open_ += [clause.subject, *clause.roles.values(), *clause.adjuncts, *clause.before]
            case Thing() as thing:
                nouns.add(thing.word)
                open_ += [thing.whose, thing.first, thing.clause]
            case Adjunct() as adjunct:
                open_ += [adjunct.thing, adjunct.clause]
            case _:
                pass
    return nouns, frames


def load_word_senses(nouns: Collection[str], path: Path | None = None) -> WordSenses:
    """Raises ConfigError that lists every line which names a noun that no list has, or lacks its words."""
    path = path or config_dir() / "clauses" / "senses.csv"
    rows: dict[str, dict[str, list[TwoSenses]]] = {}
    mistakes = []
    with path.open(encoding="utf-8", newline="") as lines:
        for row in (reader := csv.DictReader(lines)):
            meant = [each for each in (row["nouns"] or "").split() if each != "?"]
            unknown = [noun for noun in meant if noun not in nouns]
            if unknown or not row["word"]:
                mistakes.append(f"{path.name}:{reader.line_num}: {row['word']}: no noun of the lists: {unknown}")
                continue
            near = [fold(each.strip()) for each in (row["beside"] or "").split(";") if each.strip()]
            near = [each if each[-1] == "*" else " ".join(tokens(each, row["from"])) for each in near]
            sense = TwoSenses(
                frozenset(meant),
                frozenset((row["into"] or "").split()),
                frozenset(each for each in near if " " not in each and not each.endswith("*")),
                tuple(each[:-1] for each in near if " " not in each and len(each) > 1 and each.endswith("*")),
                tuple(f" {each} " for each in near if " " in each),
                unless_told="*" in near,
                is_unlisted="?" in (row["nouns"] or ""),
            )
            for word in row["word"].lower().split(";"):
                rows.setdefault(row["from"], {}).setdefault(word.strip(), []).append(sense)
    if mistakes:
        raise ConfigError(list(map(of_our_files, mistakes)))
    return WordSenses(rows)
