"""Days and hours: the same figures, in another order in every language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar, cast

from bot.core.model import Language

Half = Literal["", "am", "pm", "morning", "afternoon", "night"]
"""Which half of the day an hour is in, where the sentence says so."""
Name = TypeVar("Name", bound=str)

_HALVES: Mapping[Language, Mapping[Half, str]] = {
    "en": {"": "", "am": "am", "pm": "pm", "morning": "in the morning", "afternoon": "in the afternoon",
           "night": "at night"},
    "es": {"": "", "am": "am", "pm": "pm", "morning": "de la mañana", "afternoon": "de la tarde",
           "night": "de la noche"},
    "fr": {"": "", "am": "am", "pm": "pm", "morning": "h du matin", "afternoon": "h de l'après-midi",
           "night": "h du soir"},
}  # fmt: skip

BEFORE_DAYS: Mapping[Language, Mapping[str, str]] = {
    "en": {"on": "on", "before": "before", "since": "since", "until": "until", "as of": "as of", "after": "after",
           "by": "by", "to": "to", "of": "of", "for": "for"},
    "es": {"on": "el", "before": "antes del", "since": "desde el", "until": "hasta el", "as of": "a partir del",
           "after": "después del", "by": "a más tardar el", "to": "al", "of": "del", "for": "para el"},
    "fr": {"on": "le", "before": "avant le", "since": "depuis le", "until": "jusqu'au", "as of": "à partir du",
           "after": "après le", "by": "d'ici le", "to": "au", "of": "du", "for": "pour le"},
}  # fmt: skip
BEFORE_HOURS: Mapping[Language, Mapping[str, str]] = {
    "en": {"at": "at", "before": "before", "since": "since", "until": "until", "as of": "as of", "after": "after",
           "around": "around", "by": "by", "of": "at"},
    "es": {"at": "a las", "of": "de las", "before": "antes de las", "since": "desde las", "until": "hasta las",
           "as of": "a partir de las", "after": "después de las", "around": "alrededor de las",
           "by": "antes de las"},
    "fr": {"at": "à", "of": "de", "before": "avant", "since": "depuis", "until": "jusqu'à", "as of": "à partir de",
           "after": "après", "around": "vers", "by": "avant"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Day:
    """What a sentence calls by its date; what it does not say is empty."""

    relation: str
    day: str
    month: str
    year: str = ""
    weekday: str = ""

    def packed(self) -> str:
        return f"{self.relation}|{self.day}|{self.month}|{self.year}|{self.weekday}"

    @staticmethod
    def unpacked(packed: str) -> Day:
        return Day(*packed.split("|"))


def said_day(packed: str, language: Language, word: Callable[[str, str], str]) -> list[str]:
    """`word` gives what a month (`month`) or a weekday (`weekday`) is called."""
    when = Day.unpacked(packed)
    relation = BEFORE_DAYS[language][when.relation]
    month, weekday = (
        word("month", when.month) if when.month else "",
        word("weekday", when.weekday) if when.weekday else "",
    )
    if not month:
        return [relation, *(["the"] if language == "en" else []), weekday, when.day]
    if language == "en":
        named = [f"{weekday},", month] if weekday else [month]
        return [relation, *named, *([f"{when.day},", when.year] if when.year else [when.day])]
    if language == "es":
        return [relation, weekday, when.day, "de", month, *(["de", when.year] if when.year else [])]
    return [relation, weekday, when.day, month, when.year]


def said_hour(packed: str, language: Language, word: Callable[[str, str], str] | None = None) -> list[str]:
    relation, hour, minutes = packed.split("|")
    if relation == "from to":
        first, second = {"en": ("from", "to"), "es": ("de", "a"), "fr": ("de", "à")}[language]
        return [first, hour, second, minutes]
    start = BEFORE_HOURS[language][relation]
    if hour.startswith("word ") and word is not None:
        name = word("num", hour.removeprefix("word "))
        if language == "es" and hour == "word one":
            start, name = start.replace("las", "la"), "una"
        return [
            start,
            name,
            *{"en": ["o'clock"], "es": [], "fr": ["heure" if hour == "word one" else "heures"]}[language],
        ]
    if minutes.startswith("="):
        # As it was written: the number may have minutes of its own.
        of_hour = language == "fr" and relation == "of" and minutes == "="
        return [start, hour, "h" if of_hour else _HALVES[language][cast(Half, minutes[1:])]]
    if language == "fr":
        return [start, hour, "h", minutes]
    if not minutes:
        # No figure of our own: what is not there unchanged is refused afterwards.
        return [start, hour, "horas" if language == "es" else "h"]
    return [start, f"{hour}:{minutes}"]


def starts(
    words: Sequence[str], position: int, phrases: Mapping[Name, Sequence[Sequence[str]]]
) -> list[tuple[Name, int]]:
    """The relations that stand there, each with the place behind it."""
    first = words[position] if position < len(words) else ""
    return [
        (name, position + len(phrase))
        for name, each in phrases.items()
        for phrase in each
        if not phrase or (phrase[0] == first and list(words[position : position + len(phrase)]) == list(phrase))
    ]
