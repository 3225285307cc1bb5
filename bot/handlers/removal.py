"""What follows from a suspension in the rooms: out, in again, and the operators' room knows.

The store says how things should be. `watch` brings the rooms there, after a crash and when somebody comes back as well.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Collection, Iterator, Mapping
from datetime import timedelta
from typing import Literal, Protocol

from bot.core.model import Member, Outgoing, RoomId, UserId
from bot.core.relay import transaction_id
from bot.core.rendering import attribution, notice
from bot.core.words import N_
from bot.errors import MatrixError
from bot.handlers.lanes import NEWS, Bell
from bot.handlers.patience import settle_when_woken
from bot.i18n import Texts
from bot.logs import get_logger
from bot.ports import Clock, Rooms
from bot.store.suspensions import Change, SuspensionStore

log = get_logger(__name__)

ASK_AGAIN_AFTER = timedelta(hours=1)
"""A room that does not let us is left alone that long, unless a coordinator asks again."""

Outcome = Literal["done", "refused", "failed"]

_SUSPENDED = N_("%(by)s suspended %(name)s.")
_RESTORED = N_("%(by)s and %(other)s restored %(name)s.")


class Hall(Rooms, Protocol):
    """Rooms with people who can be taken out of them."""

    user_id: UserId

    def is_joined(self, room_id: RoomId) -> bool: ...

    def is_present(self, room_id: RoomId, user_id: UserId) -> bool: ...

    async def remove(self, room_id: RoomId, user_id: UserId) -> None: ...

    async def invite(self, room_id: RoomId, user_id: UserId) -> None: ...

    def give_no_keys_to(self, users: frozenset[UserId]) -> None: ...


class ActivePeople(Collection[UserId]):
    """The members who are not suspended at the moment of asking."""

    def __init__(self, members: Collection[UserId], store: SuspensionStore) -> None:
        self._members = members
        self._store = store

    def __contains__(self, user_id: object) -> bool:
        return user_id in self._members and user_id not in self._store.users

    def __iter__(self) -> Iterator[UserId]:
        return (user_id for user_id in self._members if user_id not in self._store.users)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Removals:
    """`rooms`: all of the network, the operators' room among them."""

    def __init__(
        self,
        hall: Hall,
        store: SuspensionStore,
        texts: Texts,
        clock: Clock,
        members: Mapping[UserId, Member],
        rooms: tuple[RoomId, ...],
        operators_room: RoomId | None,
    ) -> None:
        self._hall = hall
        self._store = store
        self._texts = texts
        self._clock = clock
        self._members = members
        self._rooms = rooms
        self._operators_room = operators_room
        self._refused: dict[tuple[UserId, RoomId], timedelta] = {}
        self._turn = asyncio.Lock()
        self._owing = True

    async def watch(self, bell: Bell) -> None:
        """Look for ever, whenever something happened."""
        await settle_when_woken(self.settle, bell.join(NEWS), self._clock)

    async def settle(self) -> bool:
        """Do what is owed. False when some of it has to be tried again."""
        outcomes: list[Outcome] = []
        for user_id in sorted(self._store.users):
            outcomes += (await self.remove(user_id)).values()
        if self._owing:
            self._owing = False
            for user_id in sorted({user_id for user_id, _ in await self._store.owed_invitations()}):
                outcomes += (await self.invite(user_id)).values()
            self._owing = not await self._tell() or "failed" in outcomes
        return not self._owing and "failed" not in outcomes

    async def remove(self, user_id: UserId, *, again: bool = False) -> dict[RoomId, Outcome]:
        """Take a suspended person out of every room they are in; `again`: also where it was refused before."""
        self._owing = self._owing or again
        outcomes: dict[RoomId, Outcome] = {}
        async with self._turn:
            for room_id in self.rooms_with(user_id):
                refused_at = self._refused.get((user_id, room_id))
                if not again and refused_at is not None and self._clock.elapsed() - refused_at < ASK_AGAIN_AFTER:
                    continue
                if not self._store.is_suspended(user_id):
                    break
                await self._store.removed(user_id, room_id)
                outcomes[room_id] = await _outcome(self._hall.remove(room_id, user_id), room_id)
                self._refused.pop((user_id, room_id), None)
                if outcomes[room_id] == "refused":
                    self._refused[user_id, room_id] = self._clock.elapsed()
        return outcomes

    async def invite(self, user_id: UserId) -> dict[RoomId, Outcome]:
        """Ask a restored person back into the rooms."""
        self._owing = True
        outcomes: dict[RoomId, Outcome] = {}
        async with self._turn:
            owed = [room_id for owed_to, room_id in await self._store.owed_invitations() if owed_to == user_id]
            for room_id in owed:
                if not self._hall.is_joined(room_id):
                    outcomes[room_id] = "refused"
                elif not self._hall.is_present(room_id, user_id):
                    outcomes[room_id] = await _outcome(self._hall.invite(room_id, user_id), room_id)
                if outcomes.get(room_id) != "failed":
                    await self._store.settled(user_id, room_id)
        return outcomes

    def rooms_with(self, user_id: UserId) -> list[RoomId]:
        """As far as the bot sees."""
        return [room_id for room_id in self._rooms if self._hall.is_present(room_id, user_id)]

    def unseen_rooms(self) -> list[RoomId]:
        """Rooms of the network that the bot is not in."""
        return [room_id for room_id in self._rooms if not self._hall.is_joined(room_id)]

    def name_of(self, user_id: UserId) -> str:
        """With the user id, which cannot be mistaken."""
        member = self._members.get(user_id)
        return f"{attribution(member)}, {user_id}" if member else user_id

    async def _tell(self) -> bool:
        for change in await self._store.untold():
            room_id = self._operators_room
            if room_id is not None and self._hall.is_encrypted(room_id):
                txn_id = transaction_id("notice", "suspension", str(change.number))
                told = self._hall.send(Outgoing(room_id, txn_id, notice(self._words(change))))
                if await _outcome(told, room_id) == "failed":
                    return False
            await self._store.told(change)
        return True

    def _words(self, change: Change) -> str:
        names = {"by": self.name_of(change.coordinator), "name": self.name_of(change.user_id)}
        if change.seconded:
            names["other"] = self.name_of(change.seconded)
        sentence = _RESTORED if change.seconded else _SUSPENDED
        return "\n\n".join(self._texts.gettext(language, sentence, **names) for language in self._texts.languages)


async def _outcome(request: Awaitable[object], room_id: RoomId) -> Outcome:
    try:
        await request
    except MatrixError as error:
        log.warning("suspension.request_failed", room=room_id, errcode=error.errcode, status=error.status)
        return "failed" if error.may_pass else "refused"
    return "done"
