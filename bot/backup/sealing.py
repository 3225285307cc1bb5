"""The age encryption of a backup: to a recipient's public key or with a passphrase."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path

import pyrage

from bot.errors import ConfigError, CredentialError, EnvironmentFault
from bot.sentences import N_, Said

SHORTEST_PASSPHRASE = 16
_SCRYPT = b"\n-> scrypt "
_MAGIC = b"age-encryption.org/v1\n"
_HEADER_BYTES = 200
_SEEN_BY_OTHERS = 0o077
_TOO_MUCH_WORK = "Excessive work parameter"
"""The library measures what this machine can do, when it encrypts and when it decrypts."""
# What the library says when a key does not fit; everything else is damage.
_NOT_THE_KEY = ("Decryption failed", "No matching keys found")


@dataclass(frozen=True, slots=True)
class Seal:
    """One of the two."""

    recipient: str = ""
    passphrase: str = ""


def seal(content: bytes, how: Seal) -> bytes:
    """Raises ConfigError for a recipient that is none."""
    if how.recipient:
        return bytes(pyrage.encrypt(content, [_recipient(how.recipient)]))
    return bytes(pyrage.passphrase.encrypt(content, how.passphrase))


def check(how: Seal) -> None:
    """Before anything is read. Raises ConfigError."""
    if how.recipient:
        _recipient(how.recipient)
    elif len(how.passphrase) < SHORTEST_PASSPHRASE:
        raise ConfigError(
            [
                Said(
                    N_("The passphrase is too short: at least %(count)s characters, such as six words."),
                    count=str(SHORTEST_PASSPHRASE),
                )
            ]
        )


def needs_passphrase(sealed: bytes) -> bool:
    """Raises EnvironmentFault for a file that is not encrypted with age."""
    if not sealed.startswith(_MAGIC):
        raise EnvironmentFault(
            Said(N_("This is no backup: the file is not encrypted with age, or its beginning is damaged."))
        )
    return _SCRYPT in sealed[:_HEADER_BYTES]


def unseal(sealed: bytes, secret: str) -> bytes:
    """`secret`: the passphrase, or the recipient's identity. Raises CredentialError, EnvironmentFault."""
    try:
        if needs_passphrase(sealed):
            return bytes(pyrage.passphrase.decrypt(sealed, secret))
        return bytes(pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(secret)]))
    except pyrage.IdentityError:
        raise CredentialError(Said(N_("The identity file holds no age identity (AGE-SECRET-KEY-1…)."))) from None
    except pyrage.DecryptError as error:
        if str(error) in _NOT_THE_KEY:
            raise CredentialError(
                Said(N_("This passphrase or identity does not open the backup; nothing was written."))
            ) from None
        if str(error).startswith(_TOO_MUCH_WORK):
            raise EnvironmentFault(
                Said(
                    N_(
                        "This computer is too slow, or too busy now, for the backup's passphrase: try again when"
                        " nothing else runs, or on a faster one. Nothing was written."
                    )
                )
            ) from None
        raise EnvironmentFault(Said(N_("The backup is damaged or not complete; nothing was written."))) from None


def read_identity(path: Path) -> str:
    """Of a file as age-keygen writes it, with lines of comment. Raises CredentialError."""
    try:
        if path.stat().st_mode & _SEEN_BY_OTHERS:
            raise CredentialError(
                Said(
                    N_("%(path)s: others on this machine can read the file; run `%(command)s`"),
                    path=str(path),
                    command=f"chmod 600 {shlex.quote(str(path))}",
                )
            )
        lines = path.read_text(encoding="ascii").split()
    except (OSError, UnicodeDecodeError):
        raise CredentialError(Said(N_("%(path)s: the identity file cannot be read"), path=str(path))) from None
    return next((line for line in lines if line.startswith("AGE-SECRET-KEY-1")), "")


def _recipient(text: str) -> object:
    try:
        recipient: object = pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        raise ConfigError(
            [
                Said(
                    N_(
                        "The recipient of the backup is wrong: expected age1…, as `age-keygen` prints it (the"
                        " public key)."
                    )
                )
            ]
        ) from None
    return recipient
