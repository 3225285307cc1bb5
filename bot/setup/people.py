"""The people of the network: coordinators first, at least two where rooms are made."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.channel_config import LANGUAGES, is_label
from bot.core.model import Language, Member, Role, UserId
from bot.core.words import N_
from bot.errors import UserError
from bot.matrix.http import Http
from bot.setup import server
from bot.setup.terminal import Terminal

_EXAMPLE = "@ana:example.org,es,Ana,Red de ejemplo"
_FEWEST_PARTS, _MOST_PARTS = 3, 4


class People:
    def __init__(self, terminal: Terminal, runner: asyncio.Runner, http: Http, bot: UserId) -> None:
        self._terminal = terminal
        self._runner = runner
        self._http = http
        self._bot = bot
        self._members: dict[UserId, Member] = {}

    def ask(
        self, coordinators: Sequence[str], members: Sequence[str], fewest: int, languages: Sequence[Language]
    ) -> tuple[Member, ...]:
        """`coordinators`, `members`: as the options have them."""
        t = self._terminal
        for written in coordinators:
            self._given(written, "coordinator")
        for written in members:
            self._given(written, "rep")
        while self._coordinators() < fewest:
            if not self._coordinators():
                t.show()
                t.say(
                    N_(
                        "Coordinators may invite, release and lock. Name at least %(count)s, so that one lost phone"
                        " does not leave the rooms without."
                    ),
                    count=fewest,
                )
            self._one(N_("User id of a coordinator:"), "coordinator", languages)
        while t.asks and not members and t.agrees(N_("Add another person?"), default=False):
            self._one(N_("Their user id:"), "rep", languages)
        return tuple(self._members.values())

    def _given(self, written: str, role: Role) -> None:
        t = self._terminal
        question = N_("Type it as %(example)s:")
        t.settle(written, lambda: t.question(question, example=_EXAMPLE), lambda text: self._take(text, role))

    def _take(self, written: str, role: Role) -> None:
        """Raises UserError."""
        parts = [part.strip() for part in written.split(",", _MOST_PARTS - 1)]
        if len(parts) < _FEWEST_PARTS or parts[1] not in LANGUAGES:
            raise UserError(N_("A person is written as %(example)s; the last may be left out."), example=_EXAMPLE)
        language = next(code for code in LANGUAGES if code == parts[1])
        organisation = _label(parts[3]) if len(parts) == _MOST_PARTS and parts[3] else None
        self._add(Member(self._person(parts[0]), _label(parts[2]), organisation, language, role))

    def _one(self, question: str, role: Role, languages: Sequence[Language]) -> None:
        t = self._terminal
        user = t.settle(None, lambda: t.question(question), self._person)
        local = user.removeprefix("@").split(":", 1)[0]
        name = t.settle(None, lambda: t.question(N_("The name that others see:"), local.capitalize()), _label)
        organisation = t.settle(
            None, lambda: t.question(N_("Organisation (Enter for none):")), lambda text: _label(text) if text else None
        )
        language = t.choose_language(t.text(N_("Which language do they read?")), languages)
        self._add(Member(user, name, organisation, language, role))

    def _person(self, written: str) -> UserId:
        user = server.user_id(written, self._bot.partition(":")[2])
        if user == self._bot:
            raise UserError(N_("This is the bot's own account. Name a person."))
        if user in self._members:
            raise UserError(N_("This person is named already."))
        if not self._runner.run(server.check_person(self._http, user)) and self._terminal.asks:
            question = N_(
                "The homeserver of %(user)s does not answer, so nobody can tell whether this is right. Is it?"
            )
            if not self._terminal.agrees(question, default=False, user=user):
                raise UserError(N_("Type the user id again."))
        return user

    def _add(self, member: Member) -> None:
        self._members[member.user_id] = member

    def _coordinators(self) -> int:
        return sum(member.role == "coordinator" for member in self._members.values())


def _label(written: str) -> str:
    if not is_label(written):
        raise UserError(N_("Type a short name in one line, at most 100 characters."))
    return written
