"""Where a verification touches the homeserver: what comes in as one, whose keys are believed, and what is signed."""

from __future__ import annotations

import copy
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.model import EventId, EventRef, Message, RoomId, UserId, VerificationStep
from bot.errors import MatrixError, Untrusted
from bot.matrix.cross_signing import CrossSigning
from bot.matrix.guards import signed_by
from bot.matrix.http import Http, Json
from bot.matrix.identities import Identities
from bot.matrix.inbound import Opener
from bot.matrix.machine import MAX_TO_DEVICE_BYTES
from bot.matrix.signing import SigningKey
from bot.matrix.sync import _timeline_event
from bot.matrix.verification_wire import their_keys
from bot.store.account import AccountStore
from bot.store.database import Database
from tests.matrix.peers import ROOM, Device

MASTER, SELF_SIGNING = SigningKey(bytes([1]) * 32), SigningKey(bytes([2]) * 32)
RELATION = {"m.relates_to": {"rel_type": "m.reference", "event_id": "$request"}}


def published(device: Device) -> Json:
    """What `/keys/query` answers about a person with one device that they signed."""
    user, device_id = device.user_id, str(device.machine.device_id)
    master: Json = {"user_id": user, "usage": ["master"], "keys": {MASTER.key_id: MASTER.public}}
    signer: Json = {"user_id": user, "usage": ["self_signing"], "keys": {SELF_SIGNING.key_id: SELF_SIGNING.public}}
    signer["signatures"] = {user: {MASTER.key_id: MASTER.sign(signer)}}
    keys = copy.deepcopy(device.device_keys)
    keys["signatures"][user][SELF_SIGNING.key_id] = SELF_SIGNING.sign(keys)
    return {
        "device_keys": {user: {device_id: keys}},
        "master_keys": {user: master},
        "self_signing_keys": {user: signer},
    }


# Whose keys are believed


def test_keys_are_a_device_and_its_owners_identity(ana: Device) -> None:
    answer = published(ana)
    keys = their_keys(answer, ana.user_id, "ANA")
    assert keys is not None
    assert (keys.device_key, keys.master_key) == (ana.machine.ed25519, MASTER.public)
    assert keys.master == answer["master_keys"][ana.user_id]


BREAKS: Mapping[str, Callable[[Json, str], object]] = {
    "no identity": lambda answer, user: answer["master_keys"].pop(user),
    "no self-signing key": lambda answer, user: answer["self_signing_keys"].pop(user),
    "device not signed by its owner": lambda answer, user: answer["device_keys"][user]["ANA"]["signatures"][user].pop(
        SELF_SIGNING.key_id
    ),
    "device not signed by itself": lambda answer, user: answer["device_keys"][user]["ANA"]["signatures"][user].pop(
        "ed25519:ANA"
    ),
    "another master key": lambda answer, user: answer["master_keys"][user].update(
        keys={SELF_SIGNING.key_id: SELF_SIGNING.public}
    ),
    "somebody else's master key": lambda answer, user: answer["master_keys"][user].update(user_id="@eve:demo.local"),
    "a master key for another use": lambda answer, user: answer["master_keys"][user].update(usage=["user_signing"]),
    "self-signing key not signed": lambda answer, user: answer["self_signing_keys"][user].pop("signatures"),
    "no such device": lambda answer, user: answer["device_keys"].pop(user),
}


@pytest.mark.parametrize("broken", BREAKS)
def test_a_chain_with_a_broken_link_gives_no_keys(ana: Device, broken: str) -> None:
    answer = published(ana)
    BREAKS[broken](answer, ana.user_id)
    assert their_keys(answer, ana.user_id, "ANA") is None


# What is signed


class Signatures(Http):
    """Takes uploads of signatures."""

    def __init__(self, failures: Json | None = None) -> None:
        super().__init__("http://127.0.0.1:1")
        self.uploaded: list[Mapping[str, Any]] = []
        self._failures = failures or {}

    async def request(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        query: Mapping[str, str] | None = None,
        timeout_s: float = 30.0,
    ) -> Json:
        assert (method, path) == ("POST", "/_matrix/client/v3/keys/signatures/upload")
        self.uploaded.append(body or {})
        return {"failures": self._failures}


@pytest_asyncio.fixture
async def account(tmp_path: Path) -> AsyncIterator[AccountStore]:
    database = await Database.open(tmp_path / "bot.db", bytes(32))
    yield AccountStore(database)
    await database.close()


