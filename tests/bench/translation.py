"""`make bench-translation`: how good, how safe and how fast the translation is, beside raw Apertium.

Measured on sentences that no rule was written for (tests/data/translation). The table goes to standard output, and into
docs/translation-quality.md.
"""

from __future__ import annotations

import asyncio
import os
import platform
import time
import unicodedata
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from bot.clock import SystemClock
from bot.core.doubt import find_doubts
from bot.core.lexicon import fold
from bot.core.model import Language
from bot.translation.apertium import _MODES, _ROUTES, Apertium
from bot.translation.chain import Chain
from bot.translation.modes import programs
from bot.translation.pipeline import Pipeline
from bot.translation.stream_format import UNSURE, decode, encode
from tests.bench.sentences import Dangerous, Sentence, dangerous, later, sentences, without_type

DIRECTIONS = [("en", "es"), ("es", "en"), ("en", "fr"), ("fr", "en"), ("es", "fr"), ("fr", "es")]
DOCUMENT = Path(__file__).parent.parent.parent / "docs" / "translation-quality.md"
BEGIN, END = "<!-- measured -->\n", "<!-- /measured -->\n"
LATER = (
    ("As people of a network write them, by other hands than the rules (first set):", "later_first.jsonl"),
    ("The same, a second set with more slang:", "later_second.jsonl"),
    ("A third, wide in its constructions, half of it typed in a hurry:", "later_third.jsonl"),
    ("A fourth, of more trades, a third of it typed in a hurry:", "later_fourth.jsonl"),
)
ROUNDS = 3
KEPT = """
https://example.org/a?b=1 @ana:demo.local #sala:demo.local MX-2024-017 3(b) $1,234.50 45% 18:30 2026-11-22 👍 `rm`
""".split()


class Raw:
    """Apertium as it comes: its programs in one chain, the text as it was written."""

    def __init__(self) -> None:
        self._chains = {direction: Chain(programs(mode)) for direction, mode in _MODES.items()}

    async def translate(self, texts: Sequence[str], source: Language, target: Language) -> list[str]:
        results = list(texts)
        for direction in _ROUTES[source, target]:
            encoded = [encode(text) for text in results]
            streams = await self._chains[direction].exchange([each.stream for each in encoded])
            pairs = zip(streams, encoded, strict=True)
            results = [decode(stream, each).replace(UNSURE, "").strip() for stream, each in pairs]
        return results

    async def close(self) -> None:
        for chain in self._chains.values():
            await chain.close()


def without_accents(text: str) -> str:
    bare = "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return bare.replace("¿", "").replace("¡", "").lower()


def score(answers: Sequence[str], references: Sequence[str]) -> tuple[float, float]:
    answers, references = [*map(without_type, answers)], [*map(without_type, references)]
    return (
        CHRF(word_order=2).corpus_score(answers, [references]).score,
        BLEU().corpus_score(answers, [references]).score,
    )


def terms_hit(answers: Sequence[str], every: Sequence[Sentence], target: Language) -> tuple[int, int]:
    wanted = [
        (fold(without_type(term)), fold(without_type(answer)))
        for answer, one in zip(answers, every, strict=True)
        for term in one.terms[target]
    ]
    return sum(term in answer for term, answer in wanted), len(wanted)


def flips(every: Sequence[Sentence], answers: Sequence[str], source: Language, target: Language) -> tuple[int, int]:
    found = [find_doubts(one.texts[source], answer, source, target) for one, answer in zip(every, answers, strict=True)]
    return sum("negation" in doubts for doubts in found), sum("numbers" in doubts for doubts in found)


