"""Move the weights of the name shield a little towards labelled sentences, and print them.

    python -m tools.fit_names tests/data/names/*.dev.jsonl [--test tests/data/names/*.more.jsonl]

A logistic regression over the words of the sentences and of copies of them (other names, lower case, no accents,
capitals), drawn towards the weights as they stand, so that a few hundred sentences cannot undo what was set by hand.
What comes out is read by a person before it goes into bot/core/names/weights.py. With `--test` it says how the new
weights do on sentences that they were not fitted to, as long as the weights they started from were not either.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.core.names.evidence import Evidence
from bot.core.names.lexicon import fold
from bot.core.names.shield import NameShield
from bot.core.names.weights import WEIGHTS
from bot.names_data import load_name_shield
from tools.measure_names import CURVE, print_curve, read

_PULL = 3.0
"""How strongly the weights are held where they are."""
_KEPT = frozenset(
    """named_after is_thing_word honorific_before place_as_place the_before signature last owner_of bare
    in_institution""".split()
)
"""Too seldom in a few hundred sentences to be learnt from them."""
_STEPS, _RATE = 150, 0.2
_OTHER_NAMES = 4

Labelled = tuple[str, list[tuple[int, int]]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--test", nargs="+", type=Path, default=[])
    options = parser.parse_args()
    shield = load_name_shield()
    words: list[tuple[str, ...]] = []
    is_name: list[bool] = []
    for path in options.files:
        language = path.name.split(".")[0]
        for text, spans in _with_copies(_read(path)):
            for facts, named in _words(shield, language, text, spans):
                words.append(facts)
                is_name.append(named)
    fitted = _fit(words, is_name)
    for fact, weight in sorted(fitted.items()):
        print(f"{WEIGHTS.get(fact, 0.0):7.2f} -> {weight:6.2f}  {fact}")
    tested = load_name_shield(weights={**WEIGHTS, **fitted})
    for path in options.test:
        print_curve(path.name, path.name.split(".")[0], read(path, tested), CURVE)
    return 0


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


def _fit(words: Sequence[tuple[str, ...]], is_name: Sequence[bool]) -> dict[str, float]:
    """Gradient descent with a step of its own for every weight (Adam)."""
    start = {fact: WEIGHTS.get(fact, 0.0) for found in words for fact in found}
    weights, mean, spread = dict(start), dict.fromkeys(start, 0.0), dict.fromkeys(start, 0.0)
    for step in range(1, _STEPS + 1):
        slopes = {
            fact: _PULL * (200 if fact in _KEPT else 1) * (weights[fact] - before) for fact, before in start.items()
        }
        for found, named in zip(words, is_name, strict=True):
            miss = 1 / (1 + math.exp(-sum(weights[fact] for fact in found))) - named
            for fact in found:
                slopes[fact] += miss
        for fact, slope in slopes.items():
            mean[fact] = 0.9 * mean[fact] + 0.1 * slope
            spread[fact] = 0.999 * spread[fact] + 0.001 * slope**2
            size = math.sqrt(spread[fact] / (1 - 0.999**step)) + 1e-8
            weights[fact] -= _RATE * mean[fact] / (1 - 0.9**step) / size
    return {fact: round(weight, 2) for fact, weight in weights.items()}


if __name__ == "__main__":
    sys.exit(main())
