"""The operators' room is told in plain words what is wrong with the bot, once, and when it is over."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.characters import single_line
from bot.core.commands import spell
from bot.core.health import PATIENCE, Trouble, TroubleKind, Vitals, troubles
from bot.core.model import Channel, Language, Member, Outgoing, RoomId, UserId
from bot.core.relay import channel_of, transaction_id
from bot.core.rendering import notice
from bot.core.words import N_
from bot.errors import MatrixError
from bot.handlers.lengths import in_words
from bot.i18n import Texts
from bot.logs import get_logger
from bot.ports import Clock, Rooms
from bot.store.alerts import Alert, AlertStore
from bot.store.done_once import DoneOnce

log = get_logger(__name__)

LOOK_EVERY = timedelta(minutes=1)
QUIET = timedelta(hours=1)
"""Between two alerts of the same kind about the same thing: what comes and goes is told once."""

_BEGUN: Mapping[TroubleKind, str] = {
    "sync": N_(
        "The homeserver gives me no news. Nothing is lost: what is said meanwhile is passed on when it answers again."
    ),
    "queue": N_(
        "Something waits and nothing moves: the same message has been next for more than five minutes. Nothing is"
        " lost. If it lasts, look at my log, or start me again."
    ),
    "engine": N_(
        "No engine works as it should in %(place)s: originals go out alone, and their translations follow when one does"
        " again. See: %(command)s"
    ),
    "disk": N_("The disk is nearly full where my data are. When it is full I stop. Please make room."),
    "backup": N_("The last backup of my data is more than eight days old. Please make one: trinational backup"),
    "no backup": N_(
        "There is no backup of my data yet. If this computer is lost, what was typed in is lost with it. Please make"
        " one: trinational backup"
    ),
    "clock": N_(
        "The clock of this computer has jumped. If it is wrong now, please set it: digests, reminders and pauses follow"
        " it. For a day I delete nothing because of its age."
    ),
    "outside": N_(
        "I am not in %(place)s, so nothing goes there and nothing comes from there. If that is not meant so, please"
        " invite me again. What is said there until then stays there."
    ),
    "barred": N_(
        "I may not write in %(place)s. What is owed to that room waits, up to seven days. Please give me back the power"
        " to write there: Room settings, Roles & Permissions."
    ),
}
_OVER: Mapping[TroubleKind, str] = {
    "sync": N_("All clear: the homeserver answers again, after %(length)s."),
    "queue": N_("All clear: what waited moves again, after %(length)s."),
    "engine": N_("All clear: translation works again in %(place)s, after %(length)s."),
    "disk": N_("All clear: there is room on the disk again."),
    "backup": N_("All clear: there is a fresh backup."),
    "no backup": N_("All clear: there is a fresh backup."),
    "clock": N_("All clear: the clock of this computer has gone evenly for a day, or was set back."),
    "outside": N_("All clear: I am in %(place)s, after %(length)s."),
    "barred": N_("All clear: I may write in %(place)s again, after %(length)s."),
}


@dataclass(frozen=True, slots=True)
class OperatorsRoom:
    room_id: RoomId | None
    members: Mapping[UserId, Member]

    def languages(self, rooms: Rooms, all_languages: tuple[Language, ...]) -> tuple[Language, ...]:
        """Those of the people in it; all where nobody's is known."""
        if self.room_id is None:
            return ()
        people = rooms.people_in(self.room_id)
        spoken = {member.language for user_id, member in self.members.items() if user_id in people}
        return tuple(language for language in all_languages if language in spoken) or all_languages


class Alerts:
    def __init__(
        self,
        read: Callable[[], Awaitable[Vitals]],
        store: AlertStore,
        done: DoneOnce,
        rooms: Rooms,
        texts: Texts,
        clock: Clock,
        channels: tuple[Channel, ...],
        room: OperatorsRoom,
    ) -> None:
        self._read = read
        self._store = store
        self._done = done
        self._rooms = rooms
        self._texts = texts
        self._clock = clock
        self._channels = channels
        self._room = room

    async def watch(self) -> None:
        """Look for ever."""
        while True:
            await self._clock.pause(LOOK_EVERY)
            await self.look()

    async def look(self) -> None:
        now = self._clock.now()
        present, known = troubles(await self._read()), await self._store.all()
        for trouble in sorted(present - known.keys()):
            await self._store.begin(trouble, now)
            log.warning("health.trouble", kind=trouble.kind.replace(" ", "_"))
        for trouble, alert in sorted((await self._store.all()).items()):
            if trouble not in present:
                await self._end(trouble, alert, now)
            elif alert.state != "told" and not timedelta(0) <= now - alert.since < PATIENCE[trouble.kind]:
                await self._begin(trouble, alert, now)

    async def _begin(self, trouble: Trouble, alert: Alert, now: datetime) -> None:
        if await self._was_told_lately(trouble, now):
            return
        if await self._say(trouble, alert, _BEGUN, now):
            await self._store.note(trouble, "told")
            await self._done.may_repeat(_key(trouble), now, timedelta(0))
        else:
            await self._store.note(trouble, "tried")

    async def _end(self, trouble: Trouble, alert: Alert, now: datetime) -> None:
        """Also of what could not be told while it lasted, as when the homeserver was away."""
        if alert.state == "new" or await self._say(trouble, alert, _OVER, now):
            await self._store.end(trouble)
            log.info("health.over", kind=trouble.kind.replace(" ", "_"))

    async def _was_told_lately(self, trouble: Trouble, now: datetime) -> bool:
        told_at = await self._done.done_at(_key(trouble))
        return told_at is not None and timedelta(0) <= now - told_at < QUIET

    async def _say(self, trouble: Trouble, alert: Alert, words: Mapping[TroubleKind, str], now: datetime) -> bool:
        """True when there is nothing left to say about it."""
        room_id, place = self._room.room_id, self._place(trouble)
        if room_id is None or place is None:
            return True
        if not self._rooms.is_encrypted(room_id):
            return False
        languages = self._room.languages(self._rooms, self._texts.languages)
        told = "\n\n".join(
            self._sentence(language, words[trouble.kind], place, max(now - alert.since, timedelta(0)))
            for language in languages
        )
        which = "over" if words is _OVER else "begun"
        txn_id = transaction_id("notice", "alert", which, trouble.kind, trouble.about, alert.since.isoformat())
        try:
            await self._rooms.send(Outgoing(room_id, txn_id, notice(told)))
        except MatrixError as error:
            log.warning("operators.not_told", errcode=error.errcode, status=error.status)
            return not error.transient
        return True

    def _sentence(self, language: Language, words: str, place: str, length: timedelta) -> str:
        return self._texts.gettext(
            language,
            words,
            place=place,
            length=in_words(self._texts, language, length),
            command=spell("engine", language),
        )

    def _place(self, trouble: Trouble) -> str | None:
        """None when it is about a room that no longer belongs to the network."""
        if trouble.kind not in ("outside", "barred"):
            return single_line(trouble.about)
        place = channel_of(self._channels, RoomId(trouble.about))
        return place[0].title_of(RoomId(trouble.about)) if place is not None else None


def _key(trouble: Trouble) -> str:
    return f"alert {trouble.kind} {trouble.about}"
