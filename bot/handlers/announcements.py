"""Announcements of coordinators in a digest: in the words of people where they gave them, else translated."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from bot.core.content import parse
from bot.core.digest_drafts import LONGEST, Announced, texts_of, together
from bot.core.model import Channel, Language, Message, Text
from bot.core.screening import Detectors, Known, screen
from bot.core.words import N_
from bot.errors import EdgeError, EngineUnavailable, UserError
from bot.handlers.open_events import OpenEvents
from bot.i18n import Texts
from bot.logs import get_logger
from bot.store.digest_drafts import DigestDrafts
from bot.translation.failures import Refused
from bot.translation.switchboard import Switchboard

log = get_logger(__name__)

_REFUSED = N_("I do not announce this, because of: %(words)s. Please write it without names of persons or numbers.")


def check_words(text: str, language: Language, detectors: Detectors, texts: Texts) -> None:
    """Raises UserError for what must not go to all rooms."""
    if len(text) > LONGEST:
        raise UserError(N_("That is too long: at most %(count)s letters."), count=LONGEST)
    finding = screen(text, language, "strict", detectors, Known())
    if finding.held:
        raise UserError(_REFUSED, words=texts.listing(language, finding.words))


def is_protected(words: Mapping[Language, str], detectors: Detectors) -> bool:
    """Whether a name stands in them that was put under protection since they were written."""
    return any(detectors.protected.find(text) for text in words.values())


class Announcements:
    def __init__(
        self,
        texts: Texts,
        drafts: DigestDrafts,
        events: OpenEvents,
        switchboard: Switchboard,
        detectors: Detectors,
    ) -> None:
        self._texts = texts
        self._detectors = detectors
        self._drafts = drafts
        self._events = events
        self._switchboard = switchboard

    @property
    def languages(self) -> Collection[Language]:
        return self._texts.languages

    async def of(self, day: date) -> Announced | None:
        """From the messages that they stand in: one that was deleted is taken back, and so is one with a name that is
        protected by now. Raises MatrixError.
        """
        answers = []
        for addition in await self._drafts.additions(day):
            try:
                event = await self._events.get(addition.ref)
            except EdgeError as error:
                if getattr(error, "transient", False):
                    raise
                log.warning("digest.announcement_lost", room=addition.ref.room_id, exc=error)
                continue
            if isinstance(event, Message):
                body = parse(Text(event.text.plain)).plain()
                words = texts_of(body, addition.language, self.languages)
                if not is_protected(words, self._detectors):
                    answers.append(words)
        return together(answers)

    async def line(self, announced: Announced, channel: Channel, language: Language) -> str:
        """As it stands in the digest of a room."""
        t = self._texts
        written = announced.texts.get(language)
        if written is not None:
            return t.gettext(language, "Announcement: %(text)s", text=written)
        source = announced.texts[announced.source]
        translated = await self._translated(source, channel, announced.source, language)
        if translated is None:
            sentence = N_("Announcement (not translated): %(text)s")
            return t.gettext(language, sentence, text=source)
        return t.gettext(language, "Announcement (machine translation): %(text)s", text=translated)

    async def _translated(self, text: str, channel: Channel, source: Language, target: Language) -> str | None:
        document = parse(Text(text))
        try:
            result = await self._switchboard.translate(channel, document.segments, source, target, may_probe=True)
        except (Refused, EngineUnavailable):
            return None
        return document.with_segments([each.text for each in result.segments]).plain()
