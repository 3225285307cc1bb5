"""Comparing emoji as people meet it: the operators' room and `!verify` there, and the console."""

from __future__ import annotations

import asyncio
import json
import stat
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import control
from bot.core.commands import parse
from bot.core.model import Member, RoomId, UserId
from bot.core.verification import VerificationView
from bot.errors import EnvironmentFault
from bot.i18n import Texts
from bot.matrix.sas import Party
from bot.matrix.verification import Flow
from bot.matrix.verification_terms import METHOD, Phase, TheirKeys
from bot.sentences import Said
from bot.verify_console import Bot, Console
from tests.fakes.clock import ManualClock
from tests.fakes.verification import BOT_KEYS, BOT_PARTY
from tests.handlers.house import ANA, CARLA, ELLEN, EN, MEMBERS, House

OPERATORS = RoomId("!operators")
PHONE = "ANAPHONE"
ANAS = TheirKeys("ana device", "anamaster", {})
ANA_OWN = {f"ed25519:{PHONE}": "ana device", "ed25519:anamaster": "anamaster"}
LATER = datetime(2026, 11, 22, 12, 10, tzinfo=UTC)
VIEW = VerificationView("4821", ANA, False, "comparing", LATER, (0, 1, 2, 3, 4, 5, 63), (1000, 2000, 3000))


