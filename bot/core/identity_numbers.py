"""Numbers that a state or a bank gives to one person: are they well formed, does their check digit fit?

CURP: Instructivo Normativo para la asignación de la Clave Única de Registro de Población (DOF 18-10-2021), anexo 3.
RFC: four letters, a date and three symbols for a person, three letters for a company (SAT).
NSS (IMSS) and SIN (Canada) end with a check digit after Luhn. SSN: the Social Security Administration never gives
area 000, 666 or 900 to 999, group 00, serial 0000 (ssa.gov, "SSN randomization").
CLABE (Banco de México, SPEI): 17 digits times the weights 3, 7 and 1 in turn, each product and the sum modulo 10.
Bank cards: ISO/IEC 7812-1, 13 to 19 digits, the first ones tell the network. Clave de elector (INE): six letters, the
date of birth, the state of birth, H or M, three digits.
"""

from __future__ import annotations

import re
from datetime import date

CURP_STATES = (
    "AS|BC|BS|CC|CL|CM|CS|CH|CX|DF|DG|GT|GR|HG|JC|MC|MN|MS|NT|NL|OC|PL|QT|QR|SP|SL|SR|TC|TS|TL|VZ|YN|ZS"
    "|NE"  # born abroad
)
CURP_FORM = rf"[A-Z][AEIOUX][A-Z]{{2}}\d{{6}}[HMX](?:{CURP_STATES})[B-DF-HJ-NP-TV-Z]{{3}}[0-9A-Z]\d"
PERSON_RFC_FORM = r"[A-ZÑ&]{4}\d{6}[0-9A-Z]{3}"

_CURP = re.compile(CURP_FORM)
_PERSON_RFC = re.compile(PERSON_RFC_FORM)
_CURP_SYMBOLS = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
_NEVER_GIVEN_AREAS = ("000", "666")
_CLABE_WEIGHTS = (3, 7, 1) * 6
_VOTER_KEY = re.compile(r"[A-Z]{6}\d{8}[HM]\d{3}")
_CARD_NETWORKS = re.compile(
    r"4\d{12}(?:\d{3}){0,2}|(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}|3[47]\d{13}"
    r"|3(?:0[0-5]|[68]\d)\d{11}|35\d{14}|(?:50|5[678]|6\d)\d{14,17}"
)


def looks_like_curp(text: str) -> bool:
    """Form and birth date are right; the check digit may not be. `text`: 18 symbols, capitals."""
    return _CURP.fullmatch(text) is not None and _is_date(text[4:10])


def is_curp(text: str) -> bool:
    return looks_like_curp(text) and text[17] == curp_check_digit(text[:17])


def curp_check_digit(first_17: str) -> str:
    total = sum(_CURP_SYMBOLS.index(symbol) * (18 - place) for place, symbol in enumerate(first_17))
    return str(-total % 10)


def is_person_rfc(text: str) -> bool:
    """A person's: 13 symbols. Not its check symbol, which older ones do not keep to."""
    return _PERSON_RFC.fullmatch(text) is not None and _is_date(text[4:10])


def is_nss(digits: str) -> bool:
    return len(digits) == 11 and passes_luhn(digits)


def is_sin(digits: str) -> bool:
    return len(digits) == 9 and digits != "0" * 9 and passes_luhn(digits)


def is_ssn(digits: str) -> bool:
    area, group, serial = digits[:3], digits[3:5], digits[5:]
    given = area not in _NEVER_GIVEN_AREAS and not area.startswith("9")
    return len(digits) == 9 and given and group != "00" and serial != "0000"


def is_clabe(digits: str) -> bool:
    return len(digits) == 18 and digits[17] == clabe_check_digit(digits[:17]) and digits[:3] != "000"


def clabe_check_digit(first_17: str) -> str:
    total = sum(int(digit) * weight % 10 for digit, weight in zip(first_17, _CLABE_WEIGHTS, strict=False))
    return str(-total % 10)


def is_card(digits: str) -> bool:
    """A number that one of the networks of bank cards gives out."""
    return _CARD_NETWORKS.fullmatch(digits) is not None and passes_luhn(digits)


def is_voter_key(text: str) -> bool:
    """`text`: 18 symbols, capitals."""
    return _VOTER_KEY.fullmatch(text) is not None and _is_date(text[6:12])


def passes_luhn(digits: str) -> bool:
    """ISO/IEC 7812-1, annex B."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _is_date(yymmdd: str) -> bool:
    """The century is open: 29 February counts when one of the two years has it."""
    year, month, day = (int(yymmdd[place : place + 2]) for place in (0, 2, 4))
    return any(_exists(century + year, month, day) for century in (1900, 2000))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
