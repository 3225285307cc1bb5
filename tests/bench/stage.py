"""The stage of `make bench`: three rooms with the bot, one with the echo bot, and a rep in each."""

from __future__ import annotations

import random
import sys
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bot.core.model import Language, RoomId, UserId
from bot.demo.account import Account
from bot.demo.homeserver import Homeserver, new_password
from bot.demo.process import Child
from bot.demo.reps import Rep
from tests import servers
from tests.bench import maubot
from tests.bot_process import BotConfig

SENTENCES = {
    "en": "The meeting about petition MX-2024-017 is on Friday at 18:00.",
    "es": "La reunión sobre la petición MX-2024-017 es el viernes a las 18:00.",
    "fr": "La réunion sur la pétition MX-2024-017 est vendredi à 18:00.",
}


@dataclass
class Stage:
    homeserver: Homeserver
    directory: Path
    reps: dict[Language, Rep]
    rooms: dict[Language, RoomId]
    echo_rooms: tuple[RoomId, Rep, Rep]
    bot: Child
    bot_log: Path
    bot_argv: list[str]
    latencies: dict[str, list[float]] = field(default_factory=dict)
    echoes: list[float] = field(default_factory=list)
    rival: Child | None = None
    """The maubot bot, and its room without encryption."""
    rival_room: RoomId = RoomId("")
    rivals: list[float] = field(default_factory=list)

    @property
    def homeserver_pid(self) -> int:
        pid = self.homeserver.pid
        assert pid is not None, "it runs"
        return pid


async def prepare(directory: Path, stack: AsyncExitStack) -> Stage:
    homeserver = await stack.enter_async_context(Homeserver(directory / "synapse"))

    async def account(name: str) -> Account:
        password = new_password()
        return Account(await homeserver.register(name, password, display_name=name.capitalize()), password)

    async def rep(name: str) -> Rep:
        return await stack.enter_async_context(Rep(homeserver.url, await account(name)))

    reps = {code: await rep(name) for code, name in (("en", "ellen"), ("es", "ana"), ("fr", "fleur"))}
    bot, echo = await account("bot"), await account("echo")
    rooms = {code: await rep.create_room(f"bench {code}", invite=[bot.user_id]) for code, rep in reps.items()}
    echo_room = await reps["en"].create_room("echo", invite=[echo.user_id, reps["es"].user_id])
    await reps["es"].join(echo_room)

    config = BotConfig(
        directory / "bot", homeserver.url, servers.Account(bot.user_id, bot.password), [homeserver.server_name]
    )
    config.channels["bench"] = rooms
    config.add_member(reps["en"].user_id, "Ellen", "en", organisation="Demo Local", role="coordinator")
    argv = [sys.executable, "-m", "bot", "run", "--config", str(config.write())]
    bot_log = directory / "bot.log"
    process = await Child.start(argv, bot_log)
    stack.push_async_callback(process.stop)

    password = directory / "echo.password"
    password.write_text(echo.password, encoding="utf-8")
    echo_argv = [sys.executable, "-m", "tests.bench.echo_bot", homeserver.url, echo.user_id, str(password)]
    stack.push_async_callback((await Child.start(echo_argv, directory / "echo.log")).stop)

    for code, member in reps.items():
        await joined(member, rooms[code], bot.user_id)
    await joined(reps["en"], echo_room, echo.user_id)
    rival, rival_room = None, RoomId("")
    if maubot.is_there():
        rival_account = await account("rival")
        invited = [rival_account.user_id, reps["es"].user_id]
        rival_room = await reps["en"].create_room("rival", encrypted=False, invite=invited)
        await reps["es"].join(rival_room)
        rival = await maubot.start(homeserver.url, rival_account, directory, rival_room)
        stack.push_async_callback(rival.stop)
    return Stage(
        homeserver,
        directory,
        reps,
        rooms,
        (echo_room, reps["en"], reps["es"]),
        process,
        bot_log,
        argv,
        rival=rival,
        rival_room=rival_room,
    )


def new_word() -> str:
    """Tells one message from the others: a petition's number, which the shield takes for nobody's name."""
    return f"MX-{random.randrange(2030, 2100)}-{random.randrange(1000):03}"


async def joined(rep: Rep, room: RoomId, user: UserId) -> None:
    await rep.wait_for(lambda: user in rep.members(room), 30)


async def arrival(rep: Rep, room: RoomId, word: str, starts: str = "") -> float:
    """When this client had decrypted somebody else's message with `word`."""
    found: list[float] = []

    def here() -> bool:
        found[:] = [
            seen.at
            for seen in rep.seen(room)[-12:]
            if seen.decrypted and seen.sender != rep.user_id and word in seen.plain and seen.plain.startswith(starts)
        ]
        return bool(found)

    await rep.wait_for(here, 30)
    return found[0]


async def copies(stage: Stage, word: str, count: int) -> list[float]:
    """When each copy was read, in both rooms."""
    times: list[float] = []
    for code in ("en", "fr"):
        rep, room = stage.reps[code], stage.rooms[code]

        def read(rep: Rep = rep, room: RoomId = room) -> list[float]:
            return [seen.at for seen in rep.seen(room) if seen.decrypted and word in seen.plain]

        await rep.wait_for(lambda read=read: len(read()) >= count, 120)  # type: ignore[misc]
        times += read()
    return sorted(times)
