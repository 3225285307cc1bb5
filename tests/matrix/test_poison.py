"""Poison: thousands of malformed, replayed, oversized and unknown events, and honest messages among them."""

from __future__ import annotations

import asyncio
import ctypes
import gc
import json
import os
import random
import resource
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.handlers import open_events
from bot.matrix import recent_events
from tests.matrix.peers import Device
from tests.matrix.poisoned import ES, Poisoned, written_log
from tests.system.malformed import WORD

KINDS = ("to_device", "in_room", "replayed", "oversized", "state")
IN_A_BATCH = 25
IN_TEST, IN_TEST_FULL = 2_000, 100_000
GROWTH_MB = 20.0
"""Of 600 pieces, near half of them oversized; a cache without bounds took 31 in every round."""
MOST_ROUNDS = 2
"""The heap breaks into pieces now and then, and that looks like growth; what leaks does so in each round."""
SMALL = {"type": "m.room.message", "sender": "@mallory:demo.local", "content": {"body": "small"}}
CORPUS = Path(__file__).parents[1] / "data" / "poison"

_leaves = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.just(WORD)
    | st.sampled_from(["", "$x", "@x:y", ES, "m.room.encrypted", "m.megolm.v1.aes-sha2", f"\ud83d{WORD}", f"\0{WORD}"])
    | st.text(max_size=8)
)  # fmt: skip
_names = st.sampled_from(
    [
        *("type", "event_id", "sender", "content", "origin_server_ts", "unsigned", "redacts", "state_key", "algorithm"),
        *("ciphertext", "session_id", "sender_key", "body", "msgtype", "m.relates_to", "rel_type", "membership", WORD),
    ]
)
_json = st.recursive(
    _leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_names, inner, max_size=4),
    max_leaves=8,
)
_types = st.sampled_from(
    ["m.room.encrypted", "m.room.message", "m.room.redaction", "m.room.member", "m.room.encryption", "m.room_key",
     "m.key.verification.request", "m.key.verification.start", "m.reaction", WORD]
)  # fmt: skip
_unknown = _json | st.fixed_dictionaries(
    {"type": _types, "event_id": st.just("$unknown") | _json, "sender": st.just("@mallory:demo.local") | _json},
    optional={"content": _json, "origin_server_ts": _json, "unsigned": _json, "redacts": _json, "state_key": _json},
)
_made = st.tuples(st.sampled_from(KINDS), st.integers(0, 2**64 - 1))
_batches = st.lists(
    _made | st.tuples(st.sampled_from(["to_device", "in_room", "state"]), _unknown),
    min_size=IN_A_BATCH,
    max_size=IN_A_BATCH,
)


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    """One loop for all examples of a test: the bot lives on from one to the next."""
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture
def poisoned(tmp_path: Path, bot: Device, ana: Device, mallory: Device) -> Poisoned:
    return Poisoned(tmp_path, bot, ana, mallory)


def pieces(poisoned: Poisoned, batch: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    return [poisoned.piece(kind, value) if isinstance(value, int) else (kind, value) for kind, value in batch]


def resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def read(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


def survives(runner: asyncio.Runner, poisoned: Poisoned, examples: int) -> None:
    """Feed so many batches; every honest message among them is relayed, and no poison is written into the log."""

    @settings(
        max_examples=examples,
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(batch=_batches)
    def feed(batch: list[tuple[str, Any]]) -> None:
        runner.run(poisoned.feed(pieces(poisoned, batch)))

    with written_log() as log:
        runner.run(poisoned.start())
        try:
            feed()
        finally:
            runner.run(poisoned.stop())
    lines = log.getvalue()
    assert WORD not in lines
    for rule in (" to_device.rejected ", " inbox.untrusted ", " sync.malformed_event ", " state.rejected "):
        assert rule in lines
    assert " lane.failed " not in lines


def test_two_thousand_events_of_poison_keep_no_honest_message_back(runner: asyncio.Runner, poisoned: Poisoned) -> None:
    survives(runner, poisoned, IN_TEST // IN_A_BATCH)
    assert poisoned.events >= IN_TEST


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_a_hundred_thousand_events_of_poison_keep_no_honest_message_back(
    runner: asyncio.Runner, poisoned: Poisoned
) -> None:
    survives(runner, poisoned, IN_TEST_FULL // IN_A_BATCH)
    assert poisoned.events >= IN_TEST_FULL


async def test_memory_does_not_grow_with_poison(poisoned: Poisoned, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is remembered on purpose is bounded, and emptied of poison before each measurement."""
    monkeypatch.setattr(recent_events, "REMEMBERED", IN_A_BATCH)
    monkeypatch.setattr(open_events, "REMEMBERED", IN_A_BATCH)
    chance = random.Random(os.environ.get("TRINATIONAL_SEED") or random.SystemRandom().random())

    async def resident_mb_after(number: int) -> float:
        for _ in range(number // IN_A_BATCH):
            made = [
                poisoned.piece(chance.choice((*KINDS, "oversized", "oversized")), chance.getrandbits(64))
                for _ in range(IN_A_BATCH)
            ]
            await poisoned.feed(made)
        for _ in range(2):
            await poisoned.feed([("in_room", {"event_id": f"$small{n}"} | SMALL) for n in range(IN_A_BATCH)])
        gc.collect()
        ctypes.CDLL(None).malloc_trim(0)
        return resident_mb()

    async with poisoned:
        resident = [await resident_mb_after(800)]  # by then the heap has taken nearly all that it takes once
        while len(resident) <= MOST_ROUNDS:
            resident.append(await resident_mb_after(600))
            if resident[-1] - resident[-2] < GROWTH_MB:
                return
    pytest.fail(f"it grows with every round: {resident}")


@pytest.mark.parametrize("file", sorted(CORPUS.glob("*.json")), ids=lambda file: file.stem)
async def test_what_once_did_harm_does_none_again(file: Path, poisoned: Poisoned) -> None:
    recorded = read(file)
    with written_log() as log:
        async with poisoned:
            await poisoned.feed([(piece["place"], piece["event"]) for piece in recorded["pieces"]])
    assert WORD not in log.getvalue()
    assert " lane.failed " not in log.getvalue()


def test_there_is_a_corpus() -> None:
    assert len(list(CORPUS.glob("*.json"))) >= 8
