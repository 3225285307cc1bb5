"""Sentences for people that are kept as data until somebody's language is known."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NewType, Self

Msgid = NewType("Msgid", str)
"""An English sentence that stands in the catalogues; only `N_` makes one."""


def N_(msgid: str) -> Msgid:  # noqa: N802 - gettext's customary name for this marker
    """Mark an English sentence for the catalogues where it stands; it is translated where it is used."""
    return Msgid(msgid)


class Said(str):
    """A sentence of the catalogues, filled in. As a text it is English, as machines and the tests read it.

    Whoever shows something to a person asks for this type: a sentence that nobody can translate does not pass mypy.
    """

    __slots__ = ("msgid", "params")
    msgid: str
    params: dict[str, str]

    def __new__(cls, msgid: Msgid, **params: str) -> Self:
        """A parameter may be a sentence itself. Commands, paths and words of others stay as they are."""
        made = super().__new__(cls, msgid % params if params else msgid)
        made.msgid, made.params = msgid, params
        return made

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (self.msgid, self.params)


class WholeSentence(str):
    """`write it to a file` as `Write it to a file.`; who translates it, translates its meaning."""

    __slots__ = ("meaning",)
    meaning: Msgid

    def __new__(cls, meaning: Msgid) -> Self:
        made = super().__new__(cls, cls.of(meaning))
        made.meaning = meaning
        return made

    @staticmethod
    def of(meaning: str) -> str:
        return f"{meaning[0].upper()}{meaning[1:]}."


def _again(msgid: str, params: dict[str, str]) -> Said:
    return Said(Msgid(msgid), **params)


def as_it_is(text: str) -> Said:
    """What is the same in every language: a command, a path, a file name, figures. Never a sentence."""
    return Said(Msgid("%(text)s"), text=text)


def of_our_files(text: str) -> Said:
    """A mistake in a data file of this project, for whoever develops it: in English, like the program itself."""
    return as_it_is(text)


def together(*sentences: str) -> Said:
    """One after the other, in one line."""
    names = [f"part{number}" for number in range(len(sentences))]
    joined = Msgid(" ".join(f"%({name})s" for name in names))
    return Said(joined, **dict(zip(names, sentences, strict=True)))


def packed(said: Said) -> dict[str, object]:
    """For a line of JSON between two of our own processes, so that the one that asked can translate it."""
    params = {name: packed(value) if isinstance(value, Said) else value for name, value in said.params.items()}
    return {"msgid": said.msgid, "params": params}


def unpacked(answer: dict[str, Any]) -> Said:
    params: dict[str, Any] = answer["params"]
    inner = {name: unpacked(value) if isinstance(value, dict) else str(value) for name, value in params.items()}
    return Said(Msgid(str(answer["msgid"])), **inner)


_REASONS: Mapping[int, Msgid] = MappingProxyType(
    {
        errno.EACCES: N_("permission denied"),
        errno.EPERM: N_("permission denied"),
        errno.ENOENT: N_("there is no such file or folder"),
        errno.EEXIST: N_("it is there already"),
        errno.ENOTDIR: N_("a part of the path is no folder"),
        errno.EISDIR: N_("it is a folder"),
        errno.ENOSPC: N_("the disk is full"),
        errno.EDQUOT: N_("the disk quota is used up"),
        errno.EROFS: N_("the disk is read-only"),
        errno.EIO: N_("the disk has a fault"),
        errno.ENAMETOOLONG: N_("the name is too long"),
        errno.ENOTEMPTY: N_("the folder is not empty"),
        errno.EBUSY: N_("it is in use"),
        errno.ELOOP: N_("a link points to itself"),
    }
)


def reason_of(error: OSError) -> Said:
    """What the system says, in the words of the person who reads it; what is rare stays as the system says it."""
    told = _REASONS.get(error.errno or 0)
    return Said(told) if told is not None else as_it_is(error.strerror or type(error).__name__)
