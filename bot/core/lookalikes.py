"""Letters that look like Latin ones, and words that are spelled out, as people type them past a filter.

Everything here keeps the place of each character, so that what is found can be marked in the original.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_SAME = {
    "cyrillic": ("аеорсухкмтвіјѕһԁԛԝАВЕКМНОРСТУХІЈЅ", "aeopcyxkmtbijshdqwABEKMHOPCTYXIJS"),
    "greek": ("αονρικυτεηχγΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aovpikutenxyABEZHIKMNOPTYX"),
    "small capitals": ("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz"),
    "turned": ("ɐɔǝɟɓɥıʞɯɹʇʌʍʎ", "acefghikmrtvwy"),
}
_ROWS = ((0x24B6, "A"), (0x24D0, "a"), (0x249C, "a"), (0x1F110, "A"), (0x1F130, "A"), (0x1F150, "A"), (0x1F170, "A"))
"""Letters in circles, squares and brackets, 26 in a row each."""
_LATIN: Mapping[int, str] = {
    **{ord(each): plain for drawn, written in _SAME.values() for each, plain in zip(drawn, written, strict=True)},
    **{first + at: chr(ord(letter) + at) for first, letter in _ROWS for at in range(26)},
}
_DIGIT = re.compile(r"(?<=[^\W\d_])[013457](?!\d)")
_FOR_LETTERS = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t"}
_LETTER = r"[^\W\d_]"
_SPELLED = re.compile(rf"(?<!\w){_LETTER}(?:([ .·*_-]){_LETTER})(?:\1{_LETTER}){{2,}}(?!\w)")
"""At least four letters with the same single sign between each two of them."""


def plain_letters(text: str) -> str:
    """With Latin letters in place of those that look like them; as long as before."""
    return text if text.isascii() else text.translate(_LATIN)


def without_digits_in_words(text: str) -> str:
    """Ju4na: single digits behind letters as the letters that they stand for; as long as before."""
    return _DIGIT.sub(lambda found: _FOR_LETTERS[found[0]], text)


def spelled_out(text: str) -> tuple[str, list[int]] | None:
    """J u a n a as one word: the text, and where each of its characters stood. None where nothing is spelled out."""
    if _SPELLED.search(text) is None:
        return None
    places = list(_kept(text))
    return "".join(text[at] for at in places), places


def _kept(text: str) -> Iterator[int]:
    at = 0
    for found in _SPELLED.finditer(text):
        yield from range(at, found.start())
        yield from range(found.start(), found.end(), 2)
        at = found.end()
    yield from range(at, len(text))
