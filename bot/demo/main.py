"""`trinational demo`: a homeserver, three reps and the bot on this machine, and a verdict on what came through."""

from __future__ import annotations

import asyncio
import io
import logging
import signal
import sys
from contextlib import AsyncExitStack
from typing import NoReturn

from bot.demo.access import Access
from bot.demo.botprocess import bot_command, data_dir, start_bot, write_config
from bot.demo.cast import CHANNEL, CONVERSATION, COORDINATOR, REPS
from bot.demo.folder import DataFolder
from bot.demo.homeserver import Homeserver
from bot.demo.options import DEFAULT_DATA, DemoOptions
from bot.demo.process import Child
from bot.demo.script import Script
from bot.demo.stage import Stage
from bot.demo.transcript import Transcript
from bot.demo.verdict import judge
from bot.errors import EnvironmentFault
from bot.sentences import N_, Said

_PATIENCE_S, _BUDGET_S = 10.0, 40.0
# With Synapse's default limits the bot may send one event in five seconds once its burst of ten is used up.
_LIMITED_PATIENCE_S, _LIMITED_BUDGET_S = 120.0, 300.0
# A second copy would come late: how long nothing may come, and how long to wait for that.
_QUIET_S, _SETTLE_S = 1.0, 8.0
_LIMITED_QUIET_S, _LIMITED_SETTLE_S = 6.0, 30.0


def run(options: DemoOptions) -> int:
    """0 when all came through, 1 when not, 128 + the signal's number when it was stopped before that was known.

    Raises StartError (wrapped in ExceptionGroup where it came out of a task).
    """
    logging.getLogger("nio").setLevel(logging.CRITICAL)  # the reps' clients: what counts is in the transcript
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    return asyncio.run(_Demo(options, Transcript(sys.stdout)).run())


