"""Whatever people do and whatever breaks meanwhile: once everything works again, every room shows what it should."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.model import Channel, EventId, EventRef, RoomId, UserId
from bot.errors import EngineUnavailable, MatrixError
from tests.channels import by_language
from tests.fakes.engines import ScriptedEngine
from tests.fakes.rooms import Call
from tests.handlers.house import ANA, CHANNEL, ELLEN, EN, ES, FLEUR, FR, RETRY_S, House

SECOND_ES = RoomId("!es2")
TWO_SPANISH_ROOMS = Channel("plants", by_language({"en": EN, "es": (ES, SECOND_ES), "fr": FR}))
SPEAKERS = {EN: ELLEN, ES: ANA, FR: FLEUR, SECOND_ES: UserId("@bea:demo.local")}
UNAVAILABLE = MatrixError("M_UNKNOWN", 503)


@dataclass
class Said:
    """One message, as its room shows it."""

    ref: EventRef
    versions: dict[EventId, str]
    deleted: set[EventId] = field(default_factory=set)

    @property
    def text(self) -> str | None:
        """The newest version that stands, None when the message itself was deleted."""
        if self.ref.event_id in self.deleted:
            return None
        return [text for event_id, text in self.versions.items() if event_id not in self.deleted][-1]


class World:
    """The bot, its people, and what has to come of it."""

    def __init__(self, folder: Path, channel: Channel) -> None:
        self.engine_is_down = False
        self.channel = channel
        self.house = House(folder, engine=ScriptedEngine(self._translate), channels=(channel,))
        for room in channel.room_ids:
            self.house.homeserver.add_room(room)
        self.said: list[Said] = []
        self.texts = 0
        self.logins = 0

    def _translate(self, text: str) -> str:
        if self.engine_is_down:
            raise EngineUnavailable("down")
        return f"⟪{text}⟫"

    def text(self) -> str:
        self.texts += 1
        return f"palabra{self.texts}x"

    async def do(self, action: tuple[str, int]) -> None:
        what, number = action
        await getattr(self, what)(number)

    async def say(self, number: int) -> None:
        rooms = self.channel.room_ids
        room, text = rooms[number % len(rooms)], self.text()
        ref = self.house.homeserver.say(room, SPEAKERS[room], text)
        self.said.append(Said(ref, {ref.event_id: text}))

    async def edit(self, number: int) -> None:
        standing = [said for said in self.said if said.text is not None]
        if standing:
            said, text = standing[number % len(standing)], self.text()
            room = said.ref.room_id
            edit = self.house.homeserver.edit(room, SPEAKERS[room], said.ref, text)
            said.versions[edit.event_id] = text

    async def delete(self, number: int) -> None:
        """A message or one of its edits."""
        choices = [(said, event_id) for said in self.said for event_id in said.versions if event_id not in said.deleted]
        if choices:
            said, event_id = choices[number % len(choices)]
            room = said.ref.room_id
            self.house.homeserver.redact(SPEAKERS[room], EventRef(room, event_id))
            said.deleted.add(event_id)

    async def run(self, rounds: int) -> None:
        for _ in range(rounds):
            await asyncio.sleep(0)

    async def crash(self, number: int) -> None:
        """With some time before the next start, and perhaps another login."""
        await self.house.crash()
        self.house.clock.advance((0, 60, 13 * 3600, 25 * 3600)[number % 4])
        if number % 5 == 0:
            self.logins += 1
            self.house.login(f"login {self.logins}")
        await self.house.start()

    async def engine(self, number: int) -> None:
        self.engine_is_down = number % 2 == 0
        self.house.clock.advance(RETRY_S + 1)

    async def trouble(self, number: int) -> None:
        calls: list[Call] = ["send", "redact", "fetch", "copies_in"]
        call = calls[number % len(calls)]
        if number % 3:
            self.house.rooms.fail(call, UNAVAILABLE)
        else:
            self.house.rooms.lose_answer(call)

    async def recover(self) -> None:
        """Everything works again, and the bot has time."""
        house = self.house
        self.engine_is_down = False
        house.clock.advance(RETRY_S + 1)
        for _ in range(2):  # what is translated late makes no more work
            await house.idle(seconds_each=0.25)
            await house.until(self._nothing_waits, seconds_each=1)

    async def _nothing_waits(self) -> bool:
        return not [room for room in self.channel.room_ids if await self.house.ledger.untranslated(room)]

    def check(self) -> None:
        for room in self.channel.room_ids:
            expected = [said for said in self.said if said.text is not None and said.ref.room_id != room]
            shown = self.house.homeserver.shown(room)
            sources = [copy.outgoing.mark.source.event_id for copy in shown if copy.outgoing.mark]
            assert sources == [said.ref.event_id for said in expected], "lost, doubled or out of order"
            for copy, said in zip(shown, expected, strict=True):
                assert said.text is not None
                assert said.text in copy.text, "not the newest text"
                if self.channel.language_of(said.ref.room_id) == self.channel.language_of(room):
                    assert copy.text.endswith(f": {said.text}"), "more than what was said"
            self.check_deleted(room)

    def check_deleted(self, room: RoomId) -> None:
        readable = self.house.homeserver.readable(room)
        for said in self.said:
            gone = said.versions if said.text is None else said.deleted
            for event_id in gone:
                assert said.versions[event_id] not in readable, "deleted and still readable"


numbers = st.integers(0, 59)
actions = st.one_of(
    st.tuples(st.just("say"), numbers),
    st.tuples(st.just("edit"), numbers),
    st.tuples(st.just("delete"), numbers),
    st.tuples(st.just("run"), st.integers(1, 80)),
    st.tuples(st.sampled_from(["crash", "engine", "trouble"]), numbers),
)


@pytest.mark.parametrize("channel", [CHANNEL, TWO_SPANISH_ROOMS], ids=["three languages", "two Spanish rooms"])
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(script=st.lists(actions, min_size=4, max_size=25))
async def test_every_message_stands_once_in_every_other_room_and_no_deleted_one_does(
    script: list[tuple[str, int]], channel: Channel
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder), channel)
        async with world.house:
            for action in script:
                await world.do(action)
            await world.recover()
            world.check()
