"""People on nio who stay for the whole session, and around them one bot after the other with rooms of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import yaml

from bot.core.model import EventId, Language, RoomId, UserId
from bot.demo.account import Account as Login
from bot.demo.bot_events import COPY, answers_in, copy_in
from bot.demo.homeserver import Homeserver
from bot.demo.reps import Rep
from bot.demo.timeline import Seen
from bot.demo.verdict import View
from bot.matrix.http import Http
from bot.matrix.media import sealed
from tests.bot_process import BotConfig, BotProcess
from tests.servers import Account, Accounts

LANGUAGES: tuple[Language, ...] = ("en", "es", "fr")
NAMES: Mapping[Language, tuple[str, str]] = {
    "en": ("Edna", "Demo Workers Local 7"),
    "es": ("Pilar", "Sindicato Demo"),
    "fr": ("Odile", "Syndicat Démo"),
}
"""Name and organisation of the rep of each language."""

START_S = 90.0
RELAY_S = 40.0
"""How long is waited for what takes a second or two: on a busy computer it takes that long."""

Rooms = Mapping[Language, RoomId]


class BotEndedError(Exception):
    """The bot's process ended while a test waited for it to do something."""


@dataclass
class People:
    """A coordinator, who makes all rooms and sits in each, and one rep per language."""

    homeserver: Homeserver
    coordinator: Rep
    reps: Mapping[Language, Rep]
    stack: AsyncExitStack

    @classmethod
    async def log_in(cls, accounts: Accounts) -> Self:
        stack = AsyncExitStack()

        async def enter(name: str) -> Rep:
            account = await accounts.new(name.lower(), display_name=name)
            rep = Rep(accounts.homeserver.url, Login(account.user_id, account.password))
            return await stack.enter_async_context(rep)

        coordinator = await enter("Carla")
        reps = {language: await enter(NAMES[language][0]) for language in LANGUAGES}
        return cls(accounts.homeserver, coordinator, reps, stack)

    async def make_room(self, name: str, language: Language, invite: Collection[UserId], *, encrypted: bool) -> RoomId:
        """With the rep of that language in it."""
        rep = self.reps[language]
        room_id = await self.coordinator.create_room(name, encrypted=encrypted, invite=[rep.user_id, *invite])
        await rep.join(room_id)
        return room_id

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stack.aclose()


