"""Polls (MSC3381): what one may say, how it stands in a copy, how the votes of all rooms are counted together."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.blocks import Line, Lines, Words, each_line
from bot.core.characters import isolated, shortened, single_line
from bot.core.content import Document
from bot.core.model import Poll, PollChoice, Rendered, Text, UserId
from bot.core.rendering import MAX_COPY_BYTES, CopyParts, attribution
from bot.core.sanitise import sanitised
from bot.core.writing import html_of, plain_of

MAX_CHOICES = 20
"""As in MSC3381: what comes after them is not shown by any client."""
MAX_TEXT = 340
"""Characters of a question or an answer, as Element's form takes them."""
_SHORTER = 0.8


def poll_of(question: str, choices: Sequence[tuple[str, str]], most: int, *, disclosed: bool) -> Poll | None:
    """From what a client sent, ids with their texts; None when it is not a poll that people could vote in."""
    shown = tuple(PollChoice(key, _line(text)) for key, text in choices[:MAX_CHOICES])
    asked = _line(question)
    if not asked or not shown or not all(choice.text for choice in shown):
        return None
    if len({choice.key for choice in shown}) < len(shown):
        return None
    return Poll(asked, shown, min(max(most, 1), len(shown)), disclosed)


def words_of_poll(poll: Poll) -> Text:
    """All that a poll says as a message of as many lines, so that whatever looks at messages looks at polls."""
    return Text("\n".join((poll.question, *(choice.text for choice in poll.choices))))


def _line(text: str) -> str:
    line = shortened(single_line(text), MAX_TEXT)
    # What begins as the quote of a reply once did is left out of every message (`content.parse`).
    return line.lstrip("> *") if line.startswith(">") else line


def render_poll(parts: CopyParts, poll: Poll, max_bytes: int = MAX_COPY_BYTES) -> tuple[Poll, Rendered]:
    """The poll of a copy, and the same for clients that show none.

    Its ids are its own: those of the source are foreign text that nobody has looked at.
    """
    limit = MAX_TEXT * 2
    while True:
        asked, *answers = _lines(parts, limit)
        if parts.label:
            asked = f"{asked} [{parts.label}]"
        asked = f"{isolated(attribution(parts.speaker))}: {asked}"
        choices = tuple(PollChoice(str(number), text) for number, text in enumerate(answers, start=1))
        plain = "\n".join((asked, *(f"{choice.key}. {choice.text}" for choice in choices)))
        shown = Lines(tuple(Line((Words(text),)) for text in plain.split("\n")))
        rendered = Rendered(plain, sanitised(html_of((shown,))))
        size = len(json.dumps([plain, rendered.html, asked, answers]))
        if size <= max_bytes or limit < 10:
            return Poll(asked, choices, poll.most, poll.disclosed), rendered
        limit = int(limit * _SHORTER)


def _lines(parts: CopyParts, limit: int) -> list[str]:
    originals = _texts(parts.document)
    if parts.translation is None:
        return [isolated(shortened(text, limit)) for text in originals]
    lines = []
    for original, translated in zip(originals, _texts(parts.translation), strict=True):
        first, second = isolated(shortened(original, limit)), isolated(shortened(translated, limit))
        if parts.quality == "translation":
            lines.append(second)
        else:
            lines.append(first if original == translated else f"{first} — {second}")
    return lines


def _texts(document: Document) -> list[str]:
    return [single_line(plain_of((Lines((line,)),))) for line in each_line(document.nodes)]


@dataclass(frozen=True, slots=True)
class Vote:
    sender: UserId
    sent_at: datetime
    picks: frozenset[int] | None
    """Places of the chosen answers, from 0; empty: taken back, or spoiled; None: it could not be read."""


@dataclass(frozen=True, slots=True)
class Tally:
    numbers: tuple[int, ...]
    """Votes for each answer."""
    voters: int
    unread: int
    """People whose last vote could not be read, and is not counted."""


def picks_of(answers: Sequence[str], places: dict[str, int], most: int) -> frozenset[int]:
    """Which answers a response chooses (MSC3381, "Responses"): the first `most` of them, none when one is unknown."""
    chosen = list(dict.fromkeys(answers))[:most]
    return frozenset(places[key] for key in chosen) if all(key in places for key in chosen) else frozenset()


def tally(votes: Iterable[Vote], number: int, ended_at: datetime) -> Tally:
    """One vote a person, whatever rooms they voted in: the last before the end."""
    last: dict[UserId, Vote] = {}
    for vote in sorted(votes, key=lambda vote: vote.sent_at):
        if vote.sent_at <= ended_at:
            last[vote.sender] = vote
    counted = [vote.picks for vote in last.values() if vote.picks]
    numbers = tuple(sum(place in picks for picks in counted) for place in range(number))
    return Tally(numbers, len(counted), sum(vote.picks is None for vote in last.values()))
