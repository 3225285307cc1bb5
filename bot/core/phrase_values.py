"""What a slot of a phrase can hold, and how each language writes it.

A value is written as exactly as it was said: a time without "am" or "pm" stays without, a sum in unnamed dollars
stays in unnamed dollars. `write` gives None where a form makes no sense for a value ("until this week").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from bot.core.model import Language

NBSP = "\u00a0"

MONTHS: Mapping[Language, tuple[str, ...]] = {
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    "es": (
        "enero", "febrero", "marzo", "abril", "mayo", "junio",
        "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
    ),
    "fr": (
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ),
}  # fmt: skip
WEEKDAYS: Mapping[Language, tuple[str, ...]] = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
}
RELATIVE: Mapping[str, Mapping[Language, str]] = {
    "today": {"en": "today", "es": "hoy", "fr": "aujourd’hui"},
    "tomorrow": {"en": "tomorrow", "es": "mañana", "fr": "demain"},
    "yesterday": {"en": "yesterday", "es": "ayer", "fr": "hier"},
    "tonight": {"en": "tonight", "es": "esta noche", "fr": "ce soir"},
    "last night": {"en": "last night", "es": "anoche", "fr": "hier soir"},
    "this morning": {"en": "this morning", "es": "esta mañana", "fr": "ce matin"},
    "this afternoon": {"en": "this afternoon", "es": "esta tarde", "fr": "cet après-midi"},
    "tomorrow morning": {"en": "tomorrow morning", "es": "mañana por la mañana", "fr": "demain matin"},
    "tomorrow afternoon": {"en": "tomorrow afternoon", "es": "mañana por la tarde", "fr": "demain après-midi"},
    "tomorrow night": {"en": "tomorrow night", "es": "mañana por la noche", "fr": "demain soir"},
    "this week": {"en": "this week", "es": "esta semana", "fr": "cette semaine"},
    "next week": {"en": "next week", "es": "la próxima semana", "fr": "la semaine prochaine"},
    "last week": {"en": "last week", "es": "la semana pasada", "fr": "la semaine dernière"},
}
_PAST = frozenset({"yesterday", "last night", "last week"})
_FUTURE = frozenset({"tonight", "tomorrow", "tomorrow morning", "tomorrow afternoon", "tomorrow night", "next week"})
_SINGLE_DAYS = frozenset({"today", "tomorrow", "yesterday"})
NUMBER_WORDS: Mapping[Language, tuple[str, ...]] = {
    # From two on: "one" is also an article, and Spanish and French inflect it.
    "en": tuple("two three four five six seven eight nine ten eleven twelve".split()),
    "es": tuple("dos tres cuatro cinco seis siete ocho nueve diez once doce".split()),
    "fr": tuple("deux trois quatre cinq six sept huit neuf dix onze douze".split()),
}

Plural = Literal["one", "other"]


class Value(Protocol):
    def write(self, language: Language, form: str) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Verbatim:
    """An id or a link, the same in every language."""

    text: str

    def write(self, language: Language, form: str) -> str | None:  # noqa: ARG002 - the protocol's shape
        return self.text


@dataclass(frozen=True, slots=True)
class Number:
    digits: str
    decimals: str = ""
    grouped: bool = False
    """The writer set the thousands apart."""

    def written(self, language: Language) -> str:
        whole = self.digits
        if self.grouped or len(whole) > 4:
            first = len(whole) % 3 or 3
            groups = [whole[:first], *(whole[place : place + 3] for place in range(first, len(whole), 3))]
            whole = (NBSP if language == "fr" else ",").join(groups)
        return whole + (("," if language == "fr" else ".") + self.decimals if self.decimals else "")


@dataclass(frozen=True, slots=True)
class Count:
    number: Number
    in_words: bool = False

    def write(self, language: Language, form: str) -> str | None:  # noqa: ARG002 - the protocol's shape
        if self.in_words:
            return NUMBER_WORDS[language][int(self.number.digits) - 2]
        return self.number.written(language)

    def plural(self, language: Language) -> Plural:
        """French counts nothing in the singular."""
        count = int(self.number.digits)
        return "one" if count == 1 or (count == 0 and language == "fr") else "other"


@dataclass(frozen=True, slots=True)
class Percent:
    number: Number

    def write(self, language: Language, form: str) -> str | None:  # noqa: ARG002 - the protocol's shape
        return self.number.written(language) + (f"{NBSP}%" if language == "fr" else "%")


@dataclass(frozen=True, slots=True)
class Amount:
    number: Number
    currency: Literal["", "MXN", "USD", "CAD", "pesos", "dollars"]
    """Empty: a dollar sign that may mean any of them."""

    def write(self, language: Language, form: str) -> str | None:  # noqa: ARG002 - the protocol's shape
        number = self.number.written(language)
        if self.currency in ("pesos", "dollars"):
            word = "dólares" if self.currency == "dollars" and language == "es" else self.currency
            return f"{number}{NBSP if language == 'fr' else ' '}{word}"
        if language == "fr":
            country = {"": "", "MXN": f"{NBSP}MXN", "USD": f"{NBSP}US", "CAD": f"{NBSP}CA"}[self.currency]
            return f"{number}{NBSP}${country}"
        return f"${number} {self.currency}".rstrip()


@dataclass(frozen=True, slots=True)
class Time:
    hour: int
    minute: int = 0
    known: bool = True
    """False: nobody said which half of the day."""
    zone: Literal["", "eastern", "mexico city"] = ""

    def write(self, language: Language, form: str) -> str | None:
        text = getattr(self, f"_{language}")()
        if form == "at":
            text = {"en": f"at {text}", "es": self._a(text), "fr": f"à {text}"}[language]
        return str(text) + self._zone(language)

    def _en(self) -> str:
        if not self.known:
            return f"{self.hour}:{self.minute:02}"
        minutes = f":{self.minute:02}" if self.minute else ""
        if self.hour == 12 and not self.minute:
            return "noon"
        return f"{self.hour % 12 or 12}{minutes} {'am' if self.hour < 12 else 'pm'}"

    def _es(self) -> str:
        if self.known and self.hour == 12 and not self.minute:
            return "mediodía"
        # The zero says that it is the morning; without it nobody said so.
        return f"{self.hour:02}:{self.minute:02}" if self.known else f"{self.hour}:{self.minute:02}"

    def _fr(self) -> str:
        if self.known and self.hour == 12 and not self.minute:
            return "midi"
        return f"{self.hour}{NBSP}h" + (f"{NBSP}{self.minute:02}" if self.minute else "")

    def _a(self, text: str) -> str:
        if text == "mediodía":
            return "al mediodía"
        return f"a la {text}" if self.hour == 1 else f"a las {text}"

    def _zone(self, language: Language) -> str:
        if not self.zone:
            return ""
        named = {
            "eastern": {"en": " Eastern time", "es": " (hora del Este)", "fr": " (heure de l’Est)"},
            "mexico city": {
                "en": " Mexico City time",
                "es": " (hora de la Ciudad de México)",
                "fr": " (heure de Mexico)",
            },
        }
        return named[self.zone][language]


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar, a day of the week, or both; or an ISO date, which stays as it is."""

    day: int = 0
    month: int = 0
    year: int = 0
    weekday: int | None = None
    this: bool = False
    """"this Friday" """
    iso: str = ""

    def write(self, language: Language, form: str) -> str | None:
        words = self._bare(language)
        if self.this and form in ("on", "past"):
            return words
        calendar_day = bool(self.day or self.iso)
        return _in_sentence(language, form, words, article=calendar_day or (language != "fr" and not self.this))

    def _bare(self, language: Language) -> str:
        if self.iso:
            return self.iso
        weekday = "" if self.weekday is None else WEEKDAYS[language][self.weekday]
        if not self.day:
            return {"en": "this ", "es": "este ", "fr": "ce "}[language] * self.this + weekday
        month = MONTHS[language][self.month - 1]
        if language == "en":
            comma, year = (", " if weekday else ""), (f", {self.year}" if self.year else "")
            return f"{weekday}{comma}{month} {self.day}{year}"
        if language == "es":
            written = f"{self.day} de {month}" + (f" de {self.year}" if self.year else "")
        else:
            written = f"{'1er' if self.day == 1 else self.day} {month}" + (f" {self.year}" if self.year else "")
        return f"{weekday} {written}".strip()


