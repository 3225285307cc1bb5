"""The weekly digest: in each room and direct chat at its own hour, exactly once.

A row is claimed before anything is sent, and the transaction id is made of room and slot. Where neither is sure any
more (twelve hours, or a new login) the room is searched for the key that the digest carries in its encrypted content.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.digest import period_start
from bot.core.disclosure import Audience
from bot.core.model import Channel, EventRef, Language, Outgoing, Rendered, RoomId, UserId
from bot.core.relay import must_look_first, transaction_id
from bot.core.weekly import Weekly, following, latest
from bot.errors import MatrixError
from bot.handlers.digest import DigestWriter
from bot.handlers.digest_editing import DigestEditing, day_of
from bot.handlers.figures import FigureDesk
from bot.handlers.patience import delay_s
from bot.handlers.picture_files import stored
from bot.handlers.record_views import RecordViews
from bot.handlers.subscribing import Subscribers
from bot.logs import get_logger
from bot.matrix.marks import ANNOUNCEMENT_MARK
from bot.ports import Clock, Rooms
from bot.store.digest_runs import DigestRun, DigestRunStore

log = get_logger(__name__)

GRACE = timedelta(hours=24)
"""A digest that is later than this is left out: by then the next days are what people need."""
CLOCK_SLACK = timedelta(hours=1)
LOOK_AGAIN = timedelta(minutes=10)
"""Where a digest waits for an editor's word."""


