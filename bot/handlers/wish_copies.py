"""Shows better words, or the original beside the translation, in the copy that they were asked for about."""

from __future__ import annotations

from bot.core.model import Channel, CopyMark, Edit, EventRef, Message, Outgoing, Part, RoomId
from bot.core.relay import channel_of
from bot.handlers.attachments import Attachments
from bot.handlers.bringing import Bringing, txn_of
from bot.handlers.copy_sender import CopySender
from bot.handlers.copy_wishes import CopyWishes, Wish
from bot.handlers.masks import Masks
from bot.handlers.merging import Merging
from bot.handlers.open_events import OpenEvents
from bot.store.ledger import NOT_STARTED, STARTED_TRANSLATED, Ledger, Pending


class WishCopies:
    def __init__(
        self,
        ledger: Ledger,
        events: OpenEvents,
        channels: tuple[Channel, ...],
        attachments: Attachments,
        wishes: CopyWishes,
        merging: Merging,
        sender: CopySender,
        bringing: Bringing,
        masks: Masks,
    ) -> None:
        self._ledger = ledger
        self._events = events
        self._channels = channels
        self._attachments = attachments
        self._wishes = wishes
        self._merging = merging
        self._sender = sender
        self._bringing = bringing
        self._masks = masks

    async def carry_out(self, pending: Pending, wish: Wish) -> None:
        """Show better words, or the original beside the translation, in the copy that they were asked for about."""
        place = channel_of(self._channels, wish.source.room_id)
        copy = await self._ledger.copy_of(wish.source.event_id, pending.target_room_id)
        if (
            place is None
            or copy is None
            or await self._masks.is_kept(place, EventRef(wish.source.room_id, wish.revision))
        ):
            await self._ledger.drop(pending)
            return
        masking = await self._masks.of(wish.revision, place[1])
        written = await self._wishes.written(wish, place, pending.target_room_id, masking)
        if written is None:  # its author has said it in other words since
            await self._ledger.drop(pending)
            return
        changed = Part(wish.source.event_id, pending.ref.event_id)
        whole = await self._merging.whole(copy, changed, written, with_original=wish.kind == "original")
        written = whole.written if whole else written
        outgoing = Outgoing(
            room_id=pending.target_room_id,
            txn_id=txn_of(pending, copy, whole),
            body=written.body,
            kind="text",
            replaces=copy.ref.event_id,
            mark=CopyMark(copy.source, pending.ref.event_id, written.final, parts=whole.parts if whole else ()),
            speaker=written.speaker,
            keeps_file=await self._shows_file(wish, pending.target_room_id),
        )
        async with self._sender.turn(pending.target_room_id, wish.source.room_id):
            if whole and not await self._merging.stands(copy, whole):
                return
            if await self._ledger.start(pending, STARTED_TRANSLATED):
                await self._bringing.bring(pending, outgoing, copy)
            elif pending.started == NOT_STARTED:  # deleted while this was prepared
                await self._ledger.drop(pending)

    async def _shows_file(self, wish: Wish, room_id: RoomId) -> bool:
        """Whether the copy has the file of its message, to which the words are the caption."""
        event = await self._events.get(EventRef(wish.source.room_id, wish.revision))
        return (
            room_id != wish.source.room_id
            and isinstance(event, Message | Edit)
            and await self._attachments.is_of_file(event)
        )
