"""Record ids: six symbols of Crockford's base 32, the last one a check symbol, written `7K2-M9X`.

Five symbols are random, so an id tells neither order nor meaning. The check symbol is of the same alphabet:
a sum over GF(32) in which every place has a weight of its own, so one wrong symbol, or any two that changed places,
never give another valid id. Read aloud, O counts as 0, I and L as 1; U does not occur.
"""

from __future__ import annotations

import re
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
EXAMPLE = "7K2-M9X"
"""The id that help texts show. It stands for a public case and is never drawn for another record."""

BODY_SYMBOLS = 5
RANDOM_IDS = 32**BODY_SYMBOLS

_HEARD_AS = str.maketrans("OIL", "011")
_SEPARATORS = re.compile(r"[\s\-_.‐-―−]+")
_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive over GF(2)
_OFFSET = 10  # makes EXAMPLE valid; a constant changes nothing in what the check finds


def from_number(number: int) -> str:
    """The id of a random `number` below RANDOM_IDS; draw again when it gives EXAMPLE."""
    if not 0 <= number < RANDOM_IDS:
        raise ValueError(f"a record id has {BODY_SYMBOLS} random symbols")
    body = [number >> (5 * place) & 31 for place in range(BODY_SYMBOLS)]
    symbols = "".join(ALPHABET[value] for value in [*body, _check(body)])
    return f"{symbols[:3]}-{symbols[3:]}"


def parse(text: str) -> str | None:
    """The id that a person meant, in its one written form; None when it cannot be one.

    Forgives case, accents, full-width forms, and any dashes, dots or spaces between the symbols.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    symbols = _SEPARATORS.sub("", plain).upper().translate(_HEARD_AS)
    if len(symbols) != BODY_SYMBOLS + 1 or any(symbol not in ALPHABET for symbol in symbols):
        return None
    *body, check = (ALPHABET.index(symbol) for symbol in symbols)
    return f"{symbols[:3]}-{symbols[3:]}" if check == _check(body) else None


def _check(body: list[int]) -> int:
    total = _OFFSET
    weight = 1
    for value in body:
        weight = _times(weight, 2)
        total ^= _times(weight, value)
    return total


def _times(left: int, right: int) -> int:
    """Product in GF(32)."""
    product = 0
    while right:
        if right & 1:
            product ^= left
        left <<= 1
        if left & 32:
            left ^= _POLYNOMIAL
        right >>= 1
    return product
