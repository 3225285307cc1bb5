"""What a copy says when somebody asked for better words (`!fix`), or for the original beside the translation."""

from __future__ import annotations

from bot.core.commands import Command, parse
from bot.core.model import Channel, Edit, EventId, EventRef, Language, Message, RoomId
from bot.core.relay import channel_of
from bot.handlers.copy_writer import CopyOrder, CopyWriter, Masking, Written
from bot.handlers.open_events import OpenEvents
from bot.handlers.screener import Screener
from bot.handlers.speech import Speech
from bot.store.copy_wishes import Wish, WishStore
from bot.store.ledger import Pending

__all__ = ["CopyWishes", "Wish", "words_of"]


class CopyWishes:
    def __init__(
        self,
        store: WishStore,
        events: OpenEvents,
        writer: CopyWriter,
        speech: Speech,
        screener: Screener,
        channels: tuple[Channel, ...],
    ) -> None:
        self._store = store
        self._events = events
        self._writer = writer
        self._speech = speech
        self._screener = screener
        self._channels = channels

    async def get(self, pending: Pending) -> Wish | None:
        """None: the work is about a message or an edit of one."""
        return await self._store.get(pending.ref.event_id) if pending.subject else None

    async def superseded(self, source: EventId) -> None:
        await self._store.superseded(source)

    async def written(
        self, wish: Wish, place: tuple[Channel, Language], room_id: RoomId, masking: Masking | None
    ) -> Written | None:
        """For the copy in a room. None when there is nothing to show: the message says something else by now, or no
        engine is back in time.

        Raises MatrixError, Undecryptable, Untrusted, NothingToMask.
        """
        shown, _ = await self._store.shown(wish.source.event_id, room_id)
        target = channel_of(self._channels, room_id)
        if shown != wish.revision or target is None:
            return None
        event = await self._events.get(EventRef(wish.source.room_id, wish.revision))
        if not isinstance(event, Message | Edit):
            return None
        order = CopyOrder(
            event,
            target[0],
            self._speech.language(event, place[1]),
            target[1],
            as_edit=True,
            masking=masking,
            with_original=wish.kind == "original",
        )
        if wish.fix:
            return await self.corrected(wish.fix, order)
        written = await self._writer.write(order)
        return written if written.final else None

    async def version_of(self, shown: EventId) -> EventId:
        """The version of a message that is shown where `shown` is: the correction of it, or that version itself."""
        correction = await self._store.get(shown)
        return correction.revision if correction is not None else shown

    async def corrected(self, shown: EventId, order: CopyOrder) -> Written | None:
        """With the words of a correction, which may stand in another room of this language. None when it is none.

        Raises MatrixError, Undecryptable, Untrusted, NothingToMask.
        """
        correction = await self._store.get(shown)
        if correction is None:
            return None
        fix = await self._events.get(correction.ref)
        words = words_of(fix) if isinstance(fix, Message) else ""
        if not words:
            return None
        by = self._screener.speaker(fix.ref.room_id, fix.sender)
        return self._writer.corrected(order, words, by)


def words_of(fix: Message) -> str:
    """What stands behind `!fix`."""
    command = parse(fix.text.plain)
    return command.arguments.get("text", "") if isinstance(command, Command) and command.verb == "fix" else ""
