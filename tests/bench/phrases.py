"""How much of what people write the phrasebook covers: `python -m tests.bench.phrases [FILE.jsonl …]`.

A line is a message, {"language", "text"}; or a sentence in three languages, {"en", "es", "fr"}, which counts thrice;
or {"text"} in a file whose name begins with its language ("es.held.jsonl"). No sentence is printed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.translation.phrasebook import Phrasebook, load_phrasebook

CONVERSATION = Path(__file__).parents[1] / "data" / "conversation.jsonl"
LANGUAGES = ("en", "es", "fr")


@dataclass(frozen=True, slots=True)
class Message:
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Coverage:
    messages: int
    whole: int
    """Messages of which every sentence is a phrase, in both other languages."""
    in_part: int
    """Further messages of which some sentence is one."""

    @property
    def share(self) -> float:
        return self.whole / self.messages if self.messages else 0.0


def messages(path: Path) -> Iterator[Message]:
    for written in path.read_text(encoding="utf-8").splitlines():
        line = json.loads(written)
        if "text" in line:
            yield Message(line.get("language") or path.name[:2], line["text"])
        else:
            yield from (Message(language, line[language]) for language in LANGUAGES)


def coverage(book: Phrasebook, written: Iterable[Message]) -> Coverage:
    total = whole = in_part = 0
    for message in written:
        found = [
            book.parts(message.text, message.language, target) for target in LANGUAGES if target != message.language
        ]
        total += 1
        if all(part.translation is not None for parts in found for part in parts):
            whole += 1
        elif any(part.translation is not None for parts in found for part in parts):
            in_part += 1
    return Coverage(total, whole, in_part)


def main(paths: list[Path]) -> None:
    book = load_phrasebook()
    print(f"{len(book.entries)} phrases")
    print("| file | language | messages | whole | in part |\n|---|---|---|---|---|")
    for path in paths:
        written = list(messages(path))
        for language in (*LANGUAGES, "all"):
            some = [message for message in written if language in (message.language, "all")]
            found = coverage(book, some)
            if some:
                print(f"| {path.name} | {language} | {found.messages} | {found.share:.0%} | {found.in_part} |")


if __name__ == "__main__":
    main([CONVERSATION, *map(Path, sys.argv[1:])])
