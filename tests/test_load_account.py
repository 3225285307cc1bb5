"""The judge of `make load` sees what is lost, doubled, out of order, not edited, not deleted, not answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from bot.core.model import EventId, Language, RoomId, UserId
from bot.demo.bot_events import ANSWER, COPY
from bot.demo.timeline import Seen
from tests.bench.load_account import Account, Said

BOT, ANA = UserId("@bot:demo.local"), UserId("@ana:demo.local")
ES, EN = RoomId("!es"), RoomId("!en")


def seen(room: RoomId, event: str, sender: UserId = BOT, at: float = 1.0, **more: Any) -> Seen:
    return Seen(room, EventId(event), sender, "m.room.message", more.pop("content", {}), at, **more)


def copy(event: str, source: str, *, revision: str = "", replaces: str = "", at: float = 1.0, **more: Any) -> Seen:
    mark = {COPY: {"room_id": ES, "event_id": source, "revision": revision or source}}
    relation = {"m.relates_to": {"rel_type": "m.replace", "event_id": replaces}, "m.new_content": mark}
    return seen(EN, event, at=at, content={**mark, **(relation if replaces else {})}, **more)


def account(*said: Said, asked: Mapping[EventId, tuple[Language, float]] | None = None) -> Account:
    return Account(list(said), dict(asked or {}))


def one(source: str = "$1", **more: Any) -> Said:
    return Said("es", "message", EventId(source), 0.0, **more)


def faults(given: Account, english: Sequence[Seen], spanish: Sequence[str] = ("$1", "$2")) -> list[str]:
    return given.faults({"es": [seen(ES, event, ANA) for event in spanish], "en": english}, BOT)


def test_what_stands_everywhere_once_and_in_order_is_no_fault() -> None:
    edited = one("$2", revisions=[(EventId("$e"), 0.0)])
    there = [copy("$c1", "$1"), copy("$c2", "$2"), copy("$c3", "$2", revision="$e", replaces="$c2")]
    assert faults(account(one(), edited), there) == []
    assert faults(account(one(deleted=True)), []) == []
    assert faults(account(one(deleted=True)), [copy("$c1", "$1", redacted=True)]) == []


@pytest.mark.parametrize(
    ("given", "there", "words"),
    [
        (account(one()), [], "0 times"),
        (account(one()), [copy("$c1", "$1"), copy("$c2", "$1")], "2 times"),
        (account(one()), [copy("$c1", "$1", redacted=True)], "is gone"),
        (account(one(deleted=True)), [copy("$c1", "$1")], "is still there"),
        (account(one(revisions=[(EventId("$e"), 0.0)])), [copy("$c1", "$1")], "its last edit"),
        (
            account(one(revisions=[(EventId("$e"), 0.0)])),
            [copy("$c1", "$1"), *(copy(f"$d{n}", "$1", revision="$e", replaces="$c1") for n in range(2))],
            "an edit twice",
        ),
        (account(one(), one("$2")), [copy("$c2", "$2"), copy("$c1", "$1")], "out of order"),
        (account(), [seen(EN, "$x", decrypted=False)], "cannot read"),
        (account(asked={EventId("$q"): ("en", 0.0)}), [], "0 answers"),
        (
            account(asked={EventId("$q"): ("en", 0.0)}),
            [seen(EN, f"$a{n}", content={ANSWER: {"event_id": "$q"}}) for n in range(2)],
            "2 answers",
        ),
    ],
)
def test_each_fault_is_seen(given: Account, there: list[Seen], words: str) -> None:
    (fault,) = faults(given, there)
    assert words in fault


def test_times_run_until_the_first_copy_and_the_edit_could_be_read() -> None:
    given = account(one(revisions=[(EventId("$e"), 4.0)]), asked={EventId("$q"): ("en", 1.0)})
    there = [
        copy("$c1", "$1", at=0.5),
        copy("$d", "$1", revision="$e", replaces="$c1", at=4.25),
        seen(EN, "$a", at=3.0, content={ANSWER: {"event_id": "$q"}}),
    ]
    assert given.latencies({"es": [], "en": there}, BOT) == {"message": [0.5], "edit": [0.25], "command": [2.0]}
