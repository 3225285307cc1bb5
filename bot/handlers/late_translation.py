"""When the engine is back, copies that went out untranslated are completed, each by an edit."""

from __future__ import annotations

from datetime import timedelta

from bot.core.model import Channel, CopyMark, Edit, EventRef, Message, Outgoing, Part, RoomId
from bot.core.relay import channel_of, transaction_id
from bot.errors import EdgeError, MatrixError
from bot.handlers.attachments import Attachments
from bot.handlers.copy_sender import CopySender
from bot.handlers.copy_writer import CopyOrder, CopyWriter, Written, masking_of
from bot.handlers.lanes import Bell
from bot.handlers.merging import Merging, Whole
from bot.handlers.open_events import OpenEvents
from bot.handlers.redaction import Redactions
from bot.handlers.speech import Speech
from bot.logs import get_logger
from bot.ports import Clock, Rooms
from bot.store.holds import Holds
from bot.store.ledger import Copy, Ledger, Untranslated
from bot.store.ledger_rows import UNTRANSLATED

log = get_logger(__name__)

LOOK_AGAIN_S = 5.0


class LateTranslations:
    def __init__(
        self,
        ledger: Ledger,
        rooms: Rooms,
        events: OpenEvents,
        redactions: Redactions,
        writer: CopyWriter,
        speech: Speech,
        clock: Clock,
        channels: tuple[Channel, ...],
        holds: Holds,
        attachments: Attachments,
        merging: Merging,
        sender: CopySender,
    ) -> None:
        self._ledger = ledger
        self._rooms = rooms
        self._events = events
        self._redactions = redactions
        self._writer = writer
        self._speech = speech
        self._clock = clock
        self._channels = channels
        self._holds = holds
        self._attachments = attachments
        self._merging = merging
        self._sender = sender

    async def work(self, bell: Bell, room_id: RoomId) -> None:
        """For ever on the copies of one room that wait for a translation, the oldest first."""
        woken = bell.join(UNTRANSLATED)
        while True:
            woken.clear()
            waiting = await self._ledger.untranslated(room_id)
            if waiting is None:
                await woken.wait()
            elif not await self._is_seen_to(waiting):
                await self._clock.pause(timedelta(seconds=LOOK_AGAIN_S))

    async def _is_seen_to(self, waiting: Untranslated) -> bool:
        """False when it is to be tried again later."""
        room_id = waiting.copy.room_id
        try:
            return await self._translate(waiting)
        except MatrixError as error:
            log.warning("late.failed", target_room=room_id, errcode=error.errcode, status=error.status)
            if error.transient:
                return False
        except EdgeError as error:
            log.warning("late.dropped", target_room=room_id, exc=error)
        except Exception as error:  # noqa: BLE001  # as in a lane: one message must not stop the others
            log.error("late.failed", target_room=room_id, exc=error)  # noqa: TRY400
        await self._ledger.translated(waiting, None, self._clock.now())
        return True

    async def _translate(self, waiting: Untranslated) -> bool:
        """False when the engine is still out of order. Raises MatrixError, Undecryptable, Untrusted."""
        event = await self._events.get(EventRef(waiting.source.room_id, waiting.revision))
        source = channel_of(self._channels, waiting.source.room_id)
        target = channel_of(self._channels, waiting.copy.room_id)
        if source is None or target is None or not isinstance(event, Message | Edit):
            await self._ledger.translated(waiting, None, self._clock.now())
            return True
        spoken = self._speech.language(event, source[1])
        masking = masking_of(await self._holds.get(waiting.revision), source[1])
        order = CopyOrder(event, target[0], spoken, target[1], as_edit=True, may_wait=True, masking=masking)
        written = await self._writer.write(order)
        whole = await self._whole(waiting, written) if written.final else None
        written = whole.written if whole else written
        if not written.final:
            return False
        keeps_file = waiting.copy.room_id != waiting.source.room_id and await self._attachments.is_of_file(event)
        await self._send(waiting, written, whole, keeps_file=keeps_file)
        return True

    async def _whole(self, waiting: Untranslated, written: Written) -> Whole | None:
        """Of a merged copy what all its messages say."""
        changed = Part(waiting.source.event_id, waiting.revision)
        return await self._merging.whole(_copy(waiting), changed, written, may_wait=True)

    async def _send(self, waiting: Untranslated, written: Written, whole: Whole | None, *, keeps_file: bool) -> None:
        room_id, parts = waiting.copy.room_id, whole.parts if whole else ()
        merged = (waiting.copy.event_id,) if whole else ()
        outgoing = Outgoing(
            room_id=room_id,
            txn_id=transaction_id("translation", waiting.revision, room_id, *merged),
            body=written.body,
            kind="text",  # an emote too: its text says who does what, and Element would put the bot in front
            replaces=waiting.copy.event_id,
            mark=CopyMark(waiting.source, waiting.revision, parts=parts),
            speaker=written.speaker,
            keeps_file=keeps_file,
            poll=written.poll,
        )
        async with self._sender.turn(room_id, waiting.source.room_id):
            if await self._ledger.untranslated(room_id) != waiting:
                return  # edited or deleted while this was translated
            if whole and not await self._merging.shows(_copy(waiting), whole):
                return
            sent = await self._rooms.send(outgoing)
            if not await self._ledger.translated(waiting, sent, self._clock.now(), parts):
                edit = EventRef(room_id, sent)
                await self._redactions.take_back(Copy(edit, waiting.source, waiting.revision, edits=True))


def _copy(waiting: Untranslated) -> Copy:
    return Copy(waiting.copy, waiting.source, waiting.revision, edits=False)
