"""Signed JSON (specification: appendix "Signing JSON")."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def unpadded_base64(raw: bytes) -> str:
    """Servers drop keys and key ids that carry padding, without a word."""
    return base64.b64encode(raw).decode().rstrip("=")


def canonical_json(payload: Mapping[str, Any]) -> bytes:
    """The bytes that are signed: without `signatures` and `unsigned`, keys sorted, no spaces."""
    bare = {key: value for key, value in payload.items() if key not in ("signatures", "unsigned")}
    return json.dumps(bare, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


class SigningKey:
    """An Ed25519 key made from a 32-byte seed."""

    def __init__(self, seed: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = unpadded_base64(self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))
        self.key_id = f"ed25519:{self.public}"

    def sign(self, payload: Mapping[str, Any]) -> str:
        return unpadded_base64(self._key.sign(canonical_json(payload)))
