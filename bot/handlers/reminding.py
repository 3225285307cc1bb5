"""Reminders of due dates: each morning, to the owners of a record in their direct chats and, as far as everybody there
may see the dates, in the rooms. Exactly once.

A row is claimed before anything is sent, and the transaction id is made of place and day. A claim that was left is
looked for in the room by the key inside the encrypted content; where it is not found, it counts as never made.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core import disclosure
from bot.core.clocks import Clocks
from bot.core.disclosure import Audience, Viewer
from bot.core.model import Channel, Language, Member, Outgoing, RoomId, UserId
from bot.core.records import Record
from bot.core.relay import transaction_id
from bot.core.reminders import Coming, coming
from bot.errors import MatrixError
from bot.handlers.direct_chats import DirectChats
from bot.handlers.patience import delay_s
from bot.handlers.reminder_words import ReminderWords
from bot.logs import get_logger
from bot.matrix.marks import ANNOUNCEMENT_MARK
from bot.ports import Clock, Rooms
from bot.store.register import Register
from bot.store.reminders import EVERY_RECORD, ReminderStore
from bot.store.suspensions import SuspensionStore

log = get_logger(__name__)

MORNING, EVENING = time(9), time(20)
"""On the clock on the wall of whoever reads it; a bot that starts at night waits for the morning."""
CLOCK_SLACK = timedelta(hours=1)
AT_A_TIME = 50
"""Records looked at before others have their turn."""


@dataclass(frozen=True, slots=True)
class Place:
    """A direct chat of an owner, or a room of the network."""

    key: str
    room_id: RoomId
    language: Language
    zone: ZoneInfo
    audience: Audience
    person: Member | None = None


@dataclass(slots=True)
class Trouble:
    """What a homeserver in trouble asks for."""

    failures: int = 0
    pause: timedelta = field(default_factory=timedelta)


class Reminding:
    def __init__(
        self,
        rooms: Rooms,
        direct: DirectChats,
        store: ReminderStore,
        register: Register,
        clocks: Clocks,
        words: ReminderWords,
        clock: Clock,
        members: Mapping[UserId, Member],
        suspensions: SuspensionStore,
        channels: Collection[Channel],
        zones: Mapping[str, str],
        bot: UserId,
    ) -> None:
        """`zones`: IANA names by language or room, as the digest has them."""
        self._rooms = rooms
        self._direct = direct
        self._store = store
        self._register = register
        self._clocks = clocks
        self._words = words
        self._clock = clock
        self._members = members
        self._suspensions = suspensions
        self._channels = channels
        self._zones = zones
        self._bot = bot

    async def run(self) -> None:
        """For ever: every morning of every zone."""
        trouble = Trouble()
        while True:
            now = self._clock.now()
            before = trouble.failures
            await self._everywhere(now, trouble)
            if trouble.failures > before:
                await self._clock.pause(trouble.pause)
            else:
                trouble.failures = 0
                await self._clock.sleep_until(self._next_morning(now))

    async def _everywhere(self, now: datetime, trouble: Trouble) -> None:
        """A place in trouble holds up no other one."""
        for place in [*self._people(), *self._network()]:
            local = now.astimezone(place.zone)
            if not MORNING <= local.time() < EVENING:
                continue
            try:
                await self._remind(place, local.date(), now)
            except MatrixError as error:
                log.warning("reminder.failed", room=place.room_id, errcode=error.errcode, attempt=trouble.failures)
                if error.transient:
                    trouble.failures += 1
                    trouble.pause = timedelta(seconds=delay_s(trouble.failures, error.retry_after_s))

    async def _remind(self, place: Place, today: date, now: datetime) -> None:
        await self._settle_what_was_left(place)
        if await self._store.run(place.key, today) is not None:
            return
        items = await self._untold(place, today)
        if not items:
            return
        await self._store.claim(place.key, today, items, now)
        records = {item.record_id: self._register.get(item.record_id) for item in items}
        names = {
            record_id: self._name(record, place, today) for record_id, record in records.items() if record is not None
        }
        await self._rooms.send(
            Outgoing(
                room_id=place.room_id,
                txn_id=transaction_id("announcement", _key(today), place.room_id),
                body=self._words.card(place.language, items, names, today, private=place.person is not None),
                extra={ANNOUNCEMENT_MARK: {"key": _key(today)}},
            )
        )
        await self._store.sent(place.key, today)
        log.info("reminder.sent", room=place.room_id, count=len(items))

    async def _settle_what_was_left(self, place: Place) -> None:
        while left := await self._store.claimed(place.key):
            standing = await self._rooms.announcements_in(place.room_id, left.claimed_at - CLOCK_SLACK)
            if _key(left.day) in standing:
                await self._store.sent(place.key, left.day)
            else:
                await self._store.release(place.key, left.day)

    async def _untold(self, place: Place, today: date) -> list[Coming]:
        """What is worth a word there, nearest first."""
        told = await self._store.told(place.key)
        resting = await self._store.resting(place.person.user_id, today) if place.person else {}
        if EVERY_RECORD in resting:
            return []
        found = []
        for number, record in enumerate(list(self._register.every())):
            if number % AT_A_TIME == 0:
                await asyncio.sleep(0)
            if record.record_id not in resting and self._concerns(place, record):
                found += [item for item in self._coming(place, record, today) if _is_news(item, told)]
        return sorted(found, key=lambda item: (item.due, item.record_id, item.what))

    def _concerns(self, place: Place, record: Record) -> bool:
        """A person hears of the records of their own group; a room of those that others may see at all."""
        if place.person is not None:
            return record.owner == place.person.organisation
        alone = place.audience.organisations == {record.owner}
        return alone or record.sharing.network is not None or bool(record.sharing.named)

    def _coming(self, place: Place, record: Record, today: date) -> Iterable[Coming]:
        seen_as = disclosure.access_of_all(record, place.audience, today)
        view = disclosure.view(self._clocks.lifecycle, record, seen_as)
        return coming(self._clocks, view, today) if view is not None else ()

    def _name(self, record: Record, place: Place, today: date) -> str:
        """The workplace, where it may be seen."""
        seen_as = disclosure.access_of_all(record, place.audience, today)
        view = disclosure.view(self._clocks.lifecycle, record, seen_as)
        return view.facility or "" if view is not None else ""

    def _people(self) -> list[Place]:
        """Whoever may write records and has a direct chat: none is opened for a reminder."""
        owners = {record.owner for record in self._register.every()}
        places = []
        for user_id, member in self._members.items():
            if member.organisation not in owners or member.role == "observer":
                continue
            room_id = None if self._suspensions.is_suspended(user_id) else self._direct.standing(user_id)
            if room_id is not None:
                audience = Audience.of([Viewer(member.organisation, True)])
                language = member.language or "en"
                places.append(Place(user_id, room_id, language, self._zone(room_id, language), audience, member))
        return places

    def _network(self) -> Sequence[Place]:
        """The rooms of the channels, each with everybody who reads there; an empty one counts as one with a guest."""
        places = []
        for channel in self._channels:
            for room in channel.rooms:
                room_id, language = room.room_id, room.language
                people = self._rooms.people_in(room_id) - {self._bot}
                if people and self._rooms.is_encrypted(room_id):
                    audience = Audience.of(self._viewer(user_id) for user_id in people)
                    places.append(Place(room_id, room_id, language, self._zone(room_id, language), audience))
        return places

    def _viewer(self, user_id: UserId) -> Viewer:
        member = self._members.get(user_id)
        return Viewer(member.organisation, True) if member else Viewer(None, False)

    def _zone(self, room_id: RoomId, language: Language) -> ZoneInfo:
        return ZoneInfo(self._zones.get(room_id) or self._zones[language])

    def _next_morning(self, now: datetime) -> datetime:
        """The first one after `now` on any of the clocks."""
        zones = {place.zone for place in (*self._people(), *self._network())} or {ZoneInfo(self._zones["en"])}
        return min(_morning_after(now, zone) for zone in zones)


def _is_news(item: Coming, told: Mapping[tuple[str, str, date], int]) -> bool:
    return item.nearness > told.get((item.record_id, item.what, item.due), -1)


def _morning_after(now: datetime, zone: ZoneInfo) -> datetime:
    day = now.astimezone(zone).date()
    for ahead in (0, 1, 2):
        moment = datetime.combine(day + timedelta(days=ahead), MORNING, zone).astimezone(UTC)
        if moment > now:
            return moment
    raise AssertionError("there is a morning every day")


def _key(day: date) -> str:
    return f"reminder {day.isoformat()}"
