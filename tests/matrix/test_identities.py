"""Which devices their owner's identity vouches for."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

import pytest

from bot.core.model import UserId
from bot.matrix.http import Json
from bot.matrix.identities import Identities
from bot.matrix.signing import SigningKey

ANA = UserId("@ana:demo.local")
MASTER, SIGNER, STRANGER = (SigningKey(bytes([number]) * 32) for number in (1, 2, 3))


def public(key: SigningKey, usage: str, signer: SigningKey | None = None) -> Json:
    payload: Json = {"user_id": ANA, "usage": [usage], "keys": {key.key_id: key.public}}
    if signer is not None:
        payload["signatures"] = {ANA: {signer.key_id: signer.sign(payload)}}
    return payload


def device(signer: SigningKey | None) -> Json:
    payload: Json = {"user_id": ANA, "device_id": "PHONE", "algorithms": [], "keys": {"ed25519:PHONE": "x"}}
    if signer is not None:
        payload["signatures"] = {ANA: {signer.key_id: signer.sign(payload)}}
    return payload


GOOD: Json = {
    "master_keys": {ANA: public(MASTER, "master")},
    "self_signing_keys": {ANA: public(SIGNER, "self_signing", MASTER)},
    "device_keys": {ANA: {"PHONE": device(SIGNER), "OLD": device(None), "FORGED": device(STRANGER)}},
}


def test_only_devices_signed_by_the_self_signing_key_count() -> None:
    identities = Identities()
    identities.take(ANA, GOOD)
    assert identities.master_key(ANA) == MASTER.public
    assert [name for name in ("PHONE", "OLD", "FORGED", "NONE") if identities.has_signed(ANA, name)] == ["PHONE"]


def without_chain(answer: Json) -> None:
    answer["self_signing_keys"][ANA] = public(SIGNER, "self_signing", STRANGER)


def without_master(answer: Json) -> None:
    del answer["master_keys"]


def wrong_usage(answer: Json) -> None:
    answer["self_signing_keys"][ANA] = public(SIGNER, "user_signing", MASTER)


def key_under_another_name(answer: Json) -> None:
    answer["master_keys"][ANA]["keys"] = {MASTER.key_id: STRANGER.public}


def junk(answer: Json) -> None:
    answer["self_signing_keys"][ANA] = 7


@pytest.mark.parametrize("spoil", [without_chain, without_master, wrong_usage, key_under_another_name, junk])
def test_an_identity_that_does_not_hold_together_vouches_for_nothing(spoil: Callable[[Json], None]) -> None:
    identities = Identities()
    identities.take(ANA, GOOD)
    answer = deepcopy(GOOD)
    spoil(answer)
    identities.take(ANA, answer)
    assert identities.master_key(ANA) is None
    assert not identities.has_signed(ANA, "PHONE")
