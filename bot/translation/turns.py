"""Verbs that say something else together with another word: `call … off`, `dar … de baja`, `mettre … dehors`.

They are taken for one verb before the dictionary sees them. `config/apertium/turns.csv`: the lemmas of the turn, a
verb first, `…` for an object that may stand in between, `a/b` for one of two,
`[a]` for a noun that stays; and the lemmas that are said for it.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from bot.core.lexicon import Lexicon
from bot.core.model import Language
from bot.errors import ConfigError
from bot.resources import config_dir
from bot.sentences import of_our_files
from bot.translation.word_stream import Rule

_OBJECT = r"((?: \^(?:[^$<]+<(?:det|n|np|adj|num|predet|prn)[^$]*|(?:of|de)<pr>|\*[^$]*)\$){0,7}?)"
_CLITICS = r"((?: \^[^$<]+<prn><enc>[^$]*\$)*)"
_BETWEEN = r"(?: \^[^$<]+<(?:adv|det)[^$]*\$)?"
_REFLEXIVE = r"(?:\^[^$<]+<prn><pro>[^$]*\$ )?"
_PERSON_OF_BE = re.compile(r"^<past><p\d><\w+>|^<pri><p1><sg>")


def load_turns(lexicon: Lexicon, path: Path | None = None) -> dict[Language, tuple[Rule, ...]]:
    """The rules of each language, on its tagged stream. Raises ConfigError."""
    path = path or config_dir() / "apertium" / "turns.csv"
    turns: dict[Language, list[tuple[str, str]]] = {"en": [], "es": [], "fr": []}
    mistakes = []
    with path.open(encoding="utf-8", newline="") as lines:
        for row in (reader := csv.DictReader(lines)):
            language, words, said = row["language"], (row["words"] or "").split(), (row["said"] or "").split()
            if language not in turns or len(words) < 2 or not said or "…" in (words[0], words[-1]):
                mistakes.append(f"{path.name}:{reader.line_num}: a language, a turn that begins with a verb, a verb")
                continue
            turns[language].append((row["words"], row["said"]))
    if mistakes:
        raise ConfigError(list(map(of_our_files, mistakes)))
    return {
        language: tuple(_rule(words, said, lexicon, language) for words, said in each)
        for language, each in turns.items()
    }


def _rule(words: str, said: str, lexicon: Lexicon, language: Language) -> Rule:
    verb, *others = words.split()
    reflexive = _REFLEXIVE if verb.endswith("rse") else ""
    parts = [
        rf"{reflexive}\^({_either_case(verb.removesuffix('se') if reflexive else verb)})<vb\w+>([^$]*)\${_CLITICS}"
    ]
    for word in others:
        if word == "…":
            parts.append(_OBJECT)
        elif word.startswith("["):
            parts.append(rf"({_BETWEEN} \^(?:{_lemmas(word.strip('[]'), lexicon, language)})<[^$]*\$)")
        else:
            parts.append(rf"{_BETWEEN} \^(?:{_lemmas(word, lexicon, language)})<[^$]*\$")
    new, *rest = said.split()
    return _replaced(re.compile("".join(parts)), new, "".join(f" ^{each}$" for each in map(_unit, rest)))


def _either_case(word: str) -> str:
    return f"[{word[0].upper()}{word[0]}]{re.escape(word[1:])}"


def _lemmas(word: str, lexicon: Lexicon, language: Language) -> str:
    """The nouns of the network travel as codes."""
    codes = [match[0] for each in word.split("/") if (match := lexicon.word(each, language)) is not None]
    return "|".join([*map(re.escape, word.split("/")), *codes])


_SMALL = {"el": "el<det><def><m><sg>", "a": "a<pr>", "à": "à<pr>", "de": "de<pr>"}


def _unit(word: str) -> str:
    """What follows the new verb: a small word, an infinitive, or else a noun."""
    return _SMALL.get(word, f"{word}<vblex><inf>" if word[-2:] in ("ar", "er", "ir") else f"{word}<n><m><sg>")


def _replaced(compiled: re.Pattern[str], verb: str, rest: str) -> Rule:
    def said(found: re.Match[str]) -> str:
        old, tags, clitics, *between = (each or "" for each in found.groups())
        word = verb.capitalize() if old[0].isupper() else verb
        return f"^{word}<vblex>{_PERSON_OF_BE.sub(_plain, tags)}${clitics}{rest}{''.join(between)}"

    return lambda stream: compiled.sub(said, stream)


def _plain(found: re.Match[str]) -> str:
    """Only `to be` has persons in the English past."""
    return "<past>" if found[0].startswith("<past>") else "<pres>"
