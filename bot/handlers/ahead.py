"""Translates what will be relayed while it still goes through the books, and while what came before is being sent.

A room's copies leave one after the other, each when the homeserver has taken the one before: whatever is done only then
holds up all that follow. Nothing here decides anything: who comes too late, or fails, costs nothing but time.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Sequence

from bot.core.content import parse
from bot.core.model import Channel, Edit, EventId, Language, Message
from bot.handlers.speech import Speech
from bot.logs import get_logger
from bot.store.ledger import Route
from bot.translation.switchboard import Advance, Switchboard

log = get_logger(__name__)

AT_ONCE = 4
"""Messages that are translated in advance at the same time; more would only wait for the engine's programs."""
REMEMBERED = 300
"""Events of which it is known what was begun for them."""


class Ahead:
    def __init__(self, switchboard: Switchboard, speech: Speech) -> None:
        self._switchboard = switchboard
        self._speech = speech
        self._waiting: asyncio.Queue[list[Advance]] = asyncio.Queue()
        self._begun: OrderedDict[EventId, list[Advance]] = OrderedDict()

    def begin(self, event: Message | Edit, channel: Channel, room: Language, routes: Sequence[Route]) -> None:
        """What was written in a room of language `room` is about to go these ways."""
        self.forget(event.ref.event_id)
        source, segments = self._speech.language(event, room), parse(event.text).segments
        begun = []
        for route in routes:
            target = channel.language_of(route.target_room_id) if route.lane == "relay" else None
            if target is None or not segments:
                continue
            advance = self._switchboard.expect(channel, segments, source, target)
            if advance is not None:
                begun.append(advance)
        if not begun:
            return
        self._begun[event.ref.event_id] = begun
        if len(self._begun) > REMEMBERED:
            self._begun.popitem(last=False)
        self._waiting.put_nowait(begun)

    def forget(self, event_id: EventId) -> None:
        """It does not go on now: what was made of its words is not kept."""
        for advance in self._begun.pop(event_id, []):
            advance.forget()

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            for _ in range(AT_ONCE):
                group.create_task(self._work())

    async def _work(self) -> None:
        while True:
            # One after the other: the first copy is under way while the second one is translated.
            for advance in await self._waiting.get():
                try:
                    await advance.carry_out()
                except Exception as error:  # noqa: BLE001  # whoever asks for it meets it again, and says so
                    log.warning("ahead.failed", exc=error)
