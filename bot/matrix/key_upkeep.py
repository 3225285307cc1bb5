"""Room keys for devices that lack them, before somebody writes: new ones, broken Olm sessions, the next key."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.model import UserId
from bot.errors import MatrixError
from bot.logs import get_logger
from bot.matrix.devices import Devices
from bot.matrix.key_sharing import KeySharing
from bot.matrix.room_state import RoomBook

log = get_logger(__name__)


class KeyUpkeep:
    """In all rooms of the account. A homeserver in trouble is asked again at the next occasion."""

    def __init__(self, sharing: KeySharing, devices: Devices, book: RoomBook) -> None:
        self._sharing = sharing
        self._devices = devices
        self._book = book

    async def share_again(self) -> None:
        """For ever: give room keys to devices that had no one-time key when they were asked for one."""
        while True:
            await self._sharing.wait_until_due()
            await self.mend(again=True)

    async def prepare(self) -> None:
        """For ever: give the next room key out before the present one is used up."""
        while True:
            await self._sharing.wait_until_ending()
            try:
                await self._sharing.prepare_next()
            except MatrixError as error:  # then the message that needs it gives it out
                log.warning("keys.not_prepared", errcode=error.errcode, status=error.status)

    async def mend(self, *, again: bool = False) -> None:
        """Mend what a batch showed; a homeserver in trouble is asked again at the next one."""
        try:
            await self._sharing.unwedge()
            # A phone that logged in a second ago gets the key before the next message.
            if again or self._devices.are_stale:
                for room in self._book.all():
                    if room.encrypted:
                        await self._sharing.catch_up(room)
        except MatrixError as error:
            log.warning("keys.repair_failed", errcode=error.errcode, status=error.status)

    def left_out(self) -> Mapping[UserId, frozenset[str]]:
        """Per person in our rooms the devices that get no keys although the person may read."""
        found: dict[UserId, frozenset[str]] = {}
        for room in self._book.all():
            for user_id, device_id in self._sharing.left_out(room) if room.encrypted else ():
                found[user_id] = found.get(user_id, frozenset()) | {device_id}
        return found
