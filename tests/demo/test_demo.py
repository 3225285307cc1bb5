"""The whole demo, as a person starts it: a real Synapse, the bot as its own process, reps with encrypted devices."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Self

import pytest

from bot.core.model import EventId, RoomId, UserId
from bot.demo.account import Account
from bot.demo.bot_events import copy_in
from bot.demo.cast import CONVERSATION, Announce, Ask, Delete, Edit, Say, Step, Together
from bot.demo.reps import Rep
from tests.left_behind import Places, dumped, files_in, may_leave_a_core, told_of
from tests.system.family import descendants
from tests.system.stores import keys_in

ROOT = Path(__file__).resolve().parents[2]
DEMO = (sys.executable, "-m", "bot", "demo")
ALL_IS_UP = "Ctrl-C ends"

pytestmark = pytest.mark.timeout(240)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "demo"


def test_every_message_reaches_every_room_exactly_once_and_is_found_nowhere_else(data: Path, tmp_path: Path) -> None:
    (temporary := tmp_path / "temporary").mkdir()
    done = subprocess.run(
        [*DEMO, "--data", str(data), "--verbose"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=200,
        env={**os.environ, "TMPDIR": str(temporary)},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " debug " in (data / "bot" / "bot.log").read_text(encoding="utf-8"), "else it is no test of that level"
    sentences = {sentence: sentence for sentence in spoken(CONVERSATION)}
    assert len(sentences) > 8
    places = {**files_in(data, temporary), **dict(dump_of(data)), "the demo's own log": done.stderr.encode()}
    assert len(places) > 30
    assert Places(places).with_any_of(sentences) == []
    assert "Every message reached every room exactly once." in done.stdout
    assert "\x1b" not in done.stdout
    assert max(map(len, done.stdout.splitlines()[2:])) <= 80
    assert not (data / "access.json").exists()


def spoken(conversation: Sequence[tuple[str, Step]]) -> Iterator[str]:
    """Every line that is said, and what the commands ask for."""
    for _, step in conversation:
        match step:
            case Say() | Edit():
                yield from (line for line in step.plain.splitlines() if len(line) > 20)
            case Together():
                yield from (say.plain for say in step.says)
            case Ask():
                yield step.plain
            case Delete() | Announce():
                pass


def dump_of(data: Path) -> Iterator[tuple[str, bytes]]:
    return dumped(data / "bot" / "data", keys_in(data / "bot"))


class KeptDemo:
    """`demo --keep --no-script`, from the moment when its access file is there."""

    def __init__(self, data: Path, temporary: Path | None = None) -> None:
        self.process = subprocess.Popen(
            [*DEMO, "--keep", "--no-script", "--data", str(data)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=os.environ | ({"TMPDIR": str(temporary)} if temporary else {}),
        )
        self.output = self.read_to(ALL_IS_UP)
        self.access: dict[str, Any] = json.loads((data / "access.json").read_text(encoding="utf-8"))

    def read_to(self, part: str) -> str:
        assert self.process.stdout is not None
        lines = ""
        for line in self.process.stdout:
            lines += line
            if part in line:
                return lines
        raise AssertionError(lines)

    def end(self, with_signal: signal.Signals) -> int:
        self.process.send_signal(with_signal)
        return self.process.wait(30)

    def client(self, wanted: Callable[[dict[str, str]], bool]) -> Rep:
        user = next(user for user in self.access["users"] if wanted(user))
        return Rep(self.access["homeserver"], Account(UserId(user["user_id"]), user["password"]))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()  # what it started dies with it
        self.process.communicate()


def port_is_open(demo: KeptDemo) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", int(demo.access["homeserver"].rsplit(":", 1)[1]))) == 0


@contextlib.contextmanager
def watching(*pids: int) -> Iterator[Callable[[], bool]]:
    """Gives a function that waits for the end of all these processes."""
    descriptors = [os.pidfd_open(pid) for pid in pids]
    yield lambda: all(select.select([descriptor], [], [], 10)[0] for descriptor in descriptors)
    for descriptor in descriptors:
        os.close(descriptor)


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]


@contextlib.contextmanager
def running(command: Sequence[str], cwd: Path) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        yield process
        process.terminate()


def has_one_copy(rep: Rep, room: RoomId, bot: UserId, source: EventId) -> bool:
    return len(copy_in(rep.seen(room), bot, source).roots) == 1


async def test_a_kept_demo_lets_others_in_and_survives_the_death_of_its_bot(data: Path, tmp_path: Path) -> None:
    with KeptDemo(data) as demo:
        assert stat.S_IMODE((data / "access.json").stat().st_mode) == 0o600
        channel = demo.access["channels"][0]
        assert set(channel["rooms"]) == {"en", "es", "fr"}
        assert no_secret_can_be_seen(demo, data)
        os.kill(demo.access["bot_pid"], signal.SIGKILL)
        assert "SIGKILL" in demo.read_to("ended with")

        rooms = {code: RoomId(room) for code, room in channel["rooms"].items()}
        async with (
            demo.client(lambda user: user["role"] == "coordinator") as coordinator,
            demo.client(lambda user: user["language"] == "es") as ana,
            demo.client(lambda user: user["language"] == "fr") as marie,
        ):
            event_id = await ana.say(rooms["es"], "La reunión es el martes.")
            with running(demo.access["restart_command"], tmp_path):
                for rep, room in ((marie, rooms["fr"]), (coordinator, rooms["fr"]), (coordinator, rooms["en"])):
                    await rep.wait_for(partial(has_one_copy, rep, room, demo.access["bot_user_id"], event_id), 60)
        assert demo.end(signal.SIGTERM) == 0
        assert not port_is_open(demo)


SECRETS = {
    "a message": "berenjena",
    "formatted text": "alcachofa",
    "an edit": "calabaza",
    "a deleted message": "remolacha",
    "an unknown command": "zarzamora",
    "a poll's question": "aceituna",
    "a poll's answer": "cereza",
    "a reply": "ciruela",
    "a name that is held": "Oropeza",
    "what is said to the bot alone": "espinaca",
}
"""Words of the dictionaries: others would be held as possible names, and never go through the engine."""


async def speak(ana: Rep, marie: Rep, rooms: dict[str, RoomId], bot: UserId) -> None:
    """Every secret once, and the bot is done with all of them."""
    room = rooms["es"]
    said = await ana.say(room, f"La {SECRETS['a message']}.", f"La <b>{SECRETS['formatted text']}</b>.")
    await marie.wait_for(partial(has_one_copy, marie, rooms["fr"], bot, said), 60)
    await ana.edit(room, said, f"La {SECRETS['an edit']}.")
    await ana.say(room, f"La {SECRETS['a reply']}.", reply_to=said)
    regretted = await ana.say(room, f"La {SECRETS['a deleted message']}.")
    await ana.redact(room, regretted)
    await ana.say(room, f"!{SECRETS['an unknown command']}")
    answers = [{"id": "a", "org.matrix.msc1767.text": SECRETS["a poll's answer"]}]
    answers.append({"id": "b", "org.matrix.msc1767.text": "no"})
    question = {"org.matrix.msc1767.text": SECRETS["a poll's question"]}
    poll = {"question": question, "kind": "org.matrix.msc3381.poll.disclosed", "max_selections": 1, "answers": answers}
    await ana._send(room, "org.matrix.msc3381.poll.start", {"org.matrix.msc3381.poll.start": poll})
    await ana.say(room, f"Guadalupe {SECRETS['a name that is held']} lo vio todo.")
    await ana.wait_for(lambda: bool(ana.invitations()), 60)
    (direct,) = ana.invitations()
    await ana.join(direct)
    await ana.say(direct, "1")
    await ana.say(direct, f"¿Y la {SECRETS['what is said to the bot alone']}?")
    await ana.say(direct, "!privacidad")
    await ana.wait_for(lambda: sum(seen.sender == bot for seen in ana.seen(direct)) >= 3, 60)
    last = await ana.say(room, "Es todo.")
    await marie.wait_for(partial(has_one_copy, marie, rooms["fr"], bot, last), 60)


async def test_what_people_say_is_in_no_file_no_table_and_nothing_that_the_machine_tells_of_the_processes(
    data: Path, tmp_path: Path
) -> None:
    """At the usual log level; the one with more lines is looked at above."""
    (temporary := tmp_path / "temporary").mkdir()
    with KeptDemo(data, temporary) as demo:
        rooms = {code: RoomId(room) for code, room in demo.access["channels"][0]["rooms"].items()}
        async with (
            demo.client(lambda user: user["language"] == "es") as ana,
            demo.client(lambda user: user["language"] == "fr") as marie,
        ):
            await speak(ana, marie, rooms, demo.access["bot_user_id"])
        family = [demo.process.pid, *(process.pid for process in descendants(demo.process.pid))]
        assert len(family) > 3, "the homeserver, the bot, and its engine"
        running = {place: content for pid in family for place, content in told_of(pid)}
        assert not any(may_leave_a_core(pid) for pid in family)
        assert nothing_is_left(demo, signal.SIGINT)
        assert not (data / "access.json").exists()
    places = {**running, **files_in(data, temporary), **dict(dump_of(data)), "what it says": demo.output.encode()}
    assert Places(places).with_any_of(SECRETS) == []


def test_killed_it_leaves_nothing_that_it_started(data: Path) -> None:
    with KeptDemo(data) as demo:
        assert nothing_is_left(demo, signal.SIGKILL)
        assert (data / "access.json").exists()


def nothing_is_left(demo: KeptDemo, how: signal.Signals) -> bool:
    """End it so."""
    started = children(demo.process.pid)
    assert len(started) == 2, "the homeserver and the bot"
    assert port_is_open(demo)
    with watching(*started) as all_ended:
        assert demo.end(how) == (-signal.SIGKILL if how is signal.SIGKILL else 0)
        return all_ended() and not port_is_open(demo)


def no_secret_can_be_seen(demo: KeptDemo, data: Path) -> bool:
    """In the arguments and the environment of the demo and of what it starts; secret files are for their owner."""
    files = [data / "bot" / name for name in ("bot.password", "store.key", "fields.key")]
    secrets = [user["password"] for user in demo.access["users"]] + [demo.access["registration_shared_secret"]]
    secrets += [path.read_text(encoding="ascii").strip() for path in files]
    pids = [demo.process.pid, *children(demo.process.pid)]
    told = [content for pid in pids for _, content in told_of(pid)]
    assert {path.stat().st_mode & 0o077 for path in files} == {0}
    return not any(secret.encode() in text for secret in secrets for text in told)
