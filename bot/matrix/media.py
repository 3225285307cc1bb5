"""Encrypted files in the homeserver's media store (specification: "Sending encrypted attachments").

Decrypted they are in memory only. What is stored is encrypted once under a key of its own, which stands inside the
encrypted event alone.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import hmac
import re
import secrets
from collections.abc import Callable

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR

from bot.core.attachments import MEGABYTE
from bot.core.file_types import FileRefused
from bot.core.files import StoredFile
from bot.errors import MatrixError
from bot.matrix.http import Http, path_of

KEY_BYTES, IV_BYTES, RANDOM_IV_BYTES = 32, 16, 8
_MXC = re.compile(r"mxc://(?P<server>[A-Za-z0-9.:\[\]-]{1,255})/(?P<media>[A-Za-z0-9_-]{1,255})")


class Media:
    def __init__(self, http: Http) -> None:
        self._http = http
        self._limit: int | None = None

    async def load(self, file: StoredFile, max_bytes: int) -> bytes:
        """Decrypted, at most `max_bytes`. Raises FileRefused, MatrixError."""
        place = _MXC.fullmatch(file.url)
        if place is None:
            raise FileRefused("not_encrypted")
        path = path_of("media", "download", place["server"], place["media"], version="v1")
        try:
            stored = await self._http.download(path, max_bytes)
        except MatrixError as error:
            if error.status == 413:
                raise FileRefused("too_large", max_bytes // MEGABYTE) from None
            if error.may_pass:
                raise
            raise FileRefused("gone") from None
        return await asyncio.to_thread(opened, file, stored)

    async def store(self, content: bytes) -> StoredFile:
        """Encrypt and upload. Raises FileRefused, MatrixError."""
        limit = await self._upload_limit()
        if limit is not None and len(content) > limit:
            raise FileRefused("too_large", limit // MEGABYTE)
        stored, file = await asyncio.to_thread(sealed, content)
        try:
            answer = await self._http.upload("/_matrix/media/v3/upload", stored)
        except MatrixError as error:
            if error.status == 413:
                raise FileRefused("too_large", (limit or len(content)) // MEGABYTE) from None
            raise
        url = answer.get("content_uri")
        if not isinstance(url, str) or _MXC.fullmatch(url) is None:
            raise MatrixError("M_UNKNOWN", 502)
        return StoredFile(url, file.key, file.iv, file.sha256)

    async def _upload_limit(self) -> int | None:
        """What the homeserver takes; None when it does not tell."""
        if self._limit is None:
            try:
                answer = await self._http.request("GET", path_of("media", "config", version="v1"))
            except MatrixError as error:
                if error.may_pass:
                    raise
                return None
            size = answer.get("m.upload.size")
            self._limit = size if isinstance(size, int) and size > 0 else None
        return self._limit


def opened(file: StoredFile, stored: bytes) -> bytes:
    """Proved by its hash before anything else is done with it. Raises FileRefused."""
    try:
        key, iv, digest = _unpadded(file.key), _unpadded(file.iv), _unpadded(file.sha256)
    except (ValueError, binascii.Error):
        raise FileRefused("not_encrypted") from None
    if len(key) != KEY_BYTES or len(iv) != IV_BYTES:
        raise FileRefused("not_encrypted")
    if not hmac.compare_digest(hashlib.sha256(stored).digest(), digest):
        raise FileRefused("not_the_file")
    decryptor = Cipher(AES(key), CTR(iv)).decryptor()
    return decryptor.update(stored) + decryptor.finalize()


def sealed(content: bytes) -> tuple[bytes, StoredFile]:
    """What is to be stored, and how it is opened; where it lies is not known yet."""
    key = secrets.token_bytes(KEY_BYTES)
    iv = secrets.token_bytes(RANDOM_IV_BYTES) + bytes(IV_BYTES - RANDOM_IV_BYTES)  # the counter begins at 0
    encryptor = Cipher(AES(key), CTR(iv)).encryptor()
    stored = encryptor.update(content) + encryptor.finalize()
    parts = (_written(key, base64.urlsafe_b64encode), _written(iv), _written(hashlib.sha256(stored).digest()))
    return stored, StoredFile("", *parts)


def _unpadded(text: str) -> bytes:
    """Base64 in either alphabet."""
    standard = text.rstrip("=").replace("-", "+").replace("_", "/")
    return base64.b64decode(standard + "=" * (-len(standard) % 4), validate=True)


def _written(value: bytes, encode: Callable[[bytes], bytes] = base64.b64encode) -> str:
    return encode(value).decode().rstrip("=")
