"""The table behind `!petition import`: pasted lines, or a file. It is read anew each time and kept nowhere.

A file is fetched and decrypted in memory. It comes with the command, as a reply of the command to it, or alone.
"""

from __future__ import annotations

import asyncio

from bot.core.commands import Command, parse
from bot.core.file_types import FileRefused
from bot.core.files import Attachment
from bot.core.model import EventRef, Message
from bot.core.tables import NotATable, read_table
from bot.core.words import N_
from bot.documents.brought import MAX_BYTES, NotText, Table, is_table, read_brought
from bot.errors import EdgeError, UserError
from bot.handlers.open_events import OpenEvents
from bot.ports import Rooms

_KILOBYTE = 1024


class BroughtTables:
    def __init__(self, events: OpenEvents, rooms: Rooms) -> None:
        self._events = events
        self._rooms = rooms

    async def of(self, ref: EventRef) -> Table | None:
        """What the message brings; None when it brings nothing. Raises UserError when that cannot be read."""
        message = await self._message(ref)
        if message is None:
            raise UserError(N_("I can no longer read what you sent. Please send it again."))
        pasted = _pasted(message)
        if pasted:
            return _lines(pasted)
        file = message.file
        if file is None and message.reply_to is not None:
            meant = await self._message(EventRef(ref.room_id, message.reply_to))
            if meant is not None and meant.sender == message.sender:
                file = meant.file
        return await self._read(file) if file is not None else None

    async def _message(self, ref: EventRef) -> Message | None:
        try:
            event = await self._events.get(ref)
        except EdgeError:
            return None
        return event if isinstance(event, Message) else None

    async def _read(self, file: Attachment) -> Table:
        if not is_table(file):
            raise UserError(N_("I read tables in files that end with .csv or .yaml. This one does not."))
        if file.stored is None:
            raise UserError(N_("Your app did not encrypt this file, so I do not read it. Please send it from Element."))
        try:
            content = await self._rooms.load(file.stored, MAX_BYTES)
        except FileRefused as refused:
            if refused.reason == "too_large":
                limit = str(MAX_BYTES // _KILOBYTE)
                raise UserError(
                    N_("This file is too large: at most %(limit)s kB. Please split it."), limit=limit
                ) from None
            raise UserError(_NOT_THERE) from None
        except EdgeError:
            raise UserError(_NOT_THERE) from None
        try:
            return await asyncio.to_thread(read_brought, file.name, content)
        except NotText:
            raise UserError(
                N_("I cannot read the letters in this file. Please save it as “CSV UTF-8” and send it again.")
            ) from None
        except NotATable as error:
            raise UserError(N_("I cannot read line %(line)s of this file."), line=error.line) from None


_NOT_THERE = N_("I could not get this file from the server. Please send it again.")


def _pasted(message: Message) -> str:
    command = parse(message.text.plain)
    text = command.arguments.get("text", "") if isinstance(command, Command) else ""
    return text if "\n" in text.strip() else ""


def _lines(text: str) -> Table:
    try:
        return read_table(text)
    except NotATable as error:
        raise UserError(N_("I cannot read line %(line)s: a quotation mark is missing."), line=error.line) from None
