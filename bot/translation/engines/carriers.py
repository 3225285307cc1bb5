"""How the tokens of `core.masking` travel through engines that know nothing of them."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping

from bot.core.masking import TOKEN

_LETTERS = "bcdfghjklmnpqrtvwxz"
_STAND_IN = re.compile(rf"Qz[{_LETTERS}]{{2}}a")
_SPAN = re.compile(r"<span\b[^>]*>|</span\s*>", re.IGNORECASE)
_ELEMENT = re.compile(r'<x id="([nwx0-9/]+)"\s*/>|<x id="([nwx0-9/]+)"\s*>\s*</x>')


def to_words(text: str) -> tuple[str, Mapping[str, str]]:
    """Tokens as words that look like names, which neural engines copy; and what each stands for."""
    if _STAND_IN.search(text):
        return text, {}
    stand_ins: dict[str, str] = {}

    def replace(found: re.Match[str]) -> str:
        first, second = divmod(len(stand_ins), len(_LETTERS))
        if first >= len(_LETTERS):
            return found[0]
        word = f"Qz{_LETTERS[first]}{_LETTERS[second]}a"
        stand_ins[word] = found[0]
        return word

    return TOKEN.sub(replace, text), stand_ins


def from_words(answer: str, stand_ins: Mapping[str, str]) -> str:
    return _STAND_IN.sub(lambda found: stand_ins.get(found[0], found[0]), answer) if stand_ins else answer


def to_html(text: str) -> str:
    """Escaped, every token marked as not to be translated."""
    return _escaped(text, lambda token: f'<span translate="no" class="notranslate">{token}</span>')


def from_html(answer: str) -> str:
    return html.unescape(_SPAN.sub("", answer))


def to_xml(text: str) -> str:
    """Escaped, every token an empty element, which keeps its place among the words."""
    return _escaped(text, lambda token: f'<x id="{token[1:-1]}"/>')


def from_xml(answer: str) -> str:
    return html.unescape(_ELEMENT.sub(lambda found: f"⟦{found[1] or found[2]}⟧", answer))


def _escaped(text: str, element: Callable[[str], str]) -> str:
    parts: list[str] = []
    end = 0
    for token in TOKEN.finditer(text):
        parts += [html.escape(text[end : token.start()], quote=False), element(token[0])]
        end = token.end()
    return "".join([*parts, html.escape(text[end:], quote=False)])
