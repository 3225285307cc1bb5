"""The gate that every message passes once before it leaves its room."""

from __future__ import annotations

from bot.core.attachments import screened
from bot.core.model import Channel, Edit, EventId, EventRef, Language, Message
from bot.core.relay import withdraws
from bot.core.screening import Finding, Strength
from bot.errors import MatrixError, Undecryptable, Untrusted
from bot.handlers.file_word import FileWord
from bot.handlers.misplaced import Misplaced
from bot.handlers.open_events import OpenEvents
from bot.handlers.screener import Screener
from bot.logs import get_logger
from bot.ports import Clock
from bot.store.holds import Holds
from bot.store.ledger import Ledger, Pending

log = get_logger(__name__)


class Gate:
    def __init__(
        self,
        holds: Holds,
        ledger: Ledger,
        events: OpenEvents,
        screener: Screener,
        file_word: FileWord,
        misplaced: Misplaced,
        clock: Clock,
    ) -> None:
        self._holds = holds
        self._ledger = ledger
        self._events = events
        self._screener = screener
        self._file_word = file_word
        self._misplaced = misplaced
        self._clock = clock

    async def keeps(
        self,
        pending: Pending,
        event: Message | Edit,
        channel: Channel,
        language: Language,
        *,
        is_first: bool = False,
    ) -> bool:
        """True when the event does not go on now: it was taken out of the inbox, or stays there to be read again.

        `is_first`: an edit of what was no speech before. Raises MatrixError.
        """
        if isinstance(event, Edit) and await self._takes_a_place(pending, event):
            return True
        if withdraws(event, of_file=True):  # nothing of it leaves, and what it takes away does not wait
            return False
        now, subject = self._clock.now(), event.target if isinstance(event, Edit) else EventId("")
        decided = await self._holds.get(pending.ref.event_id)
        if decided is not None and decided.is_let_go:
            return False
        if channel.takes_testimony(pending.ref.room_id):
            await self._holds.hold(pending, event.sender, subject, "testimony", "strict", now)
            return True
        strength = self._screener.strength_of(channel)
        way = await self._holds.way_of(pending, event.sender)
        if way == "blocked":
            await self._misplaced.tell(event, language)
            await self._holds.hold(pending, event.sender, subject, "behind", strength, now)
        if way != "free":
            return True
        if await self._file_word.is_awaited(event):
            await self._holds.hold(pending, event.sender, subject, "open", strength, now)
            log.info("file.held", room=pending.ref.room_id, event=pending.ref.event_id)
            return True
        finding = await self._finding(event, language, strength)
        if not finding.held:
            return False
        if isinstance(event, Edit) and not is_first and not await self._holds.is_on_its_way(event.target):
            await self._ledger.drop(pending)  # there is no copy that it could change: nobody is asked in vain
            return True
        await self._holds.hold(pending, event.sender, subject, "open", strength, now)
        log.info("message.held", room=pending.ref.room_id, event=pending.ref.event_id, count=len(finding.everything))
        return True

    async def _takes_a_place(self, pending: Pending, edit: Edit) -> bool:
        """Of what its sender is asked about: that is said no longer, so the question is closed.

        Not of a file, of which an edit is no more than a part: without the words of before that may still go.
        Raises MatrixError, Undecryptable, Untrusted.
        """
        source = await self._events.get_hearsay(EventRef(edit.ref.room_id, edit.target))
        if not isinstance(source, Message):
            return False
        if source.file is not None:
            await self._holds.reword(edit.target)
        is_part = source.file is not None
        return await self._holds.supersede(pending, edit.target, self._clock.now(), is_part=is_part)

    async def _finding(self, event: Message | Edit, language: Language, strength: Strength) -> Finding:
        document = screened(event)
        finding = self._screener.finding(document, language, strength)
        if not finding.held or not isinstance(event, Edit):
            return finding
        released = [
            word
            for event_id in await self._holds.released_versions(event.target)
            for word in await self._words_of(EventRef(event.ref.room_id, event_id), language, strength)
        ]
        return self._screener.finding(document, language, strength, released) if released else finding

    async def _words_of(self, ref: EventRef, language: Language, strength: Strength) -> list[str]:
        """What its sender released with this event: the words themselves are stored nowhere."""
        try:
            event = await self._events.get(ref)
        except (Undecryptable, Untrusted):
            return []
        except MatrixError as error:
            if error.transient:
                raise
            return []
        if not isinstance(event, Message | Edit):
            return []
        return self._screener.finding(screened(event), language, strength).words
