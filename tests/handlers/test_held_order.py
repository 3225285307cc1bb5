"""Whatever people say, answer and delete: no name leaves unasked, and nobody's words change their order."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.core.model import EventId, EventRef, Language, RoomId, UserId
from bot.core.screening import Detectors, Place, Strength
from bot.errors import MatrixError
from tests.fakes.detectors import NO_DETECTORS, Spot
from tests.fakes.rooms import Call
from tests.handlers.house import ANA, CARLA, ELLEN, EN, ES, FR, House

Decision = Literal["as_is", "masked", "drop", "delete"]

PLACES = ((EN, ELLEN), (EN, ANA), (ES, ANA), (ES, CARLA), (FR, ELLEN))
DECISIONS: tuple[Decision, ...] = ("as_is", "masked", "drop", "delete")
LABEL = {EN: "[name]", ES: "[nombre]", FR: "[nom]"}
UNAVAILABLE = MatrixError("M_UNKNOWN", 503)
READ_S = 5


class NumberedNames:
    def check(self, text: str, language: Language, strength: Strength = "normal") -> Sequence[Place]:
        return [Spot(*found.span()) for found in re.finditer(r"nombre\d+z", text)]


@dataclass
class Version:
    ref: EventRef
    text: str
    decision: Decision | None = None
    deleted: bool = False

    @property
    def is_named(self) -> bool:
        return self.text.startswith("nombre")

    @property
    def is_asked(self) -> bool:
        """Its sender has not said what is to be done with it."""
        return self.is_named and self.decision is None and not self.deleted


@dataclass
class Said:
    """A message and its edits, in the order in which they were sent."""

    room: RoomId
    sender: UserId
    versions: list[Version] = field(default_factory=list)


class World:
    def __init__(self, folder: Path) -> None:
        found = Detectors(NumberedNames(), NO_DETECTORS.identifiers, NO_DETECTORS.protected)
        self.house = House(folder, detectors=found)
        self.said: list[Said] = []
        self.spoken: list[tuple[Said, Version]] = []
        """Every message and edit in the order of the whole network."""
        self.logins = 0

    def _text(self, number: int) -> str:
        return f"{'nombre' if number % 2 else 'palabra'}{len(self.spoken)}z"

    async def say(self, number: int) -> None:
        room, sender = PLACES[number % len(PLACES)]
        text = self._text(number)
        version = Version(self.house.homeserver.say(room, sender, text), text)
        self.said.append(Said(room, sender, [version]))
        self.spoken.append((self.said[-1], version))

    async def edit(self, number: int) -> None:
        # What becomes of an edit of what its sender is being asked about: tests/handlers/test_edit_of_held.py
        asked = [said for said, version in self.spoken if version.is_asked]
        standing = [said for said in self.said if not said.versions[0].deleted and said not in asked]
        if standing:
            said, text = standing[number % len(standing)], self._text(number // 7)
            if any(version.is_named for version in said.versions):
                await self.house.idle(seconds_each=0.05)  # what was answered about it counts
            version = Version(self.house.homeserver.edit(said.room, said.sender, said.versions[0].ref, text), text)
            said.versions.append(version)
            self.spoken.append((said, version))

    async def delete(self, number: int) -> None:
        choices = [(said, version) for said, version in self.spoken if not version.deleted]
        if choices:
            said, version = choices[number % len(choices)]
            self.house.homeserver.redact(said.sender, version.ref)
            version.deleted = True

    async def answer(self, number: int) -> None:
        """Somebody replies to a question that they see; mostly the bot has had time to ask."""
        if number % 4:
            await self.house.idle(seconds_each=0.05)
        seen = [
            (room_id, shown.event_id, shown.outgoing.mark.revision)
            for room_id in list(self.house.homeserver.rooms)
            if room_id.startswith("!direct")
            for shown in self.house.homeserver.shown(room_id)
            if shown.outgoing.mark is not None
        ]
        if not seen:
            return
        room_id, question, revision = seen[number % len(seen)]
        (person,) = self.house.homeserver.rooms[room_id].people
        self.house.clock.advance(READ_S)
        decision = DECISIONS[number // 7 % 4]
        self.house.homeserver.say(room_id, person, str(DECISIONS.index(decision) + 1), reply_to=question)
        version = self._version(revision)
        version.decision = version.decision or decision

    def _version(self, event_id: EventId) -> Version:
        return next(version for _, version in self.spoken if version.ref.event_id == event_id)

    async def run(self, rounds: int) -> None:
        for _ in range(rounds):
            await asyncio.sleep(0)

    async def crash(self, number: int) -> None:
        await self.house.crash()
        self.house.clock.advance((0, 60, 600)[number % 3])
        if number % 5 == 0:
            self.logins += 1
            self.house.login(f"login {self.logins}")
        await self.house.start()

    async def trouble(self, number: int) -> None:
        calls: list[Call] = ["send", "redact", "fetch", "copies_in", "create_direct"]
        call = calls[number % len(calls)]
        if number % 3:
            self.house.rooms.fail(call, UNAVAILABLE)
        else:
            self.house.rooms.lose_answer(call)

    async def recover(self) -> None:
        self.house.clock.advance(61)
        for _ in range(2):
            await self.house.idle(seconds_each=0.25)

    # --- what has to come of it ----------------------------------------------------------------------------------

    def expected(self, place: tuple[RoomId, UserId]) -> list[tuple[EventId, Version]]:
        """The copies of what somebody said in a room, each with the version that it shows."""
        shown: dict[EventId, list[Version]] = {}
        for said, version in self.spoken:
            source = said.versions[0]
            if (said.room, said.sender) != place or version.deleted or source.deleted:
                continue
            is_edit = version is not source
            if is_edit and source.ref.event_id not in shown:
                continue  # of a message that was not passed on
            if version.is_named and version.decision is None:
                break  # the sender is being asked; what they said later waits
            if version.decision in (None, "as_is", "masked"):
                shown.setdefault(source.ref.event_id, []).append(version)
        return [(source, versions[-1]) for source, versions in shown.items()]

    def check(self) -> None:
        for room in (EN, ES, FR):
            copies = [shown for shown in self.house.homeserver.shown(room) if shown.outgoing.mark is not None]
            for place in PLACES:
                if place[0] == room:
                    continue
                sources = {said.versions[0].ref.event_id for said in self.said if (said.room, said.sender) == place}
                found = [
                    (copy.outgoing.mark.source.event_id, copy.text)
                    for copy in copies
                    if copy.outgoing.mark is not None and copy.outgoing.mark.source.event_id in sources
                ]
                wanted = self.expected(place)
                assert [source for source, _ in found] == [source for source, _ in wanted], (
                    "lost, doubled, out of order"
                )
                for (_, text), (_, version) in zip(found, wanted, strict=True):
                    word = LABEL[room] if version.decision == "masked" else version.text
                    assert word in text, "not the newest text"
        self.check_no_leak()

    def check_no_leak(self) -> None:
        """Of every event that ever was in a room of the channel, also of those that were deleted since."""
        for room in (EN, ES, FR):
            everything = "\n".join(out.body.plain + out.body.html for out in self.house.homeserver.sent(room))
            for _, version in self.spoken:
                if version.is_named and version.decision != "as_is":
                    assert version.text not in everything, "a name left its room without its sender's word"


numbers = st.integers(0, 139)
actions = st.one_of(
    st.tuples(st.just("say"), numbers),
    st.tuples(st.sampled_from(["say", "edit", "answer", "delete"]), numbers),
    st.tuples(st.just("answer"), numbers),
    st.tuples(st.just("run"), st.integers(1, 80)),
    st.tuples(st.sampled_from(["crash", "trouble"]), numbers),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(actions, min_size=4, max_size=30))
@example([("say", 15), ("answer", 1), ("answer", 0), ("say", 0)])  # let go while something newer was being read
async def test_every_room_shows_each_persons_words_in_order_and_no_name_that_was_not_let_go(
    script: list[tuple[str, int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder))
        async with world.house:
            for what, number in script:
                await getattr(world, what)(number)
                world.check_no_leak()
            await world.recover()
            world.check()
