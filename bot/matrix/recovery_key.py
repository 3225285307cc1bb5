"""Matrix's own form of a recovery key (specification: client-server API, "Key representation").

Two fixed bytes, the 32 bytes of the key and a parity byte, in base58, in groups of four.
"""

from __future__ import annotations

from functools import reduce
from operator import xor

from bot.errors import CredentialError
from bot.sentences import N_, Said

KEY_BYTES = 32
_PREFIX = b"\x8b\x01"
_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_GROUP = 4
_MOST_CHARACTERS = 200


def encode_recovery_key(key: bytes) -> str:
    """For a person to write down."""
    raw = _PREFIX + key
    raw += bytes([reduce(xor, raw)])
    number, digits = int.from_bytes(raw, "big"), ""
    while number:
        number, digit = divmod(number, len(_ALPHABET))
        digits = _ALPHABET[digit] + digits
    return " ".join(digits[start : start + _GROUP] for start in range(0, len(digits), _GROUP))


def decode_recovery_key(typed: str) -> bytes:
    """The 32 bytes. Raises CredentialError, whose words hold nothing of what was typed."""
    digits = "".join(typed.split())
    if not digits or len(digits) > _MOST_CHARACTERS or not set(digits) <= set(_ALPHABET):
        raise CredentialError(
            Said(N_("This is no recovery key: expected twelve groups of four letters and digits, such as `EsTc …`."))
        )
    number = reduce(lambda total, digit: total * len(_ALPHABET) + _ALPHABET.index(digit), digits, 0)
    raw = number.to_bytes((number.bit_length() + 7) // 8, "big")
    if len(raw) != len(_PREFIX) + KEY_BYTES + 1 or not raw.startswith(_PREFIX) or reduce(xor, raw):
        raise CredentialError(
            Said(N_("There is a typing error in the recovery key: please compare it group by group."))
        )
    return raw[len(_PREFIX) : -1]
