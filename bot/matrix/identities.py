"""Who vouches for which device: other people's cross-signing keys (specification: "Cross-signing")."""

from __future__ import annotations

from functools import partial
from typing import Any

from bot.core.model import UserId
from bot.matrix.guards import Hostile, guarded, signed_by
from bot.matrix.http import Json


class Identities:
    """What the last answer of `/keys/query` proves about each person. In memory: it is asked for at every start."""

    def __init__(self) -> None:
        self._master: dict[UserId, str] = {}
        self._signed: dict[UserId, frozenset[str]] = {}

    def take(self, user: UserId, answer: Json) -> None:
        """Note which of the person's devices their own identity has signed."""
        try:
            master, signer = guarded(partial(_chain, user, answer))
        except Hostile:
            self._master.pop(user, None)
            self._signed.pop(user, None)
            return
        devices = answer["device_keys"].get(user, {})
        self._master[user] = master
        self._signed[user] = frozenset(
            device_id for device_id, device in devices.items() if signed_by(device, user, f"ed25519:{signer}", signer)
        )

    def master_key(self, user: UserId) -> str | None:
        """The public master key, when the person has an identity that holds together."""
        return self._master.get(user)

    def has_signed(self, user: UserId, device_id: str) -> bool:
        """True when the device is signed by its owner's identity."""
        return device_id in self._signed.get(user, frozenset())


def _chain(user: UserId, answer: Json) -> tuple[str, str]:
    """The master key and the self-signing key that it signed. Raises Hostile or whatever broken input raises."""
    master = _only_key(answer["master_keys"][user], user, "master")
    self_signing = answer["self_signing_keys"][user]
    signer = _only_key(self_signing, user, "self_signing")
    if not signed_by(self_signing, user, f"ed25519:{master}", master):
        raise Hostile("self_signing_key_not_signed")
    return master, signer


def _only_key(payload: Any, user: UserId, usage: str) -> str:
    if payload["user_id"] != user or usage not in payload["usage"] or len(payload["keys"]) != 1:
        raise Hostile("cross_signing_key")
    ((key_id, key),) = payload["keys"].items()
    if key_id != f"ed25519:{key}":
        raise Hostile("cross_signing_key_id")
    return str(key)
