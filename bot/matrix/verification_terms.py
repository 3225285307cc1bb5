"""The terms of a verification: its phases, its codes, and what the two sides agree on (specification: "m.sas.v1")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Literal

from bot.matrix.guards import Hostile
from bot.matrix.http import Json
from bot.matrix.sas import HASH, KEY_AGREEMENT, MAC

METHOD = "m.sas.v1"
SHORT_STRINGS = ("decimal", "emoji")
MAX_ID = 255

Kind = Literal["request", "ready", "start", "accept", "key", "mac", "done", "cancel"]

CODES = frozenset(
    f"m.{code}"
    for code in (
        "user timeout unknown_transaction unknown_method unexpected_message key_mismatch user_mismatch"
        " invalid_message accepted mismatched_commitment mismatched_sas"
    ).split()
)
"""Why a verification was cancelled, as the specification names it; every other code is foreign text."""


class Phase(Enum):
    REQUESTED = "requested"  # we asked
    READY = "ready"  # they asked, we are ready: they start
    STARTED = "started"  # our start is out
    ACCEPTED = "accepted"  # their start is accepted
    KEY_SENT = "key_sent"  # our key is out, theirs is not here yet
    COMPARING = "comparing"  # people compare
    CONFIRMED = "confirmed"  # our side says the same
    CLOSING = "closing"  # both sides say the same and the keys are proved
    DONE = "done"
    CANCELLED = "cancelled"


OVER = frozenset({Phase.DONE, Phase.CANCELLED})


@dataclass(frozen=True, slots=True)
class Send:
    kind: Kind
    content: Json


@dataclass(frozen=True, slots=True)
class TheirKeys:
    """What the homeserver publishes of the other person; their MAC proves it or ends the verification."""

    device_key: str
    master_key: str
    master: Json
    """The whole key object, to be signed."""


class Broken(Hostile):
    """The other side broke a rule; `code` is what it is told."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def offer(own_device: str) -> Json:
    """The content of our `start`."""
    return {
        "from_device": own_device,
        "method": METHOD,
        "key_agreement_protocols": [KEY_AGREEMENT],
        "hashes": [HASH],
        "message_authentication_codes": [MAC],
        "short_authentication_string": list(SHORT_STRINGS),
    }


def offered(start: Json) -> list[str]:
    """The short strings that both sides can show. Raises Broken when their `start` offers nothing that we can do."""
    short_strings = [each for each in SHORT_STRINGS if each in start["short_authentication_string"]]
    if (
        start["method"] != METHOD
        or KEY_AGREEMENT not in start["key_agreement_protocols"]
        or HASH not in start["hashes"]
        or MAC not in start["message_authentication_codes"]
        or not short_strings
    ):
        raise Broken("m.unknown_method")
    return short_strings


def acceptance(short_strings: Sequence[str], commitment: str) -> Json:
    """The content of our `accept`."""
    return {
        "method": METHOD,
        "key_agreement_protocol": KEY_AGREEMENT,
        "hash": HASH,
        "message_authentication_code": MAC,
        "short_authentication_string": list(short_strings),
        "commitment": commitment,
    }


def accepted(accept: Json) -> list[str]:
    """The short strings of their `accept`. Raises Broken when it takes what we did not offer."""
    short_strings = accept["short_authentication_string"]
    if (
        accept["key_agreement_protocol"] != KEY_AGREEMENT
        or accept["hash"] != HASH
        or accept["message_authentication_code"] != MAC
        or not isinstance(short_strings, list)
        or not set(short_strings) & set(SHORT_STRINGS)
    ):
        raise Broken("m.unknown_method")
    if not isinstance(accept["commitment"], str):
        raise Broken("m.invalid_message")
    return short_strings


def device_id(content: Json) -> str:
    """Who of the other person's devices speaks. Raises Hostile."""
    found = content["from_device"]
    if not isinstance(found, str) or not 0 < len(found) <= MAX_ID:
        raise Hostile("device_id")
    return found
