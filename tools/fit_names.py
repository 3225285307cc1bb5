"""Move the weights of the name shield a little towards labelled sentences, and print them.

    python -m tools.fit_names tests/data/names/*.dev.jsonl [--clean locales/es/LC_MESSAGES/bot.po]
        [--test tests/data/names/*.more.jsonl] [--across]

A logistic regression over the words of the sentences and of copies of them (other names, lower case, no accents,
capitals), drawn towards the weights as they stand, so that a few hundred sentences cannot undo what was set by hand.
What comes out is read by a person before it goes into bot/core/names/weights.py. `--clean`: catalogues of what the bot
says, in which there are no persons. With `--test` it says how the new weights do on sentences that they were not fitted
to, as long as the weights they started from were not either; `--across` does that with each writer's sentences in turn
(the word before .jsonl), fitted to the others'.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from babel.messages.pofile import read_po

from bot.core.names.evidence import Evidence
from bot.core.names.lexicon import fold
from bot.core.names.shield import NameShield
from bot.core.names.weights import WEIGHTS
from bot.names_data import load_name_shield
from tools.measure_names import CURVE, Sentence, print_curve, read

_PULL = 2.0
"""How strongly the weights are held where they are."""
_KEPT = frozenset(
    """named_after is_thing_word honorific_before place_as_place the_before signature last owner_of bare
    in_institution time_asked nickname nickname_word
    at_the_corner model_of rank seat_of_thing among_places on_the_way bound_verb/low""".split()
)
"""Too seldom in a few hundred sentences to be learnt from them."""
_HELD_FAST = 200.0
_STEPS, _RATE = 200, 0.2
_OTHER_NAMES = 4
_CLEAN_COUNTS = 0.5
"""A word of a catalogue counts less: nobody writes so in a room."""
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|`[^`]*`")

_FRESH = frozenset({"dev2", "fourth", "fifth"})

Labelled = tuple[str, list[tuple[int, int]]]
Word = tuple[tuple[str, ...], bool, float]
"""What speaks for and against it, whether it is part of a name, how much it counts."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--clean", nargs="+", type=Path, default=[])
    parser.add_argument("--test", nargs="+", type=Path, default=[])
    parser.add_argument("--across", action="store_true")
    options = parser.parse_args()
    shield = load_name_shield()
    clean = [word for path in options.clean for word in _clean_words(shield, path)]
    words = {path: list(_words_of(shield, path)) for path in options.files}
    if options.across:
        _print_across(words, clean)
        return 0
    fitted = _fit([*clean, *(word for found in words.values() for word in found)])
    for fact, weight in sorted(fitted.items()):
        print(f"{WEIGHTS.get(fact, 0.0):7.2f} -> {weight:6.2f}  {fact}")
    tested = load_name_shield(weights={**WEIGHTS, **fitted})
    for path in options.test:
        print_curve(path.name, _language(path), read(path, tested), CURVE)
    return 0


def _print_across(words: Mapping[Path, Sequence[Word]], clean: Sequence[Word]) -> None:
    judged: dict[str, list[Sentence]] = defaultdict(list)
    for writer in sorted({_writer(path) for path in words}):
        fitted = _fit([*clean, *(word for path, found in words.items() if _writer(path) != writer for word in found)])
        tested = load_name_shield(weights={**WEIGHTS, **fitted})
        for path in words:
            if _writer(path) == writer:
                sentences = read(path, tested)
                judged[_language(path)] += sentences
                print_curve(f"{path.name}, fitted to the other writers", _language(path), sentences, ())
    for language, sentences in judged.items():
        print_curve(f"{language}: each writer by the others", language, sentences, CURVE)


def _language(path: Path) -> str:
    return path.name.split(".")[0]


def _writer(path: Path) -> str:
    """One hand wrote three of the sets."""
    name = path.name.split(".")[1]
    return "fresh" if name in _FRESH else name


