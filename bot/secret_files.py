"""Files that hold one secret each: a password, a token or a key, readable by their owner only."""

from __future__ import annotations

import os
import re
from pathlib import Path

from bot.core.words import N_
from bot.errors import CredentialError

_KEY = re.compile(r"[0-9A-Fa-f]{64}")
_SEEN_BY_OTHERS = 0o077
# systemd shows the access list of a credential as the group's rights; its folder is closed to everybody else.
_CREDENTIAL_SEEN_BY_OTHERS = 0o007
_CREDENTIAL_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}")

CREDENTIAL = "credential:"
"""In place of a path: the name of a credential that systemd hands over (`LoadCredentialEncrypted=`)."""
_LARGEST_SECRET_BYTES = 4096


def read_secret(path: Path) -> str:
    """The one line in a secret file, such as a password. Raises CredentialError, which never tells what is in it."""
    fault = secret_fault(path)
    if fault:
        message = f"{path}: {fault}"
        raise CredentialError(message)
    return path.read_text(encoding="utf-8").strip("\r\n")


def read_key(path: Path) -> bytes:
    """The 32 bytes of a key file with 64 hex digits. Raises CredentialError."""
    text = read_secret(path)
    if not is_key(text):
        message = f"{path}: expected 64 hex digits and nothing else"
        raise CredentialError(message)
    return bytes.fromhex(text.strip())


def is_key(text: str) -> bool:
    """True for 64 hex digits, with perhaps blanks around them."""
    return _KEY.fullmatch(text.strip()) is not None


def secret_fault(path: Path) -> str:
    """Why a secret file cannot be used, as a sentence for the catalogues, or an empty text."""
    try:
        if not path.is_file():
            return N_("there is no such file") if not path.exists() else N_("this is no file")
        if is_seen_by_others(path):
            return N_("others on this machine can read the file; run `chmod 600` on it")
        text = path.read_bytes()[: _LARGEST_SECRET_BYTES + 1].decode("utf-8").strip("\r\n")
    except PermissionError:
        return N_("you may not read the file")
    except OSError:
        return N_("the file cannot be read")
    except UnicodeDecodeError:
        return N_("the file is not a text in UTF-8")
    if not text.strip():
        return N_("the file is empty")
    if "\n" in text or len(text) > _LARGEST_SECRET_BYTES:
        return N_("the file must hold one line and nothing else")
    return ""


def is_seen_by_others(path: Path) -> bool:
    """Raises OSError."""
    seen = _CREDENTIAL_SEEN_BY_OTHERS if path.parent == _credentials() else _SEEN_BY_OTHERS
    return bool(path.stat().st_mode & seen)


def credential_path(written: str) -> Path | None:
    """Where systemd has put `credential:NAME`; None when it has handed over none, or the name is wrong."""
    name, folder = written.removeprefix(CREDENTIAL), _credentials()
    return folder / name if folder is not None and _CREDENTIAL_NAME.fullmatch(name) else None


def _credentials() -> Path | None:
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    return Path(folder) if folder else None
