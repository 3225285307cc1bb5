"""Two hundred generated events and answers that break the specification do not stop the bot."""

from __future__ import annotations

import contextlib
import json
import os
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.demo.account import Account as Login
from bot.demo.reps import Rep
from bot.errors import MatrixError
from tests.servers import Accounts
from tests.system.attack import Watched, send_raw, to_device
from tests.system.malformed import WORD, Json, Malformer
from tests.system.network import SystemNetwork

pytestmark = pytest.mark.asyncio(loop_scope="session")

TO_DEVICE, IN_ROOMS, BY_SERVER = 80, 60, 60
BY_SERVER_AT_ONCE = 6
CORPUS = Path(__file__).parents[1] / "data" / "poison"


@pytest.fixture
def seed() -> int:
    return int(os.environ.get("TRINATIONAL_SEED") or random.SystemRandom().randrange(1 << 32))


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def mallory(watched: Watched, accounts: Accounts) -> AsyncIterator[Rep]:
    """A member of the French room who turns against the bot.

    Nobody else speaks for her: what the name shield holds of her junk holds back all that she says afterwards.
    """
    network = watched.network
    account = await accounts.new("mallory")
    async with Rep(accounts.homeserver.url, Login(account.user_id, account.password)) as mallory:
        await network.coordinator.invite(network.rooms["fr"], mallory.user_id)
        await mallory.join(network.rooms["fr"])
        await network.relayed("fr", await mallory.say(network.rooms["fr"], "Bonjour."))
        yield mallory


def malformer_of(network: SystemNetwork, mallory: Rep, seed: int) -> Malformer:
    return Malformer(mallory._client.olm, network.bot_user, network.rooms["fr"], random.Random(seed))


async def goes_on(network: SystemNetwork, pid: int, seed: int) -> None:
    """The same process relays as before, and met nothing that it did not expect."""
    __tracebackhide__ = True
    try:
        await network.everything_before_is_done()
    except (TimeoutError, Exception) as error:
        raise AssertionError(f"TRINATIONAL_SEED={seed}") from error
    assert network.bot.pid == pid
    unforeseen = [line for line in network.bot.stderr.all() if " lane.failed " in line or " uncaught" in line]
    assert unforeseen == [], f"TRINATIONAL_SEED={seed}"
    assert not any(WORD in line for line in network.bot.stderr.all()), f"TRINATIONAL_SEED={seed}"


async def test_malformed_to_device_events_do_not_stop_the_bot(watched: Watched, mallory: Rep, seed: int) -> None:
    network = watched.network
    malformer = malformer_of(network, mallory, seed)
    taken = 0
    while taken < TO_DEVICE:
        with contextlib.suppress(MatrixError):  # the homeserver does not take everything
            await to_device(network, mallory, malformer.device_id, *malformer.to_device())
            taken += 1
    await goes_on(network, network.bot.pid, seed)
    assert network.bot.stderr.count(" to_device.rejected ") > 0


async def test_malformed_room_events_do_not_stop_the_bot(watched: Watched, mallory: Rep, seed: int) -> None:
    network = watched.network
    malformer = malformer_of(network, mallory, seed)
    taken = 0
    while taken < IN_ROOMS:
        with contextlib.suppress(MatrixError):
            await send_raw(network, mallory, "fr", *malformer.in_room())
            taken += 1
    await goes_on(network, network.bot.pid, seed)
    assert network.bot.stderr.count(" inbox.untrusted ") > 0


@dataclass(frozen=True, slots=True)
class Portion:
    """For one answer to /sync: events for its lists, and values for keys that should hold something else."""

    to_device: list[Any]
    timeline: list[Any]
    state: list[Any]
    keys: Json
    rooms: Json

    @classmethod
    def of(cls, malformer: Malformer) -> Portion:
        strange, mutated, whoever = malformer.strange, malformer.mutated, {"sender": "@x:y"}
        portion = cls([], [], [], {}, {})
        for _ in range(BY_SERVER_AT_ONCE):
            kind, content = malformer.to_device()
            portion.to_device.extend([mutated({"type": kind, "content": content} | whoever), strange()])
            kind, content = malformer.in_room()
            event = {"type": kind, "content": content, "event_id": "$junk", "origin_server_ts": 1, "unsigned": {}}
            redaction = {"type": "m.room.redaction", "event_id": "$redaction", "content": {"redacts": "$x"}}
            portion.timeline.extend([mutated(event | whoever), mutated(redaction | whoever), strange()])
            member = {"type": "m.room.member", "state_key": "@x:y", "content": {"membership": "join"}}
            portion.state.extend([mutated(member | whoever), strange()])
        portion.keys.update({"device_lists": strange(), "device_one_time_keys_count": strange()})
        portion.rooms.update(
            {
                "invite": {"!x": strange(), "!y": {"invite_state": {"events": [strange()]}}},
                "leave": {"!x": strange()},
            }
        )
        return portion

    @classmethod
    def recorded(cls, pieces: list[tuple[str, Any]]) -> Portion:
        lists: dict[str, list[Any]] = {"to_device": [], "in_room": [], "state": []}
        for place, event in pieces:
            lists[place].append(event)
        return cls(lists["to_device"], lists["in_room"], lists["state"], {}, {})


