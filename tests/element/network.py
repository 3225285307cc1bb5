"""A network of reps on Element's stack with the bot among them, for tests of the whole."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from bot.core.model import Language, UserId
from tests.bot_process import BotConfig, BotProcess
from tests.element.host import ElementHost
from tests.element.rep import ElementRep, Seen
from tests.servers import Accounts

LANGUAGES: Sequence[Language] = ("en", "es", "fr")
PEOPLE: Mapping[Language, tuple[str, str]] = {
    "en": ("Ellen", "Demo Workers Local 12"),
    "es": ("Ana", "Sindicato Demo"),
    "fr": ("Fleur", "Syndicat Démo"),
}
"""Name and organisation of the rep of each language."""

BOT_JOINS_S = 30.0
RELAY_S = 20.0

Rooms = dict[Language, str]
Value = TypeVar("Value")


class BotEndedError(Exception):
    """The bot's process ended while a test waited for it to do something."""


@dataclass
class Network:
    """A coordinator, who makes every room and sits in each, one rep per language, and the bot.

    The bot is configured and invited; it runs after `start_bot`. Leaving the context ends everything.
    """

    bot_user: UserId
    config: BotConfig
    bot: BotProcess
    coordinator: ElementRep
    reps: dict[Language, ElementRep]
    rooms: Rooms
    """Of the first channel."""

    @classmethod
    async def build(
        cls,
        accounts: Accounts,
        host: ElementHost,
        directory: Path,
        *,
        languages: Sequence[Language] = LANGUAGES,
        in_clear: Collection[Language] = (),
        invite_bot: bool = True,
        of_channels: Mapping[str, object] | None = None,
    ) -> Self:
        """`in_clear`: the languages whose rooms are not encrypted. `of_channels`: more keys of every channel."""
        account = await accounts.new("bot", display_name="Trinational")
        coordinator = await log_in(accounts, host, "Carla")
        reps = {code: await log_in(accounts, host, PEOPLE[code][0]) for code in languages}
        config = BotConfig(directory, accounts.homeserver.url, account, [coordinator.user_id], keys="cross-signed")
        config.of_channels |= dict(of_channels or {})
        config.add_member(coordinator.user_id, "Carla", "es", organisation="Red Demo", role="coordinator")
        for code, rep in reps.items():
            name, organisation = PEOPLE[code]
            config.add_member(rep.user_id, name, code, organisation=organisation)
        network = cls(account.user_id, config, BotProcess(config.path), coordinator, reps, {})
        network.rooms = await network.add_channel("demo", in_clear=in_clear, invite_bot=invite_bot)
        return network

    async def add_channel(self, name: str, *, in_clear: Collection[Language] = (), invite_bot: bool = True) -> Rooms:
        """Make the rooms and write them into the configuration, which the bot reads at its next start."""
        invited = [self.bot_user] if invite_bot else []
        rooms: Rooms = {}
        for code, rep in self.reps.items():
            rooms[code] = await self.coordinator.create_room(
                f"{name} {code}", [*invited, rep.user_id], encrypted=code not in in_clear
            )
            await rep.join(rooms[code])
        self.config.channels[name] = rooms
        self.config.write()
        return rooms

    async def start_bot(self) -> None:
        """Start it and wait until it is in the rooms of the first channel and everybody knows."""
        self.bot.start()
        await self.wait_for_bot(self.rooms)

    async def wait_for_bot(self, *channels: Rooms) -> None:
        """Until it is in these rooms and their reps know. Raises as `while_it_runs`."""
        for rooms in channels:
            for code, room in rooms.items():
                await self.while_it_runs(self.reps[code].wait_member(room, self.bot_user, within_s=BOT_JOINS_S))
                await self.while_it_runs(self.coordinator.wait_member(room, self.bot_user))

    async def relayed(
        self, source_language: Language, event_id: str, rooms: Rooms | None = None
    ) -> dict[Language, Seen]:
        """The copies of an event in the other rooms, each as its rep has it. Raises as `while_it_runs`."""
        return {
            code: await self.while_it_runs(self.reps[code].wait_copy(room, event_id, RELAY_S))
            for code, room in (rooms or self.rooms).items()
            if code != source_language
        }

    async def while_it_runs(self, happens: Coroutine[Any, Any, Value]) -> Value:
        """What `happens` gives.

        Raises TimeoutError, and BotEndedError at once when the bot has ended instead; both with the end of its log.
        """
        awaited = asyncio.create_task(happens)
        ended = asyncio.create_task(self.bot.stderr.wait_end())
        try:
            await asyncio.wait({awaited, ended}, return_when=asyncio.FIRST_COMPLETED)
            if not awaited.done():
                raise BotEndedError(self.fate())
            return awaited.result()
        except TimeoutError as error:
            raise TimeoutError(f"{error}\n{self.fate()}") from None
        finally:
            awaited.cancel()
            ended.cancel()
            await asyncio.wait({awaited, ended})

    async def copies_in(self, language: Language, event_id: str) -> list[Seen]:
        """Every copy of an event that stands in a room of the first channel."""
        seen = await self.reps[language].messages(self.rooms[language])
        return [copy for copy in seen if copy.copy_of == event_id]

    def name_of(self, language: Language) -> str:
        """Of the rep of that language, as its copies should show it."""
        return PEOPLE[language][0]

    def fate(self) -> str:
        """What became of the bot, for whoever reads a failure."""
        end = "\n".join(self.bot.stderr.all()[-30:])
        return f"the bot's exit code: {self.bot.returncode}; its log ends:\n{end}"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            for rep in (self.coordinator, *self.reps.values()):
                await rep.stop()
        finally:
            self.bot.end()


async def log_in(accounts: Accounts, host: ElementHost, name: str, *, only_signed: bool = True) -> ElementRep:
    """A new account with its first device, cross-signed."""
    account = await accounts.new(name.lower(), display_name=name)
    return await ElementRep.start(
        host, accounts.homeserver.url, account.user_id, account.password, only_signed=only_signed
    )
