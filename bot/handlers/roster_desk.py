"""`!member` and `!org`: who is in the network. What matters is done by a typed word, and never by one group alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, cast

from bot.core import roster as rules
from bot.core.cards import Typed, card, note
from bot.core.model import Member, Role, UserId
from bot.core.roster import Group, Roster, Seat
from bot.core.sharing_words import WORDS, WordFor, is_word
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.handlers.free_text import FreeText
from bot.handlers.own_records import argument
from bot.handlers.removal import Hall, Removals
from bot.handlers.roster_words import RosterWords
from bot.handlers.signed import check_signed
from bot.i18n import Texts
from bot.store.dialogues import Dialogues
from bot.store.roster import RosterChange, RosterStore
from bot.store.suspensions import SuspensionStore

_EXAMPLE = "@ana:example.org"
ADD_HELP: tuple[HelpLine, ...] = (
    (
        _EXAMPLE,
        N_("a new member of your group, who then sees everything that it keeps; “observer” behind it: reads only"),
    ),
)
REMOVE_HELP: tuple[HelpLine, ...] = (
    (_EXAMPLE, N_("ends a membership of your group and shuts the person out at once")),
)
ROLE_HELP: tuple[HelpLine, ...] = (
    (f"{_EXAMPLE} observer", N_("observer, rep or coordinator; to coordinator and back takes two groups")),
)
MEMBERS_HELP: tuple[HelpLine, ...] = (("", N_("the members of your group, and the coordinators of the others")),)
ORG_ADD_HELP: tuple[HelpLine, ...] = (
    (f"Union X {_EXAMPLE}", N_("proposes a new group with its first member; a second group has to vouch for it")),
)
VOUCH_HELP: tuple[HelpLine, ...] = (("Union X", N_("vouches for a proposed group; shows first what that means")),)
OBJECT_HELP: tuple[HelpLine, ...] = (
    ("Union X", N_("objects to a group that is to come or to go, or takes back your voice")),
)
ORG_REMOVE_HELP: tuple[HelpLine, ...] = (
    ("Union X", N_("a group is to leave: by its own wish, or by that of two others, after the waiting period")),
)
ORG_LIST_HELP: tuple[HelpLine, ...] = (("", N_("the groups of the network, and those that are to come or to go")),)

Act = Literal["member.add", "member.remove", "member.role", "org.add", "org.vouch", "org.remove", "org.object"]
_WORD: Mapping[Act, WordFor] = {
    "member.add": "add",
    "member.remove": "remove",
    "member.role": "vouch",
    "org.add": "vouch",
    "org.vouch": "vouch",
    "org.remove": "remove",
}
_TITLES: Mapping[Act, str] = {
    "member.add": N_("A new member of your group?"),
    "member.remove": N_("End this membership?"),
    "member.role": N_("Change what this person may do?"),
    "org.add": N_("Propose this group, and vouch for it?"),
    "org.vouch": N_("Vouch for this group?"),
    "org.remove": N_("Shall this group leave the network?"),
}
_USER_ID = re.compile(r"@[!-9;-~]{1,255}:[A-Za-z0-9.-]{0,255}[A-Za-z0-9](?::[0-9]{1,5})?")


@dataclass(frozen=True, slots=True)
class _Wish:
    act: Act
    subject: str
    role: str = ""
    contact: str = ""
    name: str = ""
    """Of the person, as shown."""


class RosterDesk:
    def __init__(
        self,
        texts: Texts,
        store: RosterStore,
        dialogues: Dialogues,
        suspensions: SuspensionStore,
        hall: Hall,
        removals: Removals,
        free_text: FreeText,
        words: RosterWords,
        wait: timedelta,
    ) -> None:
        """`wait`: how long every group may object to another."""
        self._texts = texts
        self._store = store
        self._dialogues = dialogues
        self._suspensions = suspensions
        self._hall = hall
        self._removals = removals
        self._free_text = free_text
        self._words = words
        self._wait = wait

    # --- commands ------------------------------------------------------------------------------------------------

    async def add_member(self, asked: Asked) -> Reply:
        """Shows what it means. Raises UserError."""
        user_id = self._whom(asked)
        wish = _Wish("member.add", user_id, argument(asked, "role") or "rep", name=self._shown(user_id))
        return await self._ask(asked, wish)

    async def remove_member(self, asked: Asked) -> Reply:
        """Raises UserError."""
        return await self._ask(asked, _Wish("member.remove", self._whom(asked)))

    async def change_role(self, asked: Asked) -> Reply:
        """At once where it is the group's own matter. Raises UserError."""
        user_id, role = self._whom(asked), argument(asked, "role")
        if not role:
            raise UserError(N_("Which role? Write observer, rep or coordinator behind the user id."))
        wish = _Wish("member.role", user_id, role)
        roster = await self._store.fresh()
        member = roster.members().get(user_id)
        if member is not None and "coordinator" in (member.role, role):
            return await self._ask(asked, wish)
        return await self._again(asked) or await self._carry_out(asked, wish)

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

    async def add_group(self, asked: Asked) -> Reply:
        """Raises UserError."""
        typed = argument(asked, "name")
        found = _USER_ID.findall(typed)
        name = " ".join(_USER_ID.sub(" ", typed).split()).strip(" ,;:“”«»\"'")
        if len(found) != 1 or not name:
            raise UserError(N_("Write the name of the group and the user id of its first member: %(command)s"),
                            command=f"!org add Union X {_EXAMPLE}")  # fmt: skip
        name, _ = self._free_text.workplace(name, asked.answer_language)
        return await self._ask(asked, _Wish("org.add", name, contact=found[0], name=self._shown(UserId(found[0]))))

    async def vouch(self, asked: Asked) -> Reply:
        """Raises UserError."""
        name = await self._named(asked)
        group = self._store.roster.groups.get(name)
        if group is None or group.status != "proposed":
            raise UserError(N_("No group of this name is proposed. “!org list” shows what waits."))
        return await self._ask(asked, _Wish("org.vouch", name))

    async def remove_group(self, asked: Asked) -> Reply:
        """Raises UserError."""
        return await self._ask(asked, _Wish("org.remove", await self._named(asked)))

    async def object(self, asked: Asked) -> Reply:
        """At once: it leaves everything as it is. Raises UserError."""
        if again := await self._again(asked):
            return again
        return await self._carry_out(asked, _Wish("org.object", await self._named(asked)))

    async def list_groups(self, asked: Asked) -> Reply:
        t, language, roster = self._texts, asked.answer_language, await self._store.fresh()
        lines = sorted(roster.admitted())
        if asked.member.role == "coordinator":
            waiting = sorted(
                name for name, group in roster.groups.items() if group.status == "proposed" or group.leaving
            )
            lines += [line for name in waiting for line in self._words.about(language, roster, name)]
        return Reply(card(t.gettext(language, "Groups of the network"), lines))

    async def answer(self, asked: Asked, body: str) -> Reply | None:
        """A typed word in the direct chat. None when nothing of ours waits for it. Raises UserError."""
        if not any(is_word(body, word) for word in _WORD.values()):
            return None
        if again := await self._again(asked):
            return again
        waiting = await self._dialogues.get(asked.member.user_id, "word", asked.now)
        if waiting is None or not is_word(body, cast("WordFor", waiting.state["word"])) or "act" not in waiting.state:
            return None
        check_signed(asked)
        state = cast("Mapping[str, str]", waiting.state)
        wish = _Wish(cast("Act", state["act"]), state["subject"], state["role"], state["contact"], state["name"])
        if wish.act not in _WORD:
            return None
        await self._store.fresh()
        reply = await self._carry_out(asked, wish)
        await self._dialogues.end(asked.member.user_id, "word")
        return reply

    # --- what is done --------------------------------------------------------------------------------------------

    def _planned(self, asked: Asked, wish: _Wish) -> RosterChange:
        """Raises UserError: the rules are asked before the preview, and again at the word."""
        roster, by = self._store.roster, asked.member
        user_id, name = UserId(wish.subject), wish.subject
        state: Seat | Group
        match wish.act:
            case "member.add":
                state = rules.added(roster, by, user_id, wish.name, cast("Role", wish.role))
            case "member.remove":
                state = rules.removed(roster, by, user_id, asked.now)
            case "member.role":
                state = rules.given_role(roster, by, user_id, cast("Role", wish.role), asked.now)
            case "org.add":
                state = rules.proposed(roster, by, name, UserId(wish.contact), wish.name)
            case "org.vouch":
                if roster.groups.get(name, Group("removed")).status != "proposed":
                    raise UserError(N_("No group of this name is proposed. “!org list” shows what waits."))
                state = rules.backed(roster, by, name, self._wait, asked.now)
            case "org.remove":
                state = rules.leaving(roster, by, name, self._wait, asked.now)
            case "org.object":
                state = rules.objected(roster, by, name)
        return RosterChange(wish.subject, wish.act, state)

    async def _ask(self, asked: Asked, wish: _Wish) -> Reply:
        if again := await self._again(asked):
            return again
        await self._store.fresh()
        change = self._planned(asked, wish)
        word = _WORD[wish.act]
        state = {
            "word": word,
            "act": wish.act,
            "subject": wish.subject,
            "role": wish.role,
            "contact": wish.contact,
            "name": wish.name,
        }
        await self._dialogues.put(asked.member.user_id, "word", state, asked.event.event_id, asked.now)
        t, language = self._texts, asked.answer_language
        lines: list[str | Typed] = [*self._as_if(language, change)]
        lines.append(Typed(WORDS[word][language], t.gettext(language, "this word does it; anything else leaves it")))
        return Reply(card(t.gettext(language, _TITLES[wish.act]), lines))

    def _as_if(self, language: str, change: RosterChange) -> list[str]:
        """What would be so."""
        roster, subject, state = self._store.roster, change.subject, change.state
        after = (
            Roster(seats={subject: state}) if isinstance(state, Seat) else rules.replace_group(roster, subject, state)
        )
        return self._words.about(language, after, subject)

    async def _carry_out(self, asked: Asked, wish: _Wish) -> Reply:
        change = self._planned(asked, wish)
        tell = self._to_be_told(asked.member, change, self._store.roster)
        await self._store.write([change], asked.member, (asked.event.event_id, wish.act), tell, asked.now)
        return await self._receipt(asked, change.subject)

    async def _again(self, asked: Asked) -> Reply | None:
        """The answer to a command that was carried out before a crash."""
        done = await self._store.done(asked.event.event_id)
        return await self._receipt(asked, done[0]) if done else None

    async def _receipt(self, asked: Asked, subject: str) -> Reply:
        seat = self._store.roster.seats.get(subject)
        if seat is not None and not seat.active:
            await self._shut_out(UserId(subject), asked.member.user_id, asked)
        lines = self._words.about(asked.answer_language, self._store.roster, subject)
        return Reply(note(self._texts.gettext(asked.answer_language, "Done."), *lines))

    async def _shut_out(self, user_id: UserId, by: UserId, asked: Asked) -> None:
        """As a lost phone: out of every room, and no keys. Written down before it is done."""
        if not self._suspensions.is_suspended(user_id):
            rooms = self._removals.rooms_with(user_id)
            await self._suspensions.suspend(user_id, by, rooms, asked.event.event_id, asked.now)
        self._hall.give_no_keys_to(self._suspensions.users)
        await self._removals.remove(user_id, again=True)

    def _to_be_told(self, by: Member, change: RosterChange, roster: Roster) -> set[UserId]:
        """Every other coordinator; of a mere member of a group, its own."""
        state = change.state
        own = (
            state.group if isinstance(state, Seat) and state.wanted is None and change.action != "member.role" else None
        )
        return {
            member.user_id
            for member in roster.members().values()
            if member.role == "coordinator"
            and member.user_id != by.user_id
            and (own is None or member.organisation == own)
        }

    # --- whom and which ------------------------------------------------------------------------------------------

    def _whom(self, asked: Asked) -> UserId:
        user_id = argument(asked, "user_id")
        if not user_id:
            raise UserError(N_("Whom? Write the whole user id of one person, like %(example)s."), example=_EXAMPLE)
        if user_id == self._hall.user_id:
            raise UserError(N_("That is me, and I am no member."))
        return UserId(user_id)

    async def _named(self, asked: Asked) -> str:
        name = (await self._store.fresh()).called(argument(asked, "name"))
        if name is None:
            raise UserError(N_("I know no group of this name. “!org list” shows them."))
        return name

    def _shown(self, user_id: UserId) -> str:
        """What they chose to be called where they are in a room, else the first part of their user id."""
        rooms = self._removals.rooms_with(user_id)
        name = self._hall.display_name(rooms[0], user_id) if rooms else user_id[1:].partition(":")[0]
        return " ".join(name.split())[:60] or user_id


def coordinators_of(roster: Roster, suspensions: SuspensionStore) -> set[UserId]:
    """Who may speak for a group at this moment."""
    return {
        member.user_id
        for member in roster.members().values()
        if member.role == "coordinator" and not suspensions.is_suspended(member.user_id)
    }


def next_due(roster: Roster, now: datetime, longest: timedelta) -> datetime:
    """When the time of some group is over, at the latest after `longest`."""
    dues = [group.due for group in roster.groups.values() if group.due is not None]
    return max(now + timedelta(seconds=1), min([*dues, now + longest]))
