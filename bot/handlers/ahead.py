"""Translates what will be relayed while it still goes through the books, and while what came before is being sent.

A room's copies leave one after the other, each when the homeserver has taken the one before: whatever is done only then
holds up all that follow. Nothing here decides anything: who comes too late, or fails, costs nothing but time.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Iterable, Sequence

from bot.core.content import parse
from bot.core.model import Channel, Edit, EventId, Language, Message, RoomId
from bot.handlers.speech import Speech
from bot.logs import get_logger
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
        self._begun: OrderedDict[EventId, dict[RoomId, list[Advance]]] = OrderedDict()

    def begin(
        self, event: Message | Edit, channel: Channel, room: Language, targets: Iterable[RoomId], *, anew: bool = True
    ) -> None:
        """What was written in a room of language `room` is about to go into these rooms.

        Not `anew`: what was begun already is not begun again.
        """
        event_id = event.ref.event_id
        if anew:
            self.forget(event_id)
        left = [target for target in targets if not self.has_begun(event_id, target)]
        source, segments = self._speech.language(event, room), parse(event.text).segments if left else []
        if not segments:
            return
        begun = {target: self._expected(channel, segments, source, target) for target in left}
        self._begun.setdefault(event_id, {}).update(begun)
        if len(self._begun) > REMEMBERED:
            self._begun.popitem(last=False)
        self._waiting.put_nowait([advance for advances in begun.values() for advance in advances])

    def has_begun(self, event_id: EventId, target: RoomId) -> bool:
        return target in self._begun.get(event_id, ())

    def _expected(
        self, channel: Channel, segments: Sequence[str], source: Language, target_room: RoomId
    ) -> list[Advance]:
        target = channel.language_of(target_room)
        advance = self._switchboard.expect(channel, segments, source, target) if target is not None else None
        return [advance] if advance is not None else []

    def forget(self, event_id: EventId) -> None:
        """It does not go on now: what was made of its words is not kept."""
        for advances in self._begun.pop(event_id, {}).values():
            for advance in advances:
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
