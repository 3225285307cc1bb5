"""Who may do what, which desk answers, and in which language."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.cards import Typed, card, note
from bot.core.command_table import SPEC
from bot.core.commands import DIRECT_ONLY, WRITES, Command, Unknown, Verb, may, spell
from bot.core.model import Language, Rendered, Role
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Announcement, Asked, Desk, HelpLine, Reply
from bot.i18n import Texts

__all__ = ["Announcement", "Asked", "CommandDesk", "Desk", "Reply"]

_HELP: tuple[HelpLine, ...] = (("", N_("this list")),)

_UNSIGNED = N_(
    "I do not obey this from a session that is not verified. In Element, open Settings, then Sessions, verify this"
    " session, and write it again."
)
_IN_DIRECT_CHAT = N_("Please write this in our direct chat; in a room everybody reads it. You can delete it here.")
_NOT_BUILT = N_("This command is not built yet. Write !help for what I can do.")
_REFUSED: Mapping[Role, str] = {
    "coordinator": N_("Only coordinators may do this."),
    "rep": N_("Only representatives and coordinators may do this."),
}
"""By the least role that may."""


class CommandDesk:
    """One place for what holds for every command; a feature is wired by its desk in `desks`."""

    def __init__(self, texts: Texts, desks: Mapping[Verb, Desk]) -> None:
        self._texts = texts
        self._desks: Mapping[Verb, Desk] = {**desks, "help": Desk(self._help, _HELP)}

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
        _check_role(asked, command.verb)
        desk = self._desks.get(command.verb)
        if desk is None:
            raise UserError(_NOT_BUILT)
        _check_place_and_device(asked, command.verb)
        return await desk.answer(asked)

    def _did_you_mean(self, asked: Asked, unknown: Unknown) -> Reply:
        language, guess = asked.answer_language, unknown.suggestion
        t = self._texts
        if guess is not None and may(asked.member.role, guess.verb) and guess.verb in self._desks:
            command = spell(
                guess.verb, language, guess.arguments.get("record_id") or guess.arguments.get("user_id", "")
            )
            first = t.gettext(language, "Did you mean %(command)s?", command=command)
        else:
            first = t.gettext(language, "I do not know this command. Write !help for what I can do.")
        second = t.gettext(language, "Was it a message for everyone? Send it again without the ! at the beginning.")
        return Reply(note(first, second))

    async def _help(self, asked: Asked) -> Reply:
        command = asked.command
        topic = command.arguments.get("topic", "") if isinstance(command, Command) else ""
        language, role = asked.answer_language, asked.member.role
        allowed = [verb for verb in SPEC if verb in self._desks and may(role, verb)]
        about = [verb for verb in allowed if any(topic in form for form in SPEC[verb].forms)]
        return Reply(self._list(language, about or allowed))

    def _list(self, language: Language, verbs: list[Verb]) -> Rendered:
        lines = [
            Typed(spell(verb, language, example), self._texts.gettext(language, meaning))
            for verb in verbs
            for example, meaning in self._desks[verb].help
        ]
        return card(self._texts.gettext(language, "What you can write here"), lines)


def _check_role(asked: Asked, verb: Verb) -> None:
    """Raises UserError unless this person may do this."""
    if not may(asked.member.role, verb):
        raise UserError(_REFUSED[SPEC[verb].role])


def _check_place_and_device(asked: Asked, verb: Verb) -> None:
    """Raises UserError unless it may be done here, on this device."""
    if verb in WRITES and not asked.signed_device:
        raise UserError(_UNSIGNED)
    if verb in DIRECT_ONLY and not asked.direct:
        raise UserError(_IN_DIRECT_CHAT)
