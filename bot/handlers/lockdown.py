"""`!lockdown`: in a raid the bot ends at once, and only an operator at the console starts it again."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from bot.core.cards import Typed, card, note
from bot.core.commands import Command, spell
from bot.core.confirming import CONFIRM_WORDS, is_confirmation
from bot.core.model import Channel, EventId, Language, Outgoing, RoomId
from bot.core.relay import channel_of, transaction_id
from bot.core.rendering import notice
from bot.core.words import N_
from bot.errors import EdgeError, LockedDown
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.i18n import Texts
from bot.logs import get_logger
from bot.ports import Rooms
from bot.store.done_once import DoneOnce

log = get_logger(__name__)

HELP: tuple[HelpLine, ...] = (("", N_("danger: stops me everywhere until an operator starts me again")),)

NOTICE_S = 5.0
"""Real seconds for the notices: a homeserver that hangs must not keep a bot running that has to end."""

_STOPPED = N_("I have stopped, at a coordinator's request. Nothing is passed on until further notice.")
_MEANING = N_("stops me in every room at once. Only an operator at my computer can start me again.")


class Marker(Protocol):
    def set(self) -> None: ...


class Lockdown:
    def __init__(
        self,
        texts: Texts,
        done: DoneOnce,
        rooms: Rooms,
        marker: Marker,
        channels: tuple[Channel, ...],
        operators_room: RoomId | None,
    ) -> None:
        self._texts = texts
        self._done = done
        self._rooms = rooms
        self._marker = marker
        self._channels = channels
        self._operators_room = operators_room
        self._command: EventId | None = None
        self._ordered = asyncio.Event()

    async def order(self, asked: Asked) -> Reply:
        """The word may come with the first message: somebody at the door leaves no time for a second one."""
        arguments: Mapping[str, str] = asked.command.arguments if isinstance(asked.command, Command) else {}
        language, gettext = asked.answer_language, self._texts.gettext
        if not is_confirmation(arguments.get("word", "")):
            command = spell("lockdown", language, CONFIRM_WORDS[language])
            typed = Typed(command, gettext(language, _MEANING))
            return Reply(card(gettext(language, "To confirm, write:"), [typed]), to_type=command)
        key = f"lockdown {asked.event.event_id}"
        if await self._done.was_done(key):  # unlocked since: the same command must not lock it again
            return Reply(note(gettext(language, "This was carried out. An operator has started me again.")))
        self._marker.set()
        await self._done.once(key, asked.now)
        self._command = asked.event.event_id
        self._ordered.set()
        return Reply(note(gettext(language, _STOPPED)))

    async def watch(self, relaying: Iterable[asyncio.Task[Any]]) -> None:
        """Wait for the order, stop these tasks, say so in the rooms, and end. Raises LockedDown."""
        await self._ordered.wait()
        for task in relaying:
            task.cancel()
        log.warning("lockdown.ordered")
        try:
            async with asyncio.timeout(NOTICE_S), asyncio.TaskGroup() as group:
                for room_id in self._network():
                    group.create_task(self._tell(room_id))
        except TimeoutError:
            log.warning("lockdown.notices_late")
        raise LockedDown

    def _network(self) -> list[RoomId]:
        rooms = [room_id for channel in self._channels for room_id in channel.room_ids]
        return [*rooms, self._operators_room] if self._operators_room else rooms

    async def _tell(self, room_id: RoomId) -> None:
        place = channel_of(self._channels, room_id)
        languages: tuple[Language, ...] = (place[1],) if place else self._texts.languages
        words = "\n\n".join(self._texts.gettext(language, _STOPPED) for language in languages)
        txn_id = transaction_id("notice", "lockdown", self._command or "", room_id)
        try:
            await self._rooms.send(Outgoing(room_id, txn_id, notice(words)))
        except EdgeError as error:
            log.warning("lockdown.not_told", room=room_id, exc=error)
