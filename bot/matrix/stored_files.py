"""Files as the homeserver keeps them: encrypted with a key of their own, which travels in the encrypted message.

Specification: client-server API, "Sending encrypted attachments".
"""

from __future__ import annotations

import hashlib
import secrets
from base64 import b64encode, urlsafe_b64encode
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR

from bot.core.model import CleanFile, StoredFile
from bot.matrix.http import Json


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens a file, in the forms of the specification."""

    key: str
    iv: str
    sha256: str


def encrypted(content: bytes) -> tuple[bytes, Opening]:
    """What is to be stored, and what opens it."""
    # The lower half of the counter begins at 0: apps count in 64 bits, and it must not run over.
    key, iv = secrets.token_bytes(32), secrets.token_bytes(8) + bytes(8)
    cipher = Cipher(AES(key), CTR(iv)).encryptor()
    ciphertext = cipher.update(content) + cipher.finalize()
    sha256 = hashlib.sha256(ciphertext).digest()
    return ciphertext, Opening(urlsafe_b64encode(key).decode().rstrip("="), _unpadded(iv), _unpadded(sha256))


def file_content(file: CleanFile) -> Json:
    """The part of a message's content that is about its file."""
    info: Json = {"mimetype": file.mimetype, "size": file.size_bytes}
    if file.kind == "image":
        info |= {"w": file.width, "h": file.height}
    return {"msgtype": f"m.{file.kind}", "filename": file.name, "file": _encrypted_file(file.stored), "info": info}


def _encrypted_file(stored: StoredFile) -> Json:
    key = {"kty": "oct", "key_ops": ["encrypt", "decrypt"], "alg": "A256CTR", "k": stored.key, "ext": True}
    return {"v": "v2", "url": stored.url, "key": key, "iv": stored.iv, "hashes": {"sha256": stored.sha256}}


def _unpadded(value: bytes) -> str:
    return b64encode(value).decode().rstrip("=")
