"""The whole bot, wired as the application wires it, on a homeserver in memory, with a real store."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, cast

from bot import app
from bot.config import AccountSettings, EngineSettings, Settings
from bot.control import SOCKET_NAME
from bot.core.model import Channel, EventId, EventRef, Language, Member, Role, RoomId, Text, UserId
from bot.core.screening import Detectors
from bot.digest_config import DigestSettings
from bot.engine_settings import EngineName
from bot.handlers.privacy_notice import NoticeFacts, PrivacyNotice
from bot.i18n import Texts
from bot.matrix.client import Client
from bot.ports import Engine
from bot.store.account import AccountStore, Device
from bot.store.database import Database
from bot.store.done_once import DoneOnce
from bot.store.fields import FieldKey, StoreKeys
from bot.store.ledger import Ledger
from bot.store.privacy_notices import PrivacyNoticeStore
from bot.translation.engine_set import EngineSet
from bot.translation.ready_answers import Answers
from tests.channels import by_language
from tests.databases import Prompt, open_blank
from tests.dump import in_clear
from tests.fakes.clock import ManualClock
from tests.fakes.detectors import NO_DETECTORS
from tests.fakes.engines import EchoEngine
from tests.fakes.homeserver import FakeHomeserver
from tests.fakes.pictures import PicturesAtOnce
from tests.fakes.rooms import BOT, FakeRooms
from tests.read_once import read_once

KEY = bytes(range(32))
SECOND_KEY = bytes(range(32, 64))
FIELDS = FieldKey(SECOND_KEY)
EN, ES, FR = RoomId("!en"), RoomId("!es"), RoomId("!fr")
CHANNEL = Channel("plants", by_language({"en": EN, "es": ES, "fr": FR}))

ANA, ELLEN, FLEUR = UserId("@ana:demo.local"), UserId("@ellen:demo.local"), UserId("@fleur:demo.local")
CARLA = UserId("@carla:demo.local")


def _member(user_id: UserId, name: str, language: Language, role: Role = "rep") -> tuple[UserId, Member]:
    return user_id, Member(user_id, name, f"Union {language.upper()}", language, role)


MEMBERS = dict(
    [
        _member(ANA, "Ana", "es"),
        _member(ELLEN, "Ellen", "en"),
        _member(FLEUR, "Fleur", "fr"),
        _member(CARLA, "Carla", "es", "coordinator"),
    ]
)

NO_DIGEST = DigestSettings(weekday=None)
"""A clock that goes on for a day would bring Monday's."""

TIMEOUT_S = 0.3
"""Of an engine call, in real seconds: only calls that hang for ever wait that long."""
RETRY_S = 60.0
IDLE_LOOKS = 2
"""So many in a row."""
PATIENCE_S = 20.0


