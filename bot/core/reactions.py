"""Which reactions cross to the other languages, and which of ours no longer stand for anybody's.

Element sends reactions in clear, so they prove no sender: a homeserver can put one under anybody's name. They are
shown as the bot's own mark and decide nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.core.model import EventRef, RoomId, UserId

MAX_CHARACTERS = 16
"""An emoji of a family with skin tones has ten. Text in a reaction would pass every check of what people write."""

APPROVE = "👍"
LOOK_CLOSER = frozenset({"🔍", "🔎"})
CONTROLS = frozenset({"✏", APPROVE, *LOOK_CLOSER})
"""Said to the bot (correcting and approving a translation, seeing the original), not opinions."""

_TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
_SELECTOR = "\ufe0f"
_PALE_HANDS = frozenset("☝✌✍⛹🏋🏌🕴🕵🖐")
"""Without a skin tone they are emoji only with that behind them (Unicode, emoji-variation-sequences.txt)."""
_JOINERS = frozenset("\u200d\ufe0e\ufe0f\u20e3")
_KEYCAPS = frozenset("0123456789#*")
_PICTURES = (
    (0x00A9, 0x00AE),
    (0x2122, 0x2122),
    (0x2300, 0x23FF),
    (0x25A0, 0x27BF),
    (0x2B00, 0x2BFF),
    (0x3297, 0x3299),
    (0x1F004, 0x1F0CF),
    (0x1F18E, 0x1F19A),
    (0x1F201, 0x1F251),
    (0x1F300, 0x1FAFF),
)
"""Where signs that show something stand. Other signs spell: letters in circles and squares, braille, hexagrams."""
_SQUARED_LETTERS = frozenset("🅰🅱🅾🅿")
_FLAG_LETTERS = frozenset(map(chr, range(0x1F1E6, 0x1F200)))
_LETTERS_OF_A_FLAG = 2


@dataclass(frozen=True, slots=True)
class Annotation:
    """One reaction as the homeserver tells it."""

    ref: EventRef
    sender: UserId
    key: str
    carried: bool = False
    """It stands on a copy that is gone, and counts for the one that took its place."""


def crosses(key: str) -> bool:
    """True for an emoji that is an opinion."""
    return _is_emoji(key) and plain(key) not in CONTROLS


def plain(key: str) -> str:
    """To compare by, without skin tone and presentation: 👍🏽 and 👍 are one opinion."""
    return "".join(character for character in key if character not in _TONES and character not in "\ufe0e\ufe0f")


def mirrored(key: str) -> str:
    """As we put it: without skin tone, and colourful as people's clients send it, so that theirs counts with ours."""
    shown: list[str] = []
    for character in key:
        if character not in _TONES:
            shown.append(character)
        elif shown and shown[-1] in _PALE_HANDS:
            shown.append(_SELECTOR)
    return "".join(shown)


def stale(annotations: Mapping[RoomId, Iterable[Annotation]], bot: UserId) -> list[EventRef]:
    """Our reactions in a family of mirrored events that nobody in another room backs any more.

    What stood on a copy that is gone backs ours on its successor in the same room, too.
    """
    backed: dict[str, set[RoomId | None]] = {}
    for room_id, found in annotations.items():
        for each in found:
            if each.sender != bot:
                backed.setdefault(plain(each.key), set()).add(None if each.carried else room_id)
    return [
        each.ref
        for room_id, found in annotations.items()
        for each in found
        if each.sender == bot and not backed.get(plain(each.key), set()) - {room_id}
    ]


def reactors(annotations: Mapping[RoomId, Iterable[Annotation]], bot: UserId) -> dict[str, list[tuple[RoomId, UserId]]]:
    """Who reacted with what, over all rooms; each person once per emoji, the emoji of most people first."""
    shown: dict[str, str] = {}
    people: dict[str, dict[UserId, RoomId]] = {}
    for room_id, found in annotations.items():
        for each in found:
            if each.sender != bot and _is_emoji(each.key):
                key = shown.setdefault(plain(each.key), mirrored(each.key))
                people.setdefault(key, {}).setdefault(each.sender, room_id)
    ordered = sorted(people.items(), key=lambda item: -len(item[1]))
    return {key: [(room_id, user_id) for user_id, room_id in users.items()] for key, users in ordered}


def _is_emoji(key: str) -> bool:
    if not 0 < len(key) <= MAX_CHARACTERS:
        return False
    keycap = key.endswith("\u20e3") and key[0] in _KEYCAPS
    pictures = [c for c in key if c not in _JOINERS and c not in _TONES and not (keycap and c in _KEYCAPS)]
    if keycap:
        return not pictures and sum(c in _KEYCAPS for c in key) == 1
    if len(pictures) == _LETTERS_OF_A_FLAG and _FLAG_LETTERS.issuperset(pictures):
        return True
    return bool(pictures) and (all(map(_is_picture, pictures)) or (len(pictures) == 1 and key[0] in _SQUARED_LETTERS))


def _is_picture(character: str) -> bool:
    return unicodedata.category(character) == "So" and any(first <= ord(character) <= last for first, last in _PICTURES)