class _Demo:
    def __init__(self, options: DemoOptions, transcript: Transcript) -> None:
        self._options = options
        self._transcript = transcript
        self._code: int | None = None
        """Known once the conversation was judged."""
        self._stopped_by: signal.Signals | None = None

    async def run(self) -> int:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()

        def stop(number: signal.Signals) -> None:
            self._stopped_by = number
            for each in (signal.SIGINT, signal.SIGTERM):  # a second one ends the process at once
                loop.remove_signal_handler(each)
            if task is not None:
                task.cancel()

        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop, number)
        try:
            await self._run()
        except asyncio.CancelledError:
            if self._stopped_by is None:
                raise
            if self._code is None:
                self._code = 128 + self._stopped_by
        return self._code if self._code is not None else 1

    async def _run(self) -> None:
        folder = DataFolder.open(self._options.data or DEFAULT_DATA)
        self._transcript.line(f"Trinational demo. All its data are in {folder.path}")
        self._transcript.line()
        async with AsyncExitStack() as cleanup:
            cleanup.callback(folder.close)
            cleanup.callback(self._transcript.line, "\nStopped.")
            homeserver = await self._start_homeserver(folder, cleanup)
            async with AsyncExitStack() as clients:
                with self._transcript.working("Accounts and three encrypted rooms"):
                    stage = await Stage.build(homeserver, clients, language_rooms=tuple(REPS))
                access, bot = await self._start_bot(folder, stage, cleanup)
                async with asyncio.TaskGroup() as group:
                    watch = group.create_task(_fail_when_it_ends(bot))
                    await self._bot_joins(stage)
                    self._code = await self._play(stage) if self._options.script else 0
                    watch.cancel()
                if self._options.keep:
                    for client in stage.clients.values():
                        await client.close(logout=True)
            if self._options.keep:
                access.write(folder.access)
                cleanup.callback(folder.access.unlink, missing_ok=True)
                self._invite_the_person(access, folder)
                await self._keep_running(homeserver, bot)

    async def _start_homeserver(self, folder: DataFolder, cleanup: AsyncExitStack) -> Homeserver:
        homeserver = Homeserver(folder.synapse, port=self._options.port, rate_limits=self._options.rate_limits)
        with self._transcript.working("Synapse, the homeserver") as remarks:
            await cleanup.enter_async_context(homeserver)
            remarks.append(homeserver.url)
        return homeserver

    async def _start_bot(self, folder: DataFolder, stage: Stage, cleanup: AsyncExitStack) -> tuple[Access, Child]:
        homeserver = stage.homeserver
        config = write_config(
            folder.bot,
            homeserver=homeserver.url,
            bot=stage.bot.user_id,
            password=stage.bot.password,
            inviter=stage.coordinator.user_id,
            channel=CHANNEL,
            rooms=stage.rooms,
            members=stage.members,
        )
        command = [*bot_command(config), *(["--verbose"] if self._options.verbose else [])]
        bot = await start_bot(command, folder.bot)
        cleanup.push_async_callback(bot.stop)
        access = Access(
            homeserver=homeserver.url,
            server_name=homeserver.server_name,
            registration_shared_secret=homeserver.registration_shared_secret,
            bot_user_id=stage.bot.user_id,
            bot_pid=bot.pid,
            restart_command=command,
            data_dir=data_dir(config),
            config=config,
            channels={CHANNEL: stage.rooms},
            users=[(account, person) for person, account in stage.accounts.items()],
        )
        return access, bot

    async def _bot_joins(self, stage: Stage) -> None:
        with self._transcript.working("The bot, a process of its own, in all three rooms") as remarks:
            await stage.bot_is_in()
            if not await stage.bot_is_cross_signed():
                raise EnvironmentFault(
                    Said(N_("the bot's device is not signed by its owner: Element would shut it out"))
                )
            remarks.append("device signed")

    async def _play(self, stage: Stage) -> int:
        limited = self._options.rate_limits
        script = Script(
            stage,
            self._transcript,
            patience_s=_LIMITED_PATIENCE_S if limited else _PATIENCE_S,
            budget_s=_LIMITED_BUDGET_S if limited else _BUDGET_S,
        )
        self._transcript.heading("The conversation, as each rep’s own client decrypts it")
        await script.play(CONVERSATION)
        if limited:
            await stage.settle(_LIMITED_QUIET_S, _LIMITED_SETTLE_S)
        else:
            await stage.settle(_QUIET_S, _SETTLE_S)
        verdict = judge(script.expected(), stage.views())
        self._transcript.verdict(verdict, script.times_ms, "So did replies, edit and deletion; answer and digest came.")
        return 0 if verdict.good else 1

    def _invite_the_person(self, access: Access, folder: DataFolder) -> None:
        show = self._transcript
        show.heading("Come in with Element")
        show.line("   Element: Sign in, change the homeserver to the address below, then user name")
        show.line("   and password. A throw-away server that only this machine can reach.")
        show.line()
        show.line(f"   homeserver  {access.homeserver}")
        show.line()
        show.line(f"   {'user name':<12}{'password':<20}{'room':<10}role")
        for account, person in access.users:
            room = "all" if person is COORDINATOR else person.language.upper()
            show.line(f"   {person.localpart:<12}{account.password:<20}{room:<10}{person.role}")
        show.line()
        show.line(f"   For programs: {folder.access}")
        show.line("   Ctrl-C ends the bot and the homeserver.")

    async def _keep_running(self, homeserver: Homeserver, bot: Child) -> None:
        """Until a signal comes. The bot may be killed and started again by others; without the server it is over."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._tell_when_it_ends(bot))
            await homeserver.wait()
            raise EnvironmentFault(Said(N_("Synapse ended")))

    async def _tell_when_it_ends(self, bot: Child) -> None:
        code = await bot.wait()
        self._transcript.line(
            f" ✗ The bot (process {bot.pid}) ended with {_ending(code)}; it is not started again here."
        )


async def _fail_when_it_ends(bot: Child) -> NoReturn:
    code = await bot.wait()
    last = bot.last_words().removeprefix("trinational: ") or "without a word"
    raise EnvironmentFault(Said(N_("the bot ended with %(code)s: %(last)s"), code=_ending(code), last=last))


def _ending(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