async def test_a_person_is_vouched_for_by_our_user_signing_key_alone(
    bot: Device, ana: Device, account: AccountStore
) -> None:
    http = Signatures()
    signing = CrossSigning(http, bot.machine, account)
    master = published(ana)["master_keys"][ana.user_id]
    await signing.sign_user(ana.user_id, MASTER.public, {**master, "signatures": {"x": {}}, "unsigned": {"y": 1}})
    seed = await account.secret("cross_signing.user_signing")
    assert seed is not None
    ours = SigningKey(seed)
    (body,) = http.uploaded
    signed = body[ana.user_id][MASTER.public]
    assert signed_by(signed, bot.user_id, ours.key_id, ours.public)
    assert {key: value for key, value in signed.items() if key != "signatures"} == master
    assert list(signed["signatures"]) == [bot.user_id]

    refused = CrossSigning(Signatures({ana.user_id: {MASTER.public: {}}}), bot.machine, account)
    with pytest.raises(MatrixError):
        await refused.sign_user(ana.user_id, MASTER.public, master)
    assert await signing.master_key() != MASTER.public


# What comes in as one


def test_a_verification_event_to_this_device_is_handed_on_as_it_is(bot: Device) -> None:
    taken: list[Json] = []
    bot.machine.on_verification = taken.append
    event = {"type": "m.key.verification.key", "sender": "@ana:demo.local", "content": {"key": "x"}}
    bot.machine.take_to_device([event, {**event, "type": "m.key.other"}])
    assert taken == [event]
    bot.machine.on_verification = None
    bot.machine.take_to_device([event])


def test_one_that_is_too_big_is_not(bot: Device) -> None:
    taken: list[Json] = []
    bot.machine.on_verification = taken.append
    bot.machine.take_to_device([{"type": "m.key.verification.key", "content": "x" * MAX_TO_DEVICE_BYTES}])
    assert taken == []


def in_clear(event_type: str, content: Json, sender: str = "@ana:demo.local") -> Json:
    event = {"type": event_type, "event_id": "$event", "sender": sender, "origin_server_ts": 1000, "content": content}
    read = _timeline_event(ROOM, event)
    assert read is not None
    return read.raw


def test_in_a_room_a_verification_may_be_in_clear_as_element_sends_it(bot: Device) -> None:
    opener = Opener(bot.machine, Identities())
    request = {"msgtype": "m.key.verification.request", "body": "", "to": bot.user_id}
    for event_type, content, kind in (
        ("m.room.message", request, "request"),
        ("m.key.verification.done", RELATION, "done"),
    ):
        opened = opener.open(ROOM, in_clear(event_type, content))
        assert isinstance(opened, VerificationStep)
        assert (opened.ref, opened.sender) == (EventRef(ROOM, EventId("$event")), UserId("@ana:demo.local"))
        assert (opened.kind, opened.content) == (kind, content)


@pytest.mark.parametrize(
    ("event_type", "content"),
    [
        ("m.room.message", {"msgtype": "m.text", "body": "!verify confirm 4821"}),
        ("m.room.message", {"msgtype": "m.key.verification.done", "body": "hola"}),
        ("m.key.verification.request", {"msgtype": "m.text", "body": "hola"}),
    ],
)
def test_nothing_else_may_be_in_clear(bot: Device, event_type: str, content: Json) -> None:
    with pytest.raises(Untrusted, match="not_encrypted"):
        Opener(bot.machine, Identities()).open(ROOM, in_clear(event_type, content))


def test_an_encrypted_step_has_its_relation_from_outside(bot: Device, ana: Device) -> None:
    bot.machine.take_to_device([ana.room_key(bot)])
    event = ana.message({"key": "x"}, RELATION, event_type="m.key.verification.key")
    opened = Opener(bot.machine, Identities()).open(ROOM, event)
    assert isinstance(opened, VerificationStep)
    assert (opened.sender, opened.kind) == (ana.user_id, "key")
    assert opened.content == {"key": "x", **RELATION}


def test_a_message_stays_a_message(bot: Device, ana: Device) -> None:
    bot.machine.take_to_device([ana.room_key(bot)])
    event = ana.message({"msgtype": "m.text", "body": "m.key.verification.request"})
    assert isinstance(Opener(bot.machine, Identities()).open(ROOM, event), Message)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["m.room.message", "m.key.verification.start", "m.key.verification.", "m.key.verification.x"]),
    st.dictionaries(
        st.sampled_from(["msgtype", "to", "m.relates_to", "key"]),
        st.one_of(
            st.none(), st.integers(), st.text(max_size=9), st.just("m.key.verification.request"), st.lists(st.none())
        ),
    ),
    st.one_of(st.integers(), st.none(), st.just(10**30), st.text(max_size=3)),
)
def test_no_clear_event_raises_anything_else(bot: Device, event_type: str, content: Json, moment: object) -> None:
    event = {"type": event_type, "event_id": "$event", "sender": "@ana:demo.local", "content": content}
    try:
        opened = Opener(bot.machine, Identities()).open(RoomId("!room"), event | {"origin_server_ts": moment})
    except Untrusted:
        return
    assert not isinstance(opened, Message)
