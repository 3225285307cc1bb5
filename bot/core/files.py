"""Files as they travel between the layers: as a person sent one, and as we send it on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FileKind = Literal["image", "file", "video", "audio", "location", "sticker"]
"""What a sender's app calls it (`m.image` and so on): what it is, is told by its bytes. Sound: voice messages too."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Where an encrypted file lies and how it is opened (specification: "Sending encrypted attachments")."""

    url: str
    key: str
    """AES-CTR, 256 bits, unpadded URL-safe base64."""
    iv: str
    sha256: str
    """Of what lies there, unpadded base64."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a person sent with their message. Everything but `stored` is foreign text or a claim."""

    kind: FileKind
    name: str
    """'' when it has none."""
    stored: StoredFile | None
    """None: it was not encrypted, or says nothing of use about where it lies."""
    claimed_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class CleanFile:
    """A file of ours, encrypted and in the homeserver's store: made anew from what a person sent."""

    kind: Literal["image", "file"]
    name: str
    mimetype: str
    size_bytes: int
    stored: StoredFile
    width: int = 0
    height: int = 0
    """Pixels of a picture."""
    thumbnail: CleanFile | None = None
