"""`!channel check`: what is weaker in the rooms of a channel than it should be, and what to do about it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

from bot.core.cards import card
from bot.core.model import Channel, Language, Member, RoomId, UserId
from bot.core.room_rules import RoomRules, Weakness, weaknesses
from bot.core.words import N_
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.i18n import Texts
from bot.ports import Rooms

CHECK_HELP: tuple[HelpLine, ...] = (("", N_("tells what is weaker in these rooms than it should be, and the fix")),)

_WEAKER: Mapping[Weakness, str] = {
    "not_encrypted": N_(
        "It is not encrypted, so nothing is relayed there. Room settings, Security & Privacy: turn on encryption."
    ),
    "history": N_(
        "Whoever comes later reads what was said before. Room settings, Security & Privacy: members only, since they"
        " were invited."
    ),
    "join_rule": N_("People can come in uninvited. Room settings, Security & Privacy: private, by invitation only."),
    "guests": N_("Guests without an account may come in. Room settings, Security & Privacy: do not allow guests."),
    "few_coordinators": N_(
        "Fewer than two coordinators have full power there: one lost phone, and nobody can put things right. Make a"
        " second coordinator an administrator."
    ),
    "others_invite": N_(
        "Others than coordinators may invite. Room settings, Roles & Permissions: only administrators invite."
    ),
    "bot_without_power": N_(
        "I cannot delete messages or remove a lost phone there. Room settings, Roles & Permissions: make me an"
        " administrator."
    ),
}


class Inspector(Rooms, Protocol):
    user_id: UserId

    def rules_of(self, room_id: RoomId) -> RoomRules | None:
        """None for a room that the bot is not in."""


class ChannelCheck:
    def __init__(
        self, inspector: Inspector, texts: Texts, members: Mapping[UserId, Member], channels: tuple[Channel, ...]
    ) -> None:
        self._inspector = inspector
        self._texts = texts
        self._members = members
        self._channels = channels

    async def check(self, asked: Asked) -> Reply:
        """Of the channel that it is asked in; of all of them in the operators' room."""
        language = asked.answer_language
        channels = [asked.channel] if asked.channel.rooms else list(self._channels)
        lines: list[str] = []
        for channel in channels:
            for room in channel.rooms:
                lines += self._lines(language, channel.title_of(room.room_id), room.room_id)
        return Reply(card(self._texts.gettext(language, "How safe the rooms are"), lines))

    def _lines(self, language: Language, name: str, room_id: RoomId) -> list[str]:
        t, rules = self._texts, self._inspector.rules_of(room_id)
        if rules is None:
            return [t.gettext(language, "%(room)s: I am not in this room. Please invite me.", room=name)]
        people, me = self._inspector.people_in(room_id), self._inspector.user_id
        found = weak_lines(t, language, rules, people, self._members.values(), me)
        if not found:
            return [t.gettext(language, "%(room)s: everything is as it should be.", room=name)]
        return [f"{name}:", *(f"• {line}" for line in found)]


def weak_lines(
    texts: Texts,
    language: Language,
    rules: RoomRules,
    people: Collection[UserId],
    members: Iterable[Member],
    bot: UserId,
) -> list[str]:
    """What is weaker in a room than it should be, each with its fix."""
    coordinators = [member.user_id for member in members if member.role == "coordinator"]
    return [texts.gettext(language, _WEAKER[each]) for each in weaknesses(rules, people, coordinators, bot)]
