"""All verifications together: to whom a message belongs, what ends one, and what follows from a good one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.model import EventId, EventRef, RoomId, UserId, VerificationStep
from bot.core.verification import VerificationView
from bot.errors import MatrixError
from bot.matrix.http import Json
from bot.matrix.sas import Party
from bot.matrix.verification import Flow
from bot.matrix.verification_terms import METHOD, Phase, Send, TheirKeys
from bot.matrix.verification_wire import InRoom, ToDevices
from bot.matrix.verifier import LIFETIME, MAX_REQUESTS, MAX_RUNNING, CannotStart, Verifier
from tests.fakes.clock import ManualClock
from tests.fakes.verification import BOT_KEYS, BOT_PARTY, FakeWire

ANA, EVE = UserId("@ana:demo.local"), UserId("@eve:demo.local")
PHONE, LAPTOP = "ANAPHONE", "ANALAPTOP"
ROOM = RoomId("!two")
PEOPLE = frozenset({ANA, *(UserId(f"@rep{number}:demo.local") for number in range(2 * MAX_RUNNING))})
ANAS_KEYS = TheirKeys("ana device", "anamaster", {"user_id": ANA})


class Desk:
    """The verifier at work, with Ana's app at the other end of its wire."""

    def __init__(self) -> None:
        self.clock, self.wire, self.views = ManualClock(), FakeWire(), list[VerificationView]()
        self.verifier = Verifier(self.wire.as_wire(), self.clock, PEOPLE)
        self.verifier.observe(self._see)
        self.wire.published = {(ANA, PHONE): ANAS_KEYS}
        self.ana: Flow | None = None
        self._read = 0

    async def _see(self, view: VerificationView) -> None:
        self.views.append(view)

    @property
    def stages(self) -> list[str]:
        return [view.stage for view in self.views]

    @property
    def now_ms(self) -> int:
        return int(self.clock.now().timestamp() * 1000)

    async def settle(self) -> None:
        for _ in range(50):
            await asyncio.sleep(0)

    async def get(self, kind: str, content: Json, sender: str = ANA) -> None:
        """A to-device event reaches the bot."""
        self.wire.to_device({"type": f"m.key.verification.{kind}", "sender": sender, "content": content})
        await self.settle()

    async def get_in_room(self, kind: str, content: Json, room_id: RoomId = ROOM, event: str = "$step") -> None:
        ref = EventRef(room_id, EventId(event))
        self.verifier.take_in_room(VerificationStep(ref, ANA, kind, content, self.clock.now()))
        await self.settle()

    async def ask(self, transaction: str = "txn", sender: str = ANA, device: str = PHONE, **changed: object) -> None:
        """A person's app asks."""
        content = {"from_device": device, "methods": [METHOD], "timestamp": self.now_ms, "transaction_id": transaction}
        await self.get("request", content | changed, sender)

    async def converse(self) -> None:
        """Ana's app answers what the bot sends, until both are silent."""
        assert self.ana is not None
        while self._read < len(self.wire.sent):
            place, message = self.wire.sent[self._read]
            self._read += 1
            if message.kind == "request" or (isinstance(place, ToDevices) and PHONE not in place.device_ids):
                continue
            for answer in self.ana.take(message.kind, message.content):
                await self.hand_over(answer)

    async def hand_over(self, message: Send) -> None:
        assert self.ana is not None
        await (self.get_in_room if self.ana.in_room else self.get)(message.kind, message.content)

    async def compare(self) -> VerificationView:
        """Ana asks device to device, up to where people compare."""
        self.ana = Flow.request(Party(ANA, PHONE), ANA_OWN, BOT_PARTY.user_id, "txn", in_room=False)
        self.ana.identify(TheirKeys(BOT_KEYS["ed25519:BOTDEVICE"], "botmaster", {}))
        await self.ask()
        await self.converse()
        (view,) = self.verifier.pending()
        assert view.stage == "comparing"
        return view

    async def ana_confirms(self) -> None:
        assert self.ana is not None
        for message in self.ana.confirm():
            await self.hand_over(message)
        await self.converse()

    def sent_kinds(self) -> list[str]:
        return [message.kind for _, message in self.wire.sent]

    def codes(self) -> list[str]:
        """Of the cancellations that the bot sent."""
        return [message.content["code"] for _, message in self.wire.sent if message.kind == "cancel"]


ANA_OWN = {f"ed25519:{PHONE}": "ana device", "ed25519:anamaster": "anamaster"}


