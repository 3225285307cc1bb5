"""The command line: arguments in, exit code out.

Exit codes: 0 done or stopped on request, 1 unexpected error, 2 wrong arguments or configuration,
3 something is missing or does not answer (server, engine, disk, packages), 4 password, token or key, 5 locked by a
coordinator, 130 interrupted with Ctrl-C before it was done.

Only the standard library is imported up here: `--help` answers at once, and a command pays for what it needs.
"""

from __future__ import annotations

import codecs
import io
import os
import select
import sys
from collections.abc import Sequence
from typing import TextIO

from bot import __version__, logs
from bot.command_line import backups, care, cases, keys, measuring, reporting, running, setting_up
from bot.command_line.parser import Parser, refusals_translated
from bot.command_line.shape import Run
from bot.errors import ConfigError, StartError
from bot.sentences import N_, Said
from bot.speaker import Speaker, speaker_for

log = logs.get_logger(__name__)

_INTERRUPTED = 130
"""As the shell counts Ctrl-C (128 and SIGINT): what was asked for was not done."""
_NOBODY_READS = 141
"""As the shell counts a program that wrote to one that had ended (128 and SIGPIPE)."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Errors become sentences on standard error, never tracebacks."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal of another alphabet shows ? where it has no letter.
        if isinstance(stream, io.TextIOWrapper) and codecs.lookup(stream.encoding).name != "utf-8":
            stream.reconfigure(errors="replace")
    with refusals_translated():
        arguments = _parser().parse_args(argv)
    speaker = speaker_for(arguments)
    logs.harden_process()
    logs.configure(debug=getattr(arguments, "verbose", False))
    command: Run = arguments.command
    try:
        code = command(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:  # `run` and `demo` go on until then; all others had something to do
        return 0 if arguments.until_stopped else _INTERRUPTED
    except EOFError:  # of a question
        nobody = Said(N_("Nobody is at a terminal to answer the question. Nothing was done."))
        return _report(ConfigError([nobody]), speaker)
    except BrokenPipeError as error:
        return _NOBODY_READS if _is_closed(sys.stdout) else _report(error, speaker)
    except Exception as error:  # noqa: BLE001 - the last place where an error can be turned into a sentence
        return _report(error, speaker)
    return code


def _is_closed(stream: TextIO) -> bool:
    """Whether its reader has left, as `less` and `head` do; what was still to be shown is dropped then."""
    looking = select.poll()
    looking.register(stream.fileno(), 0)
    closed = any(event & select.POLLERR for _, event in looking.poll(0))
    if closed:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return closed


def _parser() -> Parser:
    parser = Parser(
        prog="trinational",
        description=N_("Relays and translates between the language rooms of a channel in encrypted Matrix rooms."),
        epilog=N_(
            "Exit codes: 0 done, 1 unexpected error, 2 arguments or configuration, 3 server, engine,"
            " disk or packages, 4 password, token or key, 5 locked by a coordinator."
        ),
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"trinational {__version__}")
    parser.set_defaults(until_stopped=False)
    commands = parser.add_subparsers(title=N_("commands"), metavar="COMMAND", required=True)

    for kind in (running, setting_up, keys, backups, care, cases, reporting, measuring):
        kind.add(commands)
    return parser


def _report(error: Exception, speaker: Speaker) -> int:
    reasons, surprises = _sorted_out(error)
    for surprise in surprises:
        log.error("process.failed", exc=surprise)
    for reason in reasons:
        for line in reason.lines:
            print(f"trinational: {_words(speaker, line)}", file=sys.stderr)
    if reasons:
        return reasons[0].exit_code
    names = ", ".join(sorted({type(surprise).__name__ for surprise in surprises}))
    told = N_(
        "stopped by an unexpected error (%(names)s). Please report it together with the log line above: it names"
        " places in the program and holds no contents."
    )
    print(f"trinational: {_words(speaker, Said(told, names=names))}", file=sys.stderr)
    return StartError.exit_code


def _words(speaker: Speaker, sentence: Said) -> str:
    """In English where the catalogues themselves cannot be read."""
    try:
        return speaker.words(sentence)
    except ConfigError:
        return str(sentence)


def _sorted_out(error: BaseException) -> tuple[list[StartError], list[BaseException]]:
    """The errors that say why the process cannot go on, and all others; a TaskGroup wraps both into groups."""
    if isinstance(error, StartError):
        return [error], []
    if not isinstance(error, BaseExceptionGroup):
        return [], [error]
    parts = [_sorted_out(inner) for inner in error.exceptions]
    return [each for reasons, _ in parts for each in reasons], [each for _, surprises in parts for each in surprises]
