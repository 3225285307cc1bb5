"""Who may do what, which desk answers, and in which language."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.cards import Typed, card, note
from bot.core.commands import Unknown, Verb, may, spell
from bot.core.model import Language, Role
from bot.core.record_ids import EXAMPLE
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Announcement, Asked, Reply
from bot.handlers.digest import DigestDesk
from bot.handlers.petitions import PetitionDesk
from bot.i18n import Texts

__all__ = ["Announcement", "Asked", "CommandDesk", "Reply"]

_HELP: Mapping[Verb, tuple[tuple[str, str], ...]] = {
    "petition.status": (
        ("", N_("where every petition stands")),
        (EXAMPLE, N_("one petition: stage, dates, sources")),
    ),
    "digest": (("", N_("posts in all rooms what changed in the last 7 days")),),
    "help": (("", N_("this list")),),
}
"""For each way to type a command: its record id, if any, and what it does."""


class CommandDesk:
    def __init__(self, texts: Texts, petition_desk: PetitionDesk, digest_desk: DigestDesk) -> None:
        self._texts = texts
        self._petition_desk = petition_desk
        self._digest_desk = digest_desk

    async def answer(self, asked: Asked) -> Reply | Announcement:
        """A UserError becomes a sentence in the language of the answer; other errors pass."""
        try:
            return await self._route(asked)
        except UserError as error:
            return Reply(note(self._texts.gettext(asked.answer_language, error.msgid, **error.params)))

    async def _route(self, asked: Asked) -> Reply | Announcement:
        command = asked.command
        if isinstance(command, Unknown):
            return self._did_you_mean(asked, command)
        if not may(asked.member.role, command.verb):
            raise UserError(N_("Only coordinators may do this."))
        match command.verb:
            case "petition.status":
                return await self._petition_desk.status(asked)
            case "digest":
                return await self._digest_desk.publish(asked)
            case "help":
                return self._help(asked.answer_language, asked.member.role)

    def _did_you_mean(self, asked: Asked, unknown: Unknown) -> Reply:
        language, guess = asked.answer_language, unknown.suggestion
        t = self._texts
        if guess is not None and may(asked.member.role, guess.verb):
            command = spell(guess.verb, language, guess.arguments.get("record_id", ""))
            first = t.gettext(language, "Did you mean %(command)s?", command=command)
        else:
            first = t.gettext(language, "I do not know this command. Write !help for what I can do.")
        second = t.gettext(language, "Was it a message for everyone? Send it again without the ! at the beginning.")
        return Reply(note(first, second))

    def _help(self, language: Language, role: Role) -> Reply:
        lines = [
            Typed(spell(verb, language, record_id), self._texts.gettext(language, meaning))
            for verb, ways in _HELP.items()
            if may(role, verb)
            for record_id, meaning in ways
        ]
        return Reply(card(self._texts.gettext(language, "What you can write here"), lines))
