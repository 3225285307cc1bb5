"""Values that travel between the layers: what came in, what goes out.

Ids are the opaque strings of the Matrix specification (appendix "Common identifier format"); from
room version 12 on a room id has no domain part, so nothing here takes one apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, NewType, TypeAlias

from bot.core.characters import single_line
from bot.core.files import Attachment, CleanFile

RoomId = NewType("RoomId", str)
EventId = NewType("EventId", str)
UserId = NewType("UserId", str)

Language: TypeAlias = str
"""A primary language subtag (BCP 47): `en`, `es`, `fr`."""

Role = Literal["coordinator", "rep", "observer"]
KeyPolicy = Literal["cross-signed", "all"]
"""Which devices of the people in a room get its keys: those that their owner's identity has signed, or every one."""
TextKind = Literal["text", "emote", "notice"]


@dataclass(frozen=True, slots=True)
class EventRef:
    room_id: RoomId
    event_id: EventId


@dataclass(frozen=True, slots=True)
class Text:
    """What a person wrote. `html` is untrusted `formatted_body`, None when there was none."""

    plain: str
    html: str | None = None
    kind: TextKind = "text"


@dataclass(frozen=True, slots=True)
class PollChoice:
    key: str
    """By which a vote names it; in a poll of a person it is foreign text that nobody sees."""
    text: str


@dataclass(frozen=True, slots=True)
class Poll:
    """A question with answers to choose from, each of them one line of plain text."""

    question: str
    choices: tuple[PollChoice, ...]
    most: int
    """How many of them one person may choose."""
    disclosed: bool
    """Whether people see the votes before the end."""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Message:
    ref: EventRef
    sender: UserId
    sent_at: datetime
    text: Text
    reply_to: EventId | None = None
    thread: EventId | None = None
    signed_device: bool = True
    """False: the device that sent it is not signed by its owner's cross-signing identity."""
    unproven_session: str | None = None
    """The session whose restored room key read this; such a key proves no sender. None: the sender is proved."""
    mentions: tuple[UserId, ...] = ()
    """Whom it rings by name (specification: "User and room mentions"), without the room as a whole."""
    file: Attachment | None = None
    """`text` is its caption then, which may be empty."""
    poll: Poll | None = None
    """The poll that it is; then `text` has its question and its answers, a line for each. It is never an order."""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Edit:
    """A new version of `target` by its own author (`m.replace`)."""

    ref: EventRef
    sender: UserId
    sent_at: datetime
    target: EventId
    text: Text
    unproven_session: str | None = None
    """As of a Message."""
    poll: Poll | None = None
    """As of a Message."""


@dataclass(frozen=True, slots=True)
class PollResponse:
    """A vote in a poll."""

    ref: EventRef
    sender: UserId
    sent_at: datetime
    target: EventId
    answers: tuple[str, ...] | None
    """Keys of choices, foreign text; None: its room key is not here, or proves no sender."""
    signed_device: bool = True


@dataclass(frozen=True, slots=True)
class PollEnd:
    """Somebody wants a poll to end, or its copy in their room."""

    ref: EventRef
    sender: UserId
    sent_at: datetime
    target: EventId
    signed_device: bool = True


@dataclass(frozen=True, slots=True)
class Redaction:
    ref: EventRef
    sender: UserId
    target: EventId


@dataclass(frozen=True, slots=True)
class Reaction:
    """An emoji on an event (`m.annotation`). It may have come in clear: then nothing proves its sender."""

    ref: EventRef
    sender: UserId
    target: EventId
    key: str
    """Foreign text, usually an emoji."""


@dataclass(frozen=True, slots=True)
class Other:
    """An event that is nobody's speech here: bot talk, redacted events, what a bot of this kind has marked."""

    ref: EventRef
    sender: UserId
    reason: str


@dataclass(frozen=True, slots=True)
class VerificationStep:
    """Somebody's app takes part in an emoji verification, in a room (`m.key.verification.*`).

    It may have come in clear: what it proves is proved by the emoji.
    """

    ref: EventRef
    sender: UserId
    kind: str
    """What follows the prefix; foreign text."""
    content: Mapping[str, object]
    """As it came, with its relation."""
    sent_at: datetime


Inbound: TypeAlias = Message | Edit | Redaction | Reaction | PollResponse | PollEnd | VerificationStep | Other


