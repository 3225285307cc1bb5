"""How long, as people type it in three languages: "2h", "30 min", "una hora", "1 jour"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

from bot.core.command_words import fold

_UNITS: Mapping[str, timedelta] = {
    word: unit
    for unit, words in (
        (timedelta(minutes=1), "m min mins minute minutes minuto minutos mn"),
        (timedelta(hours=1), "h hr hrs hs hour hours hora horas heure heures"),
        (timedelta(days=1), "d day days dia dias j jour jours"),
        (timedelta(weeks=1), "w week weeks semana semanas sem semaine semaines"),
    )
    for word in words.split()
}
_NUMBERS: Mapping[str, float] = {
    "a": 1, "an": 1, "one": 1, "un": 1, "una": 1, "une": 1, "half": 0.5, "media": 0.5, "medio": 0.5, "demi": 0.5,
    "two": 2, "dos": 2, "deux": 2, "three": 3, "tres": 3, "trois": 3,
}  # fmt: skip
_SMALL_WORDS = frozenset("and y et for de por pour during durante pendant".split())
_PIECE = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+")
_MOST = 1_000_000
"""Of any unit: a number that nobody means, and that no span of time can hold."""
MAX_READ = 60


def parse_duration(text: str) -> timedelta | None:
    """None for what is no duration; zero and negative ones cannot be said."""
    total, number, hours_before = timedelta(0), None, False
    for piece in _PIECE.findall(fold(text[:MAX_READ])):
        if piece in _SMALL_WORDS:
            continue
        unit = _UNITS.get(piece)
        if piece[0].isdigit() or piece in _NUMBERS:
            if number is not None:
                if _NUMBERS.get(piece) == 1:  # "half an hour"
                    continue
                return None
            number = float(piece.replace(",", ".")) if piece[0].isdigit() else _NUMBERS[piece]
            if number > _MOST:
                return None
        elif unit is not None and number is not None:
            total += number * unit
            number, hours_before = None, unit == timedelta(hours=1)
        else:
            return None
    if number is not None and hours_before:  # "1h30"
        total, number = total + timedelta(minutes=number), None
    return total if number is None and total > timedelta(0) else None
