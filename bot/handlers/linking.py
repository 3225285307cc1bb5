"""`!channel link`, `!channel unlink`: a room comes into a channel, or leaves it, while the bot runs.

A channel may have several rooms in one language: where `unlink` could mean two of them, it asks which.

Whatever is said in the other rooms is readable in a linked one, so it has to be as safe as `!channel check` wants it,
the coordinator has to sit in it, and everybody in the channel is told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from bot.core.cards import Typed, card, note
from bot.core.commands import Command, spell
from bot.core.confirming import CONFIRM_WORDS
from bot.core.linking import FEWEST_ROOMS, Link, Wish, read_wish
from bot.core.model import Channel, ChannelRoom, Language, Member, RoomId, UserId
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Announcement, Asked, HelpLine, Reply
from bot.handlers.channel_check import Inspector, weak_lines
from bot.i18n import Texts
from bot.logs import get_logger
from bot.store.present_channels import PresentChannels

log = get_logger(__name__)

LINK_HELP: tuple[HelpLine, ...] = (("fr !…", N_("takes a room of that language into this channel")),)
UNLINK_HELP: tuple[HelpLine, ...] = (("fr", N_("takes the room of that language out of this channel")),)

_LINKED = N_(
    "A room in another language (%(code)s) belongs to this channel now: from here on what you write is translated"
    " there as well. A coordinator did this."
)
_LINKED_FURTHER = N_(
    "A further room in one of its languages (%(code)s) belongs to this channel now: from here on what you write is"
    " passed on there as well. A coordinator did this."
)
_UNLINKED = N_(
    "The room in %(code)s no longer belongs to this channel: nothing is passed on to it or from it any more. What"
    " was passed on can still be deleted. A coordinator did this."
)
_UNLINKED_ONE = N_(
    "One of the rooms in %(code)s no longer belongs to this channel: nothing is passed on to it or from it any more."
    " What was passed on can still be deleted. A coordinator did this."
)
_UNLINKED_HERE = N_(
    "This room no longer belongs to the channel: nothing is passed on to it or from it any more. What was passed on"
    " can still be deleted. A coordinator did this."
)


class LinkDesk:
    """`begin_anew`: the rooms are others now; the bot starts with them once this is answered."""

    def __init__(
        self,
        inspector: Inspector,
        store: PresentChannels,
        texts: Texts,
        members: Mapping[UserId, Member],
        channels: tuple[Channel, ...],
        operators_room: RoomId | None,
        begin_anew: Callable[[], None],
    ) -> None:
        self._inspector = inspector
        self._store = store
        self._texts = texts
        self._members = members
        self._channels = channels
        self._operators_room = operators_room
        self._begin_anew = begin_anew
        self._is_changing = False

    async def link(self, asked: Asked) -> Reply | Announcement:
        """Raises UserError."""
        channel, wish, language = self._channel(asked), self._wish(asked), asked.answer_language
        if wish.language is None or wish.room_id is None:
            example = f"{spell('channel.link', language)} fr !…"
            raise UserError(
                N_(
                    "Please say which language and which room: %(example)s. The room id is in Element under room"
                    ' settings, Advanced; it starts with "!".'
                ),
                example=example,
            )
        beside = [room for room in channel.rooms_in(wish.language) if room != wish.room_id]
        if wish.confirmed and channel.language_of(wish.room_id) == wish.language:  # it was done just before a crash
            return self._announce_link(asked, channel, wish.language, further=bool(beside))
        self._check(asked, wish.room_id)
        if not wish.confirmed:
            typed = f"{wish.language} {wish.room_id} {CONFIRM_WORDS[language]}"
            meaning = N_("everything said in this channel can be read there from then on")
            if beside:
                meaning = N_(
                    "a further room in that language; everything said in this channel can be read there from then on"
                )
            return self._confirm(language, spell("channel.link", language, typed), meaning)
        link = Link(channel.name, wish.language, wish.room_id, linked=True, further=bool(beside))
        await self._store.note(link, asked.now)
        return self._announce_link(asked, channel, wish.language, further=bool(beside))

    async def unlink(self, asked: Asked) -> Reply | Announcement:
        """Raises UserError."""
        channel, wish, language = self._channel(asked), self._wish(asked), asked.answer_language
        meant = [room for room in channel.rooms if _is_meant(room, wish)]
        gone = await self._taken_out_just_before_a_crash(channel, wish)
        if gone is not None and not meant:
            return self._announce_unlink(asked, channel, gone)
        if not meant:
            example = f"{spell('channel.unlink', language)} fr"
            raise UserError(N_("Please say which room of this channel, by its language: %(example)s"), example=example)
        if len(channel.rooms) <= FEWEST_ROOMS:
            raise UserError(N_("A channel needs at least two rooms. An operator can take the whole channel out."))
        if len(meant) > 1:
            return self._which(asked, channel, meant)
        (room,) = meant
        if not wish.confirmed:
            several = len(channel.rooms_in(room.language)) > 1
            words = [room.language, *([room.room_id] if several else []), CONFIRM_WORDS[language]]
            meaning = N_("nothing is passed on to that room or from it any more")
            return self._confirm(language, spell("channel.unlink", language, " ".join(words)), meaning)
        await self._store.note(Link(channel.name, room.language, room.room_id, linked=False), asked.now)
        return self._announce_unlink(asked, channel, room)

    async def _taken_out_just_before_a_crash(self, channel: Channel, wish: Wish) -> ChannelRoom | None:
        if not wish.confirmed or wish.language is None:
            return None
        last = await self._store.last_taken_out(channel.name, wish.language)
        return ChannelRoom(last, wish.language) if last is not None and wish.room_id in (None, last) else None

    def _which(self, asked: Asked, channel: Channel, rooms: Sequence[ChannelRoom]) -> Reply:
        """Of several in one language."""
        language, lines = asked.answer_language, list[str | Typed]()
        for room in rooms:
            title = channel.title_of(room.room_id)
            if room.room_id == asked.event.room_id:
                title = self._texts.gettext(language, "%(room)s, this room", room=title)
            typed = f"{room.language} {room.room_id}"
            lines.append(Typed(spell("channel.unlink", language, typed), title))
        title = N_("This channel has several rooms in that language. Please write which one:")
        return Reply(card(self._texts.gettext(language, title), lines))

    def _channel(self, asked: Asked) -> Channel:
        """Raises UserError."""
        if not asked.channel.rooms:
            raise UserError(N_("Please write this in a room of a channel."))
        if self._is_changing:  # what is known here of the rooms is no longer so
            raise UserError(N_("The rooms of this network are changing at this moment. Please write it again."))
        return asked.channel

    def _wish(self, asked: Asked) -> Wish:
        typed = asked.command.arguments.get("text", "") if isinstance(asked.command, Command) else ""
        return read_wish(typed, self._texts.languages)

    def _check(self, asked: Asked, room_id: RoomId) -> None:
        """Raises UserError unless the room may be linked."""
        used = {room for channel in self._channels for room in channel.room_ids} | {self._operators_room}
        if room_id in used:
            raise UserError(N_("That room is one of this network already."))
        rules = self._inspector.rules_of(room_id)
        people = self._inspector.people_in(room_id)
        if rules is None:
            raise UserError(N_("I am not in that room. Please invite me there and write this again."))
        if asked.member.user_id not in people:
            raise UserError(N_("You are not in that room. Somebody who is has to link it."))
        weak = weak_lines(
            self._texts, asked.answer_language, rules, people, self._members.values(), self._inspector.user_id
        )
        if weak:
            raise UserError(
                N_("That room is weaker than a room of this network may be. %(fixes)s"), fixes=" ".join(weak)
            )

    def _confirm(self, language: Language, command: str, meaning: str) -> Reply:
        gettext = self._texts.gettext
        asks = card(gettext(language, "To confirm, write:"), [Typed(command, gettext(language, meaning))])
        return Reply(asks, to_type=command)

    def _announce_link(self, asked: Asked, channel: Channel, subject: Language, *, further: bool) -> Announcement:
        msgid = _LINKED_FURTHER if further else _LINKED
        return self._announce(asked, dict.fromkeys(channel.rooms, msgid), subject, "linked")

    def _announce_unlink(self, asked: Asked, channel: Channel, room: ChannelRoom) -> Announcement:
        others = channel.others(room.room_id)
        msgid = _UNLINKED_ONE if any(each.language == room.language for each in others) else _UNLINKED
        return self._announce(asked, {room: _UNLINKED_HERE, **dict.fromkeys(others, msgid)}, room.language, "unlinked")

    def _announce(
        self, asked: Asked, msgids: Mapping[ChannelRoom, str], subject: Language, kind: Literal["linked", "unlinked"]
    ) -> Announcement:
        log.info("channel.changed", kind=kind, target=subject)
        self._is_changing = True
        self._begin_anew()
        texts = {
            room.room_id: note(self._texts.gettext(room.language, msgid, code=subject))
            for room, msgid in msgids.items()
        }
        return Announcement(texts, f"link {asked.event.event_id}")


def _is_meant(room: ChannelRoom, wish: Wish) -> bool:
    """By its language, its id, or both."""
    if wish.language is None and wish.room_id is None:
        return False
    return wish.language in (None, room.language) and wish.room_id in (None, room.room_id)
