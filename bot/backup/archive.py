"""What is inside a backup, in memory only: named files and a list of their checksums."""

from __future__ import annotations

import hashlib
import io
import json
import re
import tarfile
from collections.abc import Mapping
from typing import Any

from bot.errors import EnvironmentFault
from bot.sentences import N_, Said

FORMAT = 1
_LIST = "manifest.json"
# A backup to a recipient can be made by anybody who knows the public key: no name may lead out of the folder.
_NAME = re.compile(r"(data/)?[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_MOST_FILES = 50
_DAMAGED = Said(N_("The backup is damaged or not complete; nothing was written."))


def packed(files: Mapping[str, bytes], made_at: str) -> bytes:
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    head = json.dumps({"format": FORMAT, "made_at": made_at, "files": sums}).encode()
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as tar:
        for name, content in {_LIST: head, **files}.items():
            if not _NAME.fullmatch(name):
                raise AssertionError("files of a backup have plain names")
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(content), 0o600
            tar.addfile(entry, io.BytesIO(content))
    return target.getvalue()


def unpacked(content: bytes) -> tuple[Mapping[str, bytes], str]:
    """The files and when they were put together. Raises EnvironmentFault."""
    try:
        files = _files(content)
        head: Any = json.loads(files.pop(_LIST))
        if head["format"] != FORMAT:
            raise EnvironmentFault(
                Said(N_("The backup was made by a later version of this program: install that one first."))
            )
        made_at = str(head["made_at"])
        sums = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    except (tarfile.TarError, KeyError, ValueError, TypeError, EOFError):
        raise EnvironmentFault(_DAMAGED) from None
    if sums != head["files"]:
        raise EnvironmentFault(_DAMAGED)
    return files, made_at


def _files(content: bytes) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as tar:
        for entry in tar:
            stream = tar.extractfile(entry) if entry.isreg() else None
            if stream is None or not _NAME.fullmatch(entry.name) or entry.name in files or len(files) > _MOST_FILES:
                raise EnvironmentFault(_DAMAGED)
            files[entry.name] = stream.read()
    return files