@dataclass
class SystemNetwork:
    """One channel of three rooms, the people, and a configured bot. Leaving the context ends the bot."""

    people: People
    account: Account
    config: BotConfig
    bot: BotProcess
    rooms: Rooms
    in_clear: Collection[Language]

    @classmethod
    async def build(
        cls,
        accounts: Accounts,
        people: People,
        directory: Path,
        *,
        in_clear: Collection[Language] = (),
        invite_bot: bool = True,
        more: Mapping[str, object] | None = None,
        environment: Mapping[str, str] | None = None,
        arguments: Collection[str] = (),
        program: Collection[str] = ("bot", "run", "--config"),
        afresh: bool = False,
        member_names: Mapping[Language, str] | None = None,
        of_channels: Mapping[str, object] | None = None,
    ) -> Self:
        """`in_clear`: the languages whose rooms are not encrypted. `more`: top-level keys of the configuration."""
        account = await accounts.new("bot", display_name="Trinational")
        config = BotConfig(directory, accounts.homeserver.url, account, invites=[people.coordinator.user_id])
        config.of_channels |= dict(of_channels or {})
        coordinator = people.coordinator.user_id
        config.add_member(coordinator, "Carla", "es", organisation="Red Demo", role="coordinator")
        for language, (name, organisation) in NAMES.items():
            shown = (member_names or {}).get(language, name)
            config.add_member(people.reps[language].user_id, shown, language, organisation=organisation)
        config.more |= {
            "translation": {"engines": ["apertium"], "timeout_s": 20, "retry_s": 1},
            "digest": {"day": "never"},  # else whoever tries this on a Monday at eight finds one
            **(more or {}),
        }
        invited = [account.user_id] if invite_bot else []
        rooms = {
            language: await people.make_room(f"demo {language}", language, invited, encrypted=language not in in_clear)
            for language in LANGUAGES
        }
        config.channels["demo"] = rooms
        config.write()
        bot = BotProcess(config.path, arguments=arguments, environment=environment, program=program, afresh=afresh)
        return cls(people, account, config, bot, rooms, in_clear)

    # --- the bot ---------------------------------------------------------------------------------------------------

    @property
    def bot_user(self) -> UserId:
        return self.account.user_id

    @property
    def bot_runs(self) -> bool:
        try:
            return self.bot.returncode is None
        except AssertionError:  # it was never started
            return False

    async def start_bot(self) -> None:
        """Start it and wait until it is in its rooms and everybody in an encrypted one knows its device."""
        self.bot.start()
        await self.bot_is_in()

    async def bot_is_in(self) -> None:
        for rep, language in self._places():
            in_clear, room_id = language in self.in_clear, self.rooms[language]

            def knows(rep: Rep = rep, room_id: RoomId = room_id, in_clear: bool = in_clear) -> bool:
                return self.bot_user in rep.members(room_id) and (in_clear or bool(rep.devices(self.bot_user)))

            await self.sees(rep, knows, within_s=START_S)

    async def bot_is_ready(self) -> None:
        """Until its present run says that it works."""
        await self.bot.stderr.wait(" bot.ready ", within_s=START_S)

    async def invite_bot(self, language: Language) -> None:
        """Into a room whose rep knows of it afterwards."""
        rep, room_id = self.rep(language), self.rooms[language]
        await self.coordinator.invite(room_id, self.bot_user)
        await rep.wait_for(lambda: self.bot_user in rep._client.rooms[room_id].invited_users)

    def restart_with(self, **changed: object) -> None:
        """Stop it and start it again with other top-level keys in its configuration; `put_right` takes them back."""
        self.stop_bot()
        self.config.path.write_text(yaml.safe_dump(self._settings() | changed, allow_unicode=True), encoding="utf-8")
        self.bot.start()

    def stop_bot(self) -> None:
        """In order. A bot that does not stop so fails the test here."""
        if self.bot_runs:
            code = self.bot.stop()
            assert code == 0, self.fate()

    async def put_right(self) -> None:
        """As it was made: the bot runs with the configuration that it began with."""
        before = self.config.path.read_text(encoding="utf-8")
        self.config.write()
        if self.bot_runs and before == self.config.path.read_text(encoding="utf-8"):
            return
        self.bot.end()
        self.bot.start()
        await self.bot_is_ready()

    def _settings(self) -> dict[str, object]:
        self.config.write()
        settings = yaml.safe_load(self.config.path.read_text(encoding="utf-8"))
        assert isinstance(settings, dict)
        return settings

    # --- what people see -------------------------------------------------------------------------------------------

    def rep(self, language: Language) -> Rep:
        return self.people.reps[language]

    @property
    def coordinator(self) -> Rep:
        return self.people.coordinator

    async def say(self, language: Language, plain: str, **options: Any) -> EventId:
        """By the rep of that language, in that room. Options as `Rep.say`."""
        return await self.rep(language).say(self.rooms[language], plain, **options)

    async def send_file(self, language: Language, content: bytes, plain: str, **more: object) -> EventId:
        """By the rep of that language, in that room, encrypted as Element does it; `more` goes beside the file."""
        rep = self.rep(language)
        stored, file = sealed(content)
        async with Http(self.people.homeserver.url) as http:
            http.access_token = rep.access_token
            answer = await http.upload("/_matrix/media/v3/upload", stored)
        where = {
            "v": "v2",
            "url": answer["content_uri"],
            "key": {"kty": "oct", "key_ops": ["decrypt"], "alg": "A256CTR", "k": file.key, "ext": True},
            "iv": file.iv,
            "hashes": {"sha256": file.sha256},
        }
        return await rep.say(self.rooms[language], plain, kind="m.file", extra={**more, "file": where})

    def others(self, language: Language) -> list[Language]:
        return [other for other in self.rooms if other != language]

    def seen(self, language: Language) -> list[Seen]:
        """By the rep of that language, in that room."""
        return self.rep(language).seen(self.rooms[language])

    def copies(self, language: Language, source: EventId) -> list[Seen]:
        """Everything that stands for the event in that room, edits left out."""
        return copy_in(self.seen(language), self.bot_user, source).roots

    def edits(self, language: Language, source: EventId) -> list[Seen]:
        return copy_in(self.seen(language), self.bot_user, source).edits

    def answers(self, language: Language, asked: EventId) -> list[Seen]:
        return answers_in(self.seen(language), self.bot_user, asked)

    def sources(self, language: Language) -> list[EventId]:
        """What the copies in that room stand for, in order of arrival."""
        marks = [seen.content.get(COPY) for seen in self.seen(language) if seen.sender == self.bot_user]
        return [EventId(mark["event_id"]) for mark in marks if isinstance(mark, Mapping)]

    def by_bot(self, language: Language) -> list[Seen]:
        return [seen for seen in self.seen(language) if seen.sender == self.bot_user]

    async def copy(self, language: Language, source: EventId, within_s: float = RELAY_S) -> Seen:
        """Wait for it."""
        await self.sees(self.rep(language), lambda: bool(self.copies(language, source)), within_s)
        return self.copies(language, source)[0]

    async def edited(self, language: Language, source: EventId) -> Seen:
        """Wait for an edit of the copy; gives the last one."""
        await self.sees(self.rep(language), lambda: bool(self.edits(language, source)))
        return self.edits(language, source)[-1]

    async def relayed(self, language: Language, source: EventId) -> dict[Language, Seen]:
        """Wait for the copies in all other rooms."""
        return {other: await self.copy(other, source) for other in self.others(language)}

    async def gone(self, language: Language, source: EventId) -> None:
        """Wait until what stood for it is deleted, edits too."""
        await self.sees(self.rep(language), lambda: copy_in(self.seen(language), self.bot_user, source).gone)

    async def answer(self, language: Language, asked: EventId) -> Seen:
        """Wait for the answer to a command."""
        await self.sees(self.rep(language), lambda: bool(self.answers(language, asked)))
        return self.answers(language, asked)[0]

    async def everything_before_is_done(self) -> None:
        """A message out of each room has reached the others: a second copy of something earlier had come before it."""

        async def last_word(language: Language) -> None:
            await self.relayed(language, await self.say(language, "That is all."))

        async with asyncio.TaskGroup() as group:
            for language in self.rooms:
                group.create_task(last_word(language))

    async def sees(self, rep: Rep, happened: Callable[[], bool], within_s: float = RELAY_S) -> None:
        """Wait for it. Raises TimeoutError, or BotEndedError at once; both with the end of the bot's log."""
        awaited = asyncio.ensure_future(rep.wait_for(happened, within_s=within_s))
        ended = asyncio.ensure_future(self.bot.stderr.wait_end())
        try:
            await asyncio.wait({awaited, ended}, return_when=asyncio.FIRST_COMPLETED)
            if not awaited.done():
                raise BotEndedError(self.fate())
            awaited.result()
        except TimeoutError:
            raise TimeoutError(self.fate()) from None
        finally:
            awaited.cancel()
            ended.cancel()
            await asyncio.wait({awaited, ended})

    def views(self) -> list[View]:
        """What each of them saw in these rooms."""
        return [
            View(str(rep.user_id), language, self.rooms[language], rep.seen(self.rooms[language]))
            for rep, language in self._places()
        ]

    def fate(self) -> str:
        """What became of the bot, for whoever reads a failure."""
        end = "\n".join(self.bot.stderr.all()[-40:])
        return f"the bot's exit code: {self.bot.returncode}; its log ends:\n{end}"

    def _places(self) -> list[tuple[Rep, Language]]:
        """Each rep with the own room, the coordinator with all of them."""
        return [(rep, language) for language in self.rooms for rep in (self.rep(language), self.coordinator)]

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.bot.end()
