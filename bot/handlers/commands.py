"""Who may do what, which desk answers, and in which language."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.cards import Typed, card, note
from bot.core.commands import WRITES, Unknown, Verb, may, spell
from bot.core.model import Language, Role
from bot.core.record_ids import EXAMPLE
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Announcement, Asked, Reply
from bot.handlers.digest import DigestDesk
from bot.handlers.petitions import PetitionDesk
from bot.handlers.suspension import EXAMPLE as EXAMPLE_USER
from bot.handlers.suspension import SuspensionDesk
from bot.handlers.verifying import VerificationDesk
from bot.i18n import Texts

__all__ = ["Announcement", "Asked", "CommandDesk", "Reply"]

_HELP: Mapping[Verb, tuple[tuple[str, str], ...]] = {
    "petition.status": (
        ("", N_("where every petition stands")),
        (EXAMPLE, N_("one petition: stage, dates, sources")),
    ),
    "digest": (("", N_("posts in all rooms what changed in the last 7 days")),),
    "member.suspend": ((EXAMPLE_USER, N_("a lost phone: shut this person out of every room at once")),),
    "member.restore": ((EXAMPLE_USER, N_("let this person in again; two coordinators have to write it")),),
    "verify": (("@ana:example.org", N_("compare emoji with this person's app; in the operators' room")),),
    "help": (("", N_("this list")),),
}
"""For each way to type a command: what follows its words, and what it does."""

_UNSIGNED = N_(
    "I do not obey this from a session that is not verified. In Element, open Settings, then Sessions, verify this"
    " session, and write it again."
)


class CommandDesk:
    def __init__(
        self,
        texts: Texts,
        petition_desk: PetitionDesk,
        digest_desk: DigestDesk,
        verification_desk: VerificationDesk,
        suspension_desk: SuspensionDesk,
    ) -> None:
        self._texts = texts
        self._petition_desk = petition_desk
        self._digest_desk = digest_desk
        self._verification_desk = verification_desk
        self._suspension_desk = suspension_desk

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
        _check_right(asked, command.verb)
        match command.verb:
            case "petition.status":
                return await self._petition_desk.status(asked)
            case "verify":
                return await self._verification_desk.answer(asked, command.arguments)
            case "member.suspend":
                return await self._suspension_desk.suspend(asked)
            case "member.restore":
                return await self._suspension_desk.restore(asked)
            case "digest":
                if not asked.channel.rooms:
                    raise UserError(N_("Please write this in a room of a channel."))
                return await self._digest_desk.publish(asked)
            case "help":
                return self._help(asked.answer_language, asked.member.role)

    def _did_you_mean(self, asked: Asked, unknown: Unknown) -> Reply:
        language, guess = asked.answer_language, unknown.suggestion
        t = self._texts
        if guess is not None and may(asked.member.role, guess.verb):
            command = spell(
                guess.verb, language, guess.arguments.get("record_id") or guess.arguments.get("user_id", "")
            )
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


def _check_right(asked: Asked, verb: Verb) -> None:
    """Raises UserError unless this person, on this device, may do this."""
    if not may(asked.member.role, verb):
        raise UserError(N_("Only coordinators may do this."))
    if verb in WRITES and not asked.signed_device:
        raise UserError(_UNSIGNED)