@asynccontextmanager
async def at_work() -> AsyncIterator[Desk]:
    desk = Desk()
    running = asyncio.create_task(desk.verifier.run())
    await desk.settle()
    try:
        yield desk
    finally:
        running.cancel()
        await asyncio.wait([running])
    assert running.cancelled()


# From beginning to end


@pytest.mark.parametrize("bot_first", [True, False])
async def test_when_both_people_confirm_the_bot_vouches_for_their_identity_once(bot_first: bool) -> None:
    async with at_work() as desk:
        view = await desk.compare()
        assert desk.ana is not None
        assert desk.ana.short_string is not None
        assert view.emoji == desk.ana.short_string.emoji
        if not bot_first:
            await desk.ana_confirms()
            assert desk.verifier.pending() == [view]
        assert desk.wire.signed == []
        assert await desk.verifier.decide(view.code, same=True)
        await desk.converse()
        if bot_first:
            assert desk.wire.signed == []
            await desk.ana_confirms()
        assert desk.wire.signed == [(ANA, ANAS_KEYS)]
        assert desk.ana.phase is Phase.DONE
        assert desk.verifier.pending() == []
        assert desk.stages == ["asked", "comparing", "confirmed", "done"]


async def test_the_bot_asks_every_device_and_goes_on_with_the_one_that_answers() -> None:
    async with at_work() as desk:
        desk.wire.published[ANA, LAPTOP] = ANAS_KEYS
        await desk.verifier.start(ANA)
        ((place, request),) = desk.wire.sent
        assert place == ToDevices(ANA, (PHONE, LAPTOP))
        asked = Party(BOT_PARTY.user_id, request.content["from_device"])
        desk.ana, ready = Flow.answer(
            Party(ANA, PHONE), ANA_OWN, asked, request.content["transaction_id"], [METHOD], in_room=False
        )
        desk.ana.identify(TheirKeys("bot device", "botmaster", {}))
        await desk.hand_over(ready[0])
        cancelled = [(place, send.content["code"]) for place, send in desk.wire.sent if send.kind == "cancel"]
        assert cancelled == [(ToDevices(ANA, (LAPTOP,)), "m.accepted")]
        await desk.converse()
        (view,) = desk.verifier.pending()
        await desk.verifier.decide(view.code, same=True)
        await desk.converse()
        await desk.ana_confirms()
        assert desk.wire.signed == [(ANA, ANAS_KEYS)]
        assert {place for place, _ in desk.wire.sent[2:]} == {ToDevices(ANA, (PHONE,))}


async def test_the_bot_asks_in_a_room_of_two_and_the_request_is_its_transaction() -> None:
    async with at_work() as desk:
        desk.wire.rooms_of_two[ANA] = ROOM
        await desk.verifier.start(ANA)
        ((place, request),) = desk.wire.sent
        assert place == InRoom(ROOM)
        assert (request.content["to"], request.content["msgtype"]) == (ANA, "m.key.verification.request")
        desk.ana, ready = Flow.answer(Party(ANA, PHONE), ANA_OWN, BOT_PARTY, "$sent1", [METHOD], in_room=True)
        await desk.hand_over(ready[0])
        await desk.converse()
        assert [view.stage for view in desk.verifier.pending()] == ["comparing"]


async def test_a_rep_asks_in_a_room() -> None:
    async with at_work() as desk:
        content = {"from_device": PHONE, "methods": [METHOD], "to": BOT_PARTY.user_id}
        await desk.get_in_room("request", content, event="$request")
        desk.ana = Flow.request(Party(ANA, PHONE), ANA_OWN, BOT_PARTY.user_id, "$request", in_room=True)
        await desk.converse()
        assert [view.stage for view in desk.verifier.pending()] == ["comparing"]
        assert {place for place, _ in desk.wire.sent} == {InRoom(ROOM)}


# What ends one


async def test_after_ten_minutes_it_is_cancelled_and_not_before() -> None:
    async with at_work() as desk:
        view = await desk.compare()
        desk.clock.advance(LIFETIME.total_seconds() - 1)
        await desk.settle()
        assert desk.codes() == []
        desk.clock.advance(1)
        await desk.settle()
        assert desk.codes() == ["m.timeout"]
        assert (desk.views[-1].stage, desk.views[-1].outcome) == ("cancelled", "timeout")
        assert await desk.verifier.decide(view.code, same=True) is None


