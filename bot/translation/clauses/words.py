"""The word lists of the sentences: verbs with what they need around them, nouns, adverbials, small words."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.core.lexicon import Form, NounError, fold, read_forms
from bot.core.model import Language
from bot.errors import ConfigError
from bot.resources import config_dir
from bot.sentences import of_our_files
from bot.translation.clauses.meaning import Frame, Pattern
from bot.translation.clauses.tokens import tokens
from bot.translation.clauses.verbs import Verbs
from bot.translation.clauses.word_index import Phrases, Pool, Shared
from bot.translation.clauses.word_senses import WordSenses, load_word_senses

LANGUAGES: tuple[Language, ...] = ("en", "es", "fr")


@dataclass(frozen=True, slots=True)
class Noun:
    name: str
    forms: Mapping[Language, Sequence[Form]]
    is_somebody: bool
    only_written: frozenset[Language] = frozenset()
    """Where its word is understood as another noun: there it is said, never read."""

    def form(self, language: Language) -> Form:
        return self.forms[language][0]


@dataclass(frozen=True, slots=True)
class Small:
    """An adverbial, preposition, conjunction, number or adjective: its first word is written."""

    kind: str
    words: Mapping[Language, Sequence[str]]

    @property
    def name(self) -> str:
        return self.words["en"][0]

    @property
    def listed_as(self) -> str:
        """A `state` is an adjective that Spanish says with `estar`."""
        return "adj" if self.kind == "state" else self.kind


def being(adjective: Small) -> Frame:
    """The strike is illegal: an adjective as what is said of somebody."""
    copulas: Mapping[str, tuple[str, ...]] = {
        "en": ("be",), "es": ("estar", "ser", "andar") if adjective.kind == "state" else ("ser", "estar"), "fr": ("être",),
    }  # fmt: skip
    patterns = {
        language: tuple(
            Pattern(verb, False, (("", word.removeprefix("<")),))
            for verb in copulas[language]
            for word in adjective.words[language]
        )
        for language in adjective.words
    }
    return Frame(f"be {adjective.name}", patterns, is_state=True)


@dataclass(frozen=True, slots=True)
class Sense:
    """What a verb may mean, and how that is built."""

    frame: Frame
    pattern: Pattern
    needed: tuple[frozenset[str], ...]
    """Of each of these sets the sentence has a word, or it is not meant so."""


@dataclass
class WordLists:
    frames: Sequence[Frame]
    nouns: Mapping[str, Noun]
    small: Sequence[Small]
    noun_phrases: Mapping[Language, Phrases[tuple[str, bool]]]
    by_verb: Mapping[Language, Mapping[str, Sequence[Sense]]]
    phrases: Mapping[tuple[Language, str], Phrases[str]]
    """By language and kind -> the English word that names it."""
    said: Mapping[tuple[str, str], Small]
    """Kind and name -> the words for it."""
    verbs: dict[Language, Verbs]
    given_names: Mapping[str, str]
    """In small letters -> m, f, or nothing where it may be either."""
    word_senses: WordSenses = field(default_factory=WordSenses)

    def word(self, kind: str, name: str, language: Language) -> str:
        return self.said[kind, name].words[language][0]


def load_word_lists(folder: Path | None = None, nouns_of_engine: Path | None = None) -> WordLists:
    """Raises ConfigError that lists every line which cannot be used."""
    folder = folder or config_dir() / "clauses"
    mistakes: list[str] = []
    shared = Shared()
    frames = _frames(folder / "frames.csv", mistakes, shared)
    small = _small(folder / "words.csv")
    frames += [being(each) for each in small if each.listed_as == "adj" and "<" not in each.words["es"][0]]
    nouns = {**_nouns(folder / "nouns.csv", mistakes, shared)}
    for name, noun in _nouns(nouns_of_engine or config_dir() / "apertium" / "nouns.csv", mistakes, shared).items():
        nouns.setdefault(name, noun)
    if mistakes:
        raise ConfigError(list(map(of_our_files, mistakes)))
    noun_phrases: dict[Language, Phrases[tuple[str, bool]]] = {language: Phrases() for language in LANGUAGES}
    senses: dict[Language, dict[str, list[Sense]]] = {language: {} for language in LANGUAGES}
    phrases: dict[tuple[Language, str], Phrases[str]] = {}
    pool: Pool[tuple[str, bool]] = {}
    names: Pool[str] = {}
    # A woman where the word says so: English "supervisor" is neither, and is written as Spanish does without knowing.
    # What ends in _alt is another word for a thing of the list: understood, and written only where no other is.
    for noun in sorted(nouns.values(), key=lambda noun: noun.name.endswith(("_f", "_alt"))):
        for language in LANGUAGES:
            if language in noun.only_written:
                continue
            for form in noun.forms[language]:
                if form.number != "pl":
                    noun_phrases[language].add(tokens(form.singular, language), shared((noun.name, False)), pool)
                if form.number != "sg":
                    noun_phrases[language].add(tokens(form.plural, language), shared((noun.name, True)), pool)
    for frame in frames:
        for language in LANGUAGES:
            for pattern in frame.patterns[language]:
                if frame.read_in not in ("", language):
                    # Its forms are wanted all the same.
                    senses[language].setdefault(pattern.verb, [])
                    continue
                sense = Sense(frame, pattern, _words_needed(pattern, language, shared))
                senses[language].setdefault(pattern.verb, []).append(sense)
    for each in small:
        for language in LANGUAGES:
            lists = phrases.setdefault((language, each.listed_as), Phrases())
            for word in each.words[language]:
                for written in word.removeprefix("<").split("/") if each.listed_as == "adj" else (word,):
                    lists.add(tokens(written, language), each.name, names)
    by_verb = {
        language: {verb: tuple(sorted(each, key=_most_words_first)) for verb, each in of_language.items()}
        for language, of_language in senses.items()
    }
    for of_nouns in noun_phrases.values():
        of_nouns.sort()
    for of_kind in phrases.values():
        of_kind.sort()
    said = {(each.listed_as, each.name): each for each in reversed(small)}
    given_names = _given_names(folder / "given_names.csv")
    word_senses = load_word_senses(nouns, folder / "senses.csv") if (folder / "senses.csv").exists() else WordSenses()
    return WordLists(frames, nouns, small, noun_phrases, by_verb, phrases, said, {}, given_names, word_senses)


def _most_words_first(sense: Sense) -> tuple[int, bool]:
    return -sum(2 - bool(role) for role, _ in sense.pattern.items), not (sense.frame.only or sense.frame.limits)


def _words_needed(pattern: Pattern, language: Language, shared: Shared) -> tuple[frozenset[str], ...]:
    """Of each word that the verb brings along what it may begin with: `dar de baja`."""
    needed = []
    for role, mark in pattern.items:
        spellings = () if role else [tokens(each.lower(), language) for each in mark.split("/")]
        if spellings and all(spellings):
            needed.append(shared(frozenset(each[0] for each in spellings)))
    return shared(tuple(needed))


def _frames(path: Path, mistakes: list[str], shared: Shared) -> list[Frame]:
    frames = []
    for line, row in _rows(path):
        patterns: dict[str, tuple[Pattern, ...]] = {}
        for language in LANGUAGES:
            written = row[language].split("|")
            patterns[language] = tuple(shared(_pattern(each, language, shared)) for each in written if each)
        state = row["state"].split()
        turned = frozenset(each.removeprefix("turned-") for each in state if each.startswith("turned-"))
        roles = {pattern.roles() for code, each in patterns.items() if code not in turned for pattern in each}
        if len(roles) != 1 or not all(patterns.values()):
            mistakes.append(f"{path.name}:{line}: {row['name']}: not the same roles in all patterns")
        who = row["who"].split()
        frames.append(
            Frame(
                row["name"],
                patterns,
                any(each not in LANGUAGES and not each.startswith("turned-") for each in state),
                "yes" in who,
                shared(frozenset(each for each in who if ":" not in each) - {"yes"}),
                _limits(who, shared),
                turned,
                next((each for each in state if each in LANGUAGES), ""),
            )
        )
    return frames


def _limits(who: Sequence[str], shared: Shared) -> tuple[tuple[str, frozenset[str]], ...]:
    """`S:vote S:motion_w X:yes`"""
    found: dict[str, set[str]] = {}
    for role, colon, noun in (each.partition(":") for each in who):
        if colon:
            found.setdefault(role, set()).add(noun)
    return tuple((role, shared(frozenset(nouns))) for role, nouns in found.items())


def _pattern(written: str, language: Language, shared: Shared) -> Pattern:
    """`dejar O C`, `decir R que+ C`, `prévenir R:o que C`."""
    words = written.split()
    reflexive = False
    if language == "fr" and words[0].startswith("s'"):
        words[:1] = ["se", words[0][2:]]
    if language == "fr" and words[0] == "se":
        reflexive, words = True, words[1:]
    verb = words.pop(0)
    if language == "es" and re.search(r"[aeií]rse$", verb):
        reflexive, verb = True, verb[:-2]
    items: list[tuple[str, str]] = []
    mark = ""
    for word in words:
        if word.startswith("+") and len(word) > 1:
            items.append(("", word[1:]))
        elif re.fullmatch(r"(?:[ORXC]|OC)(?::\w+)?", word):
            role, _, how = word.partition(":")
            items.append((role, mark or (f":{how}" if how else "")))
            mark = ""
        else:
            mark = word.replace("_", " ")
    return Pattern(sys.intern(verb), reflexive, shared(tuple(map(shared, items))))


def _small(path: Path) -> list[Small]:
    return [
        Small(sys.intern(row["kind"]), {code: tuple(row[code].split("|")) for code in LANGUAGES})
        for _, row in _rows(path)
    ]


def _given_names(path: Path) -> dict[str, str]:
    """With and without their accents, as a phone leaves them."""
    names = {row["name"].lower(): row["gender"] for _, row in _rows(path)}
    return {fold(name): gender for name, gender in names.items()} | names


_SOMEBODY = frozenset(
    "petitioner witness member organizer striker charro steward steward_f delegate general_secretary union_leader leader "
    "general_secretary_f executive_committee employer management labour_inspector security_guard human_resources lawyer "
    "supervisor manager boss coworker compa company union independent_union protection_union local authority arbitrator "
    "panel journalist interpreter thug whistle_blower supplier STPS_name CFCRL_name labour_court night_shift day_shift".split()
)


def _nouns(path: Path, mistakes: list[str], shared: Shared) -> dict[str, Noun]:
    found: dict[str, Noun] = {}
    for line, row in _rows(path):
        name = row.get("name") or row["concept"]
        if name == "phrase":
            continue
        try:
            forms = {language: read_forms(row[language].removeprefix("~"), language) for language in LANGUAGES}
        except NounError as error:
            mistakes.append(f"{path.name}:{line}: {name}: {error}")
            continue
        if any(form.gender == "adv" for each in forms.values() for form in each):
            continue
        is_somebody = bool(row.get("who")) or name in _SOMEBODY or name.isupper()
        only_written = shared(frozenset(language for language in LANGUAGES if row[language].startswith("~")))
        found.setdefault(name, Noun(name, forms, is_somebody, only_written))
    return found


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as lines:
        for row in (reader := csv.DictReader(lines)):
            yield reader.line_num, {name: value or "" for name, value in row.items() if name}
