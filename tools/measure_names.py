"""How many names the shield holds, and how much else. The curve of docs/names.md.

python -m tools.measure_names tests/data/names/es.dev.jsonl … [--misses] [--curve] [--speed]
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.core.model import Language
from bot.core.names.evidence import Evidence
from bot.core.names.shield import NameShield, Span, threshold_of
from bot.core.shield_words import Strength
from bot.names_data import load_name_shield

STRENGTHS: tuple[Strength, ...] = ("strict", "normal")
CURVE = tuple(step / 2 for step in range(-5, 7))


@dataclass(frozen=True)
class Sentence:
    text: str
    spans: tuple[Span, ...]
    kind: str
    weighed: Sequence[tuple[Evidence, float]]


@dataclass
class Tally:
    held: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    total: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    spans_found: int = 0
    spans: int = 0

    def add(self, sentence: Sentence, found: Sequence[Span]) -> None:
        self.total[sentence.kind] += 1
        self.held[sentence.kind] += bool(found)
        self.spans += len(sentence.spans)
        self.spans_found += sum(any(_overlap(wanted, span) for span in found) for wanted in sentence.spans)

    def row(self, head: str) -> str:
        shares = [self.held[kind] / max(1, self.total[kind]) for kind in ("name", "chat", "hard")]
        spans = self.spans_found / max(1, self.spans)
        return f"| {head} | {shares[0]:.3f} | {spans:.3f} | {shares[1]:.3f} | {shares[2]:.3f} |"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, help="LANGUAGE.….jsonl with text, spans and kind")
    parser.add_argument("--misses", action="store_true", help="print what is judged wrong at strength normal")
    parser.add_argument("--curve", action="store_true", help="every threshold, not only the chosen two")
    parser.add_argument("--speed", action="store_true", help="milliseconds a message, and what loading takes (Linux)")
    options = parser.parse_args()
    before = time.perf_counter(), _resident_megabytes()
    shield = load_name_shield()
    if options.speed:
        print(f"loaded in {time.perf_counter() - before[0]:.2f} s, {_resident_megabytes() - before[1]:.0f} MB")
    for path in options.files:
        language = path.name.split(".")[0]
        sentences = read(path, shield)
        print_curve(path.name, language, sentences, CURVE if options.curve else ())
        if options.misses:
            _print_misses(sentences, language, shield)
        if options.speed:
            _print_speed(sentences, language, shield)
    return 0


def print_curve(title: str, language: Language, sentences: Sequence[Sentence], thresholds: Sequence[float]) -> None:
    """A table of what is held at the thresholds of the two strengths and at these."""
    print(f"\n{title}\n\n| threshold | messages with a name held | names found | chat held | hard clean held |")
    print("|---|---|---|---|---|")
    chosen = {threshold_of(language, strength): strength for strength in STRENGTHS}
    for threshold in sorted({*thresholds, *chosen}):
        tally = Tally()
        for sentence in sentences:
            tally.add(sentence, NameShield.spans_above(threshold, sentence.weighed))
        print(tally.row(f"{threshold:g} {chosen.get(threshold, '')}".strip()))


def read(path: Path, shield: NameShield) -> list[Sentence]:
    """The sentences of one file, weighed."""
    language = path.name.split(".")[0]
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Sentence(
            row["text"],
            tuple(Span(start, end) for start, end in row["spans"]),
            row["kind"],
            shield.weigh(row["text"], language),
        )
        for row in rows
    ]


def _print_misses(sentences: Sequence[Sentence], language: Language, shield: NameShield) -> None:
    for sentence in sentences:
        found = shield.spans_above(threshold_of(language, "normal"), sentence.weighed)
        missed = [span for span in sentence.spans if not any(_overlap(span, one) for one in found)]
        wrong = [span for span in found if not any(_overlap(span, one) for one in sentence.spans)]
        if missed or (wrong and sentence.kind != "name"):
            print(f"\n{'MISS' if missed else 'WRONG'} {sentence.kind}: {sentence.text!r}")
            for span in (*missed, *wrong):
                for evidence, score in sentence.weighed:
                    if _overlap(span, Span(evidence.token.start, evidence.token.end)):
                        print(f"   {evidence.token.text} {score:.1f} {evidence.kind} {' '.join(evidence.facts)}")


def _print_speed(sentences: Sequence[Sentence], language: str, shield: NameShield) -> None:
    took = []
    for sentence in sentences:
        before = time.process_time()
        shield.check(sentence.text, language)
        took.append((time.process_time() - before) * 1000)
    took.sort()
    print(f"\nms a message: median {took[len(took) // 2]:.2f}, slowest {took[-1]:.2f}")


def _resident_megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1_000_000


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


if __name__ == "__main__":
    sys.exit(main())
