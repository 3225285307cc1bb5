"""A change of who is in the network: what it would mean, the typed word that does it, who is told, who is shut out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, cast

from bot.core import roster as rules
from bot.core.cards import Typed, card, note
from bot.core.model import Member, Role, UserId
from bot.core.roster import Group, Roster, Seat
from bot.core.sharing_words import WORDS, WordFor, is_word
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked, Reply
from bot.handlers.removal import Hall, Removals
from bot.handlers.roster_words import RosterWords
from bot.handlers.signed import check_signed
from bot.i18n import Texts
from bot.store.dialogues import Dialogues
from bot.store.roster import RosterChange, RosterStore
from bot.store.suspensions import SuspensionStore

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


@dataclass(frozen=True, slots=True)
class Wish:
    act: Act
    subject: str
    role: str = ""
    contact: str = ""
    name: str = ""
    """Of the person, as shown."""


class RosterSteps:
    def __init__(
        self,
        texts: Texts,
        store: RosterStore,
        dialogues: Dialogues,
        suspensions: SuspensionStore,
        hall: Hall,
        removals: Removals,
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
        self._words = words
        self._wait = wait

    async def answer(self, asked: Asked, body: str) -> Reply | None:
        """A typed word in the direct chat. None when nothing of ours waits for it. Raises UserError."""
        if not any(is_word(body, word) for word in _WORD.values()):
            return None
        if again := await self.again(asked):
            return again
        waiting = await self._dialogues.get(asked.member.user_id, "word", asked.now)
        if waiting is None or not is_word(body, cast("WordFor", waiting.state["word"])) or "act" not in waiting.state:
            return None
        check_signed(asked)
        state = cast("Mapping[str, str]", waiting.state)
        wish = Wish(cast("Act", state["act"]), state["subject"], state["role"], state["contact"], state["name"])
        if wish.act not in _WORD:
            return None
        await self._store.fresh()
        reply = await self.carry_out(asked, wish)
        await self._dialogues.end(asked.member.user_id, "word")
        return reply

    def _planned(self, asked: Asked, wish: Wish) -> RosterChange:
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

    async def ask(self, asked: Asked, wish: Wish) -> Reply:
        """Show what it would mean, and ask for the word. Raises UserError."""
        if again := await self.again(asked):
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

    async def carry_out(self, asked: Asked, wish: Wish) -> Reply:
        """Raises UserError."""
        change = self._planned(asked, wish)
        tell = self._to_be_told(asked.member, change, self._store.roster)
        await self._store.write([change], asked.member, (asked.event.event_id, wish.act), tell, asked.now)
        return await self._receipt(asked, change.subject)

    async def again(self, asked: Asked) -> Reply | None:
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

    def shown_name(self, user_id: UserId) -> str:
        """What they chose to be called where they are in a room, else the first part of their user id."""
        rooms = self._removals.rooms_with(user_id)
        name = self._hall.display_name(rooms[0], user_id) if rooms else user_id[1:].partition(":")[0]
        return " ".join(name.split())[:60] or user_id
