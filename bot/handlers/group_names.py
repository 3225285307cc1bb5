"""Which group somebody means by a few words of its name, or by its number in a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.core.command_words import FILLERS, fold
from bot.core.model import Member, UserId
from bot.core.words import N_
from bot.errors import UserError

_SMALL = frozenset("with for con por para avec pour to until hasta jusqu'a".split())


def groups_of(members: Mapping[UserId, Member]) -> list[str]:
    return sorted({member.organisation for member in members.values() if member.organisation})


def without_small(text: str) -> list[str]:
    """ "Sindicato del Sur" keeps one word: the reader of commands drops small ones at the ends, "sur" among them."""
    return [word for word in fold(text).split() if word not in FILLERS and word not in _SMALL]


def find_group(groups: Sequence[str], wanted: Sequence[str], typed: str = "") -> str:
    """The one group whose name has these words, or that has this number. Raises UserError that lists them.

    `typed`: all that was said, where the whole name of a group counts before its words.
    """
    said = f" {' '.join(fold(typed).split())} "
    whole = [group for group in groups if f" {' '.join(fold(group).split())} " in said]
    if longest := [group for group in whole if all(fold(other) in fold(group) for other in whole)]:
        return longest[0]
    number = wanted[0] if len(wanted) == 1 and wanted[0].isascii() and wanted[0].isdigit() else ""
    if number and len(number) <= 4 and 1 <= int(number) <= len(groups):
        return groups[int(number) - 1]
    named = {group: without_small(group) for group in groups}
    exact = [group for group, words in named.items() if words == list(wanted)]
    found = exact or [group for group, words in named.items() if wanted and set(wanted) <= set(words)]
    if len(found) != 1:
        listed = ", ".join(f"{at}. {group}" for at, group in enumerate(groups, 1))
        raise UserError(N_("With which group? Write its number: %(groups)s"), groups=listed)
    return found[0]
