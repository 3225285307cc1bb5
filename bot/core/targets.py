"""Where a link in a message leads, and whom or what it stands for."""

from __future__ import annotations

import re
from urllib.parse import unquote

from bot.core.characters import single_line
from bot.core.sanitise import SCHEMES

MAX_TARGET = 2048
"""Characters; a longer address is dropped and only its text kept."""

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_MATRIX_TO = re.compile(r"https?://matrix\.to/#/(.+)", re.IGNORECASE)
_MATRIX_URI = re.compile(r"matrix:(u|r|roomid)/([^/?#]+)(/e/)?", re.IGNORECASE)
_SIGILS = {"u": "@", "r": "#", "roomid": "!"}
_NOT_SAID = re.compile(r"^(?:mailto:|https?://)?(?:www\.)?|/$")


def safe_target(address: str) -> str | None:
    """The address as a link may carry it, None when its scheme is not allowed or it is relative."""
    # Browsers drop tabs and line feeds inside an address, and blanks around it, before they read its scheme.
    address = re.sub(r"[\t\r\n]", "", address).strip()
    address = single_line(address).replace(" ", "%20")
    scheme = _SCHEME.match(address)
    if scheme is None or scheme[1].lower() not in SCHEMES or len(address) > MAX_TARGET:
        return None
    return address


def is_pill(target: str) -> bool:
    """True for a person or a room, whose name is never translated; a link to one message is an ordinary link."""
    if found := _MATRIX_TO.match(target):
        identifier = unquote(found[1]).partition("?")[0]
        return identifier.startswith("@") or (identifier.startswith(("#", "!")) and "/$" not in identifier)
    if found := _MATRIX_URI.match(target):
        return found[3] is None
    return False


def pilled(target: str) -> str:
    """Whom or what a pill stands for: a user id, an alias or a room id; '' for any other link."""
    if not is_pill(target):
        return ""
    if found := _MATRIX_TO.match(target):
        return unquote(found[1]).partition("?")[0]
    found = _MATRIX_URI.match(target)
    return _SIGILS[found[1].lower()] + unquote(found[2]) if found else ""


def says_the_same(text: str, target: str) -> bool:
    """True when a link's text is its own address, give or take the scheme and a final slash."""
    return _NOT_SAID.sub("", text.strip()).casefold() == _NOT_SAID.sub("", target).casefold()
