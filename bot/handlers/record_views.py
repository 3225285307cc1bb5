"""Members' records as they may be shown where somebody asks.

In a room an answer holds only what everybody there may see; whoever asks and may see more gets that in their direct
chat. A record that may not be shown is answered exactly as one that does not exist, from the same look into memory.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.core import disclosure
from bot.core.clocks import Clocks
from bot.core.disclosure import Access, Audience, View, Viewer
from bot.core.model import Language, Member, Rendered, RoomId, UserId
from bot.core.petitions import current_step
from bot.core.records import Record
from bot.core.relay import transaction_id
from bot.core.words import N_
from bot.errors import EdgeError
from bot.handlers.answers import Asked
from bot.handlers.direct_chats import DirectChats
from bot.handlers.record_cards import RecordCards
from bot.i18n import Texts
from bot.logs import get_logger
from bot.ports import Rooms
from bot.store.register import Register

log = get_logger(__name__)

WARMED_AT_ONCE = 10

NOTHING_HERE = N_(
    "I can show nothing about this number in this room. Whoever may see more finds it in their direct chat with me."
)
MORE_ELSEWHERE = N_("Whoever may see more finds it in their direct chat with me.")


@dataclass(frozen=True, slots=True)
class Visible:
    """A record that may be shown, and as whom it is seen."""

    record: Record
    seen_as: Access
    shown: frozenset[str] = frozenset()
    """Fields that were agreed to be shown to each other."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was worked out of a record, as it is seen by somebody, until it changes."""

    record: Record
    view: View
    overdue_from: date | None


