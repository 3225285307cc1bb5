"""A sync batch comes in: record what is owed, answer invitations, wake the workers."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Collection

from bot.core.model import Channel, EventId, RoomId
from bot.core.relay import channel_of
from bot.errors import MatrixError
from bot.handlers.doorman import Doorman
from bot.handlers.lanes import NEWS, Bell
from bot.logs import get_logger
from bot.matrix.client import Client
from bot.matrix.sync import Batch, Invitation, TimelineEvent
from bot.ports import Clock
from bot.store.ledger import Arrival, Ledger

log = get_logger(__name__)

MAX_JOIN_ATTEMPTS = 10


class Intake:
    def __init__(
        self,
        client: Client,
        ledger: Ledger,
        doorman: Doorman,
        bell: Bell,
        clock: Clock,
        channels: tuple[Channel, ...],
        forget: Callable[[EventId], None],
        former: Collection[RoomId] = (),
    ) -> None:
        self._client = client
        self._ledger = ledger
        self._doorman = doorman
        self._bell = bell
        self._clock = clock
        self._channels = channels
        self._forget = forget
        self._former = former
        self._failures: Counter[RoomId] = Counter()
        self.begun = asyncio.Event()
        """Set once the first batch is in: only then the rooms are known."""

    async def receive(self, batch: Batch) -> None:
        """Raises MatrixError when an invitation could not be answered: then the batch comes again."""
        for invitation in batch.invitations:
            await self._answer(invitation)
        arrivals = []
        for event in batch.events:
            if event.redacts is not None:
                self._client.forget(event.redacts)
                self._forget(event.redacts)
            if event.raw["sender"] != self._client.user_id and self._is_ours(event):
                arrivals.append(Arrival(event.ref, event.redacts))
        await self._ledger.accept(arrivals, batch.token, self._client.login_id, self._clock.now())
        for arrival in arrivals:
            if arrival.redacts is not None:  # somebody may have been at it until it was struck off
                self._forget(arrival.redacts)
        if batch.new_sessions:
            await self._ledger.unlock(batch.new_sessions)
        self.begun.set()
        self._bell.ring({NEWS})
        # A room that we make is encrypted from its first moment, but a batch may show only half of that moment.
        others = (room.room_id for room in self._client.joined_rooms() if room.creator != self._client.user_id)
        await self._doorman.refuse_unencrypted(others)

    async def _answer(self, invitation: Invitation) -> None:
        """Raises MatrixError while there is hope: a room that cannot be joined must not keep everybody waiting."""
        try:
            await self._doorman.answer(invitation.room_id, invitation.inviter, is_direct=invitation.is_direct)
        except MatrixError as error:
            self._failures[invitation.room_id] += 1
            if self._failures[invitation.room_id] < MAX_JOIN_ATTEMPTS:
                raise
            log.warning("invitation.given_up", room=invitation.room_id, errcode=error.errcode)
        self._failures.pop(invitation.room_id, None)

    def _is_ours(self, event: TimelineEvent) -> bool:
        """In other encrypted rooms people give orders (the operators' room) or compare emoji (a room of two)."""
        if channel_of(self._channels, event.ref.room_id) is not None:
            return True
        if event.redacts is not None:  # what was relayed out of a room that was replaced is still to be deleted
            return event.ref.room_id in self._former
        return self._client.is_encrypted(event.ref.room_id)
