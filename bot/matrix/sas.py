"""The cryptography of comparing emoji (specification: client-server API, "Short Authentication String verification").

One combination only, which every current client has: key agreement curve25519-hkdf-sha256, hash sha256, MAC
hkdf-hmac-sha256.v2. Everything here that reads what the other side sent may raise anything: call it guarded.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

import vodozemac

from bot.matrix.guards import Hostile
from bot.matrix.http import Json
from bot.matrix.signing import unpadded_base64

KEY_AGREEMENT = "curve25519-hkdf-sha256"
HASH = "sha256"
MAC = "hkdf-hmac-sha256.v2"

MAX_KEYS = 20
"""In one `m.key.verification.mac`; clients send two."""


@dataclass(frozen=True, slots=True)
class Party:
    user_id: str
    device_id: str


@dataclass(frozen=True, slots=True)
class ShortString:
    """What people compare."""

    emoji: tuple[int, ...]
    """Seven numbers of `bot.core.emoji_names.EMOJI`."""
    decimals: tuple[int, int, int]


def commitment(public_key: str, start: Json) -> str:
    """What the accepting side promises about its key before it sees the other's."""
    content = json.dumps(start, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return unpadded_base64(hashlib.sha256((public_key + content).encode()).digest())


class KeyPair:
    """Of one side and one verification, used once."""

    def __init__(self) -> None:
        self._sas = vodozemac.Sas()
        self.public: str = self._sas.public_key.to_base64()

    def agree(self, their_public: vodozemac.Curve25519PublicKey) -> SharedSecret:
        """Raises KeyException for a key of low order."""
        return SharedSecret(self._sas.diffie_hellman(their_public))


class SharedSecret:
    def __init__(self, established: vodozemac.EstablishedSas) -> None:
        self._established = established

    def short_string(
        self, starter: Party, starter_key: str, accepter: Party, accepter_key: str, transaction_id: str
    ) -> ShortString:
        """The starter is who sent the `m.key.verification.start` that counted."""
        info = "|".join(
            (
                "MATRIX_KEY_VERIFICATION_SAS",
                *(starter.user_id, starter.device_id, starter_key),
                *(accepter.user_id, accepter.device_id, accepter_key),
                transaction_id,
            )
        )
        derived = self._established.bytes(info)
        first, second, third = derived.decimals
        return ShortString(tuple(derived.emoji_indices), (first, second, third))

    def authenticate(self, keys: Mapping[str, str], sender: Party, receiver: Party, transaction_id: str) -> Json:
        """The content of our `m.key.verification.mac` for our keys, given as key id -> unpadded base64."""
        base = _mac_info(sender, receiver, transaction_id)
        listed = ",".join(sorted(keys))
        return {
            "mac": {key_id: self._established.calculate_mac(key, base + key_id) for key_id, key in keys.items()},
            "keys": self._established.calculate_mac(listed, base + "KEY_IDS"),
        }

    def authenticated(
        self, content: Json, keys: Mapping[str, str], sender: Party, receiver: Party, transaction_id: str
    ) -> frozenset[str]:
        """Which of the sender's `keys`, as the homeserver tells them, their message proves; others count for nothing.

        Raises Hostile or SasException when the list or any known key is not what the sender has.
        """
        macs = content["mac"]
        if not isinstance(macs, dict) or len(macs) > MAX_KEYS:
            raise Hostile("mac_not_a_short_list")
        base = _mac_info(sender, receiver, transaction_id)
        self._established.verify_mac(",".join(sorted(macs)), base + "KEY_IDS", content["keys"])
        known = frozenset(macs) & frozenset(keys)
        for key_id in known:
            self._established.verify_mac(keys[key_id], base + key_id, macs[key_id])
        return known


def _mac_info(sender: Party, receiver: Party, transaction_id: str) -> str:
    return "".join(
        (
            "MATRIX_KEY_VERIFICATION_MAC",
            *(sender.user_id, sender.device_id),
            *(receiver.user_id, receiver.device_id),
            transaction_id,
        )
    )
