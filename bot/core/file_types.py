"""What a file is, by its bytes, and why one is not passed on. As little as the process needs that makes files anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.errors import BotError

FileType = Literal["jpeg", "png", "gif", "webp", "pdf", "zip"]
"""What the first bytes of a file say; a zip may be an office document."""

Refusal = Literal[
    "off",
    "testimony",
    "audio",
    "video",
    "location",
    "sticker",
    "unknown",
    "too_large",
    "too_many_pixels",
    "damaged",
    "password",
    "active",
    "comments",
    "links",
    "not_encrypted",
    "not_the_file",
    "gone",
]

_SIGNATURES: tuple[tuple[bytes, FileType], ...] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
)


class FileRefused(BotError):
    """A file cannot be passed on; `limit` in the unit that the sentence has."""

    def __init__(self, reason: Refusal, limit: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.limit = limit


@dataclass(frozen=True, slots=True)
class Form:
    """What a cleaned file is."""

    kind: Literal["image", "file"]
    mimetype: str
    ending: str


FORMS: Mapping[str, Form] = {
    "jpeg": Form("image", "image/jpeg", "jpg"),
    "png": Form("image", "image/png", "png"),
    "gif": Form("image", "image/gif", "gif"),
    "webp": Form("image", "image/webp", "webp"),
    "pdf": Form("file", "application/pdf", "pdf"),
    "docx": Form("file", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    "xlsx": Form("file", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "pptx": Form("file", "application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
    "odt": Form("file", "application/vnd.oasis.opendocument.text", "odt"),
    "ods": Form("file", "application/vnd.oasis.opendocument.spreadsheet", "ods"),
    "odp": Form("file", "application/vnd.oasis.opendocument.presentation", "odp"),
}


def type_of(content: bytes) -> FileType:
    """By the first bytes alone: names and claims are foreign. Raises FileRefused."""
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    raise FileRefused("unknown")
