"""`run` and `demo`: what goes on until somebody stops it; `health`: whether it does."""

from __future__ import annotations

import argparse
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from bot import logs
from bot.command_line.shape import Commands, add_command
from bot.sentences import N_, Said, together, unpacked
from bot.speaker import refused, speaker_for

log = logs.get_logger(__name__)

_HIGHEST_PORT = 65535


def add(commands: Commands) -> None:
    run = add_command(
        commands,
        "run",
        _run,
        meaning=N_("run the bot until Ctrl-C or SIGTERM"),
        config=N_("the configuration file (YAML)"),
        verbose=True,
    )
    run.set_defaults(until_stopped=True)
    add_command(
        commands,
        "health",
        _health,
        meaning=N_("tell whether the running bot is healthy"),
        description=N_(
            "Asks the running bot whether its sync is fresh and its queue moves. Exit code 0 when"
            " all is well, 3 when it is not or no bot runs. Made for the health check of a"
            " container; `doctor` looks at everything."
        ),
    )
    demo = add_command(
        commands,
        "demo",
        _demo,
        meaning=N_("show the whole thing on this machine: a homeserver, three reps and the bot"),
        description=N_(
            "Starts a homeserver on a loopback port, three reps with encrypted devices and the bot,"
            " plays a conversation and shows what each rep's own client decrypted."
        ),
        config=None,
        verbose=True,
    )
    demo.set_defaults(until_stopped=True)
    demo.add_argument(
        "--keep", action="store_true", help=N_("leave everything running until Ctrl-C, for other clients")
    )
    demo.add_argument("--port", type=_port, metavar="N", help=N_("port of the homeserver (default: a free one)"))
    demo.add_argument(
        "--data", type=Path, metavar="DIR", help=N_("folder for all files of the demo (default: var/demo)")
    )
    demo.add_argument("--rate-limits", action="store_true", help=N_("the homeserver's default limits instead of none"))
    demo.add_argument("--no-script", dest="script", action="store_false", help=N_("leave out the conversation"))


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= _HIGHEST_PORT:
        raise refused(Said(N_("expected a number from %(low)s to %(high)s"), low="1", high=str(_HIGHEST_PORT)))
    return int(text)


def _run(arguments: argparse.Namespace) -> int:
    return run_bot(arguments.config)


def run_bot(path: Path) -> int:
    """Until it is stopped. Raises StartError."""
    from bot import allocator, config

    allocator.prepare()
    settings = config.load(path)
    from bot import app  # after the configuration, whose mistakes are shown without this wait

    return _run_until_stopped(app.run(settings))


def _health(arguments: argparse.Namespace) -> int:
    from bot import config
    from bot.control_client import ControlClient
    from bot.errors import EnvironmentFault

    with ControlClient(config.load(arguments.config).data_dir) as client:
        complaints = [unpacked(each) for each in client.call({"op": "health"})["complaints"]]
    if complaints:
        raise EnvironmentFault(together(*complaints))
    speaker_for(arguments).say(Said(N_("The bot is healthy.")))
    return 0


def _demo(arguments: argparse.Namespace) -> int:
    from bot.demo import main as demo
    from bot.demo.options import DemoOptions

    options = DemoOptions(
        keep=arguments.keep,
        port=arguments.port,
        data=arguments.data,
        rate_limits=arguments.rate_limits,
        script=arguments.script,
        verbose=arguments.verbose,
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
