"""`!org`: which groups are in the network. No group comes or goes by the word of one alone."""

from __future__ import annotations

import re

from bot.core.cards import card
from bot.core.commands import spell
from bot.core.model import UserId
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.handlers.free_text import FreeText
from bot.handlers.own_records import argument
from bot.handlers.roster_steps import RosterSteps, Wish
from bot.handlers.roster_words import RosterWords
from bot.i18n import Texts
from bot.store.roster import RosterStore

_EXAMPLE = "@ana:example.org"
ADD_HELP: tuple[HelpLine, ...] = (
    (f"Union X {_EXAMPLE}", N_("proposes a new group with its first member; a second group has to vouch for it")),
)
VOUCH_HELP: tuple[HelpLine, ...] = (("Union X", N_("vouches for a proposed group; shows first what that means")),)
OBJECT_HELP: tuple[HelpLine, ...] = (
    ("Union X", N_("objects to a group that is to come or to go, or takes back your voice")),
)
REMOVE_HELP: tuple[HelpLine, ...] = (
    ("Union X", N_("a group is to leave: by its own wish, or by that of two others, after the waiting period")),
)
LIST_HELP: tuple[HelpLine, ...] = (("", N_("the groups of the network, and those that are to come or to go")),)
_USER_ID = re.compile(r"@[!-9;-~]{1,255}:[A-Za-z0-9.-]{0,255}[A-Za-z0-9](?::[0-9]{1,5})?")


class GroupDesk:
    def __init__(
        self, texts: Texts, store: RosterStore, steps: RosterSteps, words: RosterWords, free_text: FreeText
    ) -> None:
        self._texts = texts
        self._store = store
        self._steps = steps
        self._words = words
        self._free_text = free_text

    async def add_group(self, asked: Asked) -> Reply:
        """Raises UserError."""
        typed = argument(asked, "name")
        found = _USER_ID.findall(typed)
        name = " ".join(_USER_ID.sub(" ", typed).split()).strip(" ,;:“”«»\"'")
        if len(found) != 1 or not name:
            raise UserError(N_("Write the name of the group and the user id of its first member: %(command)s"),
                            command=spell("org.add", asked.answer_language, f"Union X {_EXAMPLE}"))  # fmt: skip
        name, _ = self._free_text.workplace(name, asked.answer_language)
        return await self._steps.ask(
            asked, Wish("org.add", name, contact=found[0], name=self._steps.shown_name(UserId(found[0])))
        )

    async def vouch(self, asked: Asked) -> Reply:
        """Raises UserError."""
        name = await self._named(asked)
        group = self._store.roster.groups.get(name)
        if group is None or group.status != "proposed":
            raise UserError(N_("No group of this name is proposed. “!org list” shows what waits."))
        return await self._steps.ask(asked, Wish("org.vouch", name))

    async def remove_group(self, asked: Asked) -> Reply:
        """Raises UserError."""
        return await self._steps.ask(asked, Wish("org.remove", await self._named(asked)))

    async def object(self, asked: Asked) -> Reply:
        """At once: it leaves everything as it is. Raises UserError."""
        if again := await self._steps.again(asked):
            return again
        return await self._steps.carry_out(asked, Wish("org.object", await self._named(asked)))

    async def list_groups(self, asked: Asked) -> Reply:
        t, language, roster = self._texts, asked.answer_language, await self._store.fresh()
        lines = sorted(roster.admitted())
        if asked.member.role == "coordinator":
            waiting = sorted(
                name for name, group in roster.groups.items() if group.status == "proposed" or group.leaving
            )
            lines += [line for name in waiting for line in self._words.about(language, roster, name)]
        return Reply(card(t.gettext(language, "Groups of the network"), lines))

    async def _named(self, asked: Asked) -> str:
        name = (await self._store.fresh()).called(argument(asked, "name"))
        if name is None:
            raise UserError(N_("I know no group of this name. “!org list” shows them."))
        return name
