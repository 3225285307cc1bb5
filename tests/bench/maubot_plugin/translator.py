"""What one would write with maubot: every message is answered with what Apertium makes of it."""

from __future__ import annotations

import asyncio

from maubot import MessageEvent, Plugin
from maubot.handlers import event
from mautrix.types import EventType, MessageType, TextMessageEventContent


class Translator(Plugin):
    @event.on(EventType.ROOM_MESSAGE)
    async def translate(self, evt: MessageEvent) -> None:
        if evt.sender == self.client.mxid:
            return
        sentence, _, word = evt.content.body.rpartition(" ")  # the last word only tells the message apart
        process = await asyncio.create_subprocess_exec(
            "apertium", "-u", "-f", "none", "spa-eng", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
        )
        translated, _ = await process.communicate(sentence.encode())
        body = f"maubot {translated.decode().strip()} {word}"
        await self.client.send_message(evt.room_id, TextMessageEventContent(MessageType.TEXT, body=body))
