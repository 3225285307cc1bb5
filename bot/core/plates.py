"""Licence plates of Mexico, the United States and Canada, beside the word for one: alone they look like part numbers.

Patterns are for folded text (see `folded`); the capitals are looked up there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.folded import Folded

_J = r"[ -]?"
_FORM = (
    # Mexico and the United States; Quebec, Mexico City, Ontario; lorries; California and others
    rf"(?:[a-z]{{3}}{_J}\d\d{_J}\d\d|[a-z]{{3}}{_J}\d{{3}}(?:{_J}[a-z])?"
    rf"|[a-z]\d\d{_J}[a-z]{{3}}|[a-z]{{4}}{_J}\d{{3}}|[a-z]{{1,2}}{_J}\d{{5}}(?:-?[a-z])?"
    rf"|[a-z]{{2}}{_J}\d\d{_J}\d{{2,3}}|\d\d{_J}[a-z]{{2}}{_J}\d[a-z]"
    rf"|\d[a-z]{{3}}{_J}\d{{3}}|\d{{3}}{_J}[a-z]{{3}}(?:{_J}[a-z\d])?|\d{{3}}{_J}[a-z]{{2}}{_J}\d{{1,2}})"
)
_PLATE = rf"(?P<plate>(?<![\w$/.-]){_FORM})(?![\w/]|-\w)"
_LICENCE = (
    r"(?:licen[cs]e (?:plates?|tags?)|number plates?|tags?(?= (?:is|number|no|#))"
    r"|(?:plaques? d')?immatriculation)"
)
_WORD = rf"(?:placas?|plates?|plaques?|matriculas?|{_LICENCE})"
_BETWEEN = r"(?:[ ,:#=-]{1,3}[a-z']{1,14}){0,5}?[ ,:.#=-]{1,3}"
_WORD_FIRST = re.compile(rf"(?<!\w){_WORD}(?P<between>{_BETWEEN}){_PLATE}")
_WORD_LAST = re.compile(
    rf"{_PLATE}[ ,:(-]{{1,3}}(?:(?:es|son|eran|era|is|are|was|were|est|sont|c'est|la|las|the|sa|su|sus|his|her|their"
    rf"|de|como|as|comme) ){{0,3}}{_WORD}(?!\w)"
)
_DIGITS_ONLY = re.compile(
    rf"(?<!\w){_LICENCE}(?: (?:is|was|est|no|number|num|numero|:)|[:#]){{0,2}}[ #.]{{1,2}}"
    r"(?P<plate>\d{5,7})(?![\w.,:/-]\d|\w)"
)
_NO_LETTERS = frozenset(
    (
        "con por para que del los las sin una uno son hay mas muy nos ese esa de la el en al"
        " the and for are was not his her has had our per to in on at or is of"
        " les des une est sur par qui aux pas ans et ou du le un"
        " mm cm kg mil psi lbs oz ft hrs min max dia day art sec usd mxn cad mph am pm"
        " ene abr ago dic jan feb fev mar apr avr may mai jun jul aug sep oct nov dec"
    ).split()
)
_LETTERS = re.compile(r"[a-z]+")
_THING = re.compile(
    r"(?<!\w)(?:petici|petition|queja|plainte|cas[eo]s?(?!\w)|docket|expediente|dossier|folio|lotes?(?!\w)"
    r"|lots?(?!\w)|serie|serial|part[es]?(?!\w)|pieza|piece|model|sku|orden|order|acero|steel|acier|art(?!\w)|articul"
    r"|article|room|sala|salle)"
)


def find_plates(folded: Folded) -> Iterator[tuple[int, int]]:
    """Spans in folded text."""
    for found in _WORD_FIRST.finditer(folded.text):
        if not _THING.search(found["between"]) and not _is_amount(folded, found):
            yield found.span("plate")
    for pattern in (_WORD_LAST, _DIGITS_ONLY):
        for found in pattern.finditer(folded.text):
            if not _is_amount(folded, found):
                yield found.span("plate")


def _is_amount(folded: Folded, found: re.Match[str]) -> bool:
    """A number with its unit or a small word beside it, as in "placas de 500 con"."""
    words = [(each[0], found.start("plate") + each.start()) for each in _LETTERS.finditer(found["plate"])]
    capitals_tell = not folded.original.isupper()
    return any(word in _NO_LETTERS and not (capitals_tell and folded.is_capital(at)) for word, at in words)