async def test_the_time_of_a_later_one_begins_with_it() -> None:
    async with at_work() as desk:
        await desk.compare()
        desk.clock.advance(300)
        await desk.ask("other", "@rep1:demo.local", "DEVICE")
        desk.clock.advance(300)
        await desk.settle()
        assert [view.user_id for view in desk.verifier.pending()] == ["@rep1:demo.local"]
        desk.clock.advance(300)
        await desk.settle()
        assert desk.verifier.pending() == []


async def test_when_people_say_no_nothing_is_signed() -> None:
    async with at_work() as desk:
        view = await desk.compare()
        await desk.ana_confirms()
        assert await desk.verifier.decide(view.code, same=False)
        assert desk.codes() == ["m.mismatched_sas"]
        assert desk.views[-1].outcome == "differ"
        assert desk.wire.signed == []


async def test_a_device_that_its_owner_has_not_signed_is_not_compared() -> None:
    async with at_work() as desk:
        desk.wire.published.clear()
        desk.ana = Flow.request(Party(ANA, PHONE), ANA_OWN, BOT_PARTY.user_id, "txn", in_room=False)
        await desk.ask()
        await desk.converse()
        assert desk.verifier.pending() == []
        assert desk.codes() == ["m.key_mismatch"]
        assert desk.views[-1].outcome == "unsigned"
        assert "comparing" not in desk.stages


@pytest.mark.parametrize("after", ["identify", "mac", "sign"])
async def test_a_homeserver_that_fails_ends_it_without_a_signature(after: str) -> None:
    async with at_work() as desk:
        error = MatrixError("M_UNKNOWN", 503)
        if after == "identify":
            desk.ana = Flow.request(Party(ANA, PHONE), ANA_OWN, BOT_PARTY.user_id, "txn", in_room=False)
            await desk.ask()
            desk.wire.faults = [error]
            await desk.converse()
        else:
            view = await desk.compare()
            if after == "mac":
                desk.wire.faults = [error]
            await desk.verifier.decide(view.code, same=True)
            await desk.converse()
            if after == "sign":
                assert desk.ana is not None
                (mac,) = desk.ana.confirm()[:1]
                await desk.hand_over(mac)
                desk.wire.faults = [error]
                await desk.get("done", {"transaction_id": "txn"})
        assert desk.wire.signed == []
        assert desk.verifier.pending() == []
        assert (desk.views[-1].stage, desk.views[-1].outcome) == ("cancelled", "unreachable")


async def test_a_new_request_of_the_same_person_replaces_the_one_that_goes_on() -> None:
    async with at_work() as desk:
        before = await desk.compare()
        await desk.ask("again")
        assert desk.codes() == ["m.user"]
        assert [view.stage for view in desk.verifier.pending()] == ["asked"]
        assert await desk.verifier.decide(before.code, same=True) is None


async def test_somebody_who_cannot_be_told_stops_nothing() -> None:
    async with at_work() as desk:

        async def fail(_view: VerificationView) -> None:
            raise ValueError("no room")

        desk.verifier.observe(fail)
        view = await desk.compare()
        await desk.verifier.decide(view.code, same=True)
        await desk.converse()
        await desk.ana_confirms()
        assert desk.wire.signed == [(ANA, ANAS_KEYS)]


# What changes nothing


@pytest.mark.parametrize(
    ("late_ms", "answered"), [(-299_000, True), (0, True), (599_000, True), (600_000, False), (-301_000, False)]
)
async def test_a_request_is_answered_for_ten_minutes(late_ms: int, answered: bool) -> None:
    async with at_work() as desk:
        await desk.ask(timestamp=desk.now_ms - late_ms)
        assert bool(desk.wire.sent) is answered


async def test_a_stranger_gets_no_answer() -> None:
    async with at_work() as desk:
        await desk.ask(sender=EVE)
        assert (desk.wire.sent, desk.views) == ([], [])


async def test_a_request_in_a_room_to_somebody_else_gets_no_answer() -> None:
    async with at_work() as desk:
        await desk.get_in_room("request", {"from_device": PHONE, "methods": [METHOD], "to": EVE}, event="$request")
        assert desk.wire.sent == []


async def test_only_the_other_side_and_only_on_its_way_can_say_something() -> None:
    async with at_work() as desk:
        view = await desk.compare()
        sent = len(desk.wire.sent)
        for sender, transaction in (
            (EVE, "txn"),
            ("@rep1:demo.local", "txn"),
            (ANA, "another"),
            (BOT_PARTY.user_id, "txn"),
        ):
            await desk.get("cancel", {"code": "m.user", "transaction_id": transaction}, sender)
            await desk.get("mac", {"mac": {}, "keys": "", "transaction_id": transaction}, sender)
        await desk.get_in_room(
            "cancel", {"code": "m.user", "m.relates_to": {"rel_type": "m.reference", "event_id": "txn"}}
        )
        assert desk.verifier.pending() == [view]
        assert len(desk.wire.sent) == sent