@dataclass
class Junk:
    """A homeserver that puts anything into its answers to /sync."""

    room_id: str
    portions: list[Portion]

    def __call__(self, path: str, answer: Json) -> None:
        if not path.endswith("/sync") or not self.portions:
            return
        portion = self.portions.pop()
        rooms = answer.setdefault("rooms", {})
        room = rooms.setdefault("join", {}).setdefault(self.room_id, {})
        answer.setdefault("to_device", {}).setdefault("events", []).extend(portion.to_device)
        room.setdefault("timeline", {}).setdefault("events", []).extend(portion.timeline)
        room.setdefault("state", {}).setdefault("events", []).extend(portion.state)
        answer.update(portion.keys)
        rooms.update(portion.rooms)


async def test_malformed_answers_of_the_homeserver_do_not_stop_the_bot(
    watched: Watched, mallory: Rep, seed: int
) -> None:
    network = watched.network
    malformer = malformer_of(network, mallory, seed)
    # Made here: the proxy runs in another thread.
    portions = [Portion.of(malformer) for _ in range(BY_SERVER // BY_SERVER_AT_ONCE)]
    junk = Junk(network.rooms["fr"], portions)
    pid = network.bot.pid
    watched.proxy.rewrites.append(junk)
    while junk.portions:
        await network.relayed("en", await network.say("en", "One more answer to /sync."))
    watched.proxy.rewrites.remove(junk)
    await goes_on(network, pid, seed)
    for rule in (" sync.malformed_event ", " state.rejected ", " to_device.rejected "):
        assert network.bot.stderr.count(rule) > 0, rule


def recorded(network: SystemNetwork, mallory: Rep) -> list[tuple[str, Any]]:
    """(place, event) of the whole corpus, as if it had happened in the French room of this network."""
    names = {"@mallory:demo.local": mallory.user_id, "@bot:demo.local": network.bot_user}
    found: list[tuple[str, Any]] = []
    for file in sorted(CORPUS.glob("*.json")):
        text = file.read_text(encoding="utf-8")
        for name, here in {**names, '"!es"': f'"{network.rooms["fr"]}"'}.items():
            text = text.replace(name, here)
        found += [(piece["place"], piece["event"]) for piece in json.loads(text)["pieces"]]
    return found


async def test_the_recorded_corpus_does_not_stop_the_bot(watched: Watched, mallory: Rep, seed: int) -> None:
    """Once out of the mouth of the homeserver, word for word; and once sent by a member, as far as Synapse takes it."""
    network, pid = watched.network, watched.network.bot.pid
    malformer = malformer_of(network, mallory, seed)
    corpus = recorded(network, mallory)
    assert len(corpus) > 50
    portions = [Portion.recorded(corpus[start : start + 8]) for start in range(0, len(corpus), 8)]
    rules = (" sync.malformed_event ", " state.rejected ", " to_device.rejected ", " inbox.untrusted ")
    before = {rule: network.bot.stderr.count(rule) for rule in rules}
    junk = Junk(network.rooms["fr"], portions)
    watched.proxy.rewrites.append(junk)
    while junk.portions:
        await network.relayed("en", await network.say("en", "One more answer to /sync."))
    watched.proxy.rewrites.remove(junk)
    await goes_on(network, pid, seed)
    assert all(network.bot.stderr.count(rule) > before[rule] for rule in rules)

    taken = 0
    for place, event in corpus:
        if not (
            isinstance(event, dict) and isinstance(event.get("type"), str) and isinstance(event.get("content"), dict)
        ):
            continue
        with contextlib.suppress(MatrixError):
            if place == "to_device":
                await to_device(network, mallory, malformer.device_id, event["type"], event["content"])
            else:
                await send_raw(network, mallory, "fr", event["type"], event["content"])
            taken += 1
    assert taken > 20
    await goes_on(network, pid, seed)
