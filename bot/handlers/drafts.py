"""Drafts of a text in the other languages, by the bot's own engines; somebody looks at each before it is told."""

from __future__ import annotations

from bot.core.model import Channel, Language
from bot.errors import EdgeError
from bot.translation.switchboard import Switchboard

_NO_CHANNEL = Channel("", ())
"""No cloud engine has the consent of it: a draft stays on machines of ours."""


class Drafts:
    def __init__(self, switchboard: Switchboard) -> None:
        self._switchboard = switchboard

    async def draft(self, text: str, source: Language, target: Language) -> str:
        """Empty where no engine can: then a person writes it."""
        try:
            done = await self._switchboard.translate(_NO_CHANNEL, [text], source, target)
        except EdgeError:
            return ""
        return done.segments[0].text
