"""`!channel link`, `!channel unlink`: a room comes into a channel, or leaves it, while the bot runs.

Whatever is said in the other rooms is readable in a linked one, so it has to be as safe as `!channel check` wants it,
the coordinator has to sit in it, and everybody in the channel is told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.core.cards import Typed, card, note
from bot.core.commands import Command, spell
from bot.core.confirming import CONFIRM_WORDS
from bot.core.linking import FEWEST_ROOMS, Link, Wish, read_wish
from bot.core.model import Channel, Language, Member, RoomId, UserId
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
_UNLINKED = N_(
    "The room in %(code)s no longer belongs to this channel: nothing is passed on to it or from it any more. What"
    " was passed on can still be deleted. A coordinator did this."
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

    async def link(self, asked: Asked) -> Reply | Announcement:
        """Raises UserError."""
        channel, wish, language = _channel(asked), self._wish(asked), asked.answer_language
        if wish.language is None or wish.room_id is None:
            example = f"{spell('channel.link', language)} fr !…"
            raise UserError(
                N_(
                    "Please say which language and which room: %(example)s. The room id is in Element under room"
                    ' settings, Advanced; it starts with "!".'
                ),
                example=example,
            )
        if wish.confirmed and channel.rooms.get(wish.language) == wish.room_id:  # it was done just before a crash
            return self._announce(asked, channel, _LINKED, wish.language)
        if wish.language in channel.rooms:
            raise UserError(N_("This channel has a room in that language already. Please unlink it first."))
        self._check(asked, wish.room_id)
        if not wish.confirmed:
            typed = f"{wish.language} {wish.room_id} {CONFIRM_WORDS[language]}"
            meaning = self._texts.gettext(language, "everything said in this channel can be read there from then on")
            return self._confirm(language, spell("channel.link", language, typed), meaning)
        await self._store.note(Link(channel.name, wish.language, wish.room_id, linked=True), asked.now)
        return self._announce(asked, channel, _LINKED, wish.language)

    async def unlink(self, asked: Asked) -> Reply | Announcement:
        """Raises UserError."""
        channel, wish, language = _channel(asked), self._wish(asked), asked.answer_language
        room_id = channel.rooms.get(wish.language or "")
        if wish.confirmed and wish.language is not None and room_id is None:  # it was done just before a crash
            return self._announce(asked, channel, _UNLINKED, wish.language)
        if wish.language is None or room_id is None:
            example = f"{spell('channel.unlink', language)} fr"
            raise UserError(N_("Please say which room of this channel, by its language: %(example)s"), example=example)
        if len(channel.rooms) <= FEWEST_ROOMS:
            raise UserError(N_("A channel needs at least two rooms. An operator can take the whole channel out."))
        if not wish.confirmed:
            typed = f"{wish.language} {CONFIRM_WORDS[language]}"
            meaning = self._texts.gettext(language, "nothing is passed on to that room or from it any more")
            return self._confirm(language, spell("channel.unlink", language, typed), meaning)
        await self._store.note(Link(channel.name, wish.language, room_id, linked=False), asked.now)
        return self._announce(asked, channel, _UNLINKED, wish.language)

    def _wish(self, asked: Asked) -> Wish:
        typed = asked.command.arguments.get("text", "") if isinstance(asked.command, Command) else ""
        return read_wish(typed, self._texts.languages)

    def _check(self, asked: Asked, room_id: RoomId) -> None:
        """Raises UserError unless the room may be linked."""
        used = {room for channel in self._channels for room in channel.rooms.values()} | {self._operators_room}
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
        return Reply(card(self._texts.gettext(language, "To confirm, write:"), [Typed(command, meaning)]))

    def _announce(self, asked: Asked, channel: Channel, msgid: str, subject: Language) -> Announcement:
        log.info("channel.changed", kind=(msgid is _LINKED and "linked") or "unlinked", target=subject)
        self._begin_anew()
        texts = {code: note(self._texts.gettext(code, msgid, code=subject)) for code in channel.rooms}
        return Announcement(texts, f"link {asked.event.event_id}")


def _channel(asked: Asked) -> Channel:
    if not asked.channel.rooms:
        raise UserError(N_("Please write this in a room of a channel."))
    return asked.channel
