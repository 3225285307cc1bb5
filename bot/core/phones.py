"""Telephone numbers of persons in Mexico, the United States and Canada, as people type them in chat.

Toll-free numbers are left alone: they are hotlines of authorities and companies (PROFEDET 800 717 2942), which rooms
must be able to pass on. But 833, 844, 866 and 877, toll-free in the United States and Canada, are Tampico, Saltillo,
Monclova and Ciudad Acuña: without the 1 of North America in front such a number may be a worker's own.
Patterns are for folded text (see `folded`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_JOINT = r"(?: ?[-./] ?| {1,2})"
_BEFORE = r"(?<![\w$€£+])(?<!\d[.,:/-])(?<![a-z\d]-)"
_AFTER = r"(?!\w)(?![.,:/-]\d)"

# Two-digit area codes of Mexico; all others there, and those of the US and Canada, have three digits.
_AREA_2 = r"(?:55|56|33|81)"
_AREA_3 = r"[2-9]\d\d"
_TRUNK = rf"(?:(?:1|01|044|045|52|521|52{_JOINT}1){_JOINT}?)?"
_IN_GROUPS = (
    rf"(?:\({_AREA_2}\) ?|{_AREA_2}{_JOINT})(?:\d{{4}}{_JOINT}\d{{4}}|\d{{8}}"
    rf"|\d{{4}}(?:{_JOINT}\d\d){{2}}|\d\d(?:{_JOINT}\d\d){{3}})"
    rf"|(?:\({_AREA_3}\) ?|{_AREA_3}{_JOINT})"
    rf"(?:\d{{3}}{_JOINT}\d{{4}}|\d{{7}}|\d{{3}}(?:{_JOINT}\d\d){{2}}|\d\d{_JOINT}\d\d{_JOINT}\d{{3}}"
    rf"|\d{{4}}{_JOINT}\d{{3}})"
    rf"|[2-9]\d{{3}}(?:{_JOINT}\d\d){{3}}"
)
_IN_ONE = r"(?:1|01|044|045|52|521)?[2-9]\d{9}"
_DOMESTIC = re.compile(rf"{_BEFORE}{_TRUNK}(?:{_IN_GROUPS}|{_IN_ONE}){_AFTER}")
_INTERNATIONAL = re.compile(rf"(?<![\w+])(?:\+|00|011 ?)[1-9](?:[ .()/-]{{0,2}}\d){{7,14}}{_AFTER}")
_IN_LINK = re.compile(r"(?:wa\.me/|whatsapp\.com/send/?\?phone=|tel:)\+?[\d.()-]{7,20}")
_WORD = (
    r"(?:tel(?:efono|s|ephone|efonico)?|cel(?:s|ular|l|l ?phone|lulaire)?|mobile?|movil"
    r"|phone(?: number)?|whats(?:app)?|wha|wsp|wasap"
    r"|fax|(?:llam|marc|marqu)\w{1,6}|call(?:ed|s)?(?: (?:me|her|him|us|them))?|text (?:me|her|him"
    r"|them)|appel\w{1,4}|texte\w{0,3}"
    r"|(?:su|mi|tu|my|his|her|their|mon|son|ton) (?:numero|number|num|cell?|tel))"
)
_SAID = re.compile(
    rf"(?<!\w){_WORD}\.?(?: ?(?:es|is|est|al|a|at|to|au|the|el|le|numero|number|num|no|de|casa|home|me"
    rf"|-moi))*?[ .:#=-]{{0,3}}"
    rf"(?P<number>(?<![\d$])\(?\d(?:[ .()-]{{0,2}}\d){{6,14}}){_AFTER}"
)
_ONE_BY_ONE = re.compile(r"(?<![\d.,-])(?<!\d )\d(?:[ .-]{1,2}\d){9}(?![ .-]?\d)")
_DIGIT_WORD = (
    r"(?:cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|zero|oh|one|two|three|four|five|six|seven|eight|nine|un"
    r"|deux|trois|quatre|cinq|sept|huit|neuf)"
)
_IN_WORDS = re.compile(rf"(?<!\w){_DIGIT_WORD}(?:[ ,.-]{{1,2}}{_DIGIT_WORD}){{6,14}}(?!\w)")
_MONEY = re.compile(
    r" ?(?:%|\$|€|usd|mxn|cad|pesos?|dol+ar\w*|millones|million\w*|mdp|mil(?!\w)|piezas|units|unites"
    r"|toneladas|votos|votes)"
)
_TOLL_FREE = re.compile(r"(?:01|52)?800\d{7}|1?(?:800|855|888)\d{7}|1(?:833|844|866|877)\d{7}")
_NORTH_AMERICA = re.compile(r"\+1[ .(-]{0,2}$")
_NOT_A_DIGIT = re.compile(r"\D")
_ONLY_DATE = re.compile(r"(?:19|20)\d\d[ .-]?[01]\d[ .-]?[0-3]\d|[0-3]?\d[ .-][01]?\d[ .-](?:19|20)\d\d")
_LEAST, _MOST = 7, 15
"""Digits; ITU-T E.164 allows 15."""


def find_phones(text: str) -> Iterator[tuple[int, int]]:
    """Spans in folded text."""
    for pattern in (_INTERNATIONAL, _IN_LINK, _DOMESTIC):
        yield from _spans(pattern, text, 0)
    yield from _spans(_SAID, text, "number")
    yield from _spans(_ONE_BY_ONE, text, 0)
    yield from (found.span() for found in _IN_WORDS.finditer(text))


def _spans(pattern: re.Pattern[str], text: str, group: str | int) -> Iterator[tuple[int, int]]:
    for found in pattern.finditer(text):
        written = found[group]
        digits = _NOT_A_DIGIT.sub("", written)
        if _NORTH_AMERICA.search(text, max(found.start(group) - 4, 0), found.start(group)):
            digits = f"1{digits}"
        counts = _LEAST <= len(digits) <= _MOST
        is_money = "$" in text[max(found.start(group) - 2, 0) : found.start(group)] or _MONEY.match(
            text, found.end(group)
        )
        harmless = is_money or _TOLL_FREE.fullmatch(digits) or _ONLY_DATE.fullmatch(written)
        if counts and not harmless:
            yield found.span(group)
