"""What a correction has to pass before its room shows it, and what of it may serve later messages."""

from __future__ import annotations

from bot.core.content import Document, from_plain, parse
from bot.core.model import Channel, Edit, EventRef, Language, Message
from bot.core.relay import channel_of
from bot.core.screening import Detectors, Known, screen
from bot.core.translation_memory import Pair, fits
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked
from bot.handlers.copy_wishes import Wish
from bot.handlers.open_events import OpenEvents
from bot.handlers.screener import Screener
from bot.handlers.speech import Speech
from bot.store.copy_wishes import Remembered
from bot.store.holds import Holds

_HELD = N_(
    "I do not take this over: there may be a person’s name in it, or a number or an address that leads to one. Please"
    " write it without."
)


class CorrectionChecks:
    def __init__(
        self,
        channels: tuple[Channel, ...],
        events: OpenEvents,
        holds: Holds,
        speech: Speech,
        screener: Screener,
        detectors: Detectors,
    ) -> None:
        self._channels = channels
        self._events = events
        self._holds = holds
        self._speech = speech
        self._screener = screener
        self._detectors = detectors

    async def is_as_written(self, wish: Wish) -> bool:
        """Whether the copy is in the language of the message, and so no translation of it. Raises EdgeError."""
        source, target = channel_of(self._channels, wish.source.room_id), channel_of(self._channels, wish.ref.room_id)
        event = await self._events.get(EventRef(wish.source.room_id, wish.revision))
        if source is None or target is None or not isinstance(event, Message | Edit):
            return False
        return self._speech.language(event, source[1]) == target[1]

    async def check(self, asked: Asked, wish: Wish, words: str) -> None:
        """As before any text leaves a room; what its author let go out is free. Raises UserError."""
        strength = self._screener.strength_of(asked.channel)
        released = []
        event = await self._events.get(EventRef(wish.source.room_id, wish.revision))
        hold, place = await self._holds.get(wish.revision), channel_of(self._channels, wish.source.room_id)
        if isinstance(event, Message | Edit) and place is not None and not (hold is not None and hold.is_masked):
            released = self._screener.finding(parse(event.text), place[1], strength).words
        room = channel_of(self._channels, asked.event.room_id)
        language = room[1] if room else asked.language
        if self._screener.finding(from_plain(words), language, strength, released).held:
            raise UserError(_HELD)

    async def kept(self, fix: Wish, words: str) -> Remembered:
        """The pairs that may serve later messages: lines without markup, with nothing that leads to a person."""
        source, target = channel_of(self._channels, fix.source.room_id), channel_of(self._channels, fix.ref.room_id)
        event = await self._events.get(EventRef(fix.source.room_id, fix.revision))
        hold = await self._holds.get(fix.revision)
        nothing = Remembered(Channel("", ()), "", "", ())
        if source is None or target is None or not isinstance(event, Message | Edit):
            return nothing
        if source[0].takes_testimony(fix.source.room_id) or target[0].takes_testimony(fix.ref.room_id):
            return nothing
        if hold is not None and hold.is_masked:
            return nothing
        language = self._speech.language(event, source[1])
        if language == target[1]:
            return nothing
        pairs = [
            pair
            for pair in _pairs(parse(event.text), words)
            if not self._leads_to_a_person(pair.source, language)
            and not self._leads_to_a_person(pair.target, target[1])
        ]
        return Remembered(source[0], language, target[1], pairs)

    def _leads_to_a_person(self, text: str, language: Language) -> bool:
        return screen(text, language, "strict", self._detectors, Known()).held


def _pairs(original: Document, words: str) -> list[Pair]:
    """Line by line; nothing when the lines do not match."""
    sources, targets = list(original.segments), list(from_plain(words).segments)
    if len(sources) != len(targets):
        return []
    pairs = [Pair(source.strip(), target.strip()) for source, target in zip(sources, targets, strict=True)]
    return [pair for pair in pairs if fits(pair.source) and fits(pair.target)]
