"""Comparing emoji, for people: what the operators' room shows, and `!verify` there.

The room is one of all languages, so what nobody asked for comes in each of them; an answer comes in the asker's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bot.core.cards import card, note
from bot.core.commands import Command, bare, spell, spell_answer
from bot.core.emoji_names import named
from bot.core.model import Language, Member, Outgoing, Rendered, RoomId, UserId
from bot.core.relay import transaction_id
from bot.core.rendering import attribution
from bot.core.verification import Outcome, VerificationView
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.i18n import Texts
from bot.matrix.verifier import CannotStart, Verifier
from bot.ports import Rooms

_CANCELLED: Mapping[Outcome, str] = {
    "timeout": N_("Cancelled: ten minutes went by. Nothing was verified."),
    "differ": N_(
        "Cancelled: not the same on both sides. Somebody may be in between: send %(name)s nothing confidential"
        " until you know why."
    ),
    "keys": N_(
        "Cancelled: the keys are not the ones that %(name)s has. Somebody may be in between: send them nothing"
        " confidential until you know why."
    ),
    "person": N_("Cancelled by one of the two sides. Nothing was verified."),
    "unsigned": N_("Cancelled: %(name)s must first finish setting up encryption in their app."),
    "unreachable": N_("Cancelled: the homeserver did not answer. Please try again."),
    "misunderstood": N_("Cancelled: the two apps did not understand each other. Please try again."),
}
_CANNOT_START: Mapping[str, str] = {
    "running": N_("A verification with this person is going on already."),
    "too_many": N_("Too many verifications are going on. Please wait for one to end."),
    "no_device": N_("This person has no app with encryption set up that could answer."),
    "unreachable": N_("The homeserver did not answer. Please try again."),
}
HELP: tuple[HelpLine, ...] = (("@ana:example.org", N_("compare emoji with this person's app; in the operators' room")),)
_ASKED = N_("I asked the app of %(name)s. The emoji come here as soon as somebody accepts there.")


def emoji_lines(view: VerificationView, languages: Collection[Language]) -> list[str]:
    """What both sides compare: a line for each emoji with its names, or the three numbers."""
    if not view.emoji:
        return [" ".join(map(str, view.decimals))] if view.decimals else []
    lines = []
    for entry in named(view.emoji):
        names = dict.fromkeys(entry.name(language) for language in languages)
        lines.append(f"{entry.emoji}  {' · '.join(names)}")
    return lines


def sentence(texts: Texts, view: VerificationView, member: Member, language: Language) -> str:
    """What happened, or what to do now."""
    name = member.name
    match view.stage:
        case "asked" if view.by_us:
            return texts.gettext(language, _ASKED, name=name)
        case "asked":
            return texts.gettext(language, "%(name)s wants to compare emoji with me. They come here next.", name=name)
        case "comparing":
            return texts.gettext(language, "Call %(name)s: is it the same there, in the same order?", name=name)
        case "confirmed":
            return texts.gettext(language, "Confirmed here. %(name)s has to confirm as well.", name=name)
        case "done":
            return texts.gettext(language, "Done: %(name)s and I have verified each other.", name=name)
        case "cancelled":
            why = _CANCELLED[view.outcome or "misunderstood"]
            return texts.gettext(language, why, name=name)


class VerificationDesk:
    def __init__(
        self,
        verifier: Verifier,
        rooms: Rooms,
        texts: Texts,
        members: Mapping[UserId, Member],
        operators_room: RoomId | None,
    ) -> None:
        self._verifier = verifier
        self._rooms = rooms
        self._texts = texts
        self._members = members
        self._operators_room = operators_room

    async def answer(self, asked: Asked) -> Reply:
        """Carry out `!verify`. Raises UserError."""
        arguments = asked.command.arguments if isinstance(asked.command, Command) else {}
        if self._operators_room is None:
            raise UserError(N_("There is no operators' room. Use `trinational verify` on the bot's computer."))
        if asked.event.room_id != self._operators_room:
            raise UserError(N_("Please write this in the operators' room."))
        language = asked.answer_language
        if "action" in arguments:
            return await self._decide(arguments, language)
        if "who" not in arguments:
            command = spell("verify", language, "@ana:example.org")
            raise UserError(N_("With whom? Write %(command)s."), command=command)
        person = self._person(arguments["who"])
        try:
            await self._verifier.start(person.user_id)
        except CannotStart as error:
            raise UserError(_CANNOT_START[error.reason]) from None
        return Reply(note(self._texts.gettext(language, _ASKED, name=attribution(person))))

    async def _decide(self, arguments: Mapping[str, str], language: Language) -> Reply:
        same = arguments["action"] == "confirm"
        view = await self._verifier.decide(arguments.get("number", ""), same=same)
        if view is None:
            raise UserError(N_("No verification with this number waits for an answer."))
        return Reply(note(self._texts.gettext(language, "Noted.")))

    def _person(self, typed: str) -> Member:
        """By user id, its first part, or the name in the configuration. Raises UserError."""
        whole = [member for user_id, member in self._members.items() if bare(user_id) == typed]
        by_name = [
            member
            for user_id, member in self._members.items()
            if typed.removeprefix("@") in (bare(user_id[1:].partition(":")[0]), bare(member.name))
        ]
        found = whole or by_name
        if len(found) != 1:
            raise UserError(N_("I need one member of the network. Write their whole user id."))
        return found[0]

    async def show(self, view: VerificationView) -> None:
        """Tell the operators' room, if there is one that is encrypted. Raises MatrixError."""
        room_id = self._operators_room
        if room_id is None or not self._rooms.is_encrypted(room_id) or (view.by_us and view.stage == "asked"):
            return
        key = f"verification {view.code} {view.ends_at.isoformat()} {view.stage}"
        await self._rooms.send(Outgoing(room_id, transaction_id("notice", key), self._card(view)))

    def _card(self, view: VerificationView) -> Rendered:
        member = self._members.get(view.user_id) or Member(view.user_id, view.user_id)
        languages = self._texts.languages
        lines = emoji_lines(view, languages) if view.stage == "comparing" else []
        lines += [self._sentence(view, member, language) for language in languages]
        return card(f"{view.code} · {attribution(member)} · {view.user_id}", lines)

    def _sentence(self, view: VerificationView, member: Member, language: Language) -> str:
        what = sentence(self._texts, view, member, language)
        if view.stage != "comparing":
            return what
        how = self._texts.gettext(
            language,
            "If so, write %(yes)s. If not: %(no)s.",
            yes=spell_answer("confirm", language, view.code),
            no=spell_answer("cancel", language, view.code),
        )
        return f"{what} {how}"
