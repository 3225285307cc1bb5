"""A person's message becomes one copy in each other language's room; its edits become edits of those copies."""

from __future__ import annotations

from dataclasses import replace

from bot.core.model import (
    Channel,
    CopyMark,
    Edit,
    EventRef,
    Language,
    Message,
    Outgoing,
    Part,
    PollEnd,
    Reaction,
)
from bot.core.relay import channel_of, is_order
from bot.errors import EdgeError, MatrixError
from bot.handlers.attachments import Attachments
from bot.handlers.bringing import Bringing, txn_of
from bot.handlers.copy_sender import CopySender
from bot.handlers.copy_wishes import CopyWishes
from bot.handlers.copy_writer import CopyOrder, CopyWriter, Written
from bot.handlers.masks import Masks
from bot.handlers.merging import Merging, Whole
from bot.handlers.open_events import OpenEvents
from bot.handlers.polls import Polls
from bot.handlers.reactions import Reactions
from bot.handlers.references import NOTHING, References, Referred
from bot.handlers.speech import Speech
from bot.handlers.wish_copies import WishCopies
from bot.store.ledger import NOT_STARTED, STARTED_ORIGINAL, STARTED_TRANSLATED, Copy, Ledger, Pending
from bot.store.suspensions import SuspensionStore


class Relay:
    def __init__(
        self,
        ledger: Ledger,
        events: OpenEvents,
        writer: CopyWriter,
        references: References,
        reactions: Reactions,
        speech: Speech,
        channels: tuple[Channel, ...],
        suspensions: SuspensionStore,
        attachments: Attachments,
        wishes: CopyWishes,
        polls: Polls,
        merging: Merging,
        sender: CopySender,
        bringing: Bringing,
        wish_copies: WishCopies,
        masks: Masks,
    ) -> None:
        self._ledger = ledger
        self._events = events
        self._writer = writer
        self._references = references
        self._reactions = reactions
        self._speech = speech
        self._channels = channels
        self._suspensions = suspensions
        self._attachments = attachments
        self._wishes = wishes
        self._polls = polls
        self._merging = merging
        self._sender = sender
        self._bringing = bringing
        self._wish_copies = wish_copies
        self._masks = masks

    async def relay(self, pending: Pending) -> None:
        """Bring one message, or one edit, to one room; with what follows it while little may be sent.

        Raises MatrixError when it must be tried again.
        """
        if pending.batch:
            await self._merging.again(pending)
            return
        if pending.started != NOT_STARTED and await self._bringing.is_settled(pending):
            return
        if wish := await self._wishes.get(pending):
            await self._wish_copies.carry_out(pending, wish)
        elif pending.started != NOT_STARTED or not await self._merging.together(pending):
            await self._relay_event(pending)

    async def stands_alone(self, pending: Pending) -> bool:
        """Whether this refers to nothing of another room, so that it may go beside what comes from there.

        An edit refers to what was said in its own room, which is ahead of it anyway.
        """
        if pending.started != NOT_STARTED or pending.batch or pending.anew or pending.cancelled:
            return False
        try:
            event = await self._events.get(pending.ref)
        except (MatrixError, EdgeError):
            return False
        if isinstance(event, Edit):
            return event.poll is None
        if not isinstance(event, Message) or event.file is not None or event.poll is not None:
            return False
        return not pending.subject and event.reply_to is None and event.thread is None and not is_order(event)

    async def _relay_event(self, pending: Pending) -> None:
        event = await self._events.get(pending.ref)
        match event:
            case Reaction():
                await self._reactions.mirror(pending, event)
            case PollEnd():
                await self._polls.end(pending, event)
            # A command about a copy that is gone by now, or one that was speech for a while: never anybody's speech.
            case Message() if pending.subject or is_order(event):
                await self._leave_out(pending)
            case Message() | Edit():
                await self._relay(pending, event)
            case _:  # deleted, and the sync has not told us yet: a copy that is there already must be known then
                await self._leave_out(pending)

    async def _relay(self, pending: Pending, event: Message | Edit) -> None:
        source = channel_of(self._channels, pending.ref.room_id)
        target = channel_of(self._channels, pending.target_room_id)
        if source is None or target is None or await self._masks.is_kept(source, event.ref, event):
            await self._ledger.drop(pending)
            return
        copy = None
        if isinstance(event, Edit):
            copy = await self._ledger.copy_of(event.target, pending.target_room_id)
            if copy is None and not pending.anew:
                # Its message has to come once more, from a shared copy; or was never relayed there, or is deleted.
                if pending.started == NOT_STARTED and await self._ledger.goes_after(pending, event.target):
                    return
                if not await self._begins_here(pending, event, source[1]):
                    await self._leave_out(pending)
                    return
            await self._wishes.superseded(event.target)
        masking = await self._masks.of(pending.ref.event_id, source[1])
        order = CopyOrder(
            event,
            target[0],
            self._speech.language(event, source[1]),
            target[1],
            as_edit=copy is not None,
            masking=masking,
            of_file=isinstance(event, Edit) and await self._attachments.is_of_file(event),
        )
        if pending.started == STARTED_ORIGINAL:  # the same again, or the transaction id would lie
            written = self._writer.original(order)
        else:
            written = await self._writer.write(order)
        whole = await self._whole(copy, event, written, as_original=pending.started == STARTED_ORIGINAL)
        written = whole.written if whole else written
        words = await self._outgoing(pending, event, written, copy, whole)
        outgoing = await self._with_file(pending, event, source, order, words)
        if outgoing is None:
            await self._leave_out(pending)
            return
        await self._send_in_turn(pending, event, written, outgoing, copy, whole)

    async def _begins_here(self, pending: Pending, edit: Edit, here: Language) -> bool:
        """True for words that are now in another language than their room's, and were in that before."""
        if pending.target_room_id != pending.ref.room_id or not await self._ledger.is_relayed(edit.target):
            return False
        message = await self._events.get(EventRef(edit.ref.room_id, edit.target))
        return isinstance(message, Message) and self._speech.language(message, here) == here

    async def _whole(
        self, copy: Copy | None, event: Message | Edit, written: Written, *, as_original: bool
    ) -> Whole | None:
        """Of a merged copy what all its messages say."""
        if copy is None:
            return None
        changed = Part(copy.source.event_id, event.ref.event_id)
        return await self._merging.whole(copy, changed, written, as_original=as_original)

    async def _send_in_turn(
        self,
        pending: Pending,
        event: Message | Edit,
        written: Written,
        outgoing: Outgoing,
        copy: Copy | None,
        whole: Whole | None,
    ) -> None:
        async with self._sender.turn(pending.target_room_id, event.ref.room_id):
            if whole and copy and not await self._merging.stands(copy, whole):
                return  # its new copy comes first, and the edit then changes that
            # What may be in the room already is settled, so that its author's deletion finds it.
            if pending.started == NOT_STARTED and self._suspensions.is_suspended(event.sender):
                await self._ledger.drop(pending)
            elif await self._ledger.start(pending, STARTED_TRANSLATED if written.final else STARTED_ORIGINAL):
                await self._bringing.bring(pending, outgoing, copy)
            elif pending.started == NOT_STARTED:  # deleted by its author while this was prepared
                await self._ledger.drop(pending)

    async def _with_file(
        self,
        pending: Pending,
        event: Message | Edit,
        source: tuple[Channel, Language],
        order: CopyOrder,
        outgoing: Outgoing,
    ) -> Outgoing | None:
        """None where the file cannot be passed on; its caption alone would tell the others of nothing."""
        if pending.target_room_id == event.ref.room_id:  # where the file stands only its caption is translated
            return outgoing
        if isinstance(event, Message) and event.file is not None:
            masked = self._writer.masks_name(order)
            file = await self._attachments.copy_of(event, *source, name_is_masked=masked)
            return replace(outgoing, file=file) if file is not None else None
        if isinstance(event, Edit) and await self._attachments.is_of_file(event):
            return replace(outgoing, keeps_file=True)
        return outgoing

    async def _leave_out(self, pending: Pending) -> None:
        """Without a copy, unless an earlier attempt has brought one."""
        if pending.started == NOT_STARTED or not await self._bringing.found(pending):
            await self._ledger.drop(pending)

    async def _outgoing(
        self, pending: Pending, event: Message | Edit, written: Written, copy: Copy | None, whole: Whole | None
    ) -> Outgoing:
        room_id = pending.target_room_id
        refers = await self._refers(pending, event) if copy is None else NOTHING
        source = EventRef(event.ref.room_id, event.target) if isinstance(event, Edit) else event.ref
        return Outgoing(
            room_id=room_id,
            txn_id=txn_of(pending, copy, whole),
            body=written.body,
            kind="text",  # an emote too: its text says who does what, and Element would put the bot in front
            replaces=copy.ref.event_id if copy else None,
            mark=CopyMark(
                copy.source if copy else source,
                event.ref.event_id,
                written.final,
                parts=whole.parts if whole else (),
            ),
            speaker=written.speaker,
            poll=written.poll,
            reply_to=refers.reply_to,
            thread=refers.thread,
            mentions=refers.mentions,
        )

    async def _refers(self, pending: Pending, event: Message | Edit) -> Referred:
        """What stood in a copy before refers to the same again, and rings nobody again."""
        message = (
            await self._events.get(EventRef(event.ref.room_id, event.target)) if isinstance(event, Edit) else event
        )
        if not isinstance(message, Message):
            return NOTHING
        refers = await self._references.of(message, pending.target_room_id)
        return replace(refers, mentions=()) if pending.anew else refers
