"""The operators' room hears that the homeserver was set back to an earlier state, and what only people can mend."""

from __future__ import annotations

from bot.core.model import Outgoing
from bot.core.relay import transaction_id
from bot.core.rendering import notice
from bot.core.words import N_
from bot.errors import MatrixError
from bot.handlers.alerts import OperatorsRoom
from bot.handlers.patience import Patience
from bot.i18n import Texts
from bot.logs import get_logger
from bot.ports import Clock, Rooms
from bot.store.account import AccountStore
from bot.store.witnesses import UNTOLD

log = get_logger(__name__)

_TOLD = N_(
    "The homeserver was set back to an earlier state, as when a backup is restored. What was said there since that"
    " backup is gone. What stood before it and had lost its copies is passed on once more. Please look at three things:"
    " what was deleted since may be there again and has to be deleted again; who left a room or was taken out since may"
    " be in it again; and an app that shows other messages than its neighbours should log out and in."
)


class SetBackNotice:
    def __init__(self, account: AccountStore, rooms: Rooms, texts: Texts, clock: Clock, room: OperatorsRoom) -> None:
        self._account = account
        self._rooms = rooms
        self._texts = texts
        self._clock = clock
        self._room = room

    async def tell(self) -> None:
        """Once after it happened; a homeserver in trouble is waited for."""
        patience = Patience(self._clock)
        while (which := await self._account.secret(UNTOLD)) is not None:
            if await self._is_told(which.decode()):
                await self._account.forget_secrets(UNTOLD)
            else:
                await patience.wait()

    async def _is_told(self, which: str) -> bool:
        room_id = self._room.room_id
        if room_id is None:
            return True
        if not self._rooms.is_encrypted(room_id):
            return False
        languages = self._room.languages(self._rooms, self._texts.languages)
        words = "\n\n".join(self._texts.gettext(language, _TOLD) for language in languages)
        try:
            await self._rooms.send(Outgoing(room_id, transaction_id("notice", "set back", which), notice(words)))
        except MatrixError as error:
            log.warning("operators.not_told", errcode=error.errcode, status=error.status)
            return not error.may_pass
        return True
