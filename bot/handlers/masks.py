"""What of a message its sender, or a coordinator, lets out of its room."""

from __future__ import annotations

from bot.core.model import Channel, Edit, EventId, EventRef, Language, Message
from bot.core.relay import withdraws
from bot.handlers.copy_writer import Masking, masking_of
from bot.store.holds import Holds


class Masks:
    def __init__(self, holds: Holds) -> None:
        self._holds = holds

    async def is_kept(
        self, source: tuple[Channel, Language], revision: EventRef, event: Message | Edit | None = None
    ) -> bool:
        """The gate sees to it; this is for a room that became one for testimony while a copy was on its way."""
        if not source[0].takes_testimony(revision.room_id) or (event and withdraws(event, of_file=True)):
            return False
        masking = await self.of(revision.event_id, source[1])
        return masking is None or not masking.hides

    async def of(self, revision: EventId, language: Language) -> Masking | None:
        return masking_of(await self._holds.get(revision), language)
