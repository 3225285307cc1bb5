"""One file in, one file out: `python -m bot.attachments.worker`, a process that ends with its file.

Decoders of pictures and documents are where hostile files strike. This process is given no key and no other file, has
little memory and little time, and can write nothing to a disk: whatever it unpacks is gone with it.
"""

from __future__ import annotations

import json
import resource
import sys
from typing import BinaryIO

from bot.attachments.cleaned import Cleaned
from bot.core.file_types import FileRefused, type_of
from bot.logs import harden_process

MEMORY_BYTES = 2 * 1024 * 1024 * 1024
CPU_S = 30
LENGTH_BYTES = 8


def confine() -> None:
    """What cannot be had in this process cannot be taken from it."""
    harden_process()
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))


def clean(content: bytes) -> Cleaned:
    """Raises FileRefused."""
    match type_of(content):
        case "pdf":
            from bot.attachments.pdf import clean_pdf

            return clean_pdf(content)
        case "zip":
            from bot.attachments.office import clean_office

            return clean_office(content)
        case kind:
            from bot.attachments.images import clean_image

            return clean_image(content, kind)


def answer_of(content: bytes) -> bytes:
    """A head in JSON, its length before it, then the file and its thumbnail."""
    try:
        cleaned = clean(content)
    except FileRefused as refused:
        return _framed({"refused": refused.reason, "limit": refused.limit})
    except (MemoryError, RecursionError):
        return _framed({"refused": "damaged", "limit": 0})
    parts = [part for part in (cleaned, cleaned.thumbnail) if part is not None]
    head = [{"form": p.form, "size": len(p.content), "width": p.width, "height": p.height} for p in parts]
    return _framed({"parts": head}) + b"".join(part.content for part in parts)


def _framed(head: object) -> bytes:
    written = json.dumps(head).encode()
    return len(written).to_bytes(LENGTH_BYTES, "big") + written


def main(source: BinaryIO, sink: BinaryIO) -> None:
    confine()
    sink.write(answer_of(source.read()))
    sink.flush()


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
