"""Files on their way into the other rooms: fetched, made anew, stored once for all copies; or refused, and told so."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from datetime import timedelta
from weakref import WeakValueDictionary

from bot.attachments.cleaned import Cleaned
from bot.attachments.cleaner import Cleaner
from bot.core.attachments import MEGABYTE, SENTENCES, clean_name, neutral_name, refusal
from bot.core.file_types import FORMS, FileRefused, Refusal
from bot.core.files import CleanFile
from bot.core.model import Channel, Edit, EventId, EventRef, Language, Member, Message, Outgoing, UserId
from bot.core.relay import transaction_id
from bot.core.rendering import notice
from bot.core.words import N_
from bot.errors import EdgeError, MatrixError
from bot.handlers.open_events import OpenEvents
from bot.i18n import Texts
from bot.logs import get_logger
from bot.ports import Clock, Rooms
from bot.store.done_once import DoneOnce

log = get_logger(__name__)

REMEMBERED = 100
"""Files that are stored already; a bot that starts anew stores them again."""
QUIET: Mapping[Refusal, timedelta] = {
    "off": timedelta(days=30),
    "testimony": timedelta(days=30),
    "audio": timedelta(days=1),
    "video": timedelta(days=1),
    "location": timedelta(days=1),
    "sticker": timedelta(days=30),
}
"""What is the same for all files of a kind is told a person once in so long; anything else of each file."""
QUIET_ABOUT_WORDS = timedelta(days=1)
_WORDS_STAY = N_("What you wrote with it stays here too: please send that as a message of its own.")


class Attachments:
    def __init__(
        self,
        rooms: Rooms,
        done: DoneOnce,
        events: OpenEvents,
        cleaner: Cleaner,
        texts: Texts,
        clock: Clock,
        members: Mapping[UserId, Member],
    ) -> None:
        self._rooms = rooms
        self._done = done
        self._events = events
        self._cleaner = cleaner
        self._texts = texts
        self._clock = clock
        self._members = members
        self._ready: OrderedDict[EventId, CleanFile | FileRefused] = OrderedDict()
        self._turns: WeakValueDictionary[EventId, asyncio.Lock] = WeakValueDictionary()

    async def may_leave(self, message: Message, channel: Channel, language: Language) -> bool:
        """Whether a message has no file that has to stay where it is; its sender is told when it has one."""
        if message.file is None:
            return True
        refused = refusal(message.file, channel, message.ref.room_id)
        if refused is not None:
            try:
                await self._tell(message, language, refused)
            except MatrixError as error:  # the others' messages do not wait for this one
                log.warning("attachment.not_told", room=message.ref.room_id, errcode=error.errcode)
        return refused is None

    async def copy_of(
        self, message: Message, channel: Channel, language: Language, *, name_is_masked: bool
    ) -> CleanFile | None:
        """The file for its copies, the same for each of them; None where it was refused, which its sender is told.

        Raises MatrixError to be tried again.
        """
        refused = refusal(message.file, channel, message.ref.room_id) if message.file is not None else None
        if refused is None:
            try:
                return await self._stored_once(message, channel, name_is_masked=name_is_masked)
            except FileRefused as error:
                refused = error
        await self._tell(message, language, refused)
        return None

    async def is_of_file(self, event: Message | Edit) -> bool:
        """Whether what an event says stands below a file. Raises MatrixError when that cannot be asked now."""
        if isinstance(event, Message):
            return event.file is not None
        try:
            source = await self._events.get_hearsay(EventRef(event.ref.room_id, event.target))
        except MatrixError as error:
            if error.may_pass:
                raise
            return False
        except EdgeError:
            return False
        return isinstance(source, Message) and source.file is not None

    async def _stored_once(self, message: Message, channel: Channel, *, name_is_masked: bool) -> CleanFile:
        """Raises FileRefused, MatrixError."""
        event_id = message.ref.event_id
        async with self._turns.setdefault(event_id, asyncio.Lock()):
            ready = self._ready.get(event_id)
            if ready is None:
                try:
                    ready = await self._stored(message, channel, name_is_masked=name_is_masked)
                except FileRefused as refused:
                    ready = refused
                self._remember(event_id, ready)
        if isinstance(ready, FileRefused):
            raise FileRefused(ready.reason, ready.limit)
        return ready

    def _remember(self, event_id: EventId, ready: CleanFile | FileRefused) -> None:
        self._ready[event_id] = ready
        if len(self._ready) > REMEMBERED:
            self._ready.popitem(last=False)

    async def _stored(self, message: Message, channel: Channel, *, name_is_masked: bool) -> CleanFile:
        """Raises FileRefused, MatrixError."""
        if message.file is None or message.file.stored is None:
            raise FileRefused("not_encrypted")
        content = await self._rooms.load(message.file.stored, channel.attachments)
        cleaned = await self._cleaner.clean(content)
        if len(cleaned.content) > channel.attachments:
            raise FileRefused("too_large", channel.attachments // MEGABYTE)
        form = FORMS[cleaned.form]
        name = neutral_name(form) if name_is_masked else clean_name(message.file.name, form)
        small = await self._uploaded(cleaned.thumbnail, "") if cleaned.thumbnail is not None else None
        file = await self._uploaded(cleaned, name, small)
        log.info("attachment.cleaned", event=message.ref.event_id, kind=cleaned.form, size_bytes=len(cleaned.content))
        return file

    async def _uploaded(self, cleaned: Cleaned, name: str, thumbnail: CleanFile | None = None) -> CleanFile:
        form = FORMS[cleaned.form]
        return CleanFile(
            form.kind,
            name,
            form.mimetype,
            len(cleaned.content),
            await self._rooms.store(cleaned.content),
            cleaned.width,
            cleaned.height,
            thumbnail,
        )

    async def _tell(self, message: Message, language: Language, refused: FileRefused) -> None:
        """Where the file stands, in its sender's language. Raises MatrixError that may pass."""
        now, quiet, has_words = self._clock.now(), QUIET.get(refused.reason), bool(message.text.plain.strip())
        keys = [f"file {refused.reason} {message.ref.room_id} {message.sender}"]
        if quiet is not None and has_words:
            quiet = QUIET_ABOUT_WORDS
            keys.insert(0, f"file {refused.reason} with words {message.ref.room_id} {message.sender}")
        told_at = await self._done.done_at(keys[0]) if quiet is not None else None
        if quiet is not None and told_at is not None and now - told_at < quiet:
            return
        member = self._members.get(message.sender)
        spoken = (member.language if member else None) or language
        words = self._texts.gettext(spoken, SENTENCES[refused.reason], limit=refused.limit)
        if has_words:
            words = f"{words} {self._texts.gettext(spoken, _WORDS_STAY)}"
        log.info("attachment.refused", event=message.ref.event_id, reason=refused.reason)
        try:
            await self._rooms.send(
                Outgoing(
                    room_id=message.ref.room_id,
                    txn_id=transaction_id("notice", "file", message.ref.event_id),
                    body=notice(words),
                    reply_to=message.ref.event_id,
                    mentions=(message.sender,),
                )
            )
        except MatrixError as error:
            if error.may_pass:
                raise
            log.warning("attachment.not_told", room=message.ref.room_id, errcode=error.errcode)
        if quiet is not None:
            for key in keys:
                await self._done.may_repeat(key, now, quiet)
