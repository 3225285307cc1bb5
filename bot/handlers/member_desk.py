"""`!member`: who is in one's own group. What takes a person's access, or gives it, is done by a typed word."""

from __future__ import annotations

from bot.core.cards import card
from bot.core.model import UserId
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.handlers.own_records import argument
from bot.handlers.roster_steps import RosterSteps, Wish
from bot.handlers.roster_words import RosterWords
from bot.i18n import Texts
from bot.store.roster import RosterStore

_EXAMPLE = "@ana:example.org"
ADD_HELP: tuple[HelpLine, ...] = (
    (
        _EXAMPLE,
        N_(
            "a new member of your group, who then sees everything that it keeps; with “observer” at the end: reads only"
        ),
    ),
)
REMOVE_HELP: tuple[HelpLine, ...] = (
    (_EXAMPLE, N_("ends a membership of your group and shuts the person out at once")),
)
ROLE_HELP: tuple[HelpLine, ...] = (
    (f"{_EXAMPLE} observer", N_("observer, rep or coordinator; to coordinator and back takes two groups")),
)
LIST_HELP: tuple[HelpLine, ...] = (("", N_("the members of your group, and the coordinators of the others")),)


class MemberDesk:
    def __init__(self, texts: Texts, store: RosterStore, steps: RosterSteps, words: RosterWords, bot: UserId) -> None:
        self._texts = texts
        self._store = store
        self._steps = steps
        self._words = words
        self._bot = bot

    async def add_member(self, asked: Asked) -> Reply:
        """Shows what it means. Raises UserError."""
        user_id = self._whom(asked)
        wish = Wish("member.add", user_id, argument(asked, "role") or "rep", name=self._steps.shown_name(user_id))
        return await self._steps.ask(asked, wish)

    async def remove_member(self, asked: Asked) -> Reply:
        """Raises UserError."""
        return await self._steps.ask(asked, Wish("member.remove", self._whom(asked)))

    async def change_role(self, asked: Asked) -> Reply:
        """At once where it is the group's own matter. Raises UserError."""
        user_id, role = self._whom(asked), argument(asked, "role")
        if not role:
            raise UserError(N_("Which role? Write observer, rep or coordinator after the user id."))
        wish = Wish("member.role", user_id, role)
        roster = await self._store.fresh()
        member = roster.members().get(user_id)
        if member is not None and "coordinator" in (member.role, role):
            return await self._steps.ask(asked, wish)
        return await self._steps.again(asked) or await self._steps.carry_out(asked, wish)

    async def list_members(self, asked: Asked) -> Reply:
        """One's own group, and who speaks for the others."""
        t, language, own = self._texts, asked.answer_language, asked.member.organisation
        members = sorted((await self._store.fresh()).members().values(), key=lambda each: (each.name, each.user_id))
        mine = [self._words.member(language, each) for each in members if own is not None and each.organisation == own]
        others = [
            self._words.member(language, each)
            for each in members
            if each.role == "coordinator" and (own is None or each.organisation != own)
        ]
        if self._store.tampered:
            others.append(
                t.gettext(language, "Somebody changed the log of members by hand. Please tell the operators.")
            )
        return Reply(card(t.gettext(language, "Members"), [*mine, *others]))

    def _whom(self, asked: Asked) -> UserId:
        user_id = argument(asked, "user_id")
        if not user_id:
            raise UserError(N_("Whom? Write the whole user id of one person, like %(example)s."), example=_EXAMPLE)
        if user_id == self._bot:
            raise UserError(N_("That is me, and I am no member."))
        return UserId(user_id)