@dataclass(frozen=True, slots=True)
class DigestRoom:
    room_id: RoomId
    language: Language
    weekly: Weekly
    says_nothing_new: bool = True
    """Whether a week without news gets its one line, or nothing."""
    person: UserId | None = None
    """Whose direct chat it is; None for a room of a channel."""
    is_muted: bool = False
    channel: Channel | None = None
    """Whose room it is."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """One message of a digest."""

    key: str
    body: Rendered
    picture: bytes | None = None
    about: tuple[EventRef, ...] = ()
    """Whose words it quotes."""


class DigestSchedule:
    def __init__(
        self,
        rooms: Rooms,
        store: DigestRunStore,
        writer: DigestWriter,
        figures: FigureDesk,
        views: RecordViews,
        clock: Clock,
        places: Mapping[RoomId, DigestRoom],
        subscribers: Subscribers,
        editing: DigestEditing,
        login_id: str,
    ) -> None:
        self._rooms = rooms
        self._store = store
        self._writer = writer
        self._figures = figures
        self._views = views
        self._clock = clock
        self._places = places
        self._subscribers = subscribers
        self._editing = editing
        self._login_id = login_id

    async def run(self) -> None:
        """Post for ever; each room waits for its own hour and its own homeserver trouble."""
        async with asyncio.TaskGroup() as group:
            for place in self._places.values():
                group.create_task(self._run_for(place.weekly, _always(place)))
            for language, weekly in self._subscribers.hours.items():
                group.create_task(self._run_for(weekly, self._people(language, weekly)))

    def _people(self, language: Language, weekly: Weekly) -> Callable[[], Awaitable[Sequence[DigestRoom]]]:
        async def subscribed() -> Sequence[DigestRoom]:
            now = self._clock.now()
            return [
                DigestRoom(each.room_id, language, weekly, True, each.user_id, is_muted=each.muted_until > now)
                for each in await self._subscribers.of(language)
            ]

        return subscribed

    async def _run_for(self, weekly: Weekly, places: Callable[[], Awaitable[Sequence[DigestRoom]]]) -> None:
        failures = 0
        while True:
            now = self._clock.now()
            trouble: list[MatrixError] = []
            settled = True
            for place in await places():
                try:
                    settled = await self._settle(place, latest(weekly, now), now) and settled
                except MatrixError as error:
                    trouble.append(error)
                    log.warning("digest.failed", room=place.room_id, errcode=error.errcode, attempt=failures + 1)
            if not trouble:
                failures = 0
                following_slot = following(weekly, now)
                if settled:
                    await self._clock.sleep_until(following_slot)
                else:
                    await self._clock.pause(min(following_slot - now, LOOK_AGAIN))
                continue
            failures += 1
            pause = timedelta(seconds=max(delay_s(failures, error.retry_after_s) for error in trouble))
            if not any(error.transient for error in trouble):
                # It may be let in again, or the room be encrypted, within the hour.
                pause = max(pause, timedelta(hours=1))
            await self._clock.pause(pause)

    async def _settle(self, place: DigestRoom, slot: datetime, now: datetime) -> bool:
        """Post the digest of the last slot unless that is done; False while that has to wait. Raises MatrixError."""
        await self._store.forget_ahead(place.room_id, now + CLOCK_SLACK)
        last = await self._store.last(place.room_id, slot)
        claim = DigestRun(place.room_id, slot, "claimed", now, self._login_id)
        if last is None:
            await self._store.record(replace(claim, state="skipped"))  # from before the first start
        elif last.slot < slot or (last.slot == slot and last.state == "claimed"):
            if last.slot == slot:
                claim = last
            if now - slot > GRACE:
                log.warning("digest.skipped", room=place.room_id, delay_s=(now - slot).total_seconds())
                await self._store.record(replace(claim, state="skipped"))
            elif place.is_muted:
                await self._store.record(replace(claim, state="skipped"))
            else:
                return await self._is_posted(place, claim, now, begun=last.slot == slot)
        return True

    async def _is_posted(self, place: DigestRoom, claim: DigestRun, now: datetime, *, begun: bool) -> bool:
        """False while a word is missing, or the bot has not come into the room. Raises MatrixError."""
        if not self._rooms.is_encrypted(place.room_id):
            return False
        if not begun and not place.person and not await self._editing.may_post(day_of(place.weekly, claim.slot)):
            return False
        await self._post(place, claim, now)
        return True

    async def _post(self, place: DigestRoom, claim: DigestRun, now: datetime) -> None:
        since = await self._store.last_sent(place.room_id, claim.slot) or period_start(claim.slot)
        pieces = await self._pieces(place, claim.slot, since)
        if not pieces:
            await self._store.record(replace(claim, state="skipped"))
            return
        await self._store.record(claim)
        log.info("digest.claimed", room=place.room_id)
        in_doubt = must_look_first(claim.claimed_at, now, claim.login_id == self._login_id)
        there = await self._rooms.announcements_in(place.room_id, claim.slot - CLOCK_SLACK) if in_doubt else ()
        for piece in pieces:
            if piece.key not in there:
                await self._send(place.room_id, piece)
        await self._store.record(replace(claim, state="sent"))
        log.info("digest.posted", room=place.room_id)

    async def _pieces(self, place: DigestRoom, slot: datetime, since: datetime) -> Sequence[_Piece]:
        """The text, and the figures when one of them has changed; nothing for a week that is passed over."""
        key = f"digest {slot.isoformat()}"
        figures_changed = await self._figures.changed_since(since)
        announcement: str | None = None
        about: tuple[EventRef, ...] = ()
        if place.channel is not None:
            day = day_of(place.weekly, slot)
            announcement = await self._editing.announcement(day, place.channel, place.language)
            about = await self._editing.quoted(day) if announcement is not None else ()
        body = await self._writer.weekly(
            place.language,
            since,
            slot,
            self._audience(place),
            says_nothing_new=place.says_nothing_new and not figures_changed,
            announcement=announcement,
            today=day_of(place.weekly, slot),
        )
        pieces = [_Piece(key, body, about=about)] if body is not None else []
        if figures_changed:
            text, picture = await self._figures.told(place.language)
            pieces.append(_Piece(f"{key} figures", text, picture))
        return pieces

    def _audience(self, place: DigestRoom) -> Audience:
        return self._views.person(place.person) if place.person is not None else self._views.audience(place.room_id)

    async def _send(self, room_id: RoomId, piece: _Piece) -> None:
        await self._rooms.send(
            Outgoing(
                room_id=room_id,
                txn_id=transaction_id("announcement", piece.key, room_id),
                body=piece.body,
                file=await stored(self._rooms, room_id, piece.picture),
                extra={ANNOUNCEMENT_MARK: {"key": piece.key}},
                about=piece.about,
            )
        )


def _always(place: DigestRoom) -> Callable[[], Awaitable[Sequence[DigestRoom]]]:
    async def one() -> Sequence[DigestRoom]:
        return (place,)

    return one
