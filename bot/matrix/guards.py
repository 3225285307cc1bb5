"""Nothing that another device, user or server sends may end this process or end up in a log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import vodozemac

from bot.errors import EdgeError
from bot.matrix.http import Json
from bot.matrix.signing import canonical_json

T = TypeVar("T")


class Hostile(Exception):
    """Input that breaks a rule. The text is the rule's name (lower case, underscores), never the input."""


def guarded(read: Callable[[], T]) -> T:
    """Run code that reads foreign input; whatever goes wrong in there becomes Hostile.

    vodozemac raises a dozen unrelated types, and a panic in its Rust code is a BaseException of its own.
    """
    try:
        return read()
    except (Hostile, EdgeError):
        raise
    except Exception as error:  # noqa: BLE001  # that is its task
        raise Hostile(type(error).__name__.lower()) from None
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise Hostile("panic_in_cryptography") from None
        raise


def readable_device(user_id: str, device_id: str, payload: Any) -> bool:
    """True when a device's key object is whole and signed by itself.

    nio reads the answer of `/keys/query` as one piece, so a single malformed device would hide everybody's.
    Specification: client-server API, "Device keys".
    """
    try:
        return guarded(lambda: _self_signed(user_id, device_id, payload))
    except Hostile:
        return False


def _self_signed(user_id: str, device_id: str, payload: Json) -> bool:
    if payload["user_id"] != user_id or payload["device_id"] != device_id:
        return False
    if not all(isinstance(entry, str) for entry in payload["algorithms"]):
        return False
    if not isinstance(payload.get("unsigned", {}).get("device_display_name") or "", str):
        return False
    vodozemac.Curve25519PublicKey.from_base64(payload["keys"][f"curve25519:{device_id}"])
    key = payload["keys"][f"ed25519:{device_id}"]
    return signed_by(payload, user_id, f"ed25519:{device_id}", key)


def signed_by(payload: Json, user_id: str, key_id: str, public_key: str) -> bool:
    """True when `payload` carries a valid Ed25519 signature (specification: appendix "Signing JSON")."""

    def check() -> bool:
        signature = payload["signatures"][user_id][key_id]
        vodozemac.Ed25519PublicKey.from_base64(public_key).verify_signature(
            canonical_json(payload), vodozemac.Ed25519Signature.from_base64(signature)
        )
        return True

    try:
        return guarded(check)
    except Hostile:
        return False
