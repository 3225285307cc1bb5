"""The command line: arguments in, exit code out.

Exit codes: 0 done or stopped on request, 1 unexpected error, 2 wrong arguments or configuration,
3 something is missing or does not answer (server, engine, disk, packages), 4 password, token or key, 5 locked by a
coordinator.

Only the standard library is imported up here: `--help` answers at once, and a command pays for what it needs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any

from bot import __version__, logs
from bot.errors import ConfigError, StartError
from bot.explain import subjects
from bot.models import arguments as models_arguments

log = logs.get_logger(__name__)

_HIGHEST_PORT = 65535


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Errors become sentences on standard error, never tracebacks."""
    arguments = _parser().parse_args(argv)
    logs.harden_process()
    logs.configure(debug=getattr(arguments, "verbose", False))
    command: Callable[[argparse.Namespace], int] = arguments.command
    try:
        return command(arguments)
    except KeyboardInterrupt:
        return 0
    except Exception as error:  # noqa: BLE001 - the last place where an error can be turned into a sentence
        return _report(error)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="trinational",
        description="Relays and translates between the language rooms of a channel in encrypted Matrix rooms.",
        epilog="Exit codes: 0 done, 1 unexpected error, 2 arguments or configuration, "
        "3 server, engine, disk or packages, 4 password, token or key, 5 locked by a coordinator.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"trinational {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    run = commands.add_parser("run", help="run the bot until Ctrl-C or SIGTERM", allow_abbrev=False)
    run.add_argument("--config", type=Path, required=True, metavar="PATH", help="the configuration file (YAML)")
    run.set_defaults(command=_run)

    verify = commands.add_parser(
        "verify",
        help="compare emoji: show the verifications that go on and answer them",
        description="Shows the emoji of every verification that goes on in the running bot, and asks whether the other "
        "side sees the same.",
        allow_abbrev=False,
    )
    verify.add_argument("--config", type=Path, required=True, metavar="PATH", help="the running bot's configuration")
    verify.set_defaults(command=_verify)

    purge = commands.add_parser(
        "purge",
        help="delete messages with all their copies, in every room",
        description="Deletes messages with all their copies, edits and reactions in every room, and what the bot keeps "
        "about them, and prints a receipt. Works with the running bot, or without it. What other people's devices, "
        "other homeservers and backups still hold cannot be taken back. Interrupted, it goes on at the next start.",
        allow_abbrev=False,
    )
    purge.add_argument("--config", type=Path, required=True, metavar="PATH", help="the bot's configuration")
    which = purge.add_mutually_exclusive_group(required=True)
    which.add_argument("--before", metavar="DATE", help="all that was said before this day, such as 2026-11-22 (UTC)")
    which.add_argument(
        "--person",
        nargs="?",
        const="",
        metavar="USER",
        help="all that this person said; without USER the user id is asked for, so that no list of processes shows it",
    )
    which.add_argument("--channel", metavar="NAME", help="all that was said in this channel")
    purge.add_argument("--yes", action="store_true", help="do not ask before deleting")
    purge.set_defaults(command=_purge)

    unlock = commands.add_parser(
        "unlock",
        help="let a bot start again that a coordinator has locked",
        description="After `!lockdown` the bot does not start until somebody at its computer runs this and types the "
        "word that is asked for. Find out first why it was locked.",
        allow_abbrev=False,
    )
    unlock.add_argument("--config", type=Path, required=True, metavar="PATH", help="the bot's configuration")
    unlock.set_defaults(command=_unlock)

    rekey = commands.add_parser(
        "rekey",
        help="give both databases another key, while the bot is stopped",
        description="Changes the key of both databases. Interrupted, every file has the old key or the new one: run it "
        "again. Afterwards put the new key where `key_file` of the configuration looks for it.",
        allow_abbrev=False,
    )
    rekey.add_argument("--config", type=Path, required=True, metavar="PATH", help="the bot's configuration")
    rekey.add_argument(
        "--new-key", type=Path, required=True, metavar="FILE", help="a file with 64 hex digits, mode 0600"
    )
    rekey.set_defaults(command=_rekey)

    recover = commands.add_parser(
        "recover",
        help="after a lost disk: get the bot's identity and room keys back with its recovery key",
        description="Logs in on an empty data folder and takes the identity out of secret storage and the room keys "
        "out of the backup on the homeserver. Asks for the recovery key on the terminal.",
        allow_abbrev=False,
    )
    recover.add_argument("--config", type=Path, required=True, metavar="PATH", help="configuration with a new data_dir")
    recover.add_argument(
        "--key-file", type=Path, metavar="PATH", help="the recovery key in a file that only you can read"
    )
    recover.set_defaults(command=_recover)

    renew = commands.add_parser(
        "recovery-key",
        help="make a new recovery key, when the old one was lost or seen by somebody",
        description="Makes a new recovery key and a new backup; shows the key once. The old one opens nothing then.",
        allow_abbrev=False,
    )
    renew.add_argument("--config", type=Path, required=True, metavar="PATH", help="the bot's configuration")
    renew.set_defaults(command=_renew)

    demo = commands.add_parser(
        "demo",
        help="show the whole thing on this machine: a homeserver, three reps and the bot",
        description="Starts a homeserver on a loopback port, three reps with encrypted devices and the bot, plays a "
        "conversation and shows what each rep's own client decrypted.",
        allow_abbrev=False,
    )
    demo.add_argument("--keep", action="store_true", help="leave everything running until Ctrl-C, for other clients")
    demo.add_argument("--port", type=_port, metavar="N", help="port of the homeserver (default: a free one)")
    demo.add_argument("--data", type=Path, metavar="DIR", help="folder for all files of the demo (default: var/demo)")
    demo.add_argument("--rate-limits", action="store_true", help="the homeserver's default limits instead of none")
    demo.add_argument("--no-script", dest="script", action="store_false", help="leave out the conversation")
    demo.set_defaults(command=_demo)

    explain = commands.add_parser(
        "explain",
        help="show what the bot's own code makes of a line, for measuring",
        description="Reads lines from standard input and answers each with one line of JSON. Stores and sends nothing.",
        allow_abbrev=False,
    )
    subjects.add_subjects(explain)

    models = commands.add_parser(
        "models",
        help="fetch, check, list, import or remove the models of the Firefox engine",
        description="The Firefox engine translates on this machine, better than Apertium, with files that are fetched "
        "once (about 110 MB) and pinned by their SHA-256.",
        allow_abbrev=False,
    )
    models_arguments.add_commands(models)

    for command in (run, verify, recover, renew, purge, demo):
        command.add_argument("--verbose", action="store_true", help="more log lines; still no contents in them")
    return parser


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= _HIGHEST_PORT:
        message = f"a port is a number from 1 to {_HIGHEST_PORT}"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _run(arguments: argparse.Namespace) -> int:
    from bot import config

    settings = config.load(arguments.config)
    from bot import app  # after the configuration, whose mistakes are shown without this wait

    return _run_until_stopped(app.run(settings))


def _verify(arguments: argparse.Namespace) -> int:
    from bot import config

    settings = config.load(arguments.config)
    from bot import verify_console

    return verify_console.run(settings)


def _purge(arguments: argparse.Namespace) -> int:
    from bot import config

    settings = config.load(arguments.config)
    from bot import purge_console

    ask = None if arguments.yes else input
    if arguments.before is not None:
        return purge_console.run(settings, "before", arguments.before, ask, print)
    if arguments.person is not None:
        person = arguments.person or input("User id: ").strip()
        return purge_console.run(settings, "person", person, ask, print)
    return purge_console.run(settings, "channel", arguments.channel, ask, print)


def _unlock(arguments: argparse.Namespace) -> int:
    from bot import config
    from bot.lockdown_marker import LockdownMarker

    marker = LockdownMarker(config.load(arguments.config).data_dir)
    if not marker.is_set():
        print("The bot is not locked.")
    elif input("A coordinator has locked the bot. Type unlock to let it start again: ").strip() == "unlock":
        marker.clear()
        print("Unlocked. Start the bot as usual.")
    else:
        print("The bot stays locked.")
    return 0


def _rekey(arguments: argparse.Namespace) -> int:
    from bot import config

    settings = config.load(arguments.config)
    from bot import rekey_console

    return rekey_console.run(settings, arguments.new_key, print)


def _recover(arguments: argparse.Namespace) -> int:
    from bot import config

    settings = config.load(arguments.config)
    from bot import recovery_console

    return recovery_console.recover(settings, arguments.key_file)


def _renew(arguments: argparse.Namespace) -> int:
    from bot import config

    settings = config.load(arguments.config)
    from bot import recovery_console

    return recovery_console.renew(settings)


def _demo(arguments: argparse.Namespace) -> int:
    from bot.demo import main as demo
    from bot.demo.options import DemoOptions

    options = DemoOptions(
        keep=arguments.keep,
        port=arguments.port,
        data=arguments.data,
        rate_limits=arguments.rate_limits,
        script=arguments.script,
    )
    return demo.run(options)


def _run_until_stopped(work: Coroutine[Any, Any, None]) -> int:
    """Run to the end, or until SIGINT or SIGTERM cancels it; a second signal ends the process at once."""
    import asyncio
    import signal

    async def supervised() -> None:
        loop = asyncio.get_running_loop()
        task = asyncio.current_task()
        stopping = False

        def stop(number: signal.Signals) -> None:
            nonlocal stopping
            stopping = True
            log.info("process.stopping", signal=number.name)
            for each in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(each)
            if task is not None:
                task.cancel()

        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop, number)
        try:
            await work
        except asyncio.CancelledError:
            if not stopping:
                raise

    asyncio.run(supervised())
    return 0


def _report(error: Exception) -> int:
    reasons, surprises = _sorted_out(error)
    for surprise in surprises:
        log.error("process.failed", exc=surprise)
    for reason in reasons:
        for line in reason.mistakes if isinstance(reason, ConfigError) else (str(reason),):
            print(f"trinational: {line}", file=sys.stderr)
    if reasons:
        return reasons[0].exit_code
    names = ", ".join(sorted({type(surprise).__name__ for surprise in surprises}))
    print(
        f"trinational: stopped by an unexpected error ({names}). Please report it together with the log line above: "
        "it names places in the program and holds no contents.",
        file=sys.stderr,
    )
    return StartError.exit_code


def _sorted_out(error: BaseException) -> tuple[list[StartError], list[BaseException]]:
    """The errors that say why the process cannot go on, and all others; a TaskGroup wraps both into groups."""
    if isinstance(error, StartError):
        return [error], []
    if not isinstance(error, BaseExceptionGroup):
        return [], [error]
    parts = [_sorted_out(inner) for inner in error.exceptions]
    return [each for reasons, _ in parts for each in reasons], [each for _, surprises in parts for each in surprises]
