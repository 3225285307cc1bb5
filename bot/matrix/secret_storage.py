"""Secrets on the homeserver that only the recovery key opens (specification: client-server API, "Secret storage").

Algorithm `m.secret_storage.v1.aes-hmac-sha2`: HKDF-SHA-256 with a secret's name gives an AES-256-CTR and a MAC key.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import os
from collections.abc import Mapping
from functools import partial
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.core.model import UserId
from bot.errors import CredentialError, MatrixError
from bot.matrix.guards import Hostile, guarded
from bot.matrix.http import Http, Json, path_of
from bot.matrix.signing import unpadded_base64
from bot.sentences import N_, Said

ALGORITHM = "m.secret_storage.v1.aes-hmac-sha2"
DEFAULT_KEY = "m.secret_storage.default_key"
_KEY_BYTES, _IV_BYTES = 32, 16
_CHECKED = bytes(_KEY_BYTES)
"""A key's description holds these zeros encrypted, so that a wrong key is known at once."""


def encrypt(key: bytes, name: str, plaintext: bytes) -> Json:
    iv = bytearray(os.urandom(_IV_BYTES))
    iv[8] &= 0x7F  # the specification: some implementations of AES-CTR count in 63 bits
    return _encrypt(key, name, plaintext, bytes(iv))


def decrypt(key: bytes, name: str, sealed: Json) -> bytes:
    """Raises Hostile, or what broken input raises."""
    aes_key, mac_key = _keys(key, name)
    ciphertext, iv = from_base64(sealed["ciphertext"]), from_base64(sealed["iv"])
    if not hmac.compare_digest(hmac.digest(mac_key, ciphertext, "sha256"), from_base64(sealed["mac"])):
        raise Hostile("wrong_key")
    return _ctr(aes_key, iv, ciphertext)


def from_base64(text: str) -> bytes:
    """With padding or without. Raises ValueError."""
    return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)


def _encrypt(key: bytes, name: str, plaintext: bytes, iv: bytes) -> Json:
    aes_key, mac_key = _keys(key, name)
    ciphertext = _ctr(aes_key, iv, plaintext)
    parts = {"iv": iv, "ciphertext": ciphertext, "mac": hmac.digest(mac_key, ciphertext, "sha256")}
    return {part: base64.b64encode(value).decode() for part, value in parts.items()}


def _ctr(key: bytes, iv: bytes, data: bytes) -> bytes:
    cipher = Cipher(AES(key), CTR(iv)).encryptor()
    return cipher.update(data) + cipher.finalize()


def _keys(key: bytes, name: str) -> tuple[bytes, bytes]:
    both = HKDF(SHA256(), 2 * _KEY_BYTES, salt=bytes(_KEY_BYTES), info=name.encode()).derive(key)
    return both[:_KEY_BYTES], both[_KEY_BYTES:]


class SecretStorage:
    """The account data of one account."""

    def __init__(self, http: Http, user_id: UserId) -> None:
        self._http = http
        self._user_id = user_id

    async def key_id(self) -> str | None:
        """The id of the default key; None when there is no secret storage. Raises MatrixError."""
        found = (await self._get(DEFAULT_KEY) or {}).get("key")
        return found if isinstance(found, str) and found else None

    async def create(self, key: bytes, key_id: str, secrets: Mapping[str, bytes]) -> None:
        """Store secrets for a new default key; what was there for an older one is replaced. Raises MatrixError."""
        zeros = encrypt(key, "", _CHECKED)
        description = {"algorithm": ALGORITHM, "iv": zeros["iv"], "mac": zeros["mac"]}
        await self._put(f"m.secret_storage.key.{key_id}", description)
        for name, secret in secrets.items():
            sealed = encrypt(key, name, unpadded_base64(secret).encode())
            await self._put(name, {"encrypted": {key_id: sealed}})
        await self._put(DEFAULT_KEY, {"key": key_id})  # last: what it leads to is there

    async def open(self, key: bytes, names: tuple[str, ...]) -> dict[str, bytes]:
        """The secrets of these names that are there. Raises CredentialError for a wrong key, MatrixError."""
        key_id = await self.key_id()
        description = await self._get(f"m.secret_storage.key.{key_id}") if key_id is not None else None
        if key_id is None or description is None:
            raise CredentialError(
                Said(N_("This account has no secret storage on the homeserver: nothing can be recovered."))
            )
        try:
            guarded(partial(_check, key, description))
        except Hostile as error:
            if str(error) != "wrong_key":
                raise CredentialError(
                    Said(N_("The account's secret storage on the homeserver is of an unknown kind."))
                ) from None
            raise CredentialError(
                Said(N_("This recovery key does not belong to this account's secret storage."))
            ) from None
        found: dict[str, bytes] = {}
        for name in names:
            stored = await self._get(name)
            if stored is None:
                continue
            try:
                found[name] = guarded(partial(_opened, key, key_id, name, stored))
            except Hostile:
                raise CredentialError(
                    Said(N_("The secret %(name)s on the homeserver does not open with this key."), name=str(name))
                ) from None
        return found

    async def _get(self, event_type: str) -> Json | None:
        try:
            return await self._http.persist("GET", self._path(event_type))
        except MatrixError as error:
            if error.status != 404:
                raise
            return None

    async def _put(self, event_type: str, content: Json) -> None:
        await self._http.persist("PUT", self._path(event_type), content)

    def _path(self, event_type: str) -> str:
        return path_of("user", self._user_id, "account_data", event_type)


def _check(key: bytes, description: Json) -> None:
    if description["algorithm"] != ALGORITHM:
        raise Hostile("unknown_algorithm")
    if "mac" not in description:
        return  # the specification allows that: each secret has a MAC of its own
    zeros = _encrypt(key, "", _CHECKED, from_base64(description["iv"]))
    if not hmac.compare_digest(from_base64(zeros["mac"]), from_base64(description["mac"])):
        raise Hostile("wrong_key")


def _opened(key: bytes, key_id: str, name: str, stored: Any) -> bytes:
    plaintext = decrypt(key, name, stored["encrypted"][key_id])
    try:
        secret = from_base64(plaintext.decode("ascii"))
    except (UnicodeDecodeError, binascii.Error):
        raise Hostile("not_base64") from None
    if len(secret) != _KEY_BYTES:
        raise Hostile("wrong_length")
    return secret
