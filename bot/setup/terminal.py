"""Questions and sentences on the terminal, in one language."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

from bot.core.argument_words import LANGUAGE
from bot.core.command_words import fold
from bot.core.model import Language
from bot.core.words import N_
from bot.errors import ConfigError, StartError, UserError
from bot.i18n import Texts
from bot.sentences import as_it_is
from bot.setup.plan import NAMES_OF_LANGUAGES, NOBODY_THERE, Refused
from bot.wrapping import wrapped

Answer = TypeVar("Answer")
_YES = {"en": ("y", "yes"), "es": ("s", "sí", "si"), "fr": ("o", "oui")}
_NO = {"en": ("n", "no"), "es": ("n", "no"), "fr": ("n", "non")}
_EVERY_YES = frozenset(word for words in _YES.values() for word in words)
"""Nobody means anything else by a word for yes in one of the other languages."""


class Terminal:
    def __init__(self, texts: Texts, language: Language, *, asks: bool) -> None:
        """`asks`: somebody is there to answer; else defaults hold, and what has none is refused."""
        self._texts = texts
        self.language = language
        self.asks = asks

    def text(self, msgid: str, /, **params: str | int) -> str:
        said = {
            name: self._texts.said(self.language, value) if isinstance(value, str) else value
            for name, value in params.items()
        }
        return self._texts.gettext(self.language, msgid, **said)

    def say(self, msgid: str, /, *, line: str = "", **params: str | int) -> None:
        """`line`: a command, below by itself and in one piece, so that it can be copied."""
        self.show(wrapped(self.text(msgid, **params)))
        if line:
            self.show(f"  {line}")

    def fine(self, msgid: str, /, **params: str | int) -> None:
        """The answer was tried, and is right."""
        self.show(wrapped(self.text(msgid, **params), "  ✓ "))

    def refuse(self, refusal: UserError) -> None:
        self.show(wrapped(self.text(refusal.msgid, **refusal.params), "  ✗ "))
        if isinstance(refusal, Refused) and refusal.line:
            self.show(f"    {refusal.line}")

    def show(self, line: str = "") -> None:
        """What needs no translation: ids, files, an empty line."""
        print(line, flush=True)

    def question(self, msgid: str, default: str = "", /, **params: str | int) -> str:
        shown = f"{self.text(msgid, **params)} [{default}] " if default else f"{self.text(msgid, **params)} "
        return self._typed(input, shown).strip() or default

    def hidden(self, msgid: str) -> str:
        """Nothing is shown while it is typed."""
        return self._typed(getpass.getpass, f"{self.text(msgid)} ")

    def agrees(self, msgid: str, /, *, default: bool = True, **params: str | int) -> bool:
        yes, no = _YES[self.language], _NO[self.language]
        letters = f"{yes[0].upper()}/{no[0]}" if default else f"{yes[0]}/{no[0].upper()}"
        while True:
            typed = self._typed(input, f"{self.text(msgid, **params)} [{letters}] ").strip().casefold()
            if typed in _EVERY_YES or typed in no or not typed:
                return typed in _EVERY_YES if typed else default
            self.refuse(UserError(N_("Type %(yes)s or %(no)s."), yes=yes[0], no=no[0]))

    def choose(self, msgid: str, options: Sequence[str]) -> int:
        """The place in `options`; the first is the default."""
        self.say(msgid)
        for number, option in enumerate(options, 1):
            self.show(wrapped(option, f"  {number}  "))
        while True:
            typed = self._typed(input, "[1] ").strip() or "1"
            if typed in [str(number) for number in range(1, len(options) + 1)]:
                return int(typed) - 1
            self.refuse(UserError(N_("Type a number from 1 to %(most)s."), most=len(options)))

    def choose_language(self, msgid: str, codes: Sequence[Language]) -> Language:
        """By its number, its name in any of them, or its code; the first is the default."""
        self.show(wrapped(msgid))
        for number, code in enumerate(codes, 1):
            self.show(wrapped(NAMES_OF_LANGUAGES[code], f"  {number}  "))
        while True:
            typed = fold(self._typed(input, "[1] ").strip(" .\t")) or "1"
            named = LANGUAGE.get(typed)
            for number, code in enumerate(codes, 1):
                if typed == str(number) or named == code:
                    return code
            self.show(wrapped(" · ".join(str(number) for number in range(1, len(codes) + 1)), "  ✗ "))

    def settle(self, given: str | None, ask: Callable[[], str], check: Callable[[str], Answer]) -> Answer:
        """What `check` makes of the option, or of what is typed; a refusal is said, and asked again.

        Raises StartError where nobody can be asked.
        """
        while True:
            try:
                return check(given if given is not None else ask())
            except UserError as refusal:
                if not self.asks:
                    raise self.fault(refusal) from None
                self.refuse(refusal)
                given = None

    def fault(self, refusal: UserError) -> StartError:
        """The same as an error that ends the program."""
        told = as_it_is(self.text(refusal.msgid, **refusal.params))  # in the language that was chosen in the beginning
        if not isinstance(refusal, Refused):
            return ConfigError([told])
        fault = ConfigError([as_it_is(f"{told} {refusal.line}".rstrip())])
        fault.exit_code = refusal.exit_code
        return fault

    def _typed(self, read: Callable[[str], str], prompt: str) -> str:
        if not self.asks:
            raise Refused(NOBODY_THERE)
        above, _, last = wrapped(prompt.rstrip(" ")).rpartition("\n")
        if above:
            self.show(above)
        try:
            return read(f"{last} ")
        except EOFError:
            if sys.stdin.isatty():  # Ctrl-D: somebody is there, and wants to leave
                raise KeyboardInterrupt from None
            self.asks = False
            raise Refused(NOBODY_THERE) from None
