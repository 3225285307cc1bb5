"""The account section of the configuration: a password, or a token that somebody else has issued; and addresses."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from bot.checked_yaml import Value, expecting
from bot.core.model import UserId
from bot.sentences import N_, Said

SERVER_NAME = r"(?:[A-Za-z0-9.-]{1,230}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?"
USER_ID = re.compile(rf"@[\x21-\x39\x3b-\x7e]{{1,200}}:{SERVER_NAME}")
USER_EXPECTED = N_('a user id in quotes, such as "@ana:example.org"')
ACCOUNT_EXPECTED = N_("user_id and password_file")
_DEVICE_ID = re.compile(r"[A-Za-z0-9._~+/=-]{1,255}")


@dataclass(frozen=True, slots=True)
class AccountSettings:
    """Either `password_file` is set, or `token_file` together with `device_id`."""

    user_id: UserId
    password_file: Path | None
    device_name: str = "Trinational"
    token_file: Path | None = None
    device_id: str = ""


def read_account(
    value: Value | None, secret_file: Callable[[Value], Path], label: Callable[[Value | None], str]
) -> AccountSettings:
    """Mistakes are told where they are; what is returned then is never used."""
    section = value.section(ACCOUNT_EXPECTED) if value is not None else None
    if value is None or section is None:
        return AccountSettings(UserId(""), None)
    user = section.required("user_id", USER_EXPECTED)
    token, device = section.optional("token_file"), section.optional("device_id")
    password = section.optional("password_file") if token is not None else None
    if token is None:
        password = section.required("password_file", N_("the file with the password of the account"))
    elif device is None:
        token.mistake(Said(N_("a token belongs to a device: device_id is missing beside it")))
    if token is not None and password is not None:
        password.mistake(expecting(N_("either password_file, or token_file and device_id, not both")))
    if device is not None and token is None:
        device.mistake(Said(N_("only with token_file; with a password the bot gets a device by itself")))
    device_name = label(section.optional("device_name"))
    section.finish()
    return AccountSettings(
        UserId(user.text(USER_EXPECTED, USER_ID) if user is not None else ""),
        secret_file(password) if password is not None else None,
        device_name or "Trinational",
        secret_file(token) if token is not None else None,
        device.text(N_("the id of the device that the token was issued for"), _DEVICE_ID) if device is not None else "",
    )


def is_homeserver(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or not address.isprintable() or " " in address or port == 0 or parts.netloc.endswith(":"):
        return False
    if parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _is_near(host))


def _is_near(host: str) -> bool:
    """Where plain HTTP does not carry the access token across open networks."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "." not in host or host.endswith((".localhost", ".local", ".internal"))
    return address.is_loopback or address.is_private
