"""Pictures inside of documents that must stay as they are coded: their markers and boxes that hold words go."""

from __future__ import annotations

from bot.core.file_types import FileRefused

_STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_MARKER = 0xFF
_START_OF_SCAN, _END, _COMMENT, _ADOBE, _JFIF = 0xDA, 0xD9, 0xFE, 0xEE, 0xE0
_JP2 = b"\x00\x00\x00\x0cjP  \r\n\x87\n"
_JP2_KEPT = (b"jP  ", b"ftyp", b"jp2h", b"jp2c")


def bare_jpeg(content: bytes) -> bytes:
    """Without application segments (EXIF, XMP, profiles) and comments; the one that tells the colours stays.

    Raises FileRefused.
    """
    if content[:2] != b"\xff\xd8":
        raise FileRefused("damaged")
    kept, at = bytearray(b"\xff\xd8"), 2
    while at + 4 <= len(content) and content[at + 1] != _END:
        marker = content[at + 1]
        if content[at] != _MARKER:
            raise FileRefused("damaged")
        if marker == _MARKER:  # fill
            at += 1
            continue
        end = at + 2 if marker in _STANDALONE else at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if marker == _START_OF_SCAN:
            end = _end_of_scan(content, end)
        if end < at + 2 or end > len(content):
            raise FileRefused("damaged")
        kept += _bare_segment(marker, content[at:end])
        at = end
    return bytes(kept + b"\xff\xd9")


def _bare_segment(marker: int, segment: bytes) -> bytes:
    if marker == _JFIF and segment[4:9] == b"JFIF\0":
        return b"\xff\xe0\x00\x10" + segment[4:16] + b"\0\0"  # a small preview may follow: not taken
    foreign = 0xE0 <= marker <= 0xEF or marker == _COMMENT
    return segment if marker == _ADOBE or not foreign else b""


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the coded pixels end: at the next marker that is none of theirs."""
    while (at := content.find(b"\xff", at)) != -1 and at + 1 < len(content):
        if content[at + 1] != 0 and not 0xD0 <= content[at + 1] <= 0xD7:
            return at
        at += 2
    return len(content)


def bare_jpeg2000(content: bytes) -> bytes:
    """Without boxes for words. Raises FileRefused."""
    if not content.startswith(_JP2):
        raise FileRefused("damaged")
    kept, at = bytearray(), 0
    while at + 8 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        length = len(content) - at if length == 0 else length
        if length < 8:  # of more than 4 GB, or broken
            raise FileRefused("damaged")
        if content[at + 4 : at + 8] in _JP2_KEPT:
            kept += content[at : at + length]
        at += length
    return bytes(kept)
