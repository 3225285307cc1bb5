"""What a reader is shown of a draft: read again from its owner's message, with everything covered that is found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

from bot.core import disclosure
from bot.core.content import parse
from bot.core.lifecycle import Lifecycle
from bot.core.model import EventRef, Language, Message, Text, UserId
from bot.core.peer_reading import Cover, Covered, covered, fingerprint
from bot.core.records import Record
from bot.core.screening import Detectors, FindingKind, Known, screen
from bot.core.words import N_
from bot.errors import MatrixError, Undecryptable, Untrusted, UserError
from bot.handlers.free_text import FreeText
from bot.handlers.record_cards import RecordCards
from bot.handlers.screener import LABELS
from bot.i18n import Texts
from bot.ports import Rooms
from bot.store.register import Register
from bot.store.reviews import Review

_COVERS: Mapping[Cover, str] = {
    "workplace": N_("[workplace]"),
    "place": N_("[place]"),
    "group": N_("[group]"),
    "record": N_("[record]"),
}


class ReviewDrafts:
    """Nothing of a text is kept: it is read when it is needed."""

    def __init__(
        self,
        texts: Texts,
        register: Register,
        cards: RecordCards,
        lifecycle: Lifecycle,
        rooms: Rooms,
        detectors: Detectors,
    ) -> None:
        self._texts = texts
        self._register = register
        self._cards = cards
        self._lifecycle = lifecycle
        self._rooms = rooms
        self._detectors = detectors
        self._free_text = FreeText(texts, detectors)

    async def text(self, review: Review) -> str | None:
        """None when there is nothing to show any more. Raises MatrixError that may pass."""
        record = self._register.get(review.record_id)
        if record is None or record.owner != review.owner_group:
            return None
        if review.draft is None:
            return self._fields(review, record)
        body = await self._said(review.draft, review.owner)
        return None if body is None else self.cover(body, review.language, record)

    async def consented(self, review: Review) -> str | None:
        """The very text that the owner agreed to; None when it would be another one now. Raises MatrixError."""
        text = await self.text(review)
        return text if text is not None and fingerprint(review.salt, text) == review.fingerprint else None

    async def advice(self, ref: EventRef, reader: UserId, language: Language) -> str | None:
        """A reader's line, if it still stands and still passes. Raises MatrixError that may pass."""
        body = await self._said(ref, reader)
        try:
            return self._free_text.checked(body, language) if body is not None else None
        except UserError:
            return None

    async def _said(self, ref: EventRef, by: UserId) -> str | None:
        """Not from memory: whoever has deleted a message has taken it back."""
        try:
            event = await self._rooms.fetch(ref)
        except (Undecryptable, Untrusted):
            return None
        except MatrixError as error:
            if error.transient:
                raise
            return None
        if not isinstance(event, Message) or event.sender != by:
            return None
        return parse(Text(event.text.plain)).plain()

    def cover(self, body: str, language: Language, record: Record) -> str:
        """With labels over names, identifiers, the workplace, its place and the group."""
        t = self._texts
        labels = {kind: t.gettext(language, LABELS[kind]) for kind in get_args(FindingKind)}
        finding = screen(body, language, "strict", self._detectors, Known())
        own = {kind: t.gettext(language, _COVERS[kind]) for kind in get_args(Cover)}
        phrases: Sequence[tuple[str, str]] = (
            (record.facility, own["workplace"]),
            (record.place, own["place"]),
            (record.owner, own["group"]),
            (record.record_id, own["record"]),
        )
        found = [Covered(each.start, each.end, labels[each.kind]) for each in finding.everything]
        return covered(body, found, phrases, labels["name"])

    def _fields(self, review: Review, record: Record) -> str | None:
        """What the network would see if it were published."""
        view = disclosure.view(self._lifecycle, record, "network")
        if view is None:
            return None
        lines = self._cards.lines(review.language, view, review.since.date())
        covers = _COVERS["record"]
        label = self._texts.gettext(review.language, covers)
        return "\n".join([self._cards.title(review.language, view), *lines]).replace(record.record_id, label)
