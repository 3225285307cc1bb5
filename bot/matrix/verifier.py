"""All verifications that go on: which message belongs to which, when they end, and what follows from a good one.

At most one for each person, a bounded number in all, none longer than ten minutes (specification: "Key verification
framework"). They live in memory: after a restart both sides start anew. A message that belongs to none changes nothing.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import deque
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from bot.core.model import UserId, VerificationStep
from bot.core.verification import VerificationView
from bot.errors import MatrixError
from bot.logs import get_logger
from bot.matrix.guards import Hostile, guarded
from bot.matrix.http import Json
from bot.matrix.running_verification import Running
from bot.matrix.sas import Party
from bot.matrix.verification import Flow
from bot.matrix.verification_inbox import Incoming, of_room, of_to_device
from bot.matrix.verification_terms import METHOD, Phase, Send, device_id
from bot.matrix.verification_wire import InRoom, Place, ToDevices, Wire
from bot.ports import Clock

log = get_logger(__name__)

LIFETIME = timedelta(minutes=10)
CLOCK_SLACK = timedelta(minutes=5)
MAX_RUNNING = 20
MAX_REQUESTS = 6
"""Of one person in an hour: every one of them makes work for people."""
MAX_WAITING = 500

Observer = Callable[[VerificationView], Awaitable[None]]


class CannotStart(Exception):
    """`reason`: `running`, `too_many`, `no_device` or `unreachable`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Verifier:
    """Needs `run` to be running. `people`: who may be verified; requests of everybody else are ignored."""

    def __init__(self, wire: Wire, clock: Clock, people: Collection[UserId]) -> None:
        self._wire = wire
        self._clock = clock
        self._people = people
        self._observers: list[Observer] = []
        self._running: dict[UserId, Running] = {}
        self._requests: dict[UserId, deque[datetime]] = {}
        self._waiting: asyncio.Queue[Incoming] = asyncio.Queue(MAX_WAITING)
        self._turn = asyncio.Lock()
        self._started = asyncio.Event()
        wire.listen(self.take_to_device)

    def observe(self, observer: Observer) -> None:
        """Called with every change; what it raises is logged."""
        self._observers.append(observer)

    def pending(self) -> list[VerificationView]:
        return [running.view() for running in self._running.values()]

    async def run(self) -> None:
        """Work for ever on what comes in, and end what takes too long."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._work())
            group.create_task(self._watch_time())

    # --- what comes in -------------------------------------------------------------------------------------------

    def take_to_device(self, event: Json) -> None:
        """A clear to-device event as the homeserver gave it. Neither raises nor waits."""
        self._enqueue(partial(of_to_device, event, self._clock.now()))

    def take_in_room(self, step: VerificationStep) -> None:
        """An event of an encrypted room. Neither raises nor waits."""
        self._enqueue(partial(of_room, step, self._wire.own.user_id))

    def _enqueue(self, read: Callable[[], Incoming]) -> None:
        try:
            self._waiting.put_nowait(guarded(read))
        except Hostile as error:
            log.warning("verification.rejected", rule=str(error))
        except asyncio.QueueFull:
            log.warning("verification.rejected", rule="too_many_waiting")

    async def _work(self) -> None:
        while True:
            incoming = await self._waiting.get()
            async with self._turn:
                try:
                    await self._receive(incoming)
                except MatrixError as error:
                    log.warning("verification.failed", errcode=error.errcode, status=error.status)
                except Hostile as error:
                    log.warning("verification.rejected", rule=str(error))
                except Exception as error:  # noqa: BLE001  # one person's verification must not stop the others
                    log.error("verification.failed", exc=error)  # noqa: TRY400

    async def _receive(self, incoming: Incoming) -> None:
        now = self._clock.now()
        if incoming.sender not in self._people or not now - LIFETIME < incoming.sent_at < now + CLOCK_SLACK:
            log.info("verification.ignored", reason="nobody_or_too_old")
            return
        if incoming.kind == "request":
            await self._answer(incoming)
            return
        running = self._running.get(incoming.sender)
        if (
            running is None
            or running.flow.transaction_id != incoming.transaction_id
            or (running.place if isinstance(running.place, InRoom) else None) != incoming.in_room
        ):
            log.info("verification.ignored", reason="belongs_to_none")
            return
        asked = running.flow.phase is Phase.REQUESTED
        sends = running.flow.take(incoming.kind, incoming.content)
        if asked and running.flow.other_device is not None:
            await self._settle_on_device(running, running.flow.other_device)
        await self._carry_on(running, sends)

    async def _answer(self, incoming: Incoming) -> None:
        device = guarded(partial(device_id, incoming.content))
        recent = self._requests.setdefault(incoming.sender, deque(maxlen=MAX_REQUESTS))
        now = self._clock.now()
        if len(recent) == MAX_REQUESTS and recent[0] > now - timedelta(hours=1):
            log.warning("verification.ignored", reason="too_many_requests")
            return
        recent.append(now)
        before = self._running.get(incoming.sender)
        if before is not None:
            if before.flow.transaction_id == incoming.transaction_id:
                return
            await self._carry_on(before, before.flow.cancel("m.user"))
        if len(self._running) >= MAX_RUNNING:
            log.warning("verification.ignored", reason="too_many_running")
            return
        flow, sends = Flow.answer(
            self._wire.own,
            await self._wire.own_keys(),
            Party(incoming.sender, device),
            incoming.transaction_id,
            incoming.content.get("methods"),
            in_room=incoming.in_room is not None,
        )
        place = incoming.in_room or ToDevices(incoming.sender, (device,))
        await self._carry_on(self._begin(flow, place, by_us=False), sends)

    # --- what people do ------------------------------------------------------------------------------------------

    async def start(self, user_id: UserId) -> VerificationView:
        """Ask a person's apps to compare emoji; in a room of only the two of us if there is one. Raises CannotStart."""
        async with self._turn:
            if user_id in self._running:
                raise CannotStart("running")
            if len(self._running) >= MAX_RUNNING:
                raise CannotStart("too_many")
            try:
                running = await self._ask(user_id)
            except MatrixError as error:
                log.warning("verification.failed", errcode=error.errcode, status=error.status)
                raise CannotStart("unreachable") from None
            await self._tell(running)
            return running.view()

    async def _ask(self, user_id: UserId) -> Running:
        own, keys = self._wire.own, await self._wire.own_keys()
        devices = await self._wire.devices_of(user_id)
        if not devices:
            raise CannotStart("no_device")
        content: Json = {"from_device": own.device_id, "methods": [METHOD]}
        room_id = self._wire.direct_room(user_id)
        place: Place
        if room_id is not None:
            place = InRoom(room_id)
            content |= {
                "msgtype": "m.key.verification.request",
                "body": "Emoji verification",
                "to": user_id,
            }
            transaction_id = str(await self._wire.send(place, Send("request", content)))
        else:
            place = ToDevices(user_id, tuple(devices))
            transaction_id = secrets.token_urlsafe(16)
            content |= {
                "timestamp": int(self._clock.now().timestamp() * 1000),
                "transaction_id": transaction_id,
            }
            await self._wire.send(place, Send("request", content))
        flow = Flow.request(own, keys, user_id, transaction_id, in_room=room_id is not None)
        return self._begin(flow, place, by_us=True)

    async def decide(self, code: str, *, same: bool) -> VerificationView | None:
        """A person says whether both sides show the same. None when nothing of that code waits for it."""
        async with self._turn:
            running = next((each for each in self._running.values() if each.code == code), None)
            if running is None or (same and not running.flow.can_confirm):
                return None
            await self._carry_on(running, running.flow.confirm() if same else running.flow.differ())
            return running.view()

    # --- inside --------------------------------------------------------------------------------------------------

    def _begin(self, flow: Flow, place: Place, *, by_us: bool) -> Running:
        taken = {running.code for running in self._running.values()}
        code = next(code for code in iter(lambda: f"{secrets.randbelow(10_000):04}", "") if code not in taken)
        running = Running(flow, code, by_us, self._clock.now() + LIFETIME, place)
        self._running[UserId(flow.other_user)] = running
        self._started.set()
        log.info("verification.begun", kind="in_room" if flow.in_room else "to_device")
        return running

    async def _settle_on_device(self, running: Running, device: str) -> None:
        """One of the devices that we asked has answered; the others stop asking their owner."""
        place = running.place
        if isinstance(place, InRoom):
            return
        others = tuple(each for each in place.device_ids if each != device)
        running.place = ToDevices(place.user_id, (device,))
        if others:
            content = {"code": "m.accepted", "reason": "accepted on another device"}
            content["transaction_id"] = running.flow.transaction_id
            with suppress(MatrixError):  # then they stop by themselves, after ten minutes
                await self._wire.send(ToDevices(place.user_id, others), Send("cancel", content))

    async def _carry_on(self, running: Running, sends: list[Send]) -> None:
        """Send what a step gave, do what follows from it, and tell people."""
        flow = running.flow
        try:
            for message in sends:
                await self._wire.send(running.place, message)
            if flow.phase is Phase.COMPARING and flow.their_keys is None:
                await self._identify(running)
            if flow.phase is Phase.DONE and flow.their_keys is not None:
                await self._wire.sign(UserId(flow.other_user), flow.their_keys)
        except MatrixError as error:
            log.warning("verification.failed", errcode=error.errcode, status=error.status)
            flow.cancel("m.user")
            running.trouble = "unreachable"
        if flow.over:
            self._running.pop(UserId(flow.other_user), None)
            log.info("verification.ended", state=flow.phase.value, reason=flow.cancel_code or "done")
        await self._tell(running)

    async def _identify(self, running: Running) -> None:
        flow = running.flow
        keys = await self._wire.keys_of(UserId(flow.other_user), flow.other_device or "")
        if keys is not None:
            flow.identify(keys)
            return
        running.trouble = "unsigned"
        for message in flow.cancel("m.key_mismatch"):
            await self._wire.send(running.place, message)

    async def _tell(self, running: Running) -> None:
        view = running.view()
        if view.stage == running.told:
            return
        running.told = view.stage
        for observer in self._observers:
            try:
                await observer(view)
            except Exception as error:  # noqa: BLE001  # the console still shows it
                log.warning("verification.untold", exc=error)

    async def _watch_time(self) -> None:
        """Everything lasts equally long, so the oldest ends first."""
        while True:
            while not self._running:
                self._started.clear()
                await self._started.wait()
            await self._clock.sleep_until(min(running.ends_at for running in self._running.values()))
            async with self._turn:
                now = self._clock.now()
                for running in [each for each in self._running.values() if each.ends_at <= now]:
                    await self._carry_on(running, running.flow.cancel("m.timeout"))
