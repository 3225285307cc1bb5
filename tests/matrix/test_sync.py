"""The sync loop on real keys and scripted answers of a homeserver."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.model import RoomId
from bot.errors import CredentialError, MatrixError
from bot.matrix.devices import Devices
from bot.matrix.http import Http, Json
from bot.matrix.own_keys import OwnKeys
from bot.matrix.room_state import RoomBook
from bot.matrix.sync import Batch, Sync
from tests.matrix.peers import ROOM, Device

TROUBLE = MatrixError("M_UNKNOWN", 503, retry_after_s=0)
PATIENCE_S = 10.0

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


class ScriptedHttp(Http):
    """Answers each `/sync` with the next of `syncs`, each `/messages` with the next of `pages`; then never again."""

    def __init__(self) -> None:
        super().__init__("http://127.0.0.1:1")
        self.syncs: list[Json | MatrixError] = []
        self.pages: list[Json | MatrixError] = []
        self.asked: list[Mapping[str, str]] = []
        self.turned: list[Mapping[str, str]] = []
        self.uploads: list[Json] = []
        self.at_end = asyncio.Event()

    async def request(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        query: Mapping[str, str] | None = None,
        timeout_s: float = 30.0,
    ) -> Json:
        await asyncio.sleep(0)
        if path.endswith("/keys/upload"):
            self.uploads.append(dict(body or {}))
            return {}
        script, questions = (self.syncs, self.asked) if path.endswith("/sync") else (self.pages, self.turned)
        questions.append(query or {})
        if not script:
            self.at_end.set()
            await asyncio.get_running_loop().create_future()
        answer = script.pop(0)
        if isinstance(answer, MatrixError):
            raise answer
        return answer


class GoneBackError(Exception):
    """What a homecoming raises that did not go well."""


class Homecoming:
    """Notes how many syncs had been asked for at each of its calls."""

    def __init__(self, http: ScriptedHttp) -> None:
        self._http = http
        self.calls: list[tuple[str, int]] = []
        self.went_back = False

    async def remember(self) -> None:
        self.calls.append(("remember", len(self._http.asked)))

    async def look(self) -> None:
        self.calls.append(("look", len(self._http.asked)))
        if self.went_back:
            raise GoneBackError


class Loop:
    """A sync loop; `run` lets it read everything that is scripted."""

    def __init__(self, bot: Device) -> None:
        self.http = ScriptedHttp()
        self.rooms = RoomBook()
        self.devices = Devices(self.http, bot.machine)
        self.homecoming = Homecoming(self.http)
        self.sync = Sync(
            self.http,
            bot.machine,
            self.devices,
            OwnKeys(self.http, bot.machine),
            self.rooms,
            homecoming=self.homecoming,
        )
        self.batches: list[Batch] = []
        self.receiver_fails: list[MatrixError] = []
        """What the next receivings raise."""

    async def receive(self, batch: Batch) -> None:
        if self.receiver_fails:
            raise self.receiver_fails.pop(0)
        self.batches.append(batch)

    async def run(self, token: str | None, *answers: Json | MatrixError, again_from: int | None = None) -> list[Batch]:
        self.http.syncs += answers
        self.http.at_end.clear()
        syncing = asyncio.create_task(self.sync.run(token, self.receive, again_from))
        ended = asyncio.create_task(self.http.at_end.wait())
        try:
            async with asyncio.timeout(PATIENCE_S):
                await asyncio.wait({syncing, ended}, return_when=asyncio.FIRST_COMPLETED)
            if syncing.done():
                await syncing
        finally:
            for task in (syncing, ended):
                task.cancel()
            await asyncio.wait({syncing, ended})
        return self.batches

    @property
    def event_ids(self) -> list[str]:
        return [event.ref.event_id for batch in self.batches for event in batch.events]


@pytest_asyncio.fixture
async def loop(bot: Device) -> AsyncIterator[Loop]:
    yield Loop(bot)


def said(event_id: str, **more: Any) -> Json:
    return {"type": "m.room.encrypted", "event_id": event_id, "sender": "@ana:demo.local", "content": {"x": 1}} | more


def member(user_id: str, membership: str = "join", **more: Any) -> Json:
    content = {"membership": membership}
    return {
        "type": "m.room.member",
        "state_key": user_id,
        "sender": user_id,
        "event_id": "$m",
        "content": content,
    } | more


def joined(*events: Any, token: str = "s2", room_id: str = ROOM, **timeline: Any) -> Json:
    return {"next_batch": token, "rooms": {"join": {room_id: {"timeline": {"events": list(events), **timeline}}}}}


# The place in the stream


async def test_the_very_first_batch_brings_no_history(loop: Loop) -> None:
    await loop.run(None, joined(said("$old")), joined(said("$new"), token="s3"))
    assert loop.event_ids == ["$new"]
    assert [asked.get("since") for asked in loop.http.asked] == [None, "s2", "s3"]


async def test_a_restart_goes_on_where_the_last_recorded_batch_ended_and_asks_for_the_rooms(loop: Loop) -> None:
    await loop.run("s1", joined(said("$missed")), joined(token="s3"))
    assert loop.event_ids == ["$missed"]
    assert [(asked["since"], asked["full_state"], asked["timeout"] == "0") for asked in loop.http.asked[:2]] == [
        ("s1", "true", True),
        ("s2", "false", False),
    ]


async def test_a_batch_that_was_not_received_comes_again(loop: Loop) -> None:
    loop.receiver_fails.append(TROUBLE)
    await loop.run("s1", joined(said("$1")), joined(said("$1")), joined(said("$2"), token="s3"))
    assert loop.event_ids == ["$1", "$2"]
    assert [asked["since"] for asked in loop.http.asked] == ["s1", "s1", "s2", "s3"]


async def test_a_homeserver_in_trouble_is_asked_again(loop: Loop) -> None:
    await loop.run("s1", TROUBLE, TROUBLE, joined(said("$1")))
    assert loop.event_ids == ["$1"]


async def test_a_homeserver_that_gave_no_answer_is_looked_at_before_it_is_asked_again(loop: Loop) -> None:
    await loop.run("s1", joined(said("$1")), TROUBLE, TROUBLE, joined(said("$2"), token="s3"))
    assert loop.homecoming.calls == [("remember", 2), ("look", 2), ("look", 3)]


async def test_nothing_of_a_homeserver_that_was_set_back_is_taken_for_news(loop: Loop) -> None:
    loop.homecoming.went_back = True
    with pytest.raises(GoneBackError):
        await loop.run("s1", TROUBLE, joined(said("$1")))
    assert loop.event_ids == []


async def test_what_was_said_since_a_moment_is_news_though_there_is_no_place_in_the_stream(loop: Loop) -> None:
    """Back to that moment, however many pages that takes, and no further."""
    loop.http.pages += [
        {"chunk": [said("$4", origin_server_ts=104), said("$3", origin_server_ts=103)], "end": "p2"},
        {"chunk": [said("$2", origin_server_ts=102), said("$1", origin_server_ts=99)], "end": "p3"},
    ]
    newest = joined(said("$5", origin_server_ts=105), limited=True, prev_batch="p1")
    await loop.run(None, newest, joined(said("$6", origin_server_ts=1), token="s3"), again_from=100)
    assert loop.event_ids == ["$2", "$3", "$4", "$5", "$6"]
    assert [(turned["from"], "to" in turned) for turned in loop.http.turned] == [("p1", False), ("p2", False)]


@pytest.mark.parametrize("answer", [{}, {"next_batch": 7}, {"rooms": {}}])
async def test_an_answer_without_a_place_in_the_stream_is_none(loop: Loop, answer: Json) -> None:
    loop.http.syncs.append(answer)
    syncing = asyncio.create_task(loop.sync.run("s1", loop.receive))
    while len(loop.http.asked) < 1 or loop.http.syncs:
        await asyncio.sleep(0)
    for _ in range(5):
        await asyncio.sleep(0)
    syncing.cancel()
    await asyncio.wait([syncing])
    assert loop.batches == []


async def test_a_revoked_access_token_ends_it(loop: Loop) -> None:
    with pytest.raises(CredentialError):
        await loop.run("s1", MatrixError("M_UNKNOWN_TOKEN", 401))


# Gaps


async def test_a_gap_is_filled_in_order(loop: Loop) -> None:
    loop.http.pages += [
        {"chunk": [said("$4"), said("$3")], "end": "p2"},
        {"chunk": [said("$2"), said("$1")], "end": "p3"},
        {"chunk": []},
    ]
    await loop.run("s1", joined(said("$5"), limited=True, prev_batch="p1"))
    assert loop.event_ids == ["$1", "$2", "$3", "$4", "$5"]
    assert [(turned["from"], turned["to"], turned["dir"]) for turned in loop.http.turned] == [
        ("p1", "s1", "b"),
        ("p2", "s1", "b"),
        ("p3", "s1", "b"),
    ]


async def test_a_gap_that_cannot_be_filled_now_delays_the_batch_and_loses_nothing(loop: Loop) -> None:
    loop.http.pages += [{"chunk": [said("$2")], "end": "p2"}, TROUBLE, {"chunk": [said("$2"), said("$1")]}]
    gap = joined(said("$3"), limited=True, prev_batch="p1")
    await loop.run("s1", gap, gap)
    assert loop.event_ids == ["$1", "$2", "$3"]


async def test_what_was_said_before_the_bot_came_is_left_out_of_a_gap(loop: Loop, bot: Device) -> None:
    loop.http.pages += [{"chunk": [said("$3"), member(bot.user_id), said("$private")], "end": "p2"}]
    await loop.run("s1", joined(said("$4"), limited=True, prev_batch="p1"))
    assert loop.event_ids == ["$3", "$4"]


async def test_at_the_very_first_start_no_gap_is_filled(loop: Loop) -> None:
    await loop.run(None, joined(said("$9"), limited=True, prev_batch="p1"))
    assert loop.http.turned == []


# Rooms


async def test_only_what_comes_after_the_bots_own_joining_counts(loop: Loop, bot: Device) -> None:
    await loop.run("s1", joined(said("$before"), member(bot.user_id), said("$after")))
    assert loop.event_ids == ["$after"]


async def test_another_display_name_of_the_bot_is_no_joining(loop: Loop, bot: Device) -> None:
    renamed = member(bot.user_id, unsigned={"prev_content": {"membership": "join"}})
    await loop.run("s1", joined(said("$1"), renamed, said("$2")))
    assert loop.event_ids == ["$1", "$2"]


async def test_members_and_encryption_are_known_from_state_and_timeline(loop: Loop, bot: Device) -> None:
    encryption = {
        "type": "m.room.encryption",
        "state_key": "",
        "content": {"algorithm": "m.megolm.v1.aes-sha2"},
    }
    answer = joined(member("@ana:demo.local"), token="s2")
    answer["rooms"]["join"][ROOM]["state"] = {"events": [encryption, member(bot.user_id)]}
    await loop.run("s1", answer)
    room = loop.rooms.get(ROOM)
    assert room is not None
    assert room.encrypted
    assert room.joined() == {bot.user_id, "@ana:demo.local"}
    assert loop.devices.are_stale, "the devices of a new member have to be asked for"


async def test_a_room_that_was_left_is_forgotten(loop: Loop) -> None:
    await loop.run("s1", joined(said("$1")), {"next_batch": "s3", "rooms": {"leave": {ROOM: {}}}})
    assert loop.rooms.get(ROOM) is None


@pytest.mark.parametrize(
    "event",
    [
        {"content": {"redacts": "$1"}},
        {"content": {}, "redacts": "$1"},
        {"content": {"redacts": "$1"}, "redacts": "$1"},
    ],
)
async def test_the_target_of_a_redaction_is_found_in_both_places(loop: Loop, event: Json) -> None:
    redaction = said("$r") | {"type": "m.room.redaction"} | event
    (batch,) = await loop.run("s1", joined(redaction))
    assert [(each.ref.event_id, each.redacts) for each in batch.events] == [("$r", "$1")]


@pytest.mark.parametrize(
    "malformed",
    [
        None,
        7,
        "x",
        [],
        {},
        {"type": "m.room.encrypted"},
        said("no dollar sign"),
        said("$" + "x" * 255),
        said("$x", sender=7),
        said("$x", content="x"),
        said("$x", type=["m.room.encrypted"]),
        said("$x", type="m.room.redaction"),
        said("$x", type="m.room.redaction", content={"redacts": {}}),
        {"type": "m.room.member", "state_key": 7, "content": []},
    ],
)
async def test_a_malformed_event_costs_only_itself(loop: Loop, malformed: Any) -> None:
    await loop.run("s1", joined(said("$1"), malformed, said("$2")))
    assert loop.event_ids == ["$1", "$2"]


# Invitations


def invited(*events: Any) -> Json:
    return {"next_batch": "s2", "rooms": {"invite": {"!lobby": {"invite_state": {"events": list(events)}}}}}


async def test_an_invitation_tells_who_invites(loop: Loop, bot: Device) -> None:
    name = {"type": "m.room.name", "state_key": "", "sender": "@eve:demo.local", "content": {"name": "x"}}
    (batch,) = await loop.run("s1", invited(name, member(bot.user_id, "invite", sender="@carla:demo.local")))
    assert [(each.room_id, each.inviter) for each in batch.invitations] == [(RoomId("!lobby"), "@carla:demo.local")]


async def test_invitations_are_answered_at_the_very_first_start_too(loop: Loop, bot: Device) -> None:
    (batch,) = await loop.run(None, invited(member(bot.user_id, "invite", sender="@carla:demo.local")))
    assert len(batch.invitations) == 1


@pytest.mark.parametrize("event_type", ["m.room.member", "m.room.topic"])
async def test_nobody_invites_in_another_ones_name(loop: Loop, bot: Device, event_type: str) -> None:
    """All but the last of these events come unsigned from the inviter's server."""
    forged = member(bot.user_id, "invite", sender="@carla:demo.local") | {"type": event_type}
    true = member(bot.user_id, "invite", sender="@eve:evil.example")
    (batch,) = await loop.run("s1", invited(forged, true))
    assert [each.inviter for each in batch.invitations] == ["@eve:evil.example"]


