"""Files that hold one secret each: a password, a token or a key, readable by their owner only."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

from bot.errors import CredentialError
from bot.sentences import N_, Msgid, Said

_KEY = re.compile(r"[0-9A-Fa-f]{64}")
_SEEN_BY_OTHERS = 0o077
# systemd shows the access list of a credential as the group's rights; its folder is closed to everybody else.
_CREDENTIAL_SEEN_BY_OTHERS = 0o007
_CREDENTIAL_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}")

CREDENTIAL = "credential:"
"""In place of a path: the name of a credential that systemd hands over (`LoadCredentialEncrypted=`)."""
_LARGEST_SECRET_BYTES = 4096
_OF_FILE = Msgid("%(path)s: %(fault)s")


def read_secret(path: Path) -> str:
    """The one line in a secret file, such as a password. Raises CredentialError, which never tells what is in it."""
    fault = secret_fault(path)
    if fault is not None:
        raise CredentialError(Said(_OF_FILE, path=str(path), fault=fault))
    return path.read_text(encoding="utf-8").strip("\r\n")


def read_key(path: Path) -> bytes:
    """The 32 bytes of a key file with 64 hex digits. Raises CredentialError."""
    text = read_secret(path)
    if not is_key(text):
        fault = Said(N_("expected 64 hex digits and nothing else"))
        raise CredentialError(Said(_OF_FILE, path=str(path), fault=fault))
    return bytes.fromhex(text.strip())


def is_key(text: str) -> bool:
    """True for 64 hex digits, with perhaps blanks around them."""
    return _KEY.fullmatch(text.strip()) is not None


def secret_fault(path: Path) -> Said | None:
    """Why a secret file cannot be used."""
    try:
        if not path.is_file():
            return Said(N_("there is no such file") if not path.exists() else N_("this is no file"))
        if is_seen_by_others(path):
            sentence = N_("others on this machine can read the file; run `%(command)s`")
            return Said(sentence, command=f"chmod 600 {shlex.quote(str(path))}")
        text = path.read_bytes()[: _LARGEST_SECRET_BYTES + 1].decode("utf-8").strip("\r\n")
    except PermissionError:
        return Said(N_("you may not read the file"))
    except OSError:
        return Said(N_("the file cannot be read"))
    except UnicodeDecodeError:
        return Said(N_("the file is not a text in UTF-8"))
    if not text.strip():
        return Said(N_("the file is empty"))
    if "\n" in text or len(text) > _LARGEST_SECRET_BYTES:
        return Said(N_("the file must hold one line and nothing else"))
    return None


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
