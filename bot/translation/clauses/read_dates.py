"""Days and hours in English and Spanish sentences: on March 3, el martes 12 de marzo, at 18:00, a las 6 de la tarde."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.core.model import Language
from bot.translation.clauses import dates
from bot.translation.clauses.dates import Day, Half
from bot.translation.clauses.meaning import Adjunct
from bot.translation.clauses.read_words import MASK
from bot.translation.clauses.reading import Reader

_Phrases = Mapping[str, Sequence[Sequence[str]]]

_BEFORE_DAYS: Mapping[Language, _Phrases] = {
    "en": {"on": (("on",), ()), "before": (("before",),), "since": (("since",),), "until": (("until",), ("till",)),
           "as of": (("as", "of"), ("starting",), ("starting", "on")), "after": (("after",),), "by": (("by",),),
           "to": (("to",),), "for": (("for",),)},
    "es": {"on": (("el",),), "before": (("antes", "de", "el"),), "since": (("desde", "el"),),
           "until": (("hasta", "el"),), "as of": (("a", "partir", "de", "el"),),
           "after": (("después", "de", "el"),), "by": (("a", "más", "tardar", "el"),), "to": (("a", "el"),),
           "for": (("para", "el"),)},
}  # fmt: skip
_BEFORE_HOURS: Mapping[Language, _Phrases] = {
    "en": {"at": (("at",),), "before": (("before",),), "since": (("since",),), "until": (("until",), ("till",)),
           "as of": (("as", "of"), ("from",), ("starting", "at")), "after": (("after",),), "around": (("around",),), "by": (("by",),)},
    "es": {"at": (("a", "las"), ("a", "la")), "before": (("antes", "de", "las"),), "since": (("desde", "las"),),
           "until": (("hasta", "las"),), "as of": (("a", "partir", "de", "las"),),
           "after": (("después", "de", "las"),),
           "around": (("alrededor", "de", "las"), ("como", "a", "las"), ("a", "eso", "de", "las"))},
}  # fmt: skip
_HALVES: Mapping[Language, Mapping[Half, Sequence[Sequence[str]]]] = {
    "en": {"am": (("am",), ("a", ".", "m", "."), ("a", ".", "m")), "pm": (("pm",), ("p", ".", "m", "."), ("p", ".", "m")),
           "morning": (("in", "the", "morning"),), "afternoon": (("in", "the", "afternoon"),),
           "night": (("at", "night"), ("in", "the", "evening")), "": (("o'clock",), ("hours",))},
    "es": {"am": (("am",), ("a", ".", "m", "."), ("a", ".", "m")), "pm": (("pm",), ("p", ".", "m", "."), ("p", ".", "m")),
           "morning": (("de", "la", "mañana"),), "afternoon": (("de", "la", "tarde"),),
           "night": (("de", "la", "noche"),), "": (("horas",), ("hrs",), ("h",))},
}  # fmt: skip
_CLOCK = frozenset("two three four five six seven eight nine ten eleven twelve".split())
_BEHIND_HOURS = frozenset(
    ("", ",", "and", "but", "or", "so", "because", "if", "sharp", "tomorrow", "today", "tonight", "every")
)
"""Behind "at" and a number these leave no room for what there would be so many of."""
_ALONE = frozenset({"at", "by"})
_TIMED = frozenset(
    "meet meets leave leaves leaving start starts started begin begins open opens close closes arrive arrives come comes coming there "
    "here hall".split()
)
"""What is done at an hour; raised by 5 is a share."""
DAYS = frozenset("today tomorrow tonight yesterday morning afternoon evening".split())


def dated(reader: Reader, position: int) -> Iterator[tuple[Adjunct, int]]:
    """The days and hours that begin there."""
    for relation, start in dates.starts(reader.words, position, _BEFORE_DAYS[reader.language]):
        yield from _day(reader, relation, start)
    if reader.language == "en" and reader.at(position) == "at":
        for name, after in reader.listed("num", position + 1):
            if name in _CLOCK and reader.at(after) in _BEHIND_HOURS:
                yield Adjunct("clock", number=name), after
    for relation, start in dates.starts(reader.words, position, _BEFORE_HOURS[reader.language]):
        if MASK.fullmatch(reader.at(start)):
            found = dates.starts(reader.words, start + 1, _HALVES[reader.language])
            if not found and (reader.language == "es" or _follows_a_day(reader, position)):
                # A number alone may be a sum or a share, but not behind `a las`, nor behind a day.
                if not any(True for _ in reader.nouns(start + 1)):
                    found = [("", start + 1)]
            is_timed = relation in _ALONE and not _TIMED.isdisjoint(reader.words[:position])
            if not found and is_timed and reader.at(start + 1) in _BEHIND_HOURS:
                # We meet at 6, leave by 5:45
                found = [("", start + 1)]
            for half, end in found:
                yield Adjunct("hour", number=f"{relation}|{reader.raw[start]}|={half}"), end


def _day(reader: Reader, relation: str, start: int) -> Iterator[tuple[Adjunct, int]]:
    for weekday, after in (*reader.listed("weekday", start), ("", start)):
        first = after + (bool(weekday) and reader.at(after) == ",")
        if reader.language == "en":
            found = [
                (reader.raw[behind], month, behind + 1)
                for month, behind in reader.listed("month", first)
                # may 3, as a verb, has no capital
                if reader.raw[first][0].isupper() and MASK.fullmatch(reader.at(behind))
            ]
        else:
            found = [
                (reader.raw[first], month, end)
                for month, end in reader.listed("month", first + 2)
                if MASK.fullmatch(reader.at(first)) and reader.at(first + 1) == "de"
            ]
        for day, month, end in found:
            link = (",",) if reader.language == "en" else ("de",)
            year = end + (reader.at(end) in link)
            if year > end and MASK.fullmatch(reader.at(year)):
                yield Adjunct("day", number=Day(relation, day, month, reader.raw[year], weekday).packed()), year + 1
            yield Adjunct("day", number=Day(relation, day, month, "", weekday).packed()), end


def _follows_a_day(reader: Reader, position: int) -> bool:
    before = reader.at(position - 1) if position else ""
    if before in DAYS or any(after == position for _, after in reader.listed("weekday", position - 1)):
        return True
    # March 3 at 18:00
    return position > 1 and any(after == position - 1 for _, after in reader.listed("month", position - 2))