async def test_a_message_of_another_room_is_not_of_this_verification() -> None:
    async with at_work() as desk:
        await desk.get_in_room(
            "request", {"from_device": PHONE, "methods": [METHOD], "to": BOT_PARTY.user_id}, event="$request"
        )
        relation = {"m.relates_to": {"rel_type": "m.reference", "event_id": "$request"}}
        await desk.get_in_room("cancel", {"code": "m.user", **relation}, RoomId("!other"))
        assert len(desk.verifier.pending()) == 1
        await desk.get_in_room("cancel", {"code": "m.user", **relation})
        assert desk.verifier.pending() == []


@pytest.mark.parametrize("code", ["", "0", "nothing", "12345"])
async def test_a_wrong_code_decides_nothing(code: str) -> None:
    async with at_work() as desk:
        view = await desk.compare()
        assert await desk.verifier.decide(code, same=True) is None
        assert await desk.verifier.decide(code, same=False) is None
        assert desk.verifier.pending() == [view]


async def test_what_is_not_compared_yet_cannot_be_confirmed() -> None:
    async with at_work() as desk:
        await desk.ask()
        (view,) = desk.verifier.pending()
        assert view.stage == "asked"
        assert await desk.verifier.decide(view.code, same=True) is None
        assert "mac" not in desk.sent_kinds()


# Bounds


async def test_one_person_makes_work_six_times_an_hour() -> None:
    async with at_work() as desk:
        for number in range(MAX_REQUESTS + 3):
            await desk.ask(f"txn{number}")
        assert desk.sent_kinds().count("ready") == MAX_REQUESTS
        desk.clock.advance(3601)
        await desk.settle()
        await desk.ask("later")
        assert desk.sent_kinds().count("ready") == MAX_REQUESTS + 1


async def test_no_more_than_twenty_go_on_at_once() -> None:
    async with at_work() as desk:
        for number in range(MAX_RUNNING + 5):
            await desk.ask(f"txn{number}", f"@rep{number}:demo.local", "DEVICE")
        assert len(desk.verifier.pending()) == MAX_RUNNING
        assert len({view.code for view in desk.verifier.pending()}) == MAX_RUNNING
        with pytest.raises(CannotStart, match="too_many"):
            await desk.verifier.start(ANA)


async def test_why_the_bot_cannot_start_one() -> None:
    async with at_work() as desk:
        desk.wire.faults = [MatrixError("M_UNKNOWN", 503)]
        with pytest.raises(CannotStart, match="unreachable"):
            await desk.verifier.start(ANA)
        with pytest.raises(CannotStart, match="no_device"):
            await desk.verifier.start(UserId("@rep1:demo.local"))
        await desk.verifier.start(ANA)
        with pytest.raises(CannotStart, match="running"):
            await desk.verifier.start(ANA)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=10), st.just("\ud800")),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=6), inner, max_size=3)),
)
SENDERS = st.one_of(st.sampled_from([ANA, EVE]), JSON)
KINDS = st.sampled_from(["request", "ready", "start", "accept", "key", "mac", "done", "cancel", "x", ""])
FIELDS = st.one_of(
    JSON,
    st.dictionaries(
        st.sampled_from("transaction_id timestamp from_device methods to code mac keys key m.relates_to".split()),
        st.one_of(
            JSON, st.sampled_from(["txn", PHONE, [METHOD], 10**18, {"rel_type": "m.reference", "event_id": "txn"}])
        ),
    ),
)


@settings(max_examples=150)
@given(st.lists(st.tuples(st.booleans(), SENDERS, KINDS, FIELDS), max_size=8))
async def test_nothing_that_comes_raises_or_signs(junk: list[tuple[bool, Any, str, Any]]) -> None:
    async with at_work() as desk:
        await desk.compare()
        await desk.ana_confirms()
        for in_room, sender, kind, content in junk:
            if in_room:
                ref = EventRef(ROOM, EventId("$event"))
                desk.verifier.take_in_room(VerificationStep(ref, sender, kind, content, desk.clock.now()))
            else:
                desk.wire.to_device({"type": f"m.key.verification.{kind}", "sender": sender, "content": content})
        await desk.settle()
        assert desk.wire.signed == []
        assert "mac" not in desk.sent_kinds()
        assert len(desk.verifier.pending()) <= 1
