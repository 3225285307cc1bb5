"""What follows from changes of members and groups: who comes or goes when the time is over, and who hears of it."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from bot.core.cards import note
from bot.core.model import EventId, Member, UserId
from bot.core.relay import transaction_id
from bot.core.roster import Roster, Seat, settled
from bot.errors import MatrixError
from bot.handlers.direct_chats import DirectChats, NoDirectChat
from bot.handlers.patience import Patience
from bot.handlers.removal import Hall, Removals
from bot.handlers.roster_words import RosterWords
from bot.logs import get_logger
from bot.ports import Clock
from bot.store.roster import Owed, RosterChange, RosterStore
from bot.store.suspensions import SuspensionStore

log = get_logger(__name__)

LOOK_EVERY = timedelta(minutes=30)


class RosterWatch:
    def __init__(
        self,
        store: RosterStore,
        suspensions: SuspensionStore,
        hall: Hall,
        removals: Removals,
        direct: DirectChats,
        words: RosterWords,
        clock: Clock,
    ) -> None:
        self._store = store
        self._suspensions = suspensions
        self._hall = hall
        self._removals = removals
        self._direct = direct
        self._words = words
        self._clock = clock
        self._news = asyncio.Event()
        store.when_changed(self._news.set)

    async def run(self) -> None:
        """For ever."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._settle())
            group.create_task(self._tell())

    async def _settle(self) -> None:
        while True:
            await self.settle()
            now = self._clock.now()
            await self._clock.pause(_next_due(self._store.roster, now, LOOK_EVERY) - now)

    async def settle(self) -> None:
        """Once for each: what was written is settled, after a crash in between it is begun again."""
        now, roster = self._clock.now(), await self._store.fresh()
        trusted = _coordinators_of(roster, self._suspensions)
        for name, group in settled(roster, trusted, now).items():
            changes = [RosterChange(name, f"org.{group.status}", group)]
            if group.status == "removed":
                await self._shut_out(name)
            contact = UserId(group.contact)
            if group.status == "admitted" and contact and contact not in roster.members():
                seat = Seat(name, "coordinator", group.contact_name)
                changes.append(RosterChange(contact, "member.first", seat))
            by = Member(self._hall.user_id, "")
            tell = _coordinators_of(self._store.roster, self._suspensions) | ({contact} if contact else set())
            await self._store.write(changes, by, None, tell, now)
            log.info("roster.settled", state=group.status)

    async def _shut_out(self, name: str) -> None:
        members = [each for each in self._store.roster.members().values() if each.organisation == name]
        for member in members:
            rooms, command = self._removals.rooms_with(member.user_id), EventId(f"removed {name} {member.user_id}")
            if not self._suspensions.is_suspended(member.user_id):
                now = self._clock.now()
                await self._suspensions.suspend(member.user_id, self._hall.user_id, rooms, command, now)
            self._hall.give_no_keys_to(self._suspensions.users)
            await self._removals.remove(member.user_id, again=True)

    async def _tell(self) -> None:
        patience = Patience(self._clock)
        while True:
            self._news.clear()
            try:
                for owed in await self._store.owed():
                    await self._say(owed)
                patience.succeeded()
                await self._news.wait()
            except MatrixError as error:
                log.warning("roster.not_told", errcode=error.errcode, attempt=patience.attempt)
                await patience.wait(error.retry_after_s)

    async def _say(self, owed: Owed) -> None:
        """Raises MatrixError that may pass."""
        member = self._store.members.get(owed.user_id)
        if member is not None and not self._suspensions.is_suspended(owed.user_id):
            lines = self._words.about(member.language or "en", self._store.roster, owed.subject)
            key = transaction_id("notice", "roster", str(owed.seq), owed.subject, owed.user_id)
            try:
                await self._direct.send(owed.user_id, note(*lines), key)
            except NoDirectChat:
                log.warning("roster.nowhere_to_tell")
            except MatrixError as error:
                if error.transient:
                    raise
                log.warning("roster.not_told", errcode=error.errcode)
        await self._store.told(owed)


def _coordinators_of(roster: Roster, suspensions: SuspensionStore) -> set[UserId]:
    """Who may speak for a group at this moment."""
    return {
        member.user_id
        for member in roster.members().values()
        if member.role == "coordinator" and not suspensions.is_suspended(member.user_id)
    }


def _next_due(roster: Roster, now: datetime, longest: timedelta) -> datetime:
    """When the time of some group is over, at the latest after `longest`."""
    dues = [group.due for group in roster.groups.values() if group.due is not None]
    return max(now + timedelta(seconds=1), min([*dues, now + longest]))