class RecordViews:
    def __init__(
        self,
        texts: Texts,
        clocks: Clocks,
        register: Register,
        rooms: Rooms,
        direct: DirectChats,
        members: Mapping[UserId, Member],
        bot: UserId,
    ) -> None:
        self._texts = texts
        self._lifecycle = clocks.lifecycle
        self._register = register
        self._rooms = rooms
        self._direct = direct
        self._members = members
        self._bot = bot
        self._kept: dict[tuple[str, Access, frozenset[str]], _Kept] = {}
        self.cards = RecordCards(texts, clocks)

    def _stands(self, record: Record) -> bool:
        """Of a group that is no longer in the network nobody sees anything."""
        return record.owner in self._groups()

    def _groups(self) -> frozenset[str]:
        return frozenset(member.organisation for member in self._members.values() if member.organisation)

    def viewer(self, user_id: UserId) -> Viewer:
        member = self._members.get(user_id)
        return Viewer(member.organisation, True) if member else Viewer(None, False)

    def mine(self, asked: Asked, record: Record) -> View | None:
        """What the person themselves may see."""
        if not self._stands(record):
            return None
        viewer, today = self.viewer(asked.member.user_id), asked.now.date()
        seen_as = disclosure.access(record, viewer, today)
        return disclosure.view(self._lifecycle, record, seen_as, disclosure.agreed(record, viewer, today))

    async def status(self, asked: Asked, record_id: str) -> Rendered | None:
        """The card of a record; None in a direct chat when there is none for this person."""
        record = self._register.get(record_id)
        mine = self.mine(asked, record) if record else None
        today, language = asked.today, asked.answer_language
        if asked.direct:
            if mine is None or record is None:
                return None
            if mine.access == "owner":
                await self._register.note_seen(asked.member.user_id, record)
            return self.cards.card(language, mine, today)
        shown = self._in_room(record, asked.event.room_id, asked.now.date()) if record else None
        if mine is not None and mine != shown:
            await self._send(asked, self.cards.card(asked.member.language or language, mine, today))
        if shown is None:
            text = self._texts.gettext(language, NOTHING_HERE)
            return Rendered(text, text)
        return self.cards.card(language, shown, today, self._texts.gettext(language, MORE_ELSEWHERE))

    def seen(self, asked: Asked, record_id: str) -> tuple[View | None, View | None]:
        """What the person may see of it, and what may be shown where they asked."""
        record = self._register.get(record_id)
        if record is None:
            return None, None
        mine = self.mine(asked, record)
        return mine, mine if asked.direct else self._in_room(record, asked.event.room_id, asked.now.date())

    async def to_direct_chat(self, asked: Asked, body: Rendered) -> None:
        """Something for this person alone, asked for in a room."""
        await self._send(asked, body)

    def listed(self, asked: Asked) -> list[Visible]:
        """Every record that may be shown here, by its number, which is random."""
        today = asked.now.date()
        if asked.direct:
            return self._listed_for(self.viewer(asked.member.user_id), today)
        audience = self.audience(asked.event.room_id)
        groups = self._groups()
        return [
            Visible(record, seen_as)
            for record, seen_as in disclosure.accesses(self._register.in_order(), audience, today)
            if record.owner in groups
        ]

    def _listed_for(self, viewer: Viewer, today: date) -> list[Visible]:
        groups = self._groups()
        return [
            Visible(record, seen_as, disclosure.agreed(record, viewer, today))
            for record in self._register.in_order()
            if record.owner in groups and (seen_as := disclosure.access(record, viewer, today)) is not None
        ]

    def published(self, today: date) -> list[View]:
        """What the network sees of every record that was published, by its number."""
        groups = self._groups()
        return [
            self.view(Visible(record, "network"))
            for record in self._register.in_order()
            if record.owner in groups and record.sharing.network is not None and record.sharing.network.holds(today)
        ]

    def own(self, asked: Asked) -> list[Visible]:
        """The records of the person's own group."""
        group = asked.member.organisation
        return [
            Visible(record, "owner")
            for record in self._register.in_order()
            if group is not None and record.owner == group
        ]

    def view(self, visible: Visible) -> View:
        return self._worked_out(visible).view

    def is_overdue(self, visible: Visible, today: date) -> bool:
        since = self._worked_out(visible).overdue_from
        return since is not None and since <= today

    async def warm(self, today: date) -> None:
        """Work out what lists need before anybody asks, a little at a time."""
        await asyncio.to_thread(self.cards.warm, today)
        for number, record in enumerate(self._register.in_order()):
            if number % WARMED_AT_ONCE == 0:
                await asyncio.sleep(0)
            present = self._register.get(record.record_id)
            if present is not None:
                for seen_as in _usual(present):
                    self._worked_out(Visible(present, seen_as))

    def _worked_out(self, visible: Visible) -> _Kept:
        """Kept until the record changes: a filter looks at every one of them."""
        key, record = (visible.record.record_id, visible.seen_as, visible.shown), visible.record
        kept = self._kept.get(key)
        if kept is None or kept.record is not record:
            view = disclosure.view(self._lifecycle, record, visible.seen_as, visible.shown)
            if view is None:
                raise AssertionError("seen by somebody")
            kept = self._kept[key] = _Kept(record, view, self.cards.overdue_from(view))
        return kept

    def line(self, language: Language, visible: Visible) -> str:
        view = self.view(visible)
        parts = [view.record_id, view.facility or self.cards.branch(language, view), self.cards.stage(language, view)]
        return " · ".join(filter(None, parts))

    def code(self, visible: Visible, kind: str) -> str:
        """What a filter may ask for, as far as it may be seen; empty when it may not."""
        view = self.view(visible)
        match kind:
            case "sector":
                return view.sector or ""
            case "state":
                return view.place or ""
            case _:
                return current_step(self._lifecycle, view.steps).stage if view.steps else ""

    def _in_room(self, record: Record, room_id: RoomId, today: date) -> View | None:
        if not self._stands(record):
            return None
        seen_as = disclosure.access_of_all(record, self.audience(room_id), today)
        return disclosure.view(self._lifecycle, record, seen_as)

    def audience(self, room_id: RoomId, *others: UserId) -> Audience:
        """Everybody who reads there, and `others` who are shown the same elsewhere. Of an empty room nothing is known,
        so it counts as one with a stranger in it.
        """
        people = self._rooms.people_in(room_id) - {self._bot}
        readers = {self.viewer(user_id) for user_id in people} or {Viewer(None, False)}
        return Audience.of(readers | {self.viewer(user_id) for user_id in others})

    def person(self, user_id: UserId) -> Audience:
        """Somebody alone."""
        return Audience.of([self.viewer(user_id)])

    def audience_of(self, asked: Asked) -> Audience:
        """Who reads the answer."""
        return self.person(asked.member.user_id) if asked.direct else self.audience(asked.event.room_id)

    async def _send(self, asked: Asked, body: Rendered) -> None:
        """Whether it arrives must not be told in the room: that would tell that there was something."""
        try:
            await self._direct.send(
                asked.member.user_id,
                body,
                transaction_id("answer", "direct", asked.event.event_id),
                about=(asked.event,),
            )
        except EdgeError as error:
            log.warning("register.not_sent", room=asked.event.room_id, event=asked.event.event_id, exc=error)


def _usual(record: Record) -> tuple[Access, ...]:
    """As whom it is looked at in lists."""
    named: tuple[Access, ...] = ("named",) if record.sharing.named else ()
    return ("owner", *named, "network") if record.sharing.network is not None else ("owner", *named)