# Keys


async def test_a_room_key_is_announced_with_its_batch(loop: Loop, ana: Device, bot: Device) -> None:
    answer: Json = {"next_batch": "s2", "to_device": {"events": [ana.room_key(bot)]}}
    first, second = await loop.run("s1", answer, {"next_batch": "s3"})
    assert first.new_sessions == {ana.session_id()}
    assert second.new_sessions == frozenset()


async def test_a_room_key_is_announced_although_its_batch_came_twice(loop: Loop, ana: Device, bot: Device) -> None:
    """The second time it cannot be decrypted any more."""
    answer: Json = {"next_batch": "s2", "to_device": {"events": [ana.room_key(bot)]}}
    loop.receiver_fails.append(TROUBLE)
    (batch,) = await loop.run("s1", answer, answer)
    assert batch.new_sessions == {ana.session_id()}


async def test_one_time_keys_are_made_again_when_all_are_taken(loop: Loop) -> None:
    """nio takes a count that does not mention them for no change, and the device stays without keys for ever."""
    await loop.run("s1", {"next_batch": "s2", "device_one_time_keys_count": {}})
    (upload,) = loop.http.uploads
    assert len(upload["one_time_keys"]) >= 25


# Whatever a homeserver says


def nested(keys: str) -> Callable[[Any], Json]:
    def build(value: Any) -> Json:
        for key in reversed(keys.split(".")):
            value = {key: value}
        return {"next_batch": "s2"} | dict(value)

    return build


answers = st.one_of(
    *(
        json_values.map(nested(keys))
        for keys in (
            "rooms",
            "rooms.join",
            "rooms.join.!r",
            "rooms.join.!r.timeline",
            "rooms.join.!r.state",
            "rooms.join.!r.state.events",
            "rooms.join.!r.timeline.events",
            "rooms.invite.!r",
            "rooms.invite.!r.invite_state.events",
            "rooms.leave",
            "to_device",
            "to_device.events",
            "device_lists",
            "device_lists.changed",
            "device_one_time_keys_count",
        )
    )
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(answers, min_size=1, max_size=3))
async def test_no_answer_of_a_homeserver_ends_the_loop(bot: Device, script: list[Json]) -> None:
    loop = Loop(bot)
    await loop.run("s1", *script, joined(said("$last")))
    assert loop.event_ids[-1:] == ["$last"]