def _clean_words(shield: NameShield, path: Path) -> Iterator[Word]:
    language = path.parts[-3]
    with path.open("rb") as catalogue:
        for message in read_po(catalogue):
            said = message.string if language != "en" else message.id
            text = _PLACEHOLDER.sub("7", said if isinstance(said, str) else said[0] if said else "")
            for facts, named in _words(shield, language, text, []):
                yield facts, named, _CLEAN_COUNTS


def _words_of(shield: NameShield, path: Path) -> Iterator[Word]:
    for text, spans in _with_copies(_read(path)):
        for facts, named in _words(shield, _language(path), text, spans):
            yield facts, named, 1.0


def _read(path: Path) -> list[Labelled]:
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [(row["text"], [(start, end) for start, end in row["spans"]]) for row in rows]


def _with_copies(sentences: Sequence[Labelled]) -> Iterator[Labelled]:
    chance = random.Random(7)  # noqa: S311 - a fixed seed, so that the same sentences give the same weights
    names = [text[start:end] for text, spans in sentences for start, end in spans]
    for text, spans in sentences:
        yield from _rewritten(text, spans)
        for _ in range(_OTHER_NAMES if spans else 0):
            yield from _rewritten(*_renamed(text, spans, names, chance))


def _rewritten(text: str, spans: list[tuple[int, int]]) -> Iterator[Labelled]:
    for written in dict.fromkeys((text, text.lower(), fold(text), text.upper())):
        if len(written) == len(text):
            yield written, spans


def _renamed(text: str, spans: list[tuple[int, int]], names: Sequence[str], chance: random.Random) -> Labelled:
    written, moved, last = "", [], 0
    for start, end in sorted(spans):
        name = chance.choice(names)
        written += text[last:start]
        moved.append((len(written), len(written) + len(name)))
        written += name.lower() if text[start:end].islower() else name
        last = end
    return written + text[last:], moved


def _words(
    shield: NameShield, language: str, text: str, spans: list[tuple[int, int]]
) -> Iterator[tuple[tuple[str, ...], bool]]:
    for evidence, _ in shield.weigh(text, language):
        named = any(start < evidence.token.end and evidence.token.start < end for start, end in spans)
        if not _is_decided(evidence) and not (named and evidence.kind in {"initial", "word", "known_thing"}):
            yield (f"{evidence.kind}/{evidence.token.case}", *evidence.facts), named


def _is_decided(evidence: Evidence) -> bool:
    plain = evidence.kind in {"word", "word_elsewhere"} and evidence.token.case in {"low", "shout"}
    return plain or evidence.kind in {"function", "released"}


def _fit(words: Sequence[Word]) -> dict[str, float]:
    """Gradient descent with a step of its own for every weight (Adam)."""
    facts = sorted({fact for found, _, _ in words for fact in found})
    column = {fact: at for at, fact in enumerate(facts)}
    row_of = np.repeat(np.arange(len(words)), [len(found) for found, _, _ in words])
    column_of = np.array([column[fact] for found, _, _ in words for fact in found])
    named = np.array([float(is_name) for _, is_name, _ in words])
    counts = np.array([count for _, _, count in words])
    start = np.array([WEIGHTS.get(fact, 0.0) for fact in facts])
    pull = _PULL * np.array([_HELD_FAST if fact in _KEPT else 1.0 for fact in facts])
    weights, mean, spread = start.copy(), np.zeros(len(facts)), np.zeros(len(facts))
    for step in range(1, _STEPS + 1):
        scores = np.bincount(row_of, weights[column_of], len(words))
        miss = (1 / (1 + np.exp(-scores)) - named) * counts
        slope = pull * (weights - start) + np.bincount(column_of, miss[row_of], len(facts))
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.999 * spread + 0.001 * slope**2
        size = np.sqrt(spread / (1 - 0.999**step)) + 1e-8
        weights -= _RATE * mean / (1 - 0.9**step) / size
    return {fact: round(float(weight), 2) for fact, weight in zip(facts, weights, strict=True)}


if __name__ == "__main__":
    sys.exit(main())