class App:
    """Ana's app."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.flow = Flow.request(Party(ANA, PHONE), ANA_OWN, BOT_PARTY.user_id, "txn", in_room=False)
        self.flow.identify(TheirKeys(BOT_KEYS["ed25519:BOTDEVICE"], "botmaster", {}))
        self._read = 0

    async def ask(self) -> None:
        now = int(self.house.clock.now().timestamp() * 1000)
        content = {"from_device": PHONE, "methods": [METHOD], "timestamp": now, "transaction_id": "txn"}
        self._send("request", content)
        await self.until(lambda: self.flow.short_string)

    def confirm(self) -> None:
        for message in self.flow.confirm():
            self._send(message.kind, message.content)

    async def until(self, happened: Callable[[], object]) -> None:
        def look() -> object:
            while self._read < len(self.house.rooms.verification_wire.sent):
                _, message = self.house.rooms.verification_wire.sent[self._read]
                self._read += 1
                for answer in self.flow.take(message.kind, message.content):
                    self._send(answer.kind, answer.content)
            return happened()

        await self.house.until(look)

    def _send(self, kind: str, content: dict[str, object]) -> None:
        event = {"type": f"m.key.verification.{kind}", "sender": ANA, "content": content}
        self.house.rooms.verification_wire.to_device(event)


@asynccontextmanager
async def open_house(tmp_path: Path, operators: RoomId | None = OPERATORS) -> AsyncIterator[House]:
    house = House(tmp_path, operators_room=operators)
    house.homeserver.add_room(OPERATORS)
    async with house:
        house.rooms.verification_wire.published = {(ANA, PHONE): ANAS}
        yield house


async def test_a_coordinator_confirms_in_the_operators_room(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        app = App(house)
        await app.ask()
        await house.until(lambda: len(house.homeserver.texts(OPERATORS)) == 2)
        asked, shown = house.homeserver.texts(OPERATORS)
        assert "wants to compare" in asked
        lines = shown.splitlines()
        code = lines[0].split(" · ")[0]
        assert lines[0] == f"{code} · Ana (Union ES) · {ANA}"
        assert all(len(line.split(" · ")) <= 3 for line in lines[1:8])
        assert f"!verify confirm {code}" in lines[8]
        assert f"!verificar confirmar {code}" in lines[9]
        assert f"!vérifier confirmer {code}" in lines[10]
        app.confirm()
        await house.said(OPERATORS, CARLA, f"!verificar confirmar {code}")
        wire = house.rooms.verification_wire
        await app.until(lambda: wire.signed)
        assert wire.signed == [(ANA, ANAS)]
        await house.until(lambda: "Done" in house.homeserver.texts(OPERATORS)[-1])
        assert "Anotado." in house.homeserver.texts(OPERATORS)


@pytest.mark.parametrize(("who", "room"), [(ELLEN, OPERATORS), (CARLA, EN)])
async def test_only_a_coordinator_and_only_there_can_confirm(tmp_path: Path, who: UserId, room: RoomId) -> None:
    async with open_house(tmp_path) as house:
        app = App(house)
        await app.ask()
        app.confirm()
        await house.until(lambda: len(house.homeserver.texts(OPERATORS)) == 2)
        code = house.homeserver.texts(OPERATORS)[1].split(" · ")[0]
        await house.said(room, who, f"!verify confirm {code}")
        assert app.flow.phase is Phase.CONFIRMED
        assert "mac" not in [message.kind for _, message in house.rooms.verification_wire.sent]
        refused = house.homeserver.texts(room)[-1]
        assert "coordinators" in refused or "operators' room" in refused


@pytest.mark.parametrize("typed", ["!verify @ana:demo.local", "!verificar Ana", "!vérifier @ana", "!verify ANA"])
async def test_the_bot_asks_whom_a_coordinator_names(tmp_path: Path, typed: str) -> None:
    async with open_house(tmp_path) as house:
        await house.said(OPERATORS, CARLA, typed)
        ((_, request),) = house.rooms.verification_wire.sent
        assert request.kind == "request"
        assert "Ana" in house.homeserver.texts(OPERATORS)[-1]


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("!verify", "With whom?"),
        ("!verify Zoe", "whole user id"),
        ("!verify confirm", "No verification with this number"),
        ("!verify confirm 0000", "No verification with this number"),
        ("!verify Ellen", "no app with encryption"),
        ("!digest", "in a room of a channel"),
    ],
)
async def test_what_cannot_be_done_is_answered_and_asks_nobody(tmp_path: Path, typed: str, answer: str) -> None:
    async with open_house(tmp_path) as house:
        await house.said(OPERATORS, CARLA, typed)
        assert answer in house.homeserver.texts(OPERATORS)[-1]
        assert house.rooms.verification_wire.sent == []


async def test_speech_in_the_operators_room_is_not_relayed(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        await house.said(OPERATORS, CARLA, "Between us")
        assert [house.homeserver.texts(room) for room in (OPERATORS, EN)] == [[], []]


async def test_without_an_operators_room_the_console_is_named(tmp_path: Path) -> None:
    async with open_house(tmp_path, operators=None) as house:
        await house.said(EN, CARLA, "!verify Ana")
        assert "trinational verify" in house.homeserver.texts(EN)[-1]
        assert house.rooms.verification_wire.sent == []


# Words


@pytest.mark.parametrize(
    ("typed", "arguments", "language"),
    [
        ("!verify confirm 4821", {"action": "confirm", "number": "4821"}, "en"),
        ("!verificar sí 4821", {"action": "confirm", "number": "4821"}, "es"),
        ("!Vérifier annuler 4821.", {"action": "cancel", "number": "4821"}, "fr"),
        ("!verify cancel", {"action": "cancel"}, "en"),
        ("¡verificar confirmar 4821!", {"action": "confirm", "number": "4821"}, "es"),
        ("!verificar a @Ana-B.C:Demo.Local", {"who": "@ana-b.c:demo.local"}, "es"),
        ("!verify @ana:help.org", {"who": "@ana:help.org"}, "en"),
    ],
)
def test_how_verifications_are_commanded(typed: str, arguments: dict[str, str], language: str) -> None:
    command = parse(typed)
    assert command is not None
    assert (getattr(command, "verb", None), getattr(command, "arguments", None)) == ("verify", arguments)
    assert command.language == language


@pytest.mark.parametrize("said", ["¡Verificar a Ana!", "verify confirm 4821", "¡Verificación!"])
def test_speech_about_verifying_is_speech(said: str) -> None:
    assert parse(said) is None


# The console


class Answers:
    """A person at the keyboard."""

    def __init__(self, *typed: str) -> None:
        self._typed = list(typed)

    def __call__(self, _question: str) -> str:
        return self._typed.pop(0)


class Pending:
    def __init__(self, views: Iterable[VerificationView] = (VIEW,)) -> None:
        self.views = list(views)
        self.decided: list[tuple[str, bool]] = []

    def pending(self) -> list[VerificationView]:
        return self.views

    async def decide(self, code: str, *, same: bool) -> VerificationView | None:
        self.decided.append((code, same))
        return None


class NoBackups:
    async def take(self, now: datetime) -> str:
        raise AssertionError


def desks(pending: Pending) -> control.Desks:
    return control.Desks(pending, NoPurges(), NoBackups(), ManualClock(), Well())


class Well:
    async def complaints(self) -> list[Said]:
        return []


class NoPurges:
    async def begin(self, kind: str, value: str) -> int | None:
        raise AssertionError((kind, value))

    async def state(self, number: int) -> Mapping[str, object] | None:
        raise AssertionError(number)


@asynccontextmanager
async def served(tmp_path: Path, pending: Pending) -> AsyncIterator[Path]:
    path = tmp_path / control.SOCKET_NAME
    serving = asyncio.create_task(control.serve(path, desks(pending)))
    while not path.exists():
        await asyncio.sleep(0)
    try:
        yield path
    finally:
        serving.cancel()
        await asyncio.wait([serving])
        assert not path.exists()


def console(tmp_path: Path, *typed: str, members: Mapping[UserId, Member] = MEMBERS, tty: bool = True) -> list[str]:
    lines: list[str] = []
    with Bot(tmp_path) as bot:
        Console(bot, Texts.load(), members, lines.append, Answers(*typed) if tty else None).run()
    return lines


@pytest.mark.parametrize(
    ("typed", "decided"),
    [
        (["yes"], [("4821", True)]),
        (["SÍ"], [("4821", True)]),
        (["oui"], [("4821", True)]),
        (["non"], [("4821", False)]),
        (["maybe", "what?", "n"], [("4821", False)]),
        ([""], []),
    ],
)
async def test_only_a_clear_word_at_the_console_decides(
    tmp_path: Path, typed: list[str], decided: list[tuple[str, bool]]
) -> None:
    pending = Pending()
    async with served(tmp_path, pending):
        lines = await asyncio.to_thread(console, tmp_path, *typed)
    assert pending.decided == decided
    assert "    🐶  Dog · Perro · Chien" in lines
    assert sum(line.startswith("    ") for line in lines) == 7
    assert f"4821 · Ana (Union ES) · {ANA}" in lines


async def test_without_a_terminal_nothing_is_asked(tmp_path: Path) -> None:
    pending = Pending()
    async with served(tmp_path, pending):
        lines = await asyncio.to_thread(console, tmp_path, tty=False)
    assert pending.decided == []
    assert "    📌  Pin · Chinche · Punaise" in lines


async def test_nothing_to_compare_is_said_in_three_languages(tmp_path: Path) -> None:
    async with served(tmp_path, Pending([])):
        assert len(await asyncio.to_thread(console, tmp_path)) == 3


def test_no_bot_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="No bot is running"):
        Bot(tmp_path)


# The socket


async def test_only_the_owner_may_open_the_socket_and_a_killed_run_leaves_no_trouble(tmp_path: Path) -> None:
    async with served(tmp_path, Pending()) as path:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        kept = path.with_name("kept")
        kept.hardlink_to(path)
    kept.rename(path)
    serving = asyncio.create_task(control.serve(path, desks(Pending())))
    await asyncio.sleep(0)
    lines = await asyncio.to_thread(console, tmp_path, "")
    assert lines
    serving.cancel()
    await asyncio.wait([serving])


async def test_a_socket_that_cannot_be_made_stops_nothing(tmp_path: Path) -> None:
    await control.serve(tmp_path / ("x" * 200), desks(Pending()))


@given(
    st.one_of(
        st.binary(max_size=50),
        st.recursive(st.none() | st.text() | st.booleans(), st.lists).map(
            lambda value: json.dumps({"op": "decide", "code": value, "same": value}).encode()
        ),
    )
)
async def test_a_line_that_is_no_request_decides_nothing(line: bytes) -> None:
    pending = Pending()
    assert await control._answer(line, desks(pending)) == {"error": "not understood"}
    assert pending.decided == []


@given(
    st.builds(
        VerificationView,
        code=st.text(),
        user_id=st.text().map(UserId),
        by_us=st.booleans(),
        stage=st.sampled_from(["asked", "comparing", "done"]),
        ends_at=st.datetimes(timezones=st.just(UTC)),
        emoji=st.lists(st.integers(0, 63)).map(tuple),
        decimals=st.none() | st.tuples(*[st.integers(1000, 9191)] * 3),
        outcome=st.sampled_from(["", "timeout"]),
    )
)
def test_a_view_is_the_same_on_the_other_end(view: VerificationView) -> None:
    assert control.decode(json.loads(json.dumps(control.encode(view)))) == view
