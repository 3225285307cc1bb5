"""The questions about a new record, one at a time: which one is next, and what an answer means.

Pure. The answers are kept as text, as they would be typed again; `doubt` holds what an answer may mean while the bot
asks which one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal, cast

from bot.core import history
from bot.core.command_words import fold
from bot.core.history import Entry as HistoryEntry
from bot.core.history import Impossible
from bot.core.lifecycle import ROUTES, Lifecycle, Refused, Route
from bot.core.mexican_states import as_state
from bot.core.no_answer_words import is_nothing, is_unknown
from bot.core.partial_dates import PartialDate
from bot.core.petitions import Step
from bot.core.record_changes import created, entered
from bot.core.records import Change
from bot.core.sectors import SECTOR_WORDS
from bot.core.spoken_dates import read_date
from bot.core.typed_numbers import read_number

Question = Literal["route", "facility", "place", "sector", "filed", "received", "since", "since_date", "check"]
QUESTIONS: tuple[Question, ...] = (
    "route",
    "facility",
    "place",
    "sector",
    "filed",
    "received",
    "since",
    "since_date",
    "check",
)
SKIPPED = ""
SKIPPABLE = frozenset({"place", "filed", "received", "since_date"})
NOTHING = "nothing"
"""The answer that nothing has happened since."""
_IN_ORDER: tuple[Question, ...] = ("filed", "received", "since_date")
_DATES = frozenset(_IN_ORDER)
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Entry:
    answers: Mapping[Question, str] = field(default_factory=dict)
    asking: Question = "route"
    doubt: tuple[str, ...] = ()
    """What the last answer may mean, to be chosen by number; or a name to be typed once more."""

    @property
    def shown(self) -> tuple[Question, ...]:
        """The questions that this record has, in order, without the check at the end."""
        return tuple(name for name in QUESTIONS[:-1] if self._applies(name))

    def _applies(self, name: Question) -> bool:
        filed = self.answers.get("filed", "?") != SKIPPED
        match name:
            case "received":
                return filed
            case "since":
                return filed
            case "since_date":
                return filed and self.answers.get("since", "?") != NOTHING
            case _:
                return True

    @property
    def route(self) -> Route:
        return cast("Route", self.answers.get("route", "US_MX"))


Problem = Literal[
    "choose",
    "no_name",
    "no_date",
    "roughly",
    "future",
    "too_early",
    "not_skippable",
    "not_that_number",
    "order",
    "nothing_to_go_back_to",
]


def choices(entry: Entry, lifecycle: Lifecycle) -> tuple[str, ...]:
    """The numbered answers to the question that is asked; empty where it takes free text or a date."""
    if entry.doubt:
        return entry.doubt
    match entry.asking:
        case "route":
            return ROUTES
        case "sector":
            return tuple(SECTOR_WORDS)
        case "since":
            done = ["filed", *(["received"] if entry.answers.get("received") else [])]
            return (NOTHING, *lifecycle.allowed(entry.route, done, no_answer=True))
        case _:
            return ()


def answered(
    entry: Entry, typed: str, lifecycle: Lifecycle, today: date, words: Sequence[Sequence[str]] = ()
) -> Entry | Problem:
    """The entry after an answer to the question that is asked. `words`: the choices as people may write them."""
    offered = choices(entry, lifecycle)
    if says_nothing(entry, typed):
        return given(entry, "unknown") if entry.asking == "sector" else skipped(entry)
    if entry.asking in _DATES and not offered:
        return _dated(entry, typed, today)
    if not offered:
        return given(entry, (as_state(typed) or typed) if entry.asking == "place" else typed)
    chosen = _chosen(typed, offered, words)
    if chosen is None and entry.asking in _DATES:  # which day was meant is said by another day as well
        dated = _dated(replace(entry, doubt=()), typed, today)
        return "choose" if dated == "no_date" else dated
    if chosen is None:
        return "choose"
    return given(entry, chosen)


def says_nothing(entry: Entry, typed: str) -> bool:
    """ "No sé" to what may be skipped, and to what there can be no answer without.

    Of a day of filing that nobody knows it is not said: skipping that question says that nothing was filed.
    """
    if entry.doubt and entry.asking not in _DATES:
        return False
    match entry.asking:
        case "place" | "received" | "since_date":
            return is_nothing(typed) or is_unknown(typed)
        case "filed":
            return is_nothing(typed)
        case "facility" | "sector":
            return is_unknown(typed)
        case _:
            return False


def is_no_name(typed: str) -> bool:
    """A number that was meant for another question, or a question about this one."""
    return typed.rstrip().endswith("?") or not any(each.isalpha() for each in typed)


def given(entry: Entry, value: str) -> Entry:
    """With this as the answer, and the next question that has none yet."""
    answers = {**entry.answers, entry.asking: value}
    if entry.asking == "route" or (entry.asking in ("filed", "received") and value == SKIPPED):
        answers.pop("since", None)  # what may have happened since depends on it
    return _next(replace(entry, answers=answers, doubt=()))


def skipped(entry: Entry) -> Entry | Problem:
    return given(entry, SKIPPED) if entry.asking in SKIPPABLE else "not_skippable"


def back(entry: Entry) -> Entry | Problem:
    """To the question before."""
    order: list[Question] = [*entry.shown, "check"]
    if entry.doubt:
        return replace(entry, doubt=())
    at = order.index(entry.asking) if entry.asking in order else 0
    if at == 0:
        return "nothing_to_go_back_to"
    return replace(entry, asking=order[at - 1])


def corrected(entry: Entry, typed: str) -> Entry | Problem:
    """At the check: the number of an answer to give anew."""
    shown, number = entry.shown, read_number(typed)
    if number is None or not 1 <= number <= len(shown):
        return "not_that_number"
    return replace(entry, asking=shown[number - 1])


def changes_of(
    entry: Entry, lifecycle: Lifecycle, now: datetime, today: date, by: str, organisation: str
) -> tuple[Change, ...] | Refused | Impossible:
    """What makes the record, once everything has been answered."""
    answers = entry.answers
    steps: list[Step] = []
    if not answers["filed"]:
        steps.append(Step("draft", PartialDate(today)))
    else:
        steps.append(Step("filed", PartialDate.parse(answers["filed"])))
    if answers.get("received"):
        steps.append(Step("received", PartialDate.parse(answers["received"])))
    since = answers.get("since", NOTHING)
    if answers["filed"] and since != NOTHING:
        written = answers.get("since_date", SKIPPED)
        steps.append(Step(since, PartialDate.parse(written) if written else None))
    told: list[HistoryEntry] = []
    for step in steps:
        result = history.record(lifecycle, entry.route, told, step, now, by, no_answer=True)
        if isinstance(result, Refused | Impossible):
            return result
        told.append(result)
    first = created(
        entry.route, answers["facility"], answers.get("place", ""), answers["sector"], now, by, organisation
    )
    return (first, *(entered(each, organisation) for each in told))


def _next(entry: Entry) -> Entry:
    return replace(entry, asking=next((name for name in entry.shown if name not in entry.answers), "check"))


def _dated(entry: Entry, typed: str, today: date) -> Entry | Problem:
    meant = read_date(typed, today)
    if not meant:
        return "roughly" if is_unknown(typed) else "no_date"
    happened = [each for each in meant if each.day <= today]
    if not happened:
        return "future"
    fitting = [each for each in happened if not any(each.surely_before(other) for other in _before(entry))]
    if not fitting:
        return "too_early"
    if len(fitting) > 1:
        return replace(entry, doubt=tuple(each.iso for each in fitting))
    return given(entry, fitting[0].iso)


def _before(entry: Entry) -> list[PartialDate]:
    """The days that were given for what must have happened before."""
    known = entry.answers
    earlier = [known.get(name) for name in _IN_ORDER[: _IN_ORDER.index(entry.asking)]]
    return [PartialDate.parse(each) for each in earlier if each]


def _chosen(typed: str, offered: Sequence[str], words: Sequence[Sequence[str]]) -> str | None:
    """By its number, or by words that fit one of them alone; "autopartes" is the same as "auto partes"."""
    number = read_number(typed)
    if number is not None:
        return offered[number - 1] if 1 <= number <= len(offered) else None
    wanted = _WORDS.findall(fold(typed))
    if not wanted:
        return None
    ways = [
        (choice, [_WORDS.findall(fold(spelling)) for spelling in spellings])
        for choice, spellings in zip(offered, words, strict=False)
    ]
    exact = [choice for choice, spelled in ways if any("".join(each) == "".join(wanted) for each in spelled)]
    begun = [
        choice
        for choice, spelled in ways
        if any(all(any(word.startswith(each) for word in one) for each in wanted) for one in spelled)
    ]
    fitting = exact or begun
    return fitting[0] if len(fitting) == 1 else None