class House:
    """`async with House(folder) as house:` runs it; `crash` and `start` again go on with the same store and rooms."""

    def __init__(
        self,
        folder: Path,
        *,
        engine: Engine | None = None,
        engines: Mapping[EngineName, Engine] | None = None,
        timeout_s: float = 10.0,
        channels: tuple[Channel, ...] = (CHANNEL,),
        invites: frozenset[str] = frozenset({CARLA}),
        operators_room: RoomId | None = None,
        members: Mapping[UserId, Member] = MEMBERS,
        people_know_the_notice: bool = True,
        detectors: Detectors = NO_DETECTORS,
        ready: Sequence[Answers] = (),
        digest: DigestSettings = NO_DIGEST,
    ) -> None:
        """`people_know_the_notice`: whoever is in a room at the first start was told before what the bot keeps."""
        self.clock = ManualClock()
        self.homeserver = FakeHomeserver(self.clock)
        self.engine = engine or EchoEngine()
        self.engines = dict[EngineName, Engine](engines or {"apertium": self.engine})
        self.rooms = FakeRooms(self.homeserver)
        self._settings = Settings(
            homeserver="http://127.0.0.1:1",
            account=AccountSettings(BOT, folder / "bot.password"),
            data_dir=folder,
            key_file=folder / "store.key",
            fields_key_file=folder / "fields.key",
            invites=invites,
            channels=channels,
            members=members,
            engine=EngineSettings(tuple(self.engines), timeout_s, RETRY_S),
            operators_room=operators_room,
            digest=digest,
        )
        self._people_know_the_notice = people_know_the_notice
        self._detectors = detectors
        self._ready = ready
        self._database: Database | None = None
        self._running: asyncio.Task[None] | None = None

    @property
    def database(self) -> Database:
        assert self._database is not None, "it does not run"
        return self._database

    @property
    def ledger(self) -> Ledger:
        return Ledger(self.database)

    @property
    def done(self) -> DoneOnce:
        return DoneOnce(self.database)

    def login(self, login_id: str = "first login") -> FakeRooms:
        """The client of the next `start`, so that a test can arrange what it meets from its first call on."""
        self.rooms = FakeRooms(self.homeserver, login_id, lambda: AccountStore(self.database).sync_token())
        return self.rooms

    async def start(self, *, seconds_each: float = 0.0) -> None:
        """Start with the client that `login` gave, else with the login of before; `seconds_each` as in `until`."""
        if self.rooms._sync_token is None:
            self.login(self.rooms.login_id)
        rooms = self.rooms
        read_once()
        self._database = await open_blank(self._settings.data_dir / "bot.db", KEY, FIELDS, Prompt)
        await AccountStore(self.database).remember_device(Device(BOT, "DEVICE", "token", rooms.login_id))
        if self._people_know_the_notice:
            await self._tell_beforehand()
        limits = self._settings.engine.timeout_s, self._settings.engine.retry_s
        by_name = {str(name): engine for name, engine in self.engines.items()}
        engines = EngineSet(by_name, self.clock, *limits, ready=self._ready)
        await engines.start()
        # FakeRooms passes the contract suite of the real client.
        client = cast("Client", rooms)
        self._running = asyncio.create_task(
            app._work(
                self._settings,
                self.database,
                StoreKeys(KEY, SECOND_KEY),
                client,
                engines,
                self.clock,
                self._detectors,
                PicturesAtOnce(),
            )
        )
        await self.until(lambda: AccountStore(self.database).sync_token())
        # Every worker is there by then: the tasks of a bot that is still starting would look like leaks of a test.
        await self.until((self._settings.data_dir / SOCKET_NAME).exists, seconds_each=seconds_each)

    async def _tell_beforehand(self) -> None:
        self._people_know_the_notice = False
        leaves = any(engine.privacy != "local" for engine in self.engines.values())
        files = any(channel.attachments for channel in self._settings.channels)
        facts = NoticeFacts(None, ", ".join(engine.name for engine in self.engines.values()), leaves, files)
        edition = PrivacyNotice(Texts.load(), facts).edition
        store = PrivacyNoticeStore(self.database)
        for room in self.homeserver.rooms.values():
            await store.begin(room.room_id, room.people)
            await store.finish(room.room_id, edition)

    async def crash(self) -> None:
        """Nothing more is sent, recorded or answered. What was under way is lost."""
        running, self._running = self._running, None
        database, self._database = self._database, None
        self.rooms = FakeRooms(self.homeserver, self.rooms.login_id)
        try:
            if running is not None:
                running.cancel()
                await asyncio.wait([running])
                if not running.cancelled():
                    await running
        finally:
            if database is not None:
                await database.close()

    async def restart(self) -> None:
        await self.crash()
        await self.start()

    async def until(self, happened: Callable[[], object], *, seconds_each: float = 0.0) -> None:
        """Let the bot run until `happened()`, or what that awaits, is true; each look lasts `seconds_each`."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                result = happened()
                if isinstance(result, Awaitable):
                    result = await result
                if result:
                    return
                if self._running is not None and self._running.done():
                    await self._running
                    raise AssertionError("the bot ended")
                if seconds_each:
                    self.clock.advance(seconds_each)
                await asyncio.sleep(0)

    async def idle(self, *, seconds_each: float = 0.0) -> None:
        """Let the bot run until it has read all there is, and what is left waits for keys, the engine or a person."""
        await self.until(self._stays_idle, seconds_each=seconds_each)

    async def _has_read_all(self) -> bool:
        return await AccountStore(self.database).sync_token() == self.homeserver.token

    async def _stays_idle(self) -> bool:
        """What is said about work that has just become nobody's (a question to its sender) gets its turns."""
        for _ in range(IDLE_LOOKS):
            if not await self._is_idle():
                return False
            async with self.database.transaction():  # a way to the database's thread and back, as others go it
                pass
        return True

    async def _is_idle(self) -> bool:
        if not await self._has_read_all():
            return False
        return set(await self.ledger.depth()) <= {"locked", "held"}

    async def deletions_done(self) -> None:
        """Let the bot run until no deletion is pending, whatever else is."""

        async def none_is_pending() -> bool:
            return "redaction" not in await self.ledger.depth()

        await self.until(self._has_read_all)
        await self.until(none_is_pending)

    # --- what people do ------------------------------------------------------------------------------------------

    async def said(
        self, room_id: RoomId, sender: UserId, text: str | Text, *, reply_to: EventId | None = None
    ) -> EventRef:
        """Somebody says something, and the bot is done with it."""
        ref = self.homeserver.say(room_id, sender, text, reply_to=reply_to)
        await self.idle()
        return ref

    async def __aenter__(self) -> Self:
        try:
            await self.start()
        except BaseException:
            await self.crash()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.crash()
        if error is None:
            told = self.told_without_the_second_key()
            assert told == [], f"readable without the second key: {told}"

    def told_without_the_second_key(self) -> list[str]:
        """Where the database names somebody to whoever has the store key alone. Nowhere, after whatever a test did."""
        members = self._settings.members.values()
        groups = {member.organisation for member in members if member.organisation}
        people = {
            *self._settings.members,
            *(person for room in self.homeserver.rooms.values() for person in room.people),
        }
        named = re.compile("|".join(re.escape(each) for each in sorted(groups | people, key=len, reverse=True)))
        return [
            f"{place}: {found[0]}"
            for place, value in in_clear(self._settings.data_dir / "bot.db", KEY)
            if (found := named.search(value))
        ]
