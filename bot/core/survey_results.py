"""What a closed survey shows: one table a question, small cells hidden, and no change that few people made.

Whoever knows that one colleague answered differently this time must not find it in the difference of two editions. So
a table is shown as it was before unless some figure of it changed by five or more, and of a table that did change only
those figures move.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.core.partial_dates import PartialDate
from bot.core.small_cells import LEAST_ANSWERS, Voices, is_enough, shown_of_choices, shown_of_parts
from bot.core.surveys import Answer, Question, quotes

BANDS: tuple[tuple[int, int | None], ...] = ((0, 0), (1, 2), (3, 5), (6, 10), (11, 20), (21, 50), (51, None))
"""Numbers are counted in bands: one exact number can name the group that gave it."""


@dataclass(frozen=True, slots=True)
class Reply:
    organisation: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Empty where nothing may be shown."""

    total: int | None = None
    """How many answered the question."""
    cells: Mapping[str, int] = field(default_factory=dict)
    """Numbers of choices, first numbers of bands, or years, with how many gave them. What is missing is hidden."""
    quotes: tuple[str, ...] = ()


def tabulate(question: Question, at: int, replies: Sequence[Reply]) -> Table:
    """Of the question with this place among the questions."""
    given = [(reply.organisation, reply.answers[at]) for reply in replies if reply.answers[at]]
    everybody = [organisation for organisation, _ in given]
    if not is_enough(everybody):
        return Table()
    if question.kind == "text":
        released = [(organisation, answer) for organisation, answer in given if quotes([answer])]
        texts = quotes([answer for _, answer in released]) if is_enough([voice for voice, _ in released]) else []
        return Table(len(everybody), quotes=tuple(texts))
    cells: dict[str, list[str]] = {key: [] for key in _keys(question)}
    for organisation, answer in given:
        for key in _cells_of(question, answer):
            cells.setdefault(key, []).append(organisation)
    shown = _shown(question, cells, everybody)
    return Table(len(everybody), {key: len(voices) for key, voices in sorted(cells.items()) if key in shown})


def published(before: Table | None, now: Table) -> Table:
    """What the new edition shows, after what the one before showed."""
    if before is None or before.total is None:
        return now
    if now.total is None:  # fewer than five, or hidden for the want of groups
        return before if _is_near(before.total, LEAST_ANSWERS - 1) else now
    same = {key for key in before.cells.keys() & now.cells.keys() if _is_near(before.cells[key], now.cells[key])}
    total = before.total if _is_near(before.total, now.total) else now.total
    far = [key for key in before.cells.keys() & now.cells.keys() if key not in same]
    if not far and total == before.total:
        return replace(before, quotes=now.quotes)
    return Table(total, {key: before.cells[key] if key in same else n for key, n in now.cells.items()}, now.quotes)


def _is_near(before: int, now: int) -> bool:
    return abs(now - before) < LEAST_ANSWERS


def _shown(question: Question, cells: Mapping[str, Voices], everybody: Voices) -> frozenset[str]:
    return shown_of_choices(cells, everybody) if question.kind == "multiple" else shown_of_parts(cells)


def _keys(question: Question) -> list[str]:
    match question.kind:
        case "single" | "multiple":
            return [str(at) for at in range(1, len(question.choices) + 1)]
        case "number":
            return [str(low) for low, _ in BANDS]
        case _:
            return []


def _cells_of(question: Question, answer: Answer) -> Sequence[str]:
    match question.kind:
        case "number":
            return [str(max(low for low, _ in BANDS if low <= int(answer[0])))]
        case "date":
            return [str(PartialDate.parse(answer[0]).day.year)]
        case _:
            return answer
