"""The first word in rooms that `trinational init` has set up: said once in each, whatever happens in between."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from bot.core.cards import Typed, card
from bot.core.model import Channel, Language, Outgoing, Rendered, RoomId
from bot.core.relay import transaction_id
from bot.errors import MatrixError
from bot.handlers.patience import Patience
from bot.i18n import Texts
from bot.logs import get_logger
from bot.matrix.marks import ANNOUNCEMENT_MARK
from bot.ports import Clock, Rooms
from bot.store.account import AccountStore
from bot.store.done_once import DoneOnce

log = get_logger(__name__)

WELCOME_OWED = "welcome.owed"
"""Among the account's notes from `trinational init` on until every room was welcomed."""
_KEY = "welcome"
_LOOK_BACK = timedelta(days=30)


class Hall(Rooms, Protocol):
    def is_joined(self, room_id: RoomId) -> bool: ...


class Welcome:
    def __init__(
        self,
        rooms: Hall,
        account: AccountStore,
        done: DoneOnce,
        texts: Texts,
        clock: Clock,
        channels: tuple[Channel, ...],
    ) -> None:
        self._rooms = rooms
        self._account = account
        self._done = done
        self._texts = texts
        self._clock = clock
        self._languages: dict[RoomId, Language] = {
            room.room_id: room.language for channel in channels for room in channel.rooms
        }

    async def watch(self) -> None:
        """Until every room has its welcome; a network that was set up by hand has none waiting."""
        patience = Patience(self._clock)
        while await self._account.secret(WELCOME_OWED) is not None:
            if await self.settle():
                await self._account.forget_secrets(WELCOME_OWED)
            else:
                await patience.wait()

    async def settle(self) -> bool:
        """Welcome every room that has none yet. False when one has to be tried again."""
        done = True
        for room_id, language in self._languages.items():
            if await self._done.was_done(f"{_KEY} {room_id}"):
                continue
            try:
                done = await self._welcome(room_id, language, self._clock.now()) and done
            except MatrixError as error:
                log.warning("welcome.failed", room=room_id, errcode=error.errcode, status=error.status)
                done = done and not error.transient
        return done

    async def _welcome(self, room_id: RoomId, language: Language, now: datetime) -> bool:
        """Looks first: it may stand there from a run that was killed. Raises MatrixError."""
        if not self._rooms.is_joined(room_id) or not self._rooms.is_encrypted(room_id):
            return False
        if _KEY not in await self._rooms.announcements_in(room_id, now - _LOOK_BACK):
            txn_id = transaction_id("notice", _KEY, room_id)
            body = words(self._texts, language)
            await self._rooms.send(Outgoing(room_id, txn_id, body, extra={ANNOUNCEMENT_MARK: {"key": _KEY}}))
        await self._done.once(f"{_KEY} {room_id}", now)
        log.info("welcome.given", room=room_id)
        return True


def words(texts: Texts, language: Language) -> Rendered:
    return card(
        texts.gettext(language, "Welcome"),
        [
            texts.gettext(
                language,
                "I copy what is written here into the other rooms of this channel, translated, and bring their messages"
                " here. Just write, in your own language.",
            ),
            texts.gettext(language, "A machine translates: the original always stands beside the translation."),
            Typed("!" + _HELP[language], texts.gettext(language, "what I can do")),
            Typed("!" + _PRIVACY[language], texts.gettext(language, "what I read and keep")),
        ],
    )


_HELP: dict[Language, str] = {"en": "help", "es": "ayuda", "fr": "aide"}
_PRIVACY: dict[Language, str] = {"en": "privacy", "es": "privacidad", "fr": "confidentialité"}
