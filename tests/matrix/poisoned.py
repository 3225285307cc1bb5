"""The whole bot on its real client, real keys and a real store; the homeserver hands out whatever a test puts in."""

from __future__ import annotations

import asyncio
import io
import itertools
import json
import logging
import random
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote

from bot import app
from bot.config import AccountSettings, EngineSettings, Settings
from bot.core.model import Channel, EventId, Member, RoomId
from bot.errors import MatrixError
from bot.logs import LineFormatter
from bot.matrix.client import Client
from bot.matrix.http import Http, Json
from bot.matrix.identities import Identities
from bot.matrix.inbound import Opener
from bot.store.account import AccountStore
from bot.store.account import Device as StoredDevice
from bot.store.fields import StoreKeys
from bot.store.ledger import Ledger
from bot.store.outbound_sessions import OutboundSessionStore
from bot.translation.engine_set import EngineSet
from tests.channels import by_language
from tests.databases import open_blank
from tests.fakes.clock import ManualClock
from tests.fakes.engines import EchoEngine
from tests.matrix.peers import KEY, Device
from tests.system.malformed import WORD, Malformer

ES, EN = RoomId("!es"), RoomId("!en")
CHANNEL = Channel("plants", by_language({"es": ES, "en": EN}), "all")
PATIENCE_S = 30.0
DEEP = 400
FIRST_TS = 1_700_000_000_000


class Hostile(Http):
    """Answers what a client needs to live, and to /sync what is in `batches`."""

    def __init__(self, people: Sequence[Device]) -> None:
        super().__init__("http://127.0.0.1:1")
        self._people = people
        self._numbers = itertools.count(1)
        self.batches: asyncio.Queue[bytes] = asyncio.Queue()
        self.waiting = asyncio.Event()
        """Set while the bot asks for news and there are none."""
        self.sent: list[tuple[str, Json]] = []

    async def request(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        query: Mapping[str, str] | None = None,
        timeout_s: float = 30.0,
    ) -> Json:
        await asyncio.sleep(0)
        parts = [unquote(part) for part in path.removeprefix("/_matrix/client/v3/").split("/")]
        match parts:
            case ["sync"] if query is not None and "since" not in query:
                return self._answer(200, json.dumps(self._beginning()).encode())
            case ["sync"]:
                if self.batches.empty():
                    self.waiting.set()
                return self._answer(200, await self.batches.get())
            case ["keys", "query"]:
                asked = (body or {})["device_keys"]
                owned = {str(each.user_id): {each.machine.device_id: each.device_keys} for each in self._people}
                return {"device_keys": {user: owned.get(user, {}) for user in asked}}
            case ["rooms", room_id, "send", _, _]:
                event_id = f"$sent{next(self._numbers)}"
                if room_id == EN:
                    self.sent.append((event_id, dict(body or {})))
                return {"event_id": event_id}
            case ["createRoom"]:
                return {"room_id": f"!direct{next(self._numbers)}"}
            case ["rooms", _, "event", _]:
                raise MatrixError("M_NOT_FOUND", 404)
            case _:
                return {}

    def _beginning(self) -> Json:
        def state(kind: str, key: str, content: Json) -> Json:
            return {"type": kind, "state_key": key, "sender": "@ana:demo.local", "content": content}

        events = [
            state("m.room.encryption", "", {"algorithm": "m.megolm.v1.aes-sha2"}),
            *(state("m.room.member", each.user_id, {"membership": "join"}) for each in self._people),
        ]
        return {"next_batch": "0", "rooms": {"join": {room: {"state": {"events": events}} for room in (ES, EN)}}}


