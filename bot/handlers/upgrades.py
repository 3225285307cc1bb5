"""A room was replaced by another: the operators are told, and a coordinator decides whether the bot follows."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from datetime import timedelta

from bot.core.cards import note
from bot.core.commands import spell
from bot.core.model import Channel, Outgoing, RoomId
from bot.core.relay import transaction_id
from bot.core.rendering import notice
from bot.core.upgrades import Obstacle, obstacle
from bot.core.words import N_
from bot.errors import BotError, MatrixError, UserError
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.handlers.channel_check import Inspector
from bot.i18n import Texts
from bot.logs import get_logger
from bot.ports import Clock
from bot.store.done_once import DoneOnce
from bot.store.ledger import Ledger
from bot.store.room_upgrades import RoomUpgradeStore

log = get_logger(__name__)

LOOK_EVERY = timedelta(seconds=60)
A_MOMENT = timedelta(seconds=1)

FOLLOW_HELP: tuple[HelpLine, ...] = (("", N_("a room was replaced: I go on in the new one")),)

_TOLD = N_(
    "%(room)s was replaced by another room. I do not follow by myself. If a coordinator made the new room: invite me"
    " there, and write %(command)s here."
)
_OBSTACLES: Mapping[Obstacle, str] = {
    "not_there": N_("%(room)s: I am not in the new room. Please invite me there and write this again."),
    "points_elsewhere": N_("%(room)s: the new room does not say that it comes from this one, so I do not follow."),
    "not_encrypted": N_("%(room)s: the new room is not encrypted, so I do not follow."),
    "used_already": N_("%(room)s: the new room is one of this network already, so I do not follow."),
}


class Rewired(BotError):
    """The rooms of the network have changed: the bot starts anew with them, in the same process."""


class Upgrades:
    def __init__(
        self,
        inspector: Inspector,
        store: RoomUpgradeStore,
        ledger: Ledger,
        done: DoneOnce,
        texts: Texts,
        clock: Clock,
        channels: tuple[Channel, ...],
        operators_room: RoomId | None,
    ) -> None:
        self._inspector = inspector
        self._store = store
        self._ledger = ledger
        self._done = done
        self._texts = texts
        self._clock = clock
        self._channels = channels
        self._operators_room = operators_room
        self._followed = asyncio.Event()

    async def watch(self) -> None:
        """Look for ever for rooms that were replaced."""
        while self._operators_room is not None:
            await self.look(self._operators_room)
            await self._clock.pause(LOOK_EVERY)

    async def look(self, operators_room: RoomId) -> None:
        """Tell of each replacement once."""
        for name, old, new in self._replaced(self._channels):
            key = f"replaced {old} {new}"
            if await self._done.was_done(key) or not self._inspector.is_encrypted(operators_room):
                continue
            log.warning("room.replaced", room=old, target_room=new)
            words = [
                self._texts.gettext(language, _TOLD, room=name, command=spell("channel.follow", language))
                for language in self._texts.languages
            ]
            try:
                await self._inspector.send(
                    Outgoing(operators_room, transaction_id("notice", key), notice("\n\n".join(words)))
                )
            except MatrixError as error:
                log.warning("upgrades.not_told", errcode=error.errcode, status=error.status)
            else:
                await self._done.once(key, self._clock.now())

    async def follow(self, asked: Asked) -> Reply:
        """Follow every room of the channel (in the operators' room: of any) that may be followed. Raises UserError."""
        language, lines = asked.answer_language, []
        channels = (asked.channel,) if asked.channel.rooms else self._channels
        used = {room for channel in self._channels for room in channel.room_ids} | {self._operators_room}
        for name, old, new in list(self._replaced(channels)):
            against = obstacle(old, self._inspector.rules_of(new), used_already=new in used)
            if against is not None:
                lines.append(self._texts.gettext(language, _OBSTACLES[against], room=name))
                continue
            await self._store.follow(old, new, asked.now)
            used.add(new)
            self._followed.set()
            log.info("room.followed", room=old, target_room=new)
            lines.append(self._texts.gettext(language, "%(room)s: from now on I work in the new room.", room=name))
        if not lines:
            raise UserError(N_("None of these rooms was replaced by another."))
        return Reply(note(*lines))

    def begin_anew(self) -> None:
        """The rooms of the network have changed."""
        self._followed.set()

    async def rewire(self) -> None:
        """Wait until the rooms have changed and that was answered. Raises Rewired."""
        await self._followed.wait()
        while await self._ledger.next("command") is not None:
            await self._clock.pause(A_MOMENT)
        raise Rewired

    def _replaced(self, channels: tuple[Channel, ...]) -> Iterator[tuple[str, RoomId, RoomId]]:
        """Name, old room, new room."""
        for channel in channels:
            for room in channel.rooms:
                rules = self._inspector.rules_of(room.room_id)
                if rules is not None and rules.replacement is not None:
                    yield channel.title_of(room.room_id), room.room_id, rules.replacement
