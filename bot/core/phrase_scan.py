"""Find the values in a sentence: dates, times, counts, sums, ids, links, known names.

Strict: what could be read in two ways (03/04/2026, 1.234) is left where it stands, and then no phrase matches,
for a key of a phrase has no digits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.core.model import Language
from bot.core.phrase_names import Name, bare
from bot.core.phrase_text import FILLER, SLOT_MARKS, folded
from bot.core.phrase_values import (
    MONTHS,
    NUMBER_WORDS,
    RELATIVE,
    WEEKDAYS,
    Amount,
    Count,
    Day,
    Number,
    Percent,
    RelativeDay,
    Time,
    Value,
    Verbatim,
)

LANGUAGES: tuple[Language, ...] = ("en", "es", "fr")
_MORE_MONTHS = {
    "en": {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9,
           "oct": 10, "nov": 11, "dec": 12},
    "es": {"ene": 1, "feb": 2, "mar": 3, "abr": 4, "may": 5, "jun": 6, "jul": 7, "ago": 8, "sep": 9, "sept": 9,
           "setiembre": 9, "oct": 10, "nov": 11, "dic": 12},
    "fr": {"janv": 1, "fevr": 2, "fev": 2, "avr": 4, "juill": 7, "sept": 9, "oct": 10, "nov": 11, "dec": 12},
}  # fmt: skip
_MORE_RELATIVE = {
    "en": {"tmrw": "tomorrow", "tmw": "tomorrow", "tmr": "tomorrow", "2day": "today", "2nite": "tonight",
           "2moro": "tomorrow", "tomorrow evening": "tomorrow night", "this evening": "tonight"},
    "es": {"hoy en la noche": "tonight", "hoy por la noche": "tonight", "esta noche": "tonight",
           "ayer por la noche": "last night", "ayer en la noche": "last night",
           "hoy en la tarde": "this afternoon", "hoy por la tarde": "this afternoon",
           "hoy en la manana": "this morning", "hoy por la manana": "this morning",
           "manana en la manana": "tomorrow morning", "manana temprano": "tomorrow morning",
           "manana en la tarde": "tomorrow afternoon", "manana en la noche": "tomorrow night",
           "semana proxima": "next week", "la semana que viene": "next week", "la semana proxima": "next week",
           "proxima semana": "next week"},
    "fr": {"auj": "today", "ajd": "today", "aujourdhui": "today", "a soir": "tonight",
           "demain en soiree": "tomorrow night", "cet aprem": "this afternoon", "demain aprem": "tomorrow afternoon"},
}  # fmt: skip
_ZONES = {
    "en": {"et": "eastern", "eastern": "eastern", "eastern time": "eastern", "mexico city time": "mexico city"},
    "es": {"hora del este": "eastern", "hora de la ciudad de mexico": "mexico city", "hora cdmx": "mexico city",
           "hora de cdmx": "mexico city"},
    "fr": {"heure de l'est": "eastern", "he": "eastern", "heure de mexico": "mexico city"},
}  # fmt: skip
_YEAR = r"(?P<year>20[1-4][0-9])"
_NUMBER = {
    "en": r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,7})(?:\.(?P<decimals>[0-9]{1,2}))?",
    "es": r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,7})(?:\.(?P<decimals>[0-9]{1,2}))?",
    "fr": r"(?P<whole>[0-9]{1,3}(?: [0-9]{3})+|[0-9]{1,7})(?:,(?P<decimals>[0-9]{1,2}))?",
}
_BEFORE = r"(?<![\w.,:/$%@#-])"
_AFTER = r"(?![\w/$%@#-]|[.,:][0-9])"
_CURRENCIES = {
    "mxn": "MXN", "mx": "MXN", "m.n.": "MXN", "usd": "USD", "us": "USD", "cad": "CAD", "ca": "CAD", "can": "CAD",
    "pesos": "pesos", "dolares": "dollars", "dollars": "dollars", "": "",
}  # fmt: skip

# As 7K2-M9X or MX-2024-017: letters, digits and a hyphen.
_PETITION = r"(?<![\w-])(?=[a-z0-9-]*[0-9])(?=[0-9-]*[a-z])[a-z0-9]{1,8}(?:-[a-z0-9]{1,8}){1,3}(?![\w-])"

_Reader = Callable[[re.Match[str], Language, str], Value | None]


@dataclass(frozen=True, slots=True)
class Scan:
    raw: str
    """The text in NFC."""
    marked: str
    """`raw` folded, with a mark and fillers in the place of every value; of the same length."""
    values: Mapping[int, tuple[str, Value]]
    """Kind and value by the place where its mark stands."""


class Scanner:
    def __init__(self, names: Iterable[Name]) -> None:
        self._names: dict[Language, dict[str, Name]] = {language: {} for language in LANGUAGES}
        for name in names:
            for language, known in self._names.items():
                for text in name.texts[language]:
                    known[folded(bare(text, language, name.kind))] = name
        self._readers = {language: self._patterns(language) for language in LANGUAGES}

    def scan(self, raw: str, language: Language) -> Scan:
        text = folded(raw)
        marked = text
        values: dict[int, tuple[str, Value]] = {}
        for kind, pattern, reader in self._readers[language]:
            for found in pattern.finditer(marked):
                value = reader(found, language, raw[found.start() : found.end()])
                if value is None:
                    continue
                size = found.end() - found.start()
                actual = value.kind if isinstance(value, Name) else kind
                values[found.start()] = (actual, value)
                marked = marked[: found.start()] + SLOT_MARKS[actual] + FILLER * (size - 1) + marked[found.end() :]
        return Scan(raw, marked, values)

    def _patterns(self, language: Language) -> list[tuple[str, re.Pattern[str], _Reader]]:
        """In the order in which they take their part of the text: "8 de la mañana" before "mañana"."""
        number = _NUMBER[language]
        months = _any(_months(language))
        weekdays = "|".join(folded(day) for day in WEEKDAYS[language])
        names = _any(map(re.escape, self._names[language]))
        patterns: list[tuple[str, str, _Reader]] = [
            ("link", r"(?<!\S)https?://[^\s⟦⟧]+(?<![.,;:!?)])", _verbatim),
            ("petition", _PETITION, _verbatim),
            ("amount", _amounts(language), _amount),
            ("percent", rf"{_BEFORE}{number} ?(?:%|percent|por ciento|pour cent)(?!\w)", _percent),
            *(("time", pattern + _zone(language), _time) for pattern in _times(language)),
            *(("date", pattern, _day) for pattern in _dates(language, months, weekdays)),
            ("date", rf"(?<![\w-])(?:{_any(_relatives(language))})(?![\w-])", _relative),
            *([("place", rf"(?<![\w'-])(?P<name>{names})(?![\w'-])", self._name)] if names else []),
            *([("place", rf"(?<=l')(?P<name>{names})(?![\w'-])", self._name)] if names and language == "fr" else []),
            *([("place", rf"(?<=d')(?P<name>{names})(?![\w'-])", self._name)] if names and language == "fr" else []),
            ("count", _BEFORE + r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,6})" + _AFTER if language != "fr"
             else _BEFORE + r"(?P<whole>[0-9]{1,3}(?: [0-9]{3})+|[0-9]{1,6})" + _AFTER, _count),
            ("count", rf"(?<![\w'-])(?P<word>{'|'.join(NUMBER_WORDS[language])})(?![\w'-])", _count_word),
        ]  # fmt: skip
        return [(kind, re.compile(pattern), reader) for kind, pattern, reader in patterns]

    def _name(self, found: re.Match[str], language: Language, _raw: str) -> Value | None:
        return self._names[language][found["name"]]


def _any(texts: Iterable[str]) -> str:
    """A pattern of alternatives, the longest first."""
    return "|".join(sorted(texts, key=len, reverse=True))


def _months(language: Language) -> dict[str, int]:
    return {folded(month): place for place, month in enumerate(MONTHS[language], 1)} | _MORE_MONTHS[language]


def _relatives(language: Language) -> dict[str, str]:
    return {folded(words[language]): which for which, words in RELATIVE.items()} | _MORE_RELATIVE[language]


def _dates(language: Language, months: str, weekdays: str) -> list[str]:
    weekday = rf"(?:(?P<weekday>{weekdays}),? )?"
    # The dot of an abbreviation, not the full stop after a month.
    month = rf"(?P<month>{months})(?:\.(?= [0-9a-z]))?"
    end = r"(?![\w/$%-]|[.,:][0-9])"
    iso = rf"(?<![\w/-])(?P<iso>20[1-4][0-9]-[0-9]{{2}}-[0-9]{{2}}){end}"
    if language == "en":
        slashed = r"(?P<m>[0-9]{1,2})/(?P<d>[0-9]{1,2})/"
        day = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
        forms = [rf"{weekday}{month} {day}(?:,? {_YEAR})?", rf"{weekday}{day} (?:of )?{month}(?:,? {_YEAR})?"]
        bare_day = rf"(?<![\w-])(?P<this>this )?(?P<weekday>{weekdays})(?![\w-])"
    elif language == "es":
        slashed = r"(?P<d>[0-9]{1,2})/(?P<m>[0-9]{1,2})/"
        forms = [rf"{weekday}(?P<day>[0-9]{{1,2}})(?:o|ro)? (?:de )?{month}(?: (?:del? )?{_YEAR})?"]
        bare_day = rf"(?<![\w-])(?<!\Wlos )(?<!^los )(?P<this>este )?(?P<weekday>{weekdays})(?![\w-])"
    else:
        slashed = r"(?P<d>[0-9]{1,2})/(?P<m>[0-9]{1,2})/"
        forms = [rf"{weekday}(?P<day>[0-9]{{1,2}})(?:er)? {month}(?: {_YEAR})?"]
        # "le vendredi" is every Friday
        bare_day = rf"(?<![\w-])(?<!\Wle )(?<!^le )(?P<this>ce )?(?P<weekday>{weekdays})(?![\w-])"
    return [iso, rf"(?<![\w/-]){slashed}{_YEAR}{end}", *(rf"(?<![\w/.,$-]){form}{end}" for form in forms), bare_day]


def _times(language: Language) -> list[str]:
    clock = r"(?<![\w:/.,$-])(?P<hour>[01]?[0-9]|2[0-3])"
    minute = r"(?P<minute>[0-5][0-9])"
    half = r" ?(?P<half>[ap])\.? ?m(?:\.|(?!\w))"
    end = r"(?![\w:]|\.[0-9])"
    forms = [rf"{clock}(?::{minute})?{half}"]
    if language == "es":
        forms += [
            rf"{clock}(?::{minute})? (?:de|en|por) la (?P<part>manana|tarde|noche){end}",
            rf"{clock}:{minute}(?: ?(?:h|hrs?|horas)\.?)?{end}",
            # Without "las" it is how long, not when.
            rf"(?<=las ){clock} ?(?:h|hrs?|horas)\.?{end}",
            r"(?<!\w)(?P<named>mediodia)(?!\w)",
        ]
    elif language == "fr":
        forms += [
            rf"{clock} ?h(?: ?{minute})? du (?P<part>matin|soir){end}",
            rf"{clock} ?h(?: ?{minute})?{end}",
            rf"{clock}:{minute}{end}",
            r"(?<![\w-])(?P<named>midi)(?![\w-])",
        ]
    else:
        forms += [rf"{clock}:{minute}{end}", r"(?<!\w)(?P<named>noon)(?!\w)"]
    return forms


def _zone(language: Language) -> str:
    return rf"(?: \(?(?P<zone>{_any(_ZONES[language])})(?!\w)\)?)?"


def _amounts(language: Language) -> str:
    number = _NUMBER[language]
    if language == "fr":
        units = r"(?: ?\$(?: ?(?P<code>mxn|mx|usd|us|cad|can|ca)(?!\w))?| (?P<unit>pesos|dollars|mxn|usd|cad))"
        return rf"{_BEFORE}{number}{units}(?!\w)"
    words = "pesos|dollars|mxn|usd|cad" if language == "en" else r"pesos|dolares|mxn|usd|cad|m\.n\."
    sign = r"(?P<code>mx|us|ca)?(?P<sign>\$) ?"
    return rf"(?<![\w.,$-])(?:{sign})?{number}(?(sign)(?: ?(?P<unit>{words}))?| ?(?P<other>{words}))(?!\w|[.,][0-9])"


def _number(found: re.Match[str]) -> Number:
    whole = found["whole"]
    digits = re.sub(r"[ ,]", "", whole)
    parts = found.groupdict()
    return Number(digits.lstrip("0") or "0", parts.get("decimals") or "", grouped=digits != whole)


def _verbatim(_found: re.Match[str], _language: Language, raw: str) -> Value | None:
    return Verbatim(raw)


def _amount(found: re.Match[str], language: Language, _raw: str) -> Value | None:
    parts = found.groupdict()
    code, unit = parts.get("code") or "", parts.get("unit") or parts.get("other") or ""
    number = _number(found)
    currency, other = _CURRENCIES[unit or code], _CURRENCIES[code or unit]
    fits = currency == other or (currency == "pesos" and other == "MXN") or language == "fr"
    return Amount(number, currency) if fits and number.digits != "1" else None  # type: ignore[arg-type]  # of the table


def _percent(found: re.Match[str], _language: Language, _raw: str) -> Value | None:
    return Percent(_number(found))


def _count(found: re.Match[str], _language: Language, _raw: str) -> Value | None:
    # A number with a leading zero is a code.
    return None if len(found["whole"]) > 1 and found["whole"][0] == "0" else Count(_number(found))


def _count_word(found: re.Match[str], language: Language, _raw: str) -> Value | None:
    return Count(Number(str(NUMBER_WORDS[language].index(found["word"]) + 2)), in_words=True)


def _relative(found: re.Match[str], language: Language, _raw: str) -> Value | None:
    return RelativeDay(_relatives(language)[found[0]])


def _day(found: re.Match[str], language: Language, _raw: str) -> Value | None:
    parts = {name: text for name, text in found.groupdict().items() if text}
    if "iso" in parts:
        return Day(iso=parts["iso"]) if _exists(*map(int, parts["iso"].split("-"))) else None
    weekdays = [folded(day) for day in WEEKDAYS[language]]
    weekday = weekdays.index(parts["weekday"]) if "weekday" in parts else None
    if "d" in parts:
        day, month, year = int(parts["d"]), int(parts["m"]), int(parts["year"])
        # Up to the twelfth the other two countries would read another day.
        return Day(day, month, year) if day > 12 and _exists(year, month, day) else None
    if "day" not in parts:
        return Day(weekday=weekday, this="this" in parts)
    day, month, year = int(parts["day"]), _months(language)[parts["month"]], int(parts.get("year", 0))
    if not _exists(year or 2028, month, day):
        return None
    if weekday is not None and year and date(year, month, day).weekday() != weekday:
        return None
    return Day(day, month, year, weekday)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _time(found: re.Match[str], _language: Language, _raw: str) -> Value | None:
    parts = {name: text for name, text in found.groupdict().items() if text}
    zone = next((zones[parts["zone"]] for zones in _ZONES.values() if parts.get("zone") in zones), "")
    if "named" in parts:
        return Time(12, zone=zone)  # type: ignore[arg-type]  # of the table
    hour, minute = int(parts["hour"]), int(parts.get("minute", 0))
    known = hour == 0 or hour > 12 or parts["hour"].startswith("0")
    if "half" in parts or "part" in parts:
        if not 1 <= hour <= 12 or (hour == 12 and "part" in parts):
            return None
        afternoon = parts.get("half") == "p" or parts.get("part") in ("tarde", "noche", "soir")
        hour, known = hour % 12 + 12 * afternoon, True
    return Time(hour, minute, known, zone)  # type: ignore[arg-type]  # of the table


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
