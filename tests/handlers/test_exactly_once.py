"""Whatever people do and whatever breaks meanwhile: once everything works again, every room shows what it should."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.core.model import Channel, CopyMark, EventId, EventRef, RoomId, UserId
from bot.errors import EngineUnavailable, MatrixError
from tests.channels import by_language
from tests.fakes.engines import ScriptedEngine
from tests.fakes.rooms import Call
from tests.handlers.house import ANA, CARLA, CHANNEL, ELLEN, EN, ES, FLEUR, FR, RETRY_S, House

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
    is_poll: bool = False
    has_ended: bool = False

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

    async def talk(self, number: int) -> None:
        """Somebody says several things, faster than the homeserver takes them."""
        await self.limit(number)
        for _ in range(2 + number % 5):
            await self.say(number)

    async def limit(self, number: int) -> None:
        """From now on the bot may write slowly only."""
        self.house.homeserver.limit(0.5, 1 + number % 3)

    async def ask(self, number: int) -> None:
        rooms = self.channel.room_ids
        room, text = rooms[number % len(rooms)], self.text()
        ref = self.house.homeserver.ask(room, SPEAKERS[room], text, "rojo", "verde")
        self.said.append(Said(ref, {ref.event_id: text}, is_poll=True))

    async def vote(self, number: int) -> None:
        polls = [said for said in self.said if said.is_poll and said.text is not None]
        if polls:
            self.house.homeserver.vote(CARLA, polls[number % len(polls)].ref, "a0")

    async def end(self, number: int) -> None:
        polls = [said for said in self.said if said.is_poll and said.text is not None and not said.has_ended]
        if polls:
            said = polls[number % len(polls)]
            self.house.homeserver.end_poll(SPEAKERS[said.ref.room_id], said.ref)
            said.has_ended = True

    async def edit(self, number: int) -> None:
        standing = [said for said in self.said if said.text is not None and not said.is_poll]
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
        """As long as the store takes for so many questions: the bot waits for it too, and gets on meanwhile."""
        for _ in range(rounds):
            await self.house.ledger.depth()

    async def wait(self, seconds: int) -> None:
        """As long as the homeserver wants it, for some."""
        for _ in range(seconds):
            self.house.clock.advance(1)
            await self.run(5)

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
        house.homeserver.limit(1000.0, 1000.0)
        house.clock.advance(RETRY_S + 1)
        for _ in range(2):  # what is translated late makes no more work
            await house.idle(seconds_each=0.25)
            await house.until(self._nothing_waits, seconds_each=1)

    async def _nothing_waits(self) -> bool:
        return not [room for room in self.channel.room_ids if await self.house.ledger.untranslated(room)]

    def check(self) -> None:
        for room in self.channel.room_ids:
            expected = {
                said.ref.event_id: said for said in self.said if said.text is not None and said.ref.room_id != room
            }
            copies = [
                (source, copy)
                for copy in self.house.homeserver.shown(room)
                if copy.outgoing.mark and not copy.outgoing.mark.result
                for source in sources_of(copy.outgoing.mark)
            ]
            sources = [source for source, _ in copies]
            assert sorted(sources) == sorted(expected), "lost or doubled"
            self.check_order(room, sources)
            for source, copy in copies:
                said = expected[source]
                assert str(said.text) in copy.text, "not the newest text"
                alike = self.channel.language_of(said.ref.room_id) == self.channel.language_of(room)
                if alike and not said.is_poll and copy.outgoing.mark and not copy.outgoing.mark.parts:
                    assert copy.text.endswith(f": {said.text}"), "more than what was said"
            self.check_polls(room)
            self.check_deleted(room)

    def check_order(self, room: RoomId, sources: list[EventId]) -> None:
        """As it was said in each other room: what two of them say at once may come in either order."""
        again = self.sent_again(room)
        for other in self.channel.room_ids:
            said = [said.ref.event_id for said in self.said if said.ref.room_id == other]
            there = [source for source in sources if source in said and source not in again]
            assert there == [source for source in said if source in there], "out of order"

    def sent_again(self, room: RoomId) -> set[EventId]:
        """What stood in a merged copy that was taken apart comes after what was said meanwhile."""
        events = self.house.homeserver.rooms[room].events
        marks = [event.outgoing.mark for event in events if event.redacted and event.outgoing and event.outgoing.mark]
        return {part.source for mark in marks for part in mark.parts}

    def check_polls(self, room: RoomId) -> None:
        marks = [shown.outgoing.mark for shown in self.house.homeserver.shown(room) if shown.outgoing.mark]
        results = [mark.source.event_id for mark in marks if mark.result]
        ended = [said.ref.event_id for said in self.said if said.has_ended and said.text is not None]
        assert sorted(results) == sorted(ended), "a result is missing, or told twice"

    def check_deleted(self, room: RoomId) -> None:
        readable = self.house.homeserver.readable(room)
        for said in self.said:
            gone = said.versions if said.text is None else said.deleted
            for event_id in gone:
                assert said.versions[event_id] not in readable, "deleted and still readable"


def sources_of(mark: CopyMark) -> list[EventId]:
    return [part.source for part in mark.parts] or [mark.source.event_id]


numbers = st.integers(0, 59)
actions = st.one_of(
    st.tuples(st.just("say"), numbers),
    st.tuples(st.just("edit"), numbers),
    st.tuples(st.just("delete"), numbers),
    st.tuples(st.just("talk"), numbers),
    st.tuples(st.just("run"), st.integers(1, 80)),
    st.tuples(st.just("wait"), st.integers(1, 40)),
    st.tuples(st.sampled_from(["crash", "engine", "trouble"]), numbers),
    st.tuples(st.sampled_from(["ask", "vote", "end"]), numbers),
)


# Parts of a shared copy that is taken apart just when the edit of one of them is looked at.
EDIT_OF_WHAT_COMES_AGAIN = [
    ("say", 16), ("say", 55), ("talk", 36), ("say", 1), ("say", 6), ("say", 20), ("wait", 27), ("edit", 12),
    ("talk", 27), ("say", 40), ("crash", 51), ("run", 6), ("edit", 36), ("edit", 2),
    ("edit", 6), ("say", 12), ("delete", 44),
]  # fmt: skip


@pytest.mark.parametrize("channel", [CHANNEL, TWO_SPANISH_ROOMS], ids=["three languages", "two Spanish rooms"])
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(script=st.lists(actions, min_size=4, max_size=25))
@example(script=EDIT_OF_WHAT_COMES_AGAIN)
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
