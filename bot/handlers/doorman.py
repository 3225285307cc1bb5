"""Which rooms the bot enters, and what it says in one that is not encrypted."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Protocol

from bot.core.model import Channel, Language, Outgoing, RoomId, UserId
from bot.core.relay import channel_of, transaction_id
from bot.core.rendering import notice
from bot.errors import MatrixError
from bot.handlers.declined import Declined
from bot.i18n import Texts
from bot.logs import get_logger
from bot.ports import Clock, Rooms
from bot.store.done_once import DoneOnce
from bot.store.suspensions import SuspensionStore

log = get_logger(__name__)


class Door(Rooms, Protocol):
    async def join(self, room_id: RoomId) -> None: ...

    async def decline(self, room_id: RoomId) -> None: ...


class Doorman:
    def __init__(
        self,
        door: Door,
        done: DoneOnce,
        texts: Texts,
        clock: Clock,
        channels: tuple[Channel, ...],
        invites: frozenset[str],
        suspensions: SuspensionStore,
        members: Collection[UserId],
        declined: Declined,
    ) -> None:
        self._door = door
        self._done = done
        self._texts = texts
        self._clock = clock
        self._channels = channels
        self._invites = invites
        self._suspensions = suspensions
        self._members = members
        self._declined = declined
        self._refused: set[RoomId] = set()

    async def answer(self, room_id: RoomId, inviter: UserId, *, is_direct: bool = False) -> None:
        """Follow an invitation of somebody on the list, and of a member into a direct chat; decline any other.

        Raises MatrixError to be tried again.
        """
        listed = inviter in self._invites or inviter.partition(":")[2] in self._invites
        listed = listed or (is_direct and inviter in self._members)
        allowed = listed and not self._suspensions.is_suspended(inviter)
        try:
            await (self._door.join(room_id) if allowed else self._door.decline(room_id))
        except MatrixError as error:
            if error.transient:
                raise
            log.warning("invitation.failed", room=room_id, errcode=error.errcode)
        else:
            if not allowed:
                self._declined.count()
            log.info("invitation.accepted" if allowed else "invitation.declined", room=room_id)

    async def refuse_unencrypted(self, rooms: Iterable[RoomId]) -> None:
        """Say once, in each of these rooms that is not encrypted, that the bot does not work there."""
        for room_id in rooms:
            if room_id in self._refused or self._door.is_encrypted(room_id):
                continue
            self._refused.add(room_id)
            key = f"unencrypted {room_id}"
            if await self._done.was_done(key):
                continue
            try:
                await self._door.send(
                    Outgoing(room_id, transaction_id("notice", key), notice("\n\n".join(self._words(room_id))))
                )
            except MatrixError as error:
                log.warning("room.notice_failed", room=room_id, errcode=error.errcode)
                if error.transient:
                    self._refused.discard(room_id)
                continue
            await self._done.once(key, self._clock.now())
            log.warning("room.unencrypted", room=room_id)

    def _words(self, room_id: RoomId) -> list[str]:
        place = channel_of(self._channels, room_id)
        languages: tuple[Language, ...] = (place[1],) if place else self._texts.languages
        return [
            self._texts.gettext(
                language,
                "This room is not encrypted, so I do not work here. Please turn on encryption in the room settings,"
                " or invite me to an encrypted room.",
            )
            for language in languages
        ]
