"""What a copy says: who spoke, the words, their translation, and how far to trust it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.core.attachments import apart, screened
from bot.core.content import Document, from_plain, parse
from bot.core.model import Channel, Edit, Language, Member, Message, Poll, Rendered
from bot.core.polls import render_poll
from bot.core.relay import withdraws
from bot.core.rendering import CopyParts, attribution, render_copy, render_edit
from bot.core.screening import Strength
from bot.core.words import N_
from bot.errors import EdgeError, EngineUnavailable
from bot.handlers.screener import Screener
from bot.i18n import Texts
from bot.logs import get_logger
from bot.ports import EngineQuality
from bot.store.hold_rows import Hold
from bot.translation.failures import Refused
from bot.translation.memory import MEMORY
from bot.translation.phrasebook import PHRASEBOOK
from bot.translation.switchboard import Switchboard, Translation

log = get_logger(__name__)

_WITHDRAWN = N_("changed by its author; what it says now stays in its room")
_MASKED_BY_SENDER = N_("names masked by the sender")
_MASKED_BY_COORDINATOR = N_("names masked by a coordinator")
_AFTER_OTHERS = N_("in between, others wrote what stands below")


class NothingToMask(EdgeError):
    """What a sender wanted masked is no longer found: the detectors changed since, and nothing may go out bare."""


@dataclass(frozen=True, slots=True)
class Masking:
    language: Language
    """Of the room it was written in, whatever language it is in: so the same is found as when its sender was asked."""
    strength: Strength
    """At which the sender was asked."""
    by_coordinator: bool
    """A release of testimony, which may have nothing to mask."""
    hides: bool = True
    """Names are masked; False where only `without_words` counts."""
    without_words: bool = False
    """A file whose caption its sender changed while they were asked about it."""


def masking_of(hold: Hold | None, language: Language) -> Masking | None:
    """`language`: of the room it was written in. None where all of it may be shown."""
    if hold is None or not (hold.is_masked or hold.reworded):
        return None
    return Masking(language, hold.strength, hold.state == "released", hold.is_masked, hold.reworded)


@dataclass(frozen=True, slots=True)
class Written:
    body: Rendered
    speaker: Member
    final: bool
    """False: the original alone, its translation follows."""
    parts: CopyParts
    """What it is written from."""
    poll: Poll | None = None


@dataclass(frozen=True, slots=True)
class CopyOrder:
    """Which text to write for which room. `as_edit`: it replaces an event, which leaves half the space."""

    event: Message | Edit
    channel: Channel
    source: Language
    target: Language
    as_edit: bool
    may_wait: bool = False
    """The reader has the original already, so this may be the one that tries a failed engine again."""
    masking: Masking | None = None
    with_original: bool = False
    """Somebody wants to see the original beside the translation, however good that is."""
    only_once: bool = False
    """No translation can follow later."""
    of_file: bool = False
    """It stands below a file, which needs no words."""


class CopyWriter:
    def __init__(
        self,
        switchboard: Switchboard,
        texts: Texts,
        screener: Screener,
    ) -> None:
        self._switchboard = switchboard
        self._texts = texts
        self._screener = screener

    async def write(self, order: CopyOrder) -> Written:
        """With its translation, or the original alone when the engine is not back in time. Raises NothingToMask."""
        if withdraws(order.event, of_file=order.of_file):
            return self._withdrawn(order)
        document = self._document(order)
        if not document.segments or order.source == order.target:
            return self._written(order, document, None, "", final=True)
        try:
            result = await self._switchboard.translate(
                order.channel, document.segments, order.source, order.target, may_probe=order.may_wait
            )
            translation = document.with_segments([each.text for each in result.segments])
        except Refused:  # the engine works, but not on this text: nothing better will follow
            return self._untranslated(order, document)
        except EngineUnavailable:
            return self._untranslated(order, document) if order.only_once else self.original(order)
        except Exception as error:  # noqa: BLE001  # a mistake of ours costs the translation, never the message
            log.error("translation.failed", source=order.source, target=order.target, exc=error)  # noqa: TRY400
            return self._untranslated(order, document)
        if translation.plain() == document.plain():  # "Ok 👍": the same twice would only be noise
            return self._written(order, document, None, "", final=True)
        label = f"{order.source}→{order.target} · {self._trust(order.target, result)}"
        doubtful = any(each.doubts for each in result.segments)
        # A reader who is told to check with the original gets to see it.
        quality = "gist" if doubtful or order.with_original else result.quality
        return self._written(order, document, translation, label, final=True, quality=quality)

    def corrected(self, order: CopyOrder, words: str, by: Member) -> Written:
        """With the words of a person in place of the translation. Raises NothingToMask."""
        if withdraws(order.event, of_file=order.of_file):
            return self._withdrawn(order)
        who = self._texts.gettext(order.target, "corrected by %(person)s", person=attribution(by))
        label = f"{order.source}→{order.target} · {who}"
        quality: EngineQuality = "gist" if order.with_original else "translation"
        return self._written(order, self._document(order), from_plain(words), label, final=True, quality=quality)

    def _trust(self, language: Language, result: Translation) -> str:
        """Who translated, and how far to trust it."""
        by = {each.engine for each in result.segments if each.engine}
        if any(each.doubts for each in result.segments):
            trust = self._texts.gettext(language, "doubtful, check with the original")
        elif MEMORY in by and by <= {MEMORY, PHRASEBOOK}:
            trust = self._texts.gettext(language, "translated by people, from the network’s memory")
        elif by == {PHRASEBOOK}:
            trust = self._texts.gettext(language, "translated by people, from the phrasebook")
        elif result.quality == "gist":
            trust = self._texts.gettext(language, "rough translation, may be wrong")
        else:
            trust = self._texts.gettext(language, "machine translation")
        return f"{result.engine} · {trust}" if result.engine else trust

    def _untranslated(self, order: CopyOrder, document: Document) -> Written:
        untranslated = self._texts.gettext(order.target, "not translated")
        return self._written(order, document, None, f"{order.source} · {untranslated}", final=True)

    def original(self, order: CopyOrder) -> Written:
        """The original alone, with the promise of a translation. Raises NothingToMask."""
        if withdraws(order.event, of_file=order.of_file):
            return self._withdrawn(order)
        promise = self._texts.gettext(order.target, "not translated yet; the translation follows")
        return self._written(order, self._document(order), None, f"{order.source} · {promise}", final=False)

    def _withdrawn(self, order: CopyOrder) -> Written:
        """In place of the words of before, which nobody says any more, and of those of now, which are for us."""
        label = self._texts.gettext(order.target, _WITHDRAWN)
        return self._written(replace(order, masking=None), from_plain(""), None, label, final=True)

    def after_others(self, language: Language) -> str:
        """The line between two messages of a copy between which others spoke."""
        return self._texts.gettext(language, _AFTER_OTHERS)

    def untranslated(self, order: CopyOrder) -> Rendered:
        """What would go out, in the language it was written in. Raises NothingToMask."""
        return self._written(order, self._document(order), None, "", final=True).body

    def masks_name(self, order: CopyOrder) -> bool:
        """Whether the name of the file is part of what is masked. Raises NothingToMask."""
        return self._masked(order)[1]

    def _document(self, order: CopyOrder) -> Document:
        return self._masked(order)[0]

    def _masked(self, order: CopyOrder) -> tuple[Document, bool]:
        document, masking = parse(order.event.text), order.masking
        if masking is None:
            return document, False
        document, name_is_masked = self._hidden(order, document, masking) if masking.hides else (document, False)
        return (from_plain("") if masking.without_words else document), name_is_masked

    def _hidden(self, order: CopyOrder, document: Document, masking: Masking) -> tuple[Document, bool]:
        # As one, so that the same is found as when its sender was asked.
        whole = screened(order.event)
        masked = self._screener.masked(whole, masking.language, masking.strength, order.target)
        if masked is None and not masking.by_coordinator:
            raise NothingToMask
        return apart(order.event, masked) if masked is not None else (document, False)

    def _written(
        self,
        order: CopyOrder,
        document: Document,
        translation: Document | None,
        label: str,
        *,
        final: bool,
        quality: EngineQuality = "translation",
    ) -> Written:
        event, masking = order.event, order.masking
        if masking is not None and masking.hides:
            by = self._texts.gettext(
                order.target, _MASKED_BY_COORDINATOR if masking.by_coordinator else _MASKED_BY_SENDER
            )
            label = f"{label} · {by}" if label else by
        speaker = self._screener.speaker(event.ref.room_id, event.sender)
        parts = CopyParts(
            document,
            translation,
            label,
            quality,
            speaker,
            event.text.kind,
            self._texts.gettext(order.target, "shortened here; the whole message is in the other room"),
        )
        if event.poll is not None:
            poll, body = render_poll(parts, event.poll)
            return Written(body, speaker, final, parts, poll)
        return Written(render_edit(parts) if order.as_edit else render_copy(parts), speaker, final, parts)