@dataclass(frozen=True, slots=True)
class RelativeDay:
    which: str

    def write(self, language: Language, form: str) -> str | None:
        words = RELATIVE[self.which][language]
        if self.which in (_FUTURE if form in ("past", "since") else _PAST):
            return None
        if form in ("", "on", "past"):
            return words
        return _in_sentence(language, form, words, article=False) if self.which in _SINGLE_DAYS else None


DATE_FORMS: Mapping[str, Mapping[Language, tuple[str, ...]]] = {
    # What may stand before a date, as normalised for matching; which one is right the values know when they write.
    "": {"en": ("",), "es": ("", "el"), "fr": ("", "le")},
    "on": {"en": ("on", ""), "es": ("el", ""), "fr": ("le", "")},
    "by": {"en": ("by",), "es": ("a mas tardar el", "a mas tardar"), "fr": ("au plus tard le", "au plus tard")},
    "before": {"en": ("before",), "es": ("antes del", "antes de"), "fr": ("avant le", "avant")},
    "until": {"en": ("until", "till"), "es": ("hasta el", "hasta"), "fr": ("jusqu au", "jusqu a")},
    "since": {"en": ("since",), "es": ("desde el", "desde"), "fr": ("depuis le", "depuis")},
    "to": {"en": ("to",), "es": ("para el", "para"), "fr": ("au", "a")},
    "of": {"en": ("of",), "es": ("del", "de"), "fr": ("du", "de", "d")},
    # As "on", of what has happened
    "past": {"en": ("on", ""), "es": ("el", ""), "fr": ("le", "")},
}