@dataclass(frozen=True, slots=True)
class Member:
    """A person as the network knows them. `name` is what they chose to show."""

    user_id: UserId
    name: str
    organisation: str | None = None
    language: Language | None = None
    role: Role = "rep"


@dataclass(frozen=True, slots=True)
class ChannelRoom:
    """A room of a channel, and the language that its people read."""

    room_id: RoomId
    language: Language


@dataclass(frozen=True, slots=True)
class Channel:
    """Rooms that mirror each other: what is said in one is passed on to all others, also to those of its language."""

    name: str
    rooms: tuple[ChannelRoom, ...]
    """In the order of the configuration, then as they were linked; a room stands in it once."""
    keys: KeyPolicy = "cross-signed"
    testimony: frozenset[Language] = frozenset()
    """The languages whose rooms, all of them, take testimony: nothing leaves one without a coordinator's release."""
    testimony_rooms: frozenset[RoomId] = frozenset()
    """Single rooms that do, beside others of their language that do not."""
    expire_after: timedelta | None = None
    """How long its messages stand before the bot deletes them; None: for ever."""
    engines: tuple[str, ...] = ()
    """In the order in which they are tried; none: those of the configuration as a whole."""
    attachments: int = 0
    """Bytes that a file may have to be passed on; 0: none is."""

    @property
    def room_ids(self) -> tuple[RoomId, ...]:
        return tuple(room.room_id for room in self.rooms)

    @property
    def languages(self) -> tuple[Language, ...]:
        """Each once, in the order of the rooms."""
        return tuple(dict.fromkeys(room.language for room in self.rooms))

    def language_of(self, room_id: RoomId) -> Language | None:
        return next((room.language for room in self.rooms if room.room_id == room_id), None)

    def rooms_in(self, language: Language) -> tuple[RoomId, ...]:
        return tuple(room.room_id for room in self.rooms if room.language == language)

    def others(self, room_id: RoomId) -> tuple[ChannelRoom, ...]:
        return tuple(room for room in self.rooms if room.room_id != room_id)

    def takes_testimony(self, room_id: RoomId) -> bool:
        return room_id in self.testimony_rooms or self.language_of(room_id) in self.testimony

    def title_of(self, room_id: RoomId) -> str:
        """How people are told which room is meant: "plants (es)", or "plants (es 2)" where a language has several."""
        language = self.language_of(room_id)
        same = self.rooms_in(language) if language is not None else ()
        place = f" {same.index(room_id) + 1}" if len(same) > 1 else ""
        return f"{single_line(self.name)} ({language}{place})"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message body in both forms; `html` is already sanitised."""

    plain: str
    html: str


@dataclass(frozen=True, slots=True)
class Part:
    """One of the messages of a person that a merged copy stands for."""

    source: EventId
    revision: EventId
    """The event whose text is shown: the source itself, or an edit of it."""
    after_others: bool = False
    """Others spoke between the part before it and this one; their words stand below."""


@dataclass(frozen=True, slots=True)
class CopyMark:
    """Which event a copy stands for; travels inside the encrypted content of the copy."""

    source: EventRef
    revision: EventId
    """The event whose text this is: the source itself, or the edit of it."""
    final: bool = True
    """False on an untranslated copy whose translation follows as an edit."""
    result: bool = False
    """True on what a poll came to, which stands beside its copy."""
    parts: tuple[Part, ...] = ()
    """Of a merged copy, and of its edits: all of it, in the order in which it was said; `source` is one of them."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One event to send. With `replaces` it is an edit of that event of our own."""

    room_id: RoomId
    txn_id: str
    body: Rendered
    kind: TextKind = "notice"
    replaces: EventId | None = None
    reply_to: EventId | None = None
    thread: EventId | None = None
    mentions: tuple[UserId, ...] = ()
    mark: CopyMark | None = None
    speaker: Member | None = None
    """Whose words these are: sent along as a per-message profile (MSC4144)."""
    file: CleanFile | None = None
    """Then `body` is its caption."""
    keeps_file: bool = False
    """An edit of a file: only its caption changes."""
    poll: Poll | None = None
    """Sent as a poll; `body` is for clients that show none."""
    ends_poll: EventId | None = None
    """Sent as the end of this poll."""
    extra: Mapping[str, object] = field(default_factory=dict)
    about: tuple[EventRef, ...] = ()
    """Events of people that it quotes, beside the one it replies to; not sent, only noted: deleted with them."""
