"""The cryptography of the emoji, against an implementation of the specification that shares no code with ours."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json

import pytest
import vodozemac
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st
from nio.crypto.sas import Sas

from bot.core.emoji_names import EMOJI, named
from bot.matrix.guards import Hostile
from bot.matrix.sas import KeyPair, Party, SharedSecret, commitment

BOT, ANA = Party("@bot:demo.local", "BOTDEVICE"), Party("@ana:demo.local", "ANAPHONE")
TXN = "transaction"
ANAS = {"ed25519:ANAPHONE": "AnasDeviceKey", "ed25519:AnasMasterKey": "AnasMasterKey"}


def b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode().rstrip("=")


class Other:
    """The other side, out of `cryptography` and the text of the specification."""

    def __init__(self, seed: bytes) -> None:
        self._key = X25519PrivateKey.from_private_bytes(seed)
        self.public = b64(self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    def derive(self, their_public: str, info: str, length: int) -> bytes:
        key = X25519PublicKey.from_public_bytes(base64.b64decode(their_public + "="))
        return HKDF(SHA256(), length, None, info.encode()).derive(self._key.exchange(key))

    def emoji(self, their_public: str, info: str) -> tuple[int, ...]:
        bits = int.from_bytes(self.derive(their_public, info, 6), "big")
        return tuple(bits >> shift & 0x3F for shift in range(42, 5, -6))

    def decimals(self, their_public: str, info: str) -> tuple[int, ...]:
        bits = int.from_bytes(self.derive(their_public, info, 5), "big")
        return tuple((bits >> shift & 0x1FFF) + 1000 for shift in (27, 14, 1))

    def mac(self, their_public: str, info: str, value: str) -> str:
        return b64(hmac.digest(self.derive(their_public, info, 32), value.encode(), "sha256"))

    def macs(self, their_public: str, keys: dict[str, str]) -> dict[str, object]:
        base = f"MATRIX_KEY_VERIFICATION_MAC{ANA.user_id}{ANA.device_id}{BOT.user_id}{BOT.device_id}{TXN}"
        return {
            "mac": {key_id: self.mac(their_public, base + key_id, key) for key_id, key in keys.items()},
            "keys": self.mac(their_public, base + "KEY_IDS", ",".join(sorted(keys))),
        }


def meet(seed: bytes = bytes(range(32))) -> tuple[KeyPair, SharedSecret, Other]:
    ours, theirs = KeyPair(), Other(seed)
    return ours, ours.agree(vodozemac.Curve25519PublicKey.from_base64(theirs.public)), theirs


@pytest.mark.parametrize("we_start", [True, False])
def test_both_sides_show_what_the_specification_says(we_start: bool) -> None:
    ours, secret, theirs = meet()
    sides = [(BOT, ours.public), (ANA, theirs.public)]
    (starter, starter_key), (accepter, accepter_key) = sides if we_start else sides[::-1]
    info = (
        f"MATRIX_KEY_VERIFICATION_SAS|{starter.user_id}|{starter.device_id}|{starter_key}"
        f"|{accepter.user_id}|{accepter.device_id}|{accepter_key}|{TXN}"
    )
    shown = secret.short_string(starter, starter_key, accepter, accepter_key, TXN)
    assert shown.emoji == theirs.emoji(ours.public, info)
    assert shown.decimals == theirs.decimals(ours.public, info)


def test_our_macs_are_those_of_the_specification() -> None:
    ours, secret, theirs = meet()
    base = f"MATRIX_KEY_VERIFICATION_MAC{BOT.user_id}{BOT.device_id}{ANA.user_id}{ANA.device_id}{TXN}"
    content = secret.authenticate({"ed25519:Z": "value Z", "ed25519:A": "value A"}, BOT, ANA, TXN)
    assert content["mac"] == {
        key_id: theirs.mac(ours.public, base + key_id, value)
        for key_id, value in (("ed25519:Z", "value Z"), ("ed25519:A", "value A"))
    }
    assert content["keys"] == theirs.mac(ours.public, base + "KEY_IDS", "ed25519:A,ed25519:Z")


def test_the_commitment_is_that_of_the_specification() -> None:
    start = {"b": ["é", 1], "a": {"z": None, "y": "🐶"}}
    canonical = '{"a":{"y":"🐶","z":null},"b":["é",1]}'
    assert json.loads(canonical) == start
    assert commitment("publickey", start) == b64(hashlib.sha256(f"publickey{canonical}".encode()).digest())
    # Computed once with coreutils: printf '%s' 'publickey{"method":"m.sas.v1"}' | sha256sum | xxd -r -p | base64
    assert commitment("publickey", {"method": "m.sas.v1"}) == "GYfMWSJsbS2GwtiKPOjYfutLfS7cb+0DQtrjjwsWuis"


def test_their_macs_prove_exactly_the_keys_we_know() -> None:
    ours, secret, theirs = meet()
    content = theirs.macs(ours.public, {**ANAS, "ed25519:OtherPhone": "never heard of"})
    assert secret.authenticated(content, ANAS, ANA, BOT, TXN) == set(ANAS)


@given(st.sampled_from(sorted(ANAS)), st.sampled_from(["value", "mac", "list", "missing"]))
def test_a_key_that_is_another_one_is_not_proved(key_id: str, what: str) -> None:
    ours, secret, theirs = meet()
    content = theirs.macs(ours.public, {**ANAS, key_id: "another"} if what == "value" else ANAS)
    macs = content["mac"]
    assert isinstance(macs, dict)
    if what == "mac":
        macs[key_id] = b64(bytes(32))
    elif what == "list":
        content["keys"] = b64(bytes(32))
    elif what == "missing":
        del macs[key_id]
    with pytest.raises(vodozemac.SasException):
        secret.authenticated(content, ANAS, ANA, BOT, TXN)


def test_a_mac_of_our_own_proves_nothing_of_theirs() -> None:
    _, secret, _ = meet()
    with pytest.raises(vodozemac.SasException):
        secret.authenticated(secret.authenticate(ANAS, BOT, ANA, TXN), ANAS, ANA, BOT, TXN)


def test_a_flood_of_keys_is_not_looked_at() -> None:
    ours, secret, theirs = meet()
    content = theirs.macs(ours.public, {f"ed25519:{number}": "x" for number in range(1000)})
    with pytest.raises(Hostile):
        secret.authenticated(content, ANAS, ANA, BOT, TXN)


def test_a_key_of_low_order_is_refused() -> None:
    with pytest.raises(vodozemac.KeyException):
        KeyPair().agree(vodozemac.Curve25519PublicKey.from_bytes(bytes(32)))


# Names


def test_the_table_has_the_pictures_of_the_specification_in_their_order() -> None:
    assert [entry.emoji for entry in EMOJI] == [picture for picture, _ in Sas.emoji]


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_no_two_emoji_have_one_name(language: str) -> None:
    names = [entry.name(language) for entry in named(range(64))]
    assert len(set(names)) == 64
    assert all(name.strip() == name and name for name in names)
