"""The shapes of what must not be translated: links, addresses, ids, numbers, emoji, code.

All patterns have bounded repeats or disjoint alternatives, so that a search takes time linear to the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

Kind = Literal["n", "w", "x"]
"""How a span behaves in a sentence: `n` a number, `w` a name (ids, mentions), `x` no word at all (links, emoji)."""

MARK = r"⟦/?[0-9]{1,6}⟧"
"""An inline mark of `marks.py`."""

LETTERS = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
"""Of a character class: Latin letters, the only ones that are translated."""

_SIGNS = r"!-/:-@\[-`{-~¡¿«»‘’“”‹›…–—ªº\u0300-\u036f"
_SPACE = "[ \u00a0\u202f\u2009]"
_AFTER_NO_LETTER = rf"(?<![{LETTERS}\d_])"

_IN_URL = r"[^\s()<>\"“”«»`⟦⟧]"
_NOT_AT_ITS_END = r"(?<![.,;:!?'’…*_])"
_SCHEME = r"(?:(?:https?|ftp|ssh|mxc|matrix|file)://?|(?:matrix|mailto|tel|geo):|www\.)"
_URL = rf"{_AFTER_NO_LETTER}{_SCHEME}(?={_IN_URL})(?:\([^\s()⟦⟧]*\)|{_IN_URL})+{_NOT_AT_ITS_END}"
_TLD = "com|org|net|info|gov|gob|edu|int|mx|ca|fr|io|eu|app|test|example|local"
_DOMAIN = (
    r"(?<![\w.-])(?:[A-Za-z0-9-]{1,63}\.){1,5}"
    rf"(?:(?:{_TLD})(?![\w-])(?:/{_IN_URL}*)?|[A-Za-z]{{2,24}}/{_IN_URL}+){_NOT_AT_ITS_END}"
)
_EMAIL = r"(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
_SERVER = r"(?:\[[0-9A-Fa-f:.]{2,45}\]|\w[\w.-]{0,255})(?<![.-])(?::[0-9]{1,5})?"
_MATRIX_ID = rf"{_AFTER_NO_LETTER}[@#!+$][\w.=/+-]{{1,255}}:{_SERVER}|(?<!\w)[!$][A-Za-z0-9_-]{{43}}(?!\w)"
_TAG = r"(?<!\w)[@#]\w[\w.-]{0,100}(?<![.-])"

# A part of an id: it has a digit, or is a short word in capitals, as in MX-2024-017.
_PART = r"(?:[^\W\d]{0,40}\d\w*|[A-ZÀ-Þ]{1,12}(?!\w))"
_JOINED = rf"(?:[-‐‑–./:_](?:{_PART}|[a-z]{{1,2}}(?!\w))|(?<=\d)[.,'’](?=\d){_PART})"
_END = r"(?!\w|[-/:.,]\w)"
_THOUSANDS = rf"[0-9]{{1,3}}(?:{_SPACE}[0-9]{{3}})+(?:[.,][0-9]+)?{_END}"
_AREA = r"(?:(?<=\+)[0-9]{1,3}|\([0-9]{2,4}\))"
_PHONE = (
    rf"(?:{_AREA}(?:[ .-]?[0-9]{{2,4}}){{2,5}}|{_AREA}{_SPACE}?[0-9]+"
    rf"|[0-9]{{2,4}}(?:{_SPACE}[0-9]{{2,4}}){{2,4}}){_END}"
)
_CURRENCY = r"(?:(?:US|CA|MX|C|A)?[$€£¥]|(?:USD|MXN|CAD|EUR)(?=[\s\d]))"
_UNIT = rf"(?:{_SPACE}?(?:%|‰|°[CF]?|[€£]|\$(?!\d))|{_SPACE}(?:USD|MXN|CAD|EUR|M\.N\.)(?!\w))"
_BEFORE_NUMBER = rf"(?:[+±−-](?=[\d(]|{_CURRENCY}))?(?:{_CURRENCY}{_SPACE}?(?=-?\d)-?)?"
_AFTER_NUMBER = rf"(?:\.?[ºª°](?!\w))?(?:\([0-9a-z]{{1,4}}\))*{_UNIT}?"
_NUMBER = rf"{_AFTER_NO_LETTER}{_BEFORE_NUMBER}(?:{_PHONE}|{_THOUSANDS}|{_PART}{_JOINED}*){_AFTER_NUMBER}"

PROTECTED = re.compile(
    "|".join(
        f"(?P<{name}>{pattern})"
        for name, pattern in {
            "pair": r"⟦(?P<inner>[0-9]{1,6})⟧⟦/(?P=inner)⟧",
            "mark": MARK,
            "fence": "[⟦⟧]",
            "code": "`{3}[^`⟦⟧]+`{3}|`[^`⟦⟧]+`",
            "url": _URL,
            "email": _EMAIL,
            "address": _MATRIX_ID,
            "keycap": r"[0-9#*]\ufe0f?\u20e3",
            "domain": _DOMAIN,
            "number": _NUMBER,
            "tag": _TAG,
            "sign": rf"[‼⁉]\ufe0f?|[^\s{LETTERS}\d{_SIGNS}⟦⟧]+",
        }.items()
    )
)
"""The group tells what it is. `number` also finds words in capitals, which have no digit."""

_NAMES: Mapping[str, Kind] = {"pair": "w", "email": "w", "address": "w", "tag": "w"}
_AROUND_NUMBER = re.compile(rf"^[+±−-]?{_CURRENCY}|{_UNIT}$")
_LETTER = re.compile(f"[{LETTERS}]")


def kind(group: str, span: str) -> Kind:
    """The kind of a span that `PROTECTED` found as `group`."""
    if group == "number":
        return "w" if _LETTER.search(_AROUND_NUMBER.sub("", span)) else "n"
    return _NAMES.get(group, "x")
