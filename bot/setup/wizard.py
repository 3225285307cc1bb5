"""The set-up from the first question to the last line. Until all is answered nothing is on the disk."""

from __future__ import annotations

import argparse
import asyncio
import signal
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import FrameType

from bot.channel_config import LANGUAGES
from bot.config import FIELDS_KEY_FILE
from bot.core.model import Language
from bot.core.words import N_
from bot.errors import UserError
from bot.i18n import Texts
from bot.program_name import command
from bot.setup import files
from bot.setup.questions import Questions
from bot.setup.terminal import Terminal
from bot.whose_language import of_this_computer

INTERRUPTED = 130


def run(options: argparse.Namespace, start: Callable[[Path], int]) -> int:
    """Ask, make and write; `start` runs the bot. Gives the exit code. Raises StartError."""
    texts = Texts.load()
    terminal = Terminal(texts, options.language or of_this_computer(), asks=not options.yes)
    try:
        with _HangUps():
            if not options.language and terminal.asks:
                terminal.language = _chosen_language(terminal)
            files.refuse_what_is_there(options.config.resolve())
            _set_up(options, terminal, texts)
    except UserError as refusal:
        raise terminal.fault(refusal) from None
    except KeyboardInterrupt:
        terminal.show()
        terminal.say(N_("Stopped. Nothing was written."))
        return INTERRUPTED
    if not _starts(options, terminal):
        terminal.say(N_("Start it with:"), line=command("run", options.config))
        return 0
    terminal.say(N_("The bot starts. It welcomes everybody in each room; end it with Ctrl-C."))
    return start(options.config)


def _starts(options: argparse.Namespace, terminal: Terminal) -> bool:
    """All is written by now: Ctrl-C is a no, and nothing is taken back."""
    try:
        return options.run or (terminal.asks and terminal.agrees(N_("Start the bot now?")))
    except (KeyboardInterrupt, UserError):
        terminal.show()
        return False


def _set_up(options: argparse.Namespace, terminal: Terminal, texts: Texts) -> None:
    with asyncio.Runner() as runner, ExitStack() as stack:
        asked = Questions(options, terminal, runner, stack)
        plan = asked.all()
        asked.show(plan)
        if terminal.asks and not terminal.agrees(N_("Is this right? Then it is made and written.")):
            raise KeyboardInterrupt
        plan = replace(plan, places=asked.make_rooms(plan))
        runner.run(files.write(plan, options.config.resolve(), texts))
        stack.callback(asked.keep)
    terminal.show()
    terminal.say(N_("Written: %(path)s, with the two keys and the data beside it."), path=str(options.config))
    terminal.say(
        N_(
            "Keep copies of %(key)s and %(second)s away from this computer, in two different places:"
            " without both nothing can be read again."
        ),
        key=files.KEY_FILE,
        second=FIELDS_KEY_FILE,
    )
    terminal.say(
        N_("A further channel is made later:"),
        line=command("rooms create --channel NAME", options.config),
    )


class _HangUps:
    """A closed terminal and SIGTERM end the questions as Ctrl-C does, so that they too are cleaned up after."""

    _SIGNALS = (signal.SIGTERM, signal.SIGHUP)

    def __enter__(self) -> None:
        self._before = [signal.signal(number, self._interrupt) for number in self._SIGNALS]

    def __exit__(self, *_: object) -> None:
        for number, handler in zip(self._SIGNALS, self._before, strict=True):
            signal.signal(number, handler)

    @staticmethod
    def _interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt


def _chosen_language(terminal: Terminal) -> Language:
    codes = sorted(LANGUAGES, key=lambda code: code != terminal.language)
    return terminal.choose_language("English · español · français", codes)
