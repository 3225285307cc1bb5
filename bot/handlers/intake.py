"""A sync batch comes in: record what is owed, answer invitations, wake the workers."""

from __future__ import annotations

import asyncio

from bot.core.model import Channel, RoomId
from bot.core.relay import channel_of
from bot.handlers.doorman import Doorman
from bot.handlers.lanes import Bell
from bot.logs import get_logger
from bot.matrix.client import Client
from bot.matrix.sync import Batch
from bot.ports import Clock
from bot.store.ledger import Arrival, Ledger

log = get_logger(__name__)


class Intake:
    def __init__(
        self,
        client: Client,
        ledger: Ledger,
        doorman: Doorman,
        bell: Bell,
        clock: Clock,
        channels: tuple[Channel, ...],
    ) -> None:
        self._client = client
        self._ledger = ledger
        self._doorman = doorman
        self._bell = bell
        self._clock = clock
        self._channels = channels
        self.begun = asyncio.Event()
        """Set once the first batch is in: only then the rooms are known."""

    async def receive(self, batch: Batch) -> None:
        """Raises MatrixError when an invitation could not be answered: then the batch comes again."""
        for invitation in batch.invitations:
            await self._doorman.answer(invitation.room_id, invitation.inviter)
        arrivals = []
        for event in batch.events:
            if event.redacts is not None:
                self._client.forget(event.redacts)
            if event.raw["sender"] != self._client.user_id and self._is_ours(event.ref.room_id):
                arrivals.append(Arrival(event.ref, event.redacts))
        await self._ledger.accept(arrivals, batch.token, self._client.login_id, self._clock.now())
        if batch.new_sessions:
            await self._ledger.unlock(batch.new_sessions)
        self.begun.set()
        self._bell.ring()
        await self._doorman.refuse_unencrypted(room.room_id for room in self._client.joined_rooms())

    def _is_ours(self, room_id: RoomId) -> bool:
        return channel_of(self._channels, room_id) is not None
