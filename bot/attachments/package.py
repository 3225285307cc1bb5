"""The zip under an office document: read within limits, and written so that it tells nothing of its maker."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO
from urllib.parse import unquote

from bot.attachments.images import clean_image
from bot.core.file_types import FileRefused, type_of

MAX_PARTS = 2_000
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
_ENCRYPTED = 0x1
_SAYS_NOTHING = re.compile(r"(?:image|img|picture|media|graphic|thumbnail)?[-_]?[0-9A-Fa-f]*", re.IGNORECASE)
"""What programs call a picture by themselves; some keep the name of the file that it came from."""


def unpacked(content: bytes) -> dict[str, bytes]:
    """Every part by its name. Raises FileRefused."""
    parts: dict[str, bytes] = {}
    left = MAX_UNPACKED_BYTES
    with zipfile.ZipFile(BytesIO(content)) as package:
        entries = [entry for entry in package.infolist() if not entry.is_dir()]
        if len(entries) > MAX_PARTS:
            raise FileRefused("damaged")
        for entry in entries:
            if entry.flag_bits & _ENCRYPTED:
                raise FileRefused("password")
            if entry.filename in parts:  # two programs would read two documents
                raise FileRefused("damaged")
            with package.open(entry) as part:
                parts[entry.filename] = part.read(left + 1)
            left -= len(parts[entry.filename])
            if left < 0:
                raise FileRefused("damaged")
    return parts


def packed(parts: Mapping[str, bytes]) -> bytes:
    """In the order given; a `mimetype` goes in unpacked, as OpenDocument wants it."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name)  # of 1980, made by nobody's system in particular
            entry.create_system = 0
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(entry, content)
    return written.getvalue()


def picture(content: bytes) -> bytes:
    """Of a document, made anew as any other; drawings in other formats may hold anything. Raises FileRefused."""
    try:
        kind = type_of(content)
    except FileRefused:
        raise FileRefused("active") from None
    if kind in ("pdf", "zip"):
        raise FileRefused("active")
    return clean_image(content, kind).content


def plain_names(pictures: Iterable[str]) -> dict[str, str]:
    """For each part whose name says more than a number, one that does not."""
    taken, renamed = set(pictures), dict[str, str]()
    for name in sorted(taken):
        folder, _, file = name.rpartition("/")
        stem, dot, ending = file.rpartition(".")
        if dot and _SAYS_NOTHING.fullmatch(stem):
            continue
        number = len(renamed) + 1
        while (plain := posixpath.join(folder, f"picture{number}{dot}{ending}")) in taken:
            number += 1
        taken.add(plain)
        renamed[name] = plain
    return renamed


def part_meant(reference: str, folder: str) -> str:
    """The name of the part that a relative reference out of `folder` leads to."""
    return posixpath.normpath(posixpath.join("/", folder, unquote(reference))).lstrip("/")
