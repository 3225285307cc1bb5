"""What goes into a command desk and what comes out of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

from bot.core.commands import Command, Unknown
from bot.core.model import Channel, EventId, EventRef, Language, Member, Reaction, Rendered, RoomId


@dataclass(frozen=True, slots=True)
class Asked:
    command: Command | Unknown
    member: Member
    channel: Channel
    language: Language
    """Of the room it was asked in."""
    event: EventRef
    now: datetime
    signed_device: bool = True
    """Whether the device it came from is signed by its owner's cross-signing identity."""
    direct: bool = False
    """Whether it was asked in the direct chat of this person and the bot."""
    reply_to: EventId | None = None
    """The message that it replies to."""
    zone: tzinfo = UTC
    """Of whoever asked."""

    @property
    def today(self) -> date:
        """On their own calendar: in the evening of the Americas the date in UTC is tomorrow's.

        What is shown until a day ends by `now`, in UTC, a few hours before that day is over for them.
        """
        return self.now.astimezone(self.zone).date()

    @property
    def answer_language(self) -> Language:
        """The language of the command word if it tells one, else the room's."""
        return self.command.language or self.language


@dataclass(frozen=True, slots=True)
class OwnFile:
    """Made for whoever asked, in memory only."""

    name: str
    mimetype: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """Answered in the room where it was asked."""

    text: Rendered
    picture: bytes | None = None
    """A PNG that shows what the text says; the text is its caption then."""
    files: tuple[OwnFile, ...] = ()
    """Sent behind it, in a direct chat and nowhere else."""
    about: tuple[EventRef, ...] = ()
    """Events of others whose words it quotes: it goes when they go."""
    to_type: str = ""
    """The whole line that it asks for before anything is done: a yes does not do it."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """Posted once into each of these rooms; `key` tells one announcement from the next."""

    texts: Mapping[RoomId, Rendered]
    key: str

    @classmethod
    def in_channel(cls, channel: Channel, words: Callable[[Language], Rendered], key: str) -> Announcement:
        """Into every room of a channel, in its language."""
        texts = {language: words(language) for language in channel.languages}
        return cls({room.room_id: texts[room.language] for room in channel.rooms}, key)


Talk = Callable[[Asked, str], Awaitable[Reply | None]]
"""A dialogue in direct chats: answers what was said there, None when nothing of it is for this dialogue."""

Gesture = Callable[[Reaction], Awaitable[None]]
"""What a reaction asks the bot for. It may prove no sender: nothing is decided by it."""

HelpLine = tuple[str, str]
"""What follows the words of a command (an example, or nothing), and the English sentence that says what it does."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Who answers a command, and how the help shows it: a line for each way to type it."""

    answer: Callable[[Asked], Awaitable[Reply | Announcement]]
    help: tuple[HelpLine, ...]