_BEFORE_DATES: Mapping[Language, Mapping[str, tuple[str, str]]] = {
    # What stands before a day of the calendar, and before "Friday" or "tomorrow".
    "en": {
        "": ("", ""),
        "on": ("on ", "on "),
        "past": ("on ", "on "),
        "by": ("by ", "by "),
        "before": ("before ", "before "),
        "until": ("until ", "until "),
        "since": ("since ", "since "),
        "to": ("to ", "to "),
        "of": ("of ", "of "),
    },
    "es": {
        "": ("", ""),
        "on": ("el ", ""),
        "past": ("el ", ""),
        "by": ("a más tardar el ", "a más tardar "),
        "before": ("antes del ", "antes de "),
        "until": ("hasta el ", "hasta "),
        "since": ("desde el ", "desde "),
        "to": ("para el ", "para "),
        "of": ("del ", "de "),
    },
    "fr": {
        "": ("", ""),
        "on": ("le ", ""),
        "past": ("le ", ""),
        "by": ("au plus tard le ", "au plus tard "),
        "before": ("avant le ", "avant "),
        "until": ("jusqu’au ", "jusqu’à "),
        "since": ("depuis le ", "depuis "),
        "to": ("au ", "à "),
        "of": ("du ", "de "),
    },
}  # fmt: skip


def _in_sentence(language: Language, form: str, words: str, *, article: bool) -> str:
    """`article`: Spanish says "el viernes" and "mañana", French "le 3 avril", "vendredi" and "demain"."""
    before = _BEFORE_DATES[language][form][0 if article else 1]
    if before == "de " and words.startswith("aujourd"):
        before = "d’"
    return before + words