class Poisoned:
    """`async with` runs it. Ana is honest; Mallory sits in the same room and has the bot's keys."""

    def __init__(self, folder: Path, bot: Device, ana: Device, mallory: Device) -> None:
        self._folder, self._bot, self._ana, self._mallory = folder, bot, ana, mallory
        self._http = Hostile((bot, ana, mallory))
        self._clock = ManualClock()
        self._stack = AsyncExitStack()
        self._numbers = itertools.count(1)
        self._said: list[Json] = []
        self._opener = Opener(bot.machine, Identities())
        self.events = 0
        """How many pieces of poison were handed out."""

    async def feed(self, poison: Sequence[tuple[str, Any]]) -> None:
        """One sync with poison around an honest message, which must be relayed; `poison` as `piece` gives it."""
        honest = self._ana.message({"msgtype": "m.text", "body": "hola"}, room_id=ES)
        self._said = [*self._said[-20:], honest]
        parts: dict[str, list[Any]] = {"to_device": [], "in_room": [], "state": []}
        for place, event in poison:
            parts[place].append(event)
        half = len(parts["in_room"]) // 2
        timeline = [*parts["in_room"][:half], honest, *parts["in_room"][half:]]
        answer = {
            "next_batch": str(next(self._numbers)),
            "to_device": {"events": parts["to_device"]},
            "rooms": {"join": {ES: {"state": {"events": parts["state"]}, "timeline": {"events": timeline}}}},
        }
        self.events += len(poison)
        self._http.waiting.clear()
        self._http.batches.put_nowait(json.dumps(answer).encode())
        await self._until(self._http.waiting.is_set)
        await self._until(self._is_idle)
        self._clock.advance(20)
        assert self._is_relayed(honest["event_id"]), "an honest message was lost among the poison"
        self._http.sent.clear()

    def piece(self, kind: str, seed: int) -> tuple[str, Any]:
        """(place, event) of one malformed, replayed or oversized event."""
        chance = random.Random(seed)
        malformer = Malformer(self._mallory.machine, self._bot.user_id, ES, chance)
        match kind:
            case "to_device":
                event_type, content = malformer.to_device()
                event = {"type": event_type, "sender": self._mallory.user_id, "content": content}
                return "to_device", event if chance.random() < 0.7 else malformer.mutated(event)
            case "in_room":
                return "in_room", self._placed(malformer, chance, *malformer.in_room())
            case "replayed":
                said = dict(chance.choice(self._said or [self._ana.message({"msgtype": "m.text", "body": WORD})]))
                said["event_id"] = self._event_id()
                if chance.random() < 0.5:
                    said["sender"] = chance.choice([str(self._mallory.user_id), str(self._bot.user_id), "@x:y"])
                if chance.random() < 0.3:
                    said["content"] = {key: value for key, value in said["content"].items() if key != "sender_key"}
                return "in_room", said
            case "oversized":
                return chance.choice(("in_room", "to_device")), self._oversized(malformer, chance)
            case "state":
                content = malformer.mutated({"membership": "join", "displayname": WORD})
                member = {"type": "m.room.member", "state_key": "@x:y", "sender": "@x:y", "content": content}
                return chance.choice(("state", "in_room")), malformer.mutated(member)
            case _:
                raise AssertionError(kind)

    def _placed(self, malformer: Malformer, chance: random.Random, event_type: str, content: Json) -> Any:
        event: Json = {
            "type": event_type,
            "event_id": self._event_id(),
            "sender": self._mallory.user_id,
            "origin_server_ts": FIRST_TS,
            "content": content,
            "unsigned": {},
        }
        if chance.random() < 0.3:
            event["sender"] = chance.choice([str(self._ana.user_id), str(self._bot.user_id), WORD, "@x:y"])
        return event if chance.random() < 0.7 else malformer.mutated(event)

    def _oversized(self, malformer: Malformer, chance: random.Random) -> Json:
        deep: Any = WORD
        for _ in range(DEEP):
            deep = {"m.relates_to": deep} if chance.random() < 0.5 else [deep]
        _, content = malformer.to_device() if chance.random() < 0.5 else malformer.in_room()
        where = chance.choice([*content, WORD])
        inflated = {**(content), where: chance.choice((deep, WORD * 20_000))}
        event_type = chance.choice(("m.room.encrypted", "m.room.message", "m.key.verification.start"))
        event = {"type": event_type, "event_id": self._event_id(), "sender": self._mallory.user_id, "content": inflated}
        if chance.random() < 0.2:
            event[chance.choice(("event_id", "sender", "type"))] = WORD * 10_000
        return event | {"origin_server_ts": chance.choice((FIRST_TS, 2**63, -(2**63), 1e308))}

    def _event_id(self) -> str:
        return f"$poison{next(self._numbers)}"

    def _is_relayed(self, source: str) -> bool:
        own = {"type": "m.room.encrypted", "sender": self._bot.user_id}
        copies = [own | {"event_id": event_id, "content": content} for event_id, content in self._http.sent]
        marks = [self._opener.own_mark(EN, copy) for copy in copies]
        return [mark.revision for mark in marks if mark is not None].count(EventId(source)) == 1

    async def _is_idle(self) -> bool:
        return set(await Ledger(self._database).depth()) <= {"locked", "held"}

    async def _until(self, happened: Callable[[], bool | Awaitable[bool]]) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while True:
                result = happened()
                if await result if isinstance(result, Awaitable) else result:
                    return
                if self._running.done():
                    await self._running
                    raise AssertionError("the bot ended")
                await asyncio.sleep(0)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        self._database = await open_blank(self._folder / "bot.db", KEY)
        self._stack.push_async_callback(self._database.close)
        account = AccountStore(self._database)
        device = StoredDevice(self._bot.user_id, "BOT", "token", "first login")
        await account.remember_device(device)
        settings = Settings(
            homeserver="http://127.0.0.1:1",
            account=AccountSettings(self._bot.user_id, self._folder / "bot.password"),
            data_dir=self._folder,
            key_file=self._folder / "store.key",
            fields_key_file=self._folder / "fields.key",
            invites=frozenset(),
            channels=(CHANNEL,),
            members={self._ana.user_id: Member(self._ana.user_id, "Ana", None, "es", "coordinator")},
            engine=EngineSettings(),
            operators_room=None,
        )
        client = Client(
            self._http,
            self._bot.machine,
            device,
            account,
            OutboundSessionStore(self._database),
            dict.fromkeys(CHANNEL.room_ids, "all"),
        )
        self._bot.machine.take_to_device([self._ana.room_key(self._bot, ES), self._mallory.room_key(self._bot, ES)])
        self._bot.machine.account.shared = True
        for sender in (self._ana, self._mallory):
            session = sender._session(ES)
            session.max_messages, session.shared = 1 << 30, True
        engines = EngineSet({"apertium": EchoEngine()}, self._clock, 10, 60)
        await engines.start()
        self._running = asyncio.create_task(
            app._work(settings, self._database, StoreKeys(KEY, None), client, engines, self._clock)
        )
        await self._until(self._http.waiting.is_set)

    async def stop(self) -> None:
        self._running.cancel()
        await asyncio.wait([self._running])
        await self._stack.aclose()


@contextmanager
def written_log() -> Iterator[io.StringIO]:
    """What the bot and its libraries write with `--verbose`."""
    stream, root, own = io.StringIO(), logging.getLogger(), logging.getLogger("bot")
    handler = logging.StreamHandler(stream)
    handler.setFormatter(LineFormatter())
    levels = root.level, own.level
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    own.setLevel(logging.DEBUG)
    try:
        yield stream
    finally:
        root.removeHandler(handler)
        root.setLevel(levels[0])
        own.setLevel(levels[1])
