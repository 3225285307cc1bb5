"""One direction of the Firefox engine in a process of its own: `python -m bot.translation.engines.firefox_worker`.

The library holds the interpreter's lock while it translates and must not be touched from another thread, so it lives
here and nowhere else. It is built from bytes that were checked against their SHA-256 first: it never gets to open a
file or a connection by itself.

Frames in both directions: four bytes of length, then JSON. First the order to load (`{"files": {kind: [path,
sha256]}}`), answered with `{"ready": true}` or `{"fault": …}`; then lists of texts, each answered with a list.
Nothing else is ever written: an error ends the process, without a word about the text.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import sys
from pathlib import Path
from typing import Any, BinaryIO

from bot.logs import harden_process

LENGTH_BYTES = 4
MAX_FRAME = 4 << 20
LARGEST_FILE = 256 << 20
"""Bytes of an unpacked model file: one that unpacks to more is not what it says."""


class WrongFile(Exception):
    """A file of the model is missing, or is not the one that was pinned."""


def main() -> int:
    """Serve until the other side closes. The exit code is 0 then, else 1."""
    harden_process()
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # Whatever the library prints goes nowhere: it may hold the text.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    try:
        order = _read(source)
        if order is None:
            return 0
        try:
            translator = _build(order["files"])
        except WrongFile:
            _write(sink, {"fault": "files"})
            return 1
        _write(sink, {"ready": True})
        while (texts := _read(source)) is not None:
            _write(sink, [translator.translate_long(text) if text else "" for text in texts])
    except BaseException:  # noqa: BLE001  # a Rust panic is none of Exception, and its message may hold the text
        return 1
    return 0


def _build(files: dict[str, list[str]]) -> Any:
    from fxtranslate import Translator

    contents = {kind: _checked(Path(path), digest) for kind, (path, digest) in files.items()}
    vocabulary = contents["vocab"]
    try:
        return Translator(contents["model"], vocabulary, vocabulary, contents.get("lex"))
    except BaseException:  # noqa: BLE001  # as above
        raise WrongFile from None


def _checked(path: Path, digest: str) -> bytes:
    try:
        packed = path.read_bytes()
        if hashlib.sha256(packed).hexdigest() != digest:
            raise WrongFile
        with gzip.open(path, "rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except (OSError, EOFError):
        raise WrongFile from None
    if len(content) > LARGEST_FILE:
        raise WrongFile
    return content


def _read(source: BinaryIO) -> Any:
    head = source.read(LENGTH_BYTES)
    if len(head) < LENGTH_BYTES:
        return None
    size = int.from_bytes(head, "big")
    body = source.read(size)
    return json.loads(body) if len(body) == size else None


def _write(sink: BinaryIO, content: object) -> None:
    body = json.dumps(content).encode()
    sink.write(len(body).to_bytes(LENGTH_BYTES, "big") + body)
    sink.flush()


if __name__ == "__main__":
    sys.exit(main())
