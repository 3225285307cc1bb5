"""How a command speaks to the person at the terminal: in their language, and only then with a catalogue."""

from __future__ import annotations

import argparse
import getpass
from collections.abc import Callable
from functools import cached_property

from bot.sentences import Said
from bot.whose_language import of_the_operator, of_this_computer

_SOURCE = "en"


class Speaker:
    def __init__(self, whose: Callable[[], str]) -> None:
        """`whose`: tells the language; asked at the first sentence, for most commands never."""
        self._whose = whose

    @cached_property
    def language(self) -> str:
        return self._whose()

    def words(self, sentence: Said) -> str:
        if self.language == _SOURCE:
            return str(sentence)
        from bot.i18n import Texts

        return Texts.load().said(self.language, sentence)

    def say(self, sentence: Said) -> None:
        print(self.words(sentence), flush=True)

    def ask(self, question: Said) -> str:
        return input(f"{self.words(question)} ")

    def hidden(self, question: Said) -> str:
        """Nothing is shown while it is typed."""
        return getpass.getpass(f"{self.words(question)} ")


def speaker_for(arguments: argparse.Namespace | None) -> Speaker:
    """`arguments`: None while they are not understood yet."""
    return Speaker(lambda: of_the_operator(getattr(arguments, "config", None)))


def refused(sentence: Said) -> argparse.ArgumentTypeError:
    """By a function that reads an argument, while nobody knows the configuration."""
    return argparse.ArgumentTypeError(Speaker(of_this_computer).words(sentence))