async def quality(raw: Raw, pipeline: Pipeline, every: Sequence[Sentence]) -> list[str]:
    lines = [
        (
            "| direction | chrF++ / BLEU raw | ours | gain | terms raw | ours | negation flips raw / ours | number "
            "flips | doubtful | ms per message | words/s |"
        ),
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    gains = []
    hits = total = 0
    for source, target in DIRECTIONS:
        texts, references = [one.texts[source] for one in every], [one.texts[target] for one in every]
        before = await raw.translate(texts, source, target)
        rendered = await pipeline.render(texts, source, target)
        after = [each.text for each in rendered]
        started = time.perf_counter()
        for _ in range(ROUNDS):
            for text in texts:
                await pipeline.render([text], source, target)
        seconds = (time.perf_counter() - started) / ROUNDS
        (raw_chrf, raw_bleu), (chrf, bleu) = score(before, references), score(after, references)
        raw_hit, wanted = terms_hit(before, every, target)
        hit, _ = terms_hit(after, every, target)
        gains.append(chrf - raw_chrf)
        hits, total = hits + hit, total + wanted
        negation_raw, numbers_raw = flips(every, before, source, target)
        negation, numbers = flips(every, after, source, target)
        lines.append(
            f"| {source}→{target} | {raw_chrf:.1f} / {raw_bleu:.1f} | {chrf:.1f} / {bleu:.1f} | +{chrf - raw_chrf:.1f} "
            f"| {raw_hit}/{wanted} | {hit}/{wanted} | {negation_raw} / {negation} | {numbers_raw} / {numbers} "
            f"| {sum(bool(each.doubts) for each in rendered)}/{len(every)} | {1000 * seconds / len(every):.1f} "
            f"| {sum(len(text.split()) for text in texts) / seconds:.0f} |"
        )
    lines += ["", (f"Mean gain: {sum(gains) / len(gains):.1f} chrF++, the least {min(gains):.1f}. "
               f"Terms: {hits} of {total} ({100 * hits / total:.1f} %).")]  # fmt: skip
    return lines


async def noise(pipeline: Pipeline, every: Sequence[Sentence]) -> list[str]:
    lines = ["| direction | as written | without accents, capitals and opening signs |", "|---|---|---|"]
    for source, target in (("es", "en"), ("es", "fr"), ("fr", "en"), ("fr", "es")):
        references = [one.texts[target] for one in every]

        async def chrf(change: Callable[[str], str], source: str = source, target: str = target) -> float:
            texts = [change(one.texts[source]) for one in every]
            return score(await pipeline.translate(texts, source, target), [one.texts[target] for one in every])[0]

        assert references
        lines.append(f"| {source}→{target} | {await chrf(str):.1f} | {await chrf(without_accents):.1f} |")
    return lines


async def danger(raw: Raw, pipeline: Pipeline, every: Sequence[Dangerous]) -> list[str]:
    lines = [
        "| half | raw Apertium safe | ours safe | wrong ones marked doubtful | safe ones marked too |",
        "|---|---|---|---|---|",
    ]
    for name, unseen in (("tuned on", False), ("not tuned on", True)):
        half = [each for each in every if each.unseen == unseen]
        if not half:
            continue
        raw_safe = 0
        outcome: list[tuple[bool, bool]] = []
        for each in half:
            (before,) = await raw.translate([each.text], each.source, each.target)
            raw_safe += each.safe(before)
            (after,) = await pipeline.render([each.text], each.source, each.target)
            outcome.append((each.safe(after.text), bool(after.doubts)))
        wrong = [doubted for safe, doubted in outcome if not safe]
        right = [doubted for safe, doubted in outcome if safe]
        lines.append(
            f"| {name} | {raw_safe}/{len(half)} | {len(right)}/{len(half)} | {sum(wrong)}/{len(wrong)} "
            f"| {sum(right)}/{len(right)} |"
        )
    return lines


async def survival(pipeline: Pipeline, every: Sequence[Sentence]) -> str:
    lost = asked = 0
    for source, target in DIRECTIONS:
        texts = [f"{one.texts[source]} {KEPT[number % len(KEPT)]} {KEPT[-1 - number % len(KEPT)]}"
                 for number, one in enumerate(every)]  # fmt: skip
        for text, answer in zip(texts, await pipeline.translate(texts, source, target), strict=True):
            asked += 2
            lost += sum(answer.count(span) != text.count(span) for span in set(text.split()[-2:]))
    return f"Protected spans lost: {lost} of {asked}."


def memory_mb() -> float:
    """Of the programs that this process started; what they share is counted once."""
    total = 0
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            try:
                if int((process / "stat").read_text().rpartition(")")[2].split()[1]) == os.getpid():
                    rollup = (process / "smaps_rollup").read_text()
                    total += sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
            except (OSError, IndexError):
                continue
    return total / 1024


async def main() -> int:
    every = sentences()
    pipeline = Pipeline(Apertium(), SystemClock(), timeout_s=60, retry_s=0)
    await pipeline.start()
    programs_mb = memory_mb()
    raw = Raw()
    try:
        lines = [
            (
                f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} processors, {platform.machine()}, "
                f"Python {platform.python_version()}, `make bench-translation`; {len(every)} sentences a direction."
            ),
            "",
            *await quality(raw, pipeline, every),
            "",
            await survival(pipeline, every),
            f"Apertium's programs hold {programs_mb:.0f} MB.",
            "",
            "Typed on a phone (chrF++):",
            "",
            *await noise(pipeline, every),
            "",
            "Sentences where a wrong sense changes who did what:",
            "",
            *await danger(raw, pipeline, dangerous()),
            "",
            "More of them, written for the detector of doubts alone:",
            "",
            *await danger(raw, pipeline, dangerous("doubtful.txt")),
            "",
            "As people write them, every second one by chance not tuned on:",
            "",
            *await danger(raw, pipeline, dangerous("everyday.txt")),
            "",
            *[line for title, file in LATER for line in (title, "", *await danger(raw, pipeline, later(file)), "")],
        ]
    finally:
        await raw.close()
        await pipeline.close()
    table = "\n".join(lines)
    print(table)
    before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)
    DOCUMENT.write_text(f"{before}{BEGIN}\n{table}\n{END}{rest.partition(END)[2]}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(asyncio.run(main()))
