"""The only places where a test may stand in for the real thing.

Each of these has a contract suite in `tests/contracts` that runs against the real adapter as well.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import Literal, ParamSpec, Protocol

from bot.core.files import StoredFile
from bot.core.model import CopyMark, EventId, EventRef, Inbound, Language, Outgoing, PollResponse, RoomId, UserId
from bot.core.reactions import Annotation

P = ParamSpec("P")

EngineQuality = Literal["gist", "translation"]
EnginePrivacy = Literal["local", "own-server", "cloud"]


class Unsure(str):
    """A translation in which the engine did not know a word, or could not inflect it."""

    __slots__ = ()


class LookedUp(str):
    """A translation of a sentence that was understood with a word whose sense a general dictionary chose."""

    __slots__ = ()


class TwoReadings(str):
    """A translation of a sentence that can also be read in a way which says something else."""

    __slots__ = ()


class LookedUpWithTwoReadings(LookedUp, TwoReadings):
    """Both."""

    __slots__ = ()


class Understood(str):
    """A translation of a sentence that was understood as a whole, and that can be read in no other way."""

    __slots__ = ()


class WordByWord(str):
    """A translation put together by rules for words and their neighbours, whatever the sentence says."""

    __slots__ = ()


class Track(Protocol):
    """Who takes note of what is sent and deleted."""

    async def sending(self, outgoing: Outgoing) -> None:
        """It is about to leave; the answer of the homeserver may be lost."""

    async def sent(self, outgoing: Outgoing, event_id: EventId) -> None:
        """An event of ours stands in a room; the same may be told twice."""

    async def redacted(self, ref: EventRef) -> None:
        """An event has no content any more."""


class Rooms(Protocol):
    """Matrix rooms as the handlers see them."""

    async def send(self, outgoing: Outgoing) -> EventId:
        """Send, encrypted where the room is. The same `txn_id` twice gives the same event.

        Raises MatrixError, also for an edit that keeps a file (`keeps_file`) which is gone.
        """

    async def load(self, file: StoredFile, max_bytes: int) -> bytes:
        """A file that a person sent, decrypted and proved to be that one, at most so many bytes.

        Raises FileRefused (too large, gone, another one than was sent), MatrixError.
        """

    async def store(self, content: bytes) -> StoredFile:
        """Put it encrypted into the homeserver's media store. Raises FileRefused (too large there), MatrixError."""

    async def redact(self, ref: EventRef, txn_id: str) -> None:
        """Remove an event's content. Already redacted or gone counts as done. Raises MatrixError."""

    async def react(self, target: EventRef, key: str, txn_id: str) -> None:
        """Put an emoji on an event. One that is there already, or an event that never was, counts as done.

        Raises MatrixError.
        """

    async def annotations(self, target: EventRef) -> list[Annotation]:
        """The reactions that stand on an event, oldest first, at most 1000. Raises MatrixError."""

    async def poll_responses(self, poll: EventRef) -> list[PollResponse]:
        """The votes that stand in a poll, oldest first, at most the newest 5000; forged ones are left out.

        A poll that is gone has none. Raises MatrixError.
        """

    async def fetch(self, ref: EventRef) -> Inbound:
        """Read and decrypt one event, checked for who sent it.

        Raises MatrixError, Undecryptable, Untrusted.
        """

    async def copies_in(self, room_id: RoomId, since: datetime) -> dict[EventId, CopyMark]:
        """Own copies that stand in the room, redacted ones left out, oldest first; reads back to `since`."""

    async def announcements_in(self, room_id: RoomId, since: datetime) -> set[str]:
        """Keys of own announcements that stand in the room, redacted ones left out; reads back to `since`."""

    async def sendings_in(self, room_id: RoomId, since: datetime) -> dict[EventId, EventId]:
        """Own events that stand in the room, redacted ones left out, by their `sending_id`; reads back to `since`."""

    def display_name(self, room_id: RoomId, user_id: UserId) -> str: ...

    def is_encrypted(self, room_id: RoomId) -> bool: ...

    def is_present(self, room_id: RoomId, user_id: UserId) -> bool:
        """In the room, or invited to it."""

    def joined(self) -> Collection[RoomId]:
        """The rooms that the bot is in."""

    def people_in(self, room_id: RoomId) -> frozenset[UserId]:
        """Who is in the room, invited or at its door, the bot as well; nobody where the bot is not."""

    async def create_direct(self, user_id: UserId) -> RoomId:
        """Make an encrypted room of two, closed to everybody else, and invite the person.

        The bot knows the room when this returns. Raises MatrixError.
        """


class Engine(Protocol):
    """A machine translation engine."""

    name: str
    quality: EngineQuality
    """`gist`: may say the opposite, so the original goes first; `translation`: stands on its own."""
    privacy: EnginePrivacy
    """Who reads the text: this machine; a server of the operator; a company, which takes the consent of the channel."""

    async def start(self) -> None:
        """Make the first translation fast. Raises EnvironmentFault when the engine is not installed."""

    async def translate(self, segments: Sequence[str], source: Language, target: Language) -> list[str]:
        """One result per segment, in order; an `Unsure`, `WordByWord`, `TwoReadings` or `LookedUp` where it can tell.

        Raises EngineUnavailable; cancellation leaves it usable.
        """

    async def close(self) -> None: ...


class Pictures(Protocol):
    """Where pictures are drawn: not in the event loop."""

    async def draw(self, png: Callable[P, bytes], *args: P.args, **kwargs: P.kwargs) -> bytes:
        """What `png` gives: a PNG with nothing in it but the picture.

        `png` and what it is given stand in a module, and hold only plain values. Raises NoPicture.
        """


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware, UTC; the clock of the computer, which somebody may set."""

    def elapsed(self) -> timedelta:
        """Since any moment before: the difference of two of these is how long it really took."""

    def jumped(self) -> timedelta | None:
        """By how much the clock of the computer has jumped within a day (back: less than nothing); None: not at all.

        Nothing is deleted because of its age until then.
        """

    async def sleep_until(self, moment: datetime) -> None:
        """By the clock of the computer, with its jumps: for what is due at a date."""

    async def pause(self, length: timedelta) -> None:
        """As long as that takes, whatever the clock of the computer does meanwhile."""
