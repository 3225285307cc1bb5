"""What a translation engine must not touch: each such span becomes a token, and comes back unchanged.

mask(segment) -> Masked.text -> the engine's answer -> unmask(answer, masked)

A token is `⟦` + a letter for its kind + a number + `⟧`. The inline marks of `content.py` (`⟦1⟧…⟦/1⟧`)
have no letter; they pass as they are, except an empty pair, which is one untouchable thing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.protected import MARK, PROTECTED, kind

TOKEN = re.compile(rf"⟦[nwx][0-9]{{1,5}}⟧|{MARK}")
"""Everything that an engine has to give back exactly once."""

_MARK = re.compile(MARK)
_DIGITS = re.compile(r"\d+")


class MaskLost(ValueError):
    """An answer lacks a protected span, has it twice, or has a number of its own."""


@dataclass(frozen=True, slots=True)
class Masked:
    text: str
    kept: Mapping[str, str]
    """What each token stands for."""

    @property
    def has_words(self) -> bool:
        """False when nothing is left that could be translated."""
        return has_words(self.text)


def has_words(text: str) -> bool:
    """Whether there is a letter in it outside of the tokens."""
    return any(character.isalpha() for character in TOKEN.sub("", text))


def mask(segment: str) -> Masked:
    """Total. Digits, foreign scripts and emoji never stay outside a token."""
    kept: dict[str, str] = {}

    def replace(found: re.Match[str]) -> str:
        group, span = str(found.lastgroup), found[0]
        if group == "mark" or (group == "number" and not _DIGITS.search(span)):
            return span
        token = f"⟦{kind(group, span)}{len(kept) + 1}⟧"
        kept[token] = span
        return token

    return Masked(PROTECTED.sub(replace, segment), kept)


def unmask(translated: str, masked: Masked) -> str:
    """The answer with every span back in its place.

    A span that stood free does not end up glued to a letter. Raises MaskLost when a token is
    missing, doubled or unknown, when the inline marks are not those of the original in their
    order, or when digits came or went.
    """
    tokens = TOKEN.findall(translated)
    marks = [token for token in tokens if _MARK.fullmatch(token)]
    if marks != _MARK.findall(masked.text):
        raise MaskLost("inline marks")
    if Counter(token for token in tokens if not _MARK.fullmatch(token)) != Counter(list(masked.kept)):
        raise MaskLost("protected spans")
    rest, original = TOKEN.sub("", translated), TOKEN.sub("", masked.text)
    if "⟦" in rest or "⟧" in rest:
        raise MaskLost("token fences")
    if Counter(_DIGITS.findall(rest)) != Counter(_DIGITS.findall(original)):
        raise MaskLost("numbers")
    free = {found[0]: _free(masked.text, found) for found in TOKEN.finditer(masked.text)}

    def restore(found: re.Match[str]) -> str:
        token = found[0]
        if token not in masked.kept:
            return token
        (was_left, was_right), (is_left, is_right) = free[token], _free(translated, found)
        # Of two tokens side by side the second brings the space, if it stood free; marks do not melt with anything.
        after = TOKEN.match(translated, found.end())
        meets_token = after is not None and (after[0] not in masked.kept or free[after[0]][0])
        return (
            " " * (was_left and not is_left)
            + masked.kept[token]
            + " " * (was_right and not is_right and not meets_token)
        )

    return TOKEN.sub(restore, translated)


def parts(text: str) -> list[str]:
    """Text and tokens by turns, beginning and ending with text, which may be empty."""
    pieces: list[str] = []
    end = 0
    for token in TOKEN.finditer(text):
        pieces += [text[end : token.start()], token[0]]
        end = token.end()
    return [*pieces, text[end:]]


def _free(text: str, span: re.Match[str]) -> tuple[bool, bool]:
    """Whether no letter, digit or other token touches the span on its left, on its right."""
    left, right = text[max(span.start() - 1, 0) : span.start()], text[span.end() : span.end() + 1]
    return not (left.isalnum() or left == "⟧"), not (right.isalnum() or right == "⟦")
