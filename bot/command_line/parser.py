"""Help and refusals of the command line in the language of this computer.

Everything is told to argparse in English, as `N_` or `Said`, and translated when it is shown: a command that is typed
right reads no catalogue. What argparse says by itself has its sentences here.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import NoReturn

from bot.sentences import N_, Msgid, Said, WholeSentence
from bot.speaker import Speaker
from bot.whose_language import of_this_computer

_WRONG = 2
_USAGE, _ERROR, _HEADING = N_("usage:"), N_("%(program)s: error: %(message)s"), N_("%(hint)s:")

_OWN: Mapping[str, tuple[Msgid, Mapping[str, str]]] = MappingProxyType(
    {
        "positional arguments": (N_("positional arguments"), {}),
        "options": (N_("options"), {}),
        "show this help message and exit": (N_("show this help message and exit"), {}),
        "show program's version number and exit": (N_("show program's version number and exit"), {}),
        "expected one argument": (N_("expected one argument"), {}),
        "expected at most one argument": (N_("expected at most one argument"), {}),
        "expected at least one argument": (N_("expected at least one argument"), {}),
        "argument %(argument_name)s: %(message)s": (
            N_("argument %(name)s: %(message)s"),
            {"%(name)s": "%(argument_name)s"},
        ),
        "the following arguments are required: %s": (
            N_("the following arguments are required: %(names)s"),
            {"%(names)s": "%s"},
        ),
        "one of the arguments %s is required": (N_("one of the arguments %(names)s is required"), {"%(names)s": "%s"}),
        "unrecognized arguments: %s": (N_("unrecognized arguments: %(names)s"), {"%(names)s": "%s"}),
        "not allowed with argument %s": (N_("not allowed with argument %(name)s"), {"%(name)s": "%s"}),
        "ignored explicit argument %r": (N_("it takes no value: %(value)s"), {"%(value)s": "%r"}),
        "invalid %(type)s value: %(value)r": (N_("invalid value: %(value)s"), {"%(value)s": "%(value)r"}),
        "invalid choice: %(value)r (choose from %(choices)s)": (
            N_("invalid choice: %(value)s (choose from %(choices)s)"),
            {"%(value)s": "%(value)r"},
        ),
    }
)
"""What argparse says, ours for it, and argparse's places for our own."""


class Parser(argparse.ArgumentParser):
    """Subparsers are of this class too."""

    def format_help(self) -> str:
        """Called once, before the end: what is shown takes the place of what was told."""
        words = _words(Speaker(of_this_computer))
        self.formatter_class = _formatter(words)
        self.description, self.epilog = words(self.description), words(self.epilog)
        for group in self._action_groups:
            if group.title is not None:
                group.title = f"{words(Said(_HEADING, hint=words(group.title) or ''))}".removesuffix(":")
        for action in _every(self._actions):
            action.help = words(action.help)
        return super().format_help()

    def format_usage(self) -> str:
        self.formatter_class = _formatter(_words(Speaker(of_this_computer)))
        return super().format_usage()

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        told = Speaker(of_this_computer).words(Said(_ERROR, program=self.prog, message=message))
        self.exit(_WRONG, f"{told}\n")


@contextmanager
def refusals_translated() -> Iterator[None]:
    """While arguments are read: argparse looks up its own sentences by a function of its module, which is replaced."""
    module = vars(argparse)
    before = module["_"]
    speaker = Speaker(of_this_computer)
    module["_"] = lambda sentence: _own(sentence, speaker)
    try:
        yield
    finally:
        module["_"] = before


def _words(speaker: Speaker) -> Callable[[str | None], str | None]:
    def words(text: str | None) -> str | None:
        if text is None or text == argparse.SUPPRESS:
            return text
        if isinstance(text, WholeSentence):
            return WholeSentence.of(speaker.words(Said(text.meaning)))
        if isinstance(text, Said):
            return speaker.words(text)
        return _own(text, speaker) if text in _OWN else speaker.words(Said(Msgid(text)))

    return words


def _own(sentence: str, speaker: Speaker) -> str:
    """English as argparse has it, and so what a later argparse may say."""
    if sentence not in _OWN or speaker.language == "en":
        return sentence
    ours, places = _OWN[sentence]
    told = speaker.words(Said(ours))
    for place, theirs in places.items():
        told = told.replace(place, theirs)
    return told


def _every(actions: Iterable[argparse.Action]) -> Iterator[argparse.Action]:
    """With the lines that stand for subcommands."""
    for action in actions:
        yield action
        yield from action._get_subactions() if hasattr(action, "_get_subactions") else ()  # noqa: SLF001


def _formatter(words: Callable[[str | None], str | None]) -> type[argparse.HelpFormatter]:
    class Formatter(argparse.HelpFormatter):
        def add_usage(
            self,
            usage: str | None,
            actions: Iterable[argparse.Action],
            groups: Iterable[argparse._MutuallyExclusiveGroup],
            prefix: str | None = None,
        ) -> None:
            super().add_usage(usage, actions, groups, f"{words(_USAGE)} " if prefix is None else prefix)

    return Formatter
