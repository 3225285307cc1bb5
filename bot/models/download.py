"""One file from a server, whole and as it was pinned, or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import requests
import urllib3

from bot.errors import EnvironmentFault
from bot.sentences import N_, Said, reason_of
from bot.translation.firefox_models import ModelFile, sha256

CONNECT_S, READ_S = 5.0, 30.0
_CHUNK = 1 << 16
_OK, _PARTIAL, _UNSATISFIABLE = 200, 206, 416

Progress = Callable[[int], None]
"""Is told how many bytes of the file are here."""


class WrongFile(EnvironmentFault):
    """The server gave something else than what is pinned."""


def download(session: requests.Session, url: str, file: ModelFile, target: Path, progress: Progress) -> None:
    """Goes on where an earlier try stopped. Raises EnvironmentFault; what was there stays, and so does the beginning.

    A file with another digest is thrown away, never used.
    """
    part = target.with_name(f"{target.name}.part")
    try:
        if not part.exists() or part.stat().st_size < file.size_bytes:
            _receive(session, url, file, part, progress)
        settle(part, file, target)
    except (requests.RequestException, urllib3.exceptions.HTTPError):
        raise EnvironmentFault(Said(N_("The server with the translation models does not answer"))) from None
    except OSError as error:
        sentence = N_("The translation models cannot be stored: %(reason)s")
        raise EnvironmentFault(Said(sentence, reason=reason_of(error))) from None


def settle(part: Path, file: ModelFile, target: Path) -> None:
    """Give a finished file its name, in one step. Raises WrongFile."""
    if part.stat().st_size != file.size_bytes or sha256(part) != file.sha256:
        part.unlink()
        sentence = N_("%(file)s is not the file that is pinned in firefox-models.yaml; it was thrown away")
        raise WrongFile(Said(sentence, file=file.name))
    with part.open("rb") as opened:
        os.fsync(opened.fileno())
    part.replace(target)


def _receive(session: requests.Session, url: str, file: ModelFile, part: Path, progress: Progress) -> None:
    here = part.stat().st_size if part.exists() else 0
    # Packed once more on the way, its bytes could not be counted.
    headers = {"Accept-Encoding": "identity", **({"Range": f"bytes={here}-"} if here else {})}
    with session.get(url, headers=headers, timeout=(CONNECT_S, READ_S), stream=True) as response:
        if response.status_code == _UNSATISFIABLE or (response.status_code == _PARTIAL and not _fits(response, here)):
            part.unlink(missing_ok=True)
            raise WrongFile(Said(N_("The server with the translation models sends another piece than was asked for")))
        if response.status_code not in (_OK, _PARTIAL):
            sentence = N_("The server with the translation models answers with %(status)s")
            raise EnvironmentFault(Said(sentence, status=str(response.status_code)))
        received = here if response.status_code == _PARTIAL else 0
        part.parent.mkdir(parents=True, exist_ok=True)
        with part.open("ab" if received else "wb") as opened:
            # What came before a break is worth keeping, so nothing waits for a chunk to be full.
            while chunk := response.raw.read1(_CHUNK):
                opened.write(chunk)
                received += len(chunk)
                progress(received)
                if received > file.size_bytes:
                    break  # `settle` throws it away
    if received < file.size_bytes:
        raise EnvironmentFault(Said(N_("The download of the translation models broke off")))


def _fits(response: requests.Response, here: int) -> bool:
    return response.headers.get("Content-Range", "").startswith(f"bytes {here}-")
