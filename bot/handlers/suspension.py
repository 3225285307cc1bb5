"""`!member suspend` and `!member restore`: a lost phone is shut out at once; two coordinators let it in again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from bot.core.cards import Typed, card, note
from bot.core.commands import Verb, spell
from bot.core.model import Channel, Language, Member, RoomId, UserId
from bot.core.relay import channel_of
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.handlers.removal import Hall, Outcome, Removals
from bot.i18n import Texts
from bot.store.suspensions import SuspensionStore

EXAMPLE = "@ana:example.org"
MOST_SHOWN = 12
"""People to choose from, in a room."""
SUSPEND_HELP: tuple[HelpLine, ...] = ((EXAMPLE, N_("a lost phone: shut this person out of every room at once")),)
RESTORE_HELP: tuple[HelpLine, ...] = ((EXAMPLE, N_("let this person in again; two coordinators have to write it")),)

_REMOVED = N_("Removed from: %(rooms)s.")
_NOT_REMOVED: Mapping[Outcome, str] = {
    "refused": N_(
        "Still in: %(rooms)s. I lack the power there. In Element, open the room, choose the person and remove them."
    ),
    "failed": N_(
        "Still in: %(rooms)s. The homeserver does not answer; I keep trying. In a hurry, remove them in Element."
    ),
}
_UNSEEN = N_("I am not in: %(rooms)s. Please look in Element whether the person is there.")
_INVITED: Mapping[Outcome, str] = {
    "done": N_("Invited again: %(rooms)s."),
    "refused": N_("Not invited: %(rooms)s. I lack the power there. In Element, open the room and invite the person."),
    "failed": N_("Not invited yet: %(rooms)s. The homeserver does not answer; I keep trying."),
}


class SuspensionDesk:
    def __init__(
        self,
        texts: Texts,
        store: SuspensionStore,
        hall: Hall,
        removals: Removals,
        members: Mapping[UserId, Member],
        channels: tuple[Channel, ...],
    ) -> None:
        self._texts = texts
        self._store = store
        self._hall = hall
        self._removals = removals
        self._members = members
        self._channels = channels

    async def suspend(self, asked: Asked) -> Reply:
        """Recorded first, so that a crash half way changes nothing. Raises UserError."""
        if not _named(asked) and (people := self._people(asked)):
            return self._whom_of(asked, people)
        user_id, language = self._whom(asked, "member.suspend"), asked.answer_language
        if user_id == asked.member.user_id:
            raise UserError(N_("You cannot suspend yourself. Another coordinator has to do it."))
        if user_id == self._hall.user_id:
            raise UserError(N_("I cannot suspend myself. Stop me on the computer where I run."))
        rooms = self._removals.rooms_with(user_id)
        await self._store.suspend(user_id, asked.member.user_id, rooms, asked.event.event_id, asked.now)
        self._hall.give_no_keys_to(self._store.users)
        outcomes = await self._removals.remove(user_id, again=True)
        return Reply(note(*self._suspended(user_id, outcomes, await self._store.rooms_of(user_id), language)))

    def _suspended(
        self, user_id: UserId, outcomes: Mapping[RoomId, Outcome], was_in: Collection[RoomId], language: Language
    ) -> list[str]:
        gettext, name = self._texts.gettext, self._removals.name_of(user_id)
        lines = [
            gettext(
                language,
                "Suspended: %(name)s. I pass on nothing from them, obey none of their commands and give them no keys.",
                name=name,
            )
        ]
        still = [room_id for room_id, outcome in outcomes.items() if outcome != "done"]
        gone = [room_id for room_id in was_in if room_id not in still]
        lines += self._about(_REMOVED, gone, language)
        for outcome, sentence in _NOT_REMOVED.items():
            lines += self._about(sentence, [room for room in still if outcomes[room] == outcome], language)
        lines += self._about(_UNSEEN, self._removals.unseen_rooms(), language)
        if not was_in and user_id not in self._members:
            lines.append(gettext(language, "I know nobody with this user id. Please check how it is written."))
        command = spell("member.restore", language, user_id)
        lines.append(gettext(language, "To undo it, two coordinators write %(command)s.", command=command))
        return lines

    async def restore(self, asked: Asked) -> Reply:
        """The second of two different coordinators within a day brings the person back. Raises UserError."""
        user_id, language = self._whom(asked, "member.restore"), asked.answer_language
        coordinators = {
            member.user_id
            for member in self._members.values()
            if member.role == "coordinator" and not self._store.is_suspended(member.user_id)
        }
        voter, command_id = asked.member.user_id, asked.event.event_id
        vote = await self._store.vote(user_id, voter, coordinators, command_id, asked.now)
        gettext, name = self._texts.gettext, self._removals.name_of(user_id)
        if vote == "not_suspended":
            raise UserError(N_("%(name)s is not suspended."), name=name)
        if vote == "one_more":
            command = spell("member.restore", language, user_id)
            noted = N_("Noted. One more coordinator must write the same within 24 hours: %(command)s")
            return Reply(note(gettext(language, noted, command=command)))
        self._hall.give_no_keys_to(self._store.users)
        outcomes = await self._removals.invite(user_id)
        lines = [gettext(language, "Restored: %(name)s can take part again.", name=name)]
        for outcome, sentence in _INVITED.items():
            lines += self._about(sentence, [room for room in outcomes if outcomes[room] == outcome], language)
        return Reply(note(*lines))

    def _people(self, asked: Asked) -> list[UserId]:
        """Of the room where it is asked, where everybody sees them; none where they are too many to choose from."""
        if asked.direct:
            return []
        people = self._hall.people_in(asked.event.room_id) - {self._hall.user_id, asked.member.user_id}
        return sorted(people, key=self._removals.name_of) if len(people) <= MOST_SHOWN else []

    def _whom_of(self, asked: Asked, people: Sequence[UserId]) -> Reply:
        """Who has lost a phone is known by name to whoever calls; their user id is not, and time is short."""
        language = asked.answer_language
        title = self._texts.gettext(language, "Whom? Send one of these lines:")
        lines = [Typed(spell("member.suspend", language, user), self._removals.name_of(user)) for user in people]
        return Reply(card(title, lines))

    def _whom(self, asked: Asked, verb: Verb) -> UserId:
        arguments = getattr(asked.command, "arguments", {})
        if "user_id" not in arguments:
            command = spell(verb, asked.answer_language, EXAMPLE)
            raise UserError(
                N_(
                    "Whom? Write the whole user id of one person: %(command)s. In Element it stands below the name when"
                    " you touch the person's picture."
                ),
                command=command,
            )
        return UserId(arguments["user_id"])

    def _about(self, sentence: str, rooms: Collection[RoomId], language: Language) -> list[str]:
        """The sentence with the names of these rooms, if there are any."""
        names = [self._room(room_id, language) for room_id in rooms]
        return [self._texts.gettext(language, sentence, rooms=", ".join(names))] if names else []

    def _room(self, room_id: RoomId, language: Language) -> str:
        place = channel_of(self._channels, room_id)
        return place[0].title_of(room_id) if place else self._texts.gettext(language, "the operators' room")


def _named(asked: Asked) -> bool:
    return "user_id" in getattr(asked.command, "arguments", {})
