"""Encryption under a second key of what could identify a person, inside the encrypted database.

Whoever has the database and the store key, but not this key, sees that rows are there and not whom they are about.
User ids are encrypted always the same (AES-SIV), wherever in a text they stand and in whichever column, so that they
can be looked for, joined and purged as if they were in clear: no table can forget it. Other texts are encrypted in the
same way where a statement says so. What nobody looks for is encrypted differently each time (AES-GCM), bound to its
table and column.
"""

from __future__ import annotations

import base64
import hmac
import re
import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PEOPLE = "people"

TEXTS = (("register_log", "payload"), ("register_dialogue", "state"), ("roster_log", "payload"))
"""Columns that are encrypted as a whole. Their statements write `sealed('table.column', …)` and read `opened(…)`."""
HIDDEN = (
    # groups
    ("match_asked", "organisation"),
    ("match_statement", "organisation"),
    ("match_stated", "organisation"),
    ("introduction", "one"),
    ("introduction", "other"),
    ("introduction_side", "organisation"),
    ("reveal_offer", "from_group"),
    ("reveal_offer", "to_group"),
    ("review", "owner_group"),
    ("review", "excluded"),
    ("review_asked", "organisation"),
    ("review_reader", "organisation"),
    ("proposal", "organisation"),
    ("proposal_signature", "organisation"),
    ("roster_log", "subject"),
    ("roster_done", "subject"),
    ("roster_owed", "subject"),
    ("suspension_log", "command_event_id"),  # or the group that left
    # what people wrote
    ("memory", "skeleton"),
    ("memory", "source_text"),
    ("memory", "target_text"),
    ("proposal_version", "words"),
    ("survey", "content"),
    ("survey_reply", "answers"),
    ("survey_result", "shown"),
    ("talk", "state"),
    # what the bot acts and encrypts with
    ("device", "access_token"),
    ("outbound_session", "pickle"),
    ("shared_key", "device_id"),
)
"""Columns that are encrypted as a whole and always the same. Statements write and compare with `hidden(…)`; what is
read comes out in clear by itself."""
BYTES = (("secret", "value"), ("review", "salt"))
"""The same for bytes."""
SALTS = (("register_log", "seq", "salt"), ("roster_log", "seq", "salt"))
"""Random bytes whose length must stay: table, column with the row's number, column. Statements say `veiled(…)`."""

_NONCE_BYTES = 12
_BLOCK_BYTES = 32
_CHECK = b"trinational"
# A whole user id, and one inside a key or a JSON list. What is sealed has no colon, so nothing is sealed twice.
_PERSON = re.compile(r"""@[^\s"]+:[^\s"]+""")
_INSIDE = re.compile(r"""@[^\s":@,]*:(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]+)?""")
_SEALED = re.compile(r"@\{([A-Za-z0-9_-]{43,})\}")
_OPENING = b"@{"


class FieldKey:
    """The second key, 32 bytes."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._people = AESSIV(_derived(key, PEOPLE, 64))
        self._by_place: dict[str, AESGCM] = {}

    # People

    def hide_people(self, text: str) -> str:
        """The text with every user id in it encrypted."""
        if "@" not in text:
            return text
        if _PERSON.fullmatch(text):
            return self._hidden(text)
        return _INSIDE.sub(lambda found: self._hidden(found[0]), text)

    def show_people(self, text: str) -> str:
        """The opposite. What looks encrypted and was not encrypted with this key stays as it is."""
        return _SEALED.sub(self._shown, text) if "@{" in text else text

    def decode(self, raw: bytes) -> str:
        """A text as it comes out of the database."""
        text = raw.decode("utf-8")
        return self.show_people(text) if _OPENING in raw else text

    def hide(self, text: str | None) -> str | None:
        """A whole text encrypted, always the same. What is encrypted already, and what is empty, stays."""
        if not text or (_SEALED.fullmatch(text) and self.show_people(text) != text):
            return text
        return self._hidden(self.show_people(text))

    def taken_over(self, text: str, old: FieldKey) -> str:
        """What another key has encrypted in it, encrypted with this one."""

        def again(found: re.Match[str]) -> str:
            clear = old.show_people(found[0])
            return found[0] if clear == found[0] else self._hidden(clear)

        return _SEALED.sub(again, text)

    def _hidden(self, person: str) -> str:
        raw = person.encode("utf-8", "surrogatepass")
        padded = raw + bytes(-len(raw) % _BLOCK_BYTES)
        return f"@{{{_text(self._people.encrypt(padded, [PEOPLE.encode()]))}}}"

    def _shown(self, found: re.Match[str]) -> str:
        try:
            return self._people.decrypt(_bytes(found[1]), [PEOPLE.encode()]).rstrip(b"\0").decode("utf-8")
        except (InvalidTag, ValueError):
            return found[0]

    # Texts and bytes

    def sealed(self, place: str, value: str | bytes | None) -> str | bytes | None:
        if value is None:
            return None
        nonce = secrets.token_bytes(_NONCE_BYTES)
        raw = value.encode("utf-8") if isinstance(value, str) else value
        whole = nonce + self._cipher(place).encrypt(nonce, raw, place.encode())
        return _text(whole) if isinstance(value, str) else whole

    def opened(self, place: str, value: str | bytes | None) -> str | bytes | None:
        """Empty for what was not sealed with this key for this place."""
        if value is None:
            return None
        try:
            whole = _bytes(value) if isinstance(value, str) else value
            raw = self._cipher(place).decrypt(whole[:_NONCE_BYTES], whole[_NONCE_BYTES:], place.encode())
        except (InvalidTag, ValueError):
            return "" if isinstance(value, str) else b""
        return raw.decode("utf-8") if isinstance(value, str) else raw

    def _cipher(self, place: str) -> AESGCM:
        if place not in self._by_place:
            self._by_place[place] = AESGCM(_derived(self._key, f"text {place}", 32))
        return self._by_place[place]

    def veiled(self, place: str, row: int, value: bytes | None) -> bytes | None:
        """Random bytes of a row hidden behind a mask of their own; the same again takes it off."""
        if value is None:
            return None
        mask = hmac.digest(_derived(self._key, f"mask {place}", 32), str(row).encode(), "sha256")
        return bytes(a ^ b for a, b in zip(value, mask, strict=False))

    # Knowing the key again

    def check(self) -> bytes:
        """What tells later whether a key is this one."""
        return hmac.digest(_derived(self._key, "check", 32), _CHECK, "sha256")

    def fits(self, check: bytes) -> bool:
        return hmac.compare_digest(self.check(), check)


@dataclass(frozen=True, slots=True)
class StoreKeys:
    """Never shown: `repr` would have the keys in it."""

    store: bytes
    fields: bytes | None
    """None for files of before there was a second key."""

    def __repr__(self) -> str:
        return "StoreKeys()"

    @property
    def field_key(self) -> FieldKey | None:
        return FieldKey(self.fields) if self.fields is not None else None

    @property
    def crypto(self) -> bytes:
        """Of crypto.db, which knows everybody's devices: only both keys together open it."""
        return self.store if self.fields is None else _derived(self.store + self.fields, "file crypto.db", 32)


def _derived(key: bytes, purpose: str, length: int) -> bytes:
    return HKDF(SHA256(), length, None, f"trinational {purpose}".encode()).derive(key)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
