"""`!pause 2h`: for a while what is said in a room of the channel stays in that room."""

from __future__ import annotations

from datetime import timedelta

from bot.core.cards import note
from bot.core.commands import Command, spell
from bot.core.durations import parse_duration
from bot.core.model import Channel, Language, Rendered
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Announcement, Asked, HelpLine
from bot.i18n import Texts
from bot.store.pauses import PauseStore

PAUSE_HELP: tuple[HelpLine, ...] = (("2h", N_("for that long nothing is passed on in this channel")),)
RESUME_HELP: tuple[HelpLine, ...] = (("", N_("ends a pause")),)

LONGEST = timedelta(days=7)
_MINUTES_AN_HOUR, _HOURS_A_DAY = 60, 24


class PauseDesk:
    def __init__(self, texts: Texts, store: PauseStore) -> None:
        self._texts = texts
        self._store = store

    async def pause(self, asked: Asked) -> Announcement:
        """Raises UserError."""
        channel, command = _channel(asked), asked.command
        typed = command.arguments.get("duration", "") if isinstance(command, Command) else ""
        duration = parse_duration(typed)
        if duration is None or duration > LONGEST:
            example = f"{spell('pause', asked.answer_language)} 2h"
            raise UserError(N_("Please say for how long, at most 7 days: %(example)s"), example=example)
        await self._store.pause(channel.name, asked.now + duration)
        return self._announce(channel, asked, duration)

    async def resume(self, asked: Asked) -> Announcement:
        """Raises UserError."""
        channel = _channel(asked)
        if not self._store.is_paused(channel.name, asked.now):
            raise UserError(N_("There is no pause in this channel."))
        await self._store.resume(channel.name)
        return self._announce(channel, asked, None)

    def _announce(self, channel: Channel, asked: Asked, duration: timedelta | None) -> Announcement:
        key = f"pause {asked.event.event_id}"
        return Announcement.in_channel(channel, lambda language: self._words(language, duration), key)

    def _words(self, language: Language, duration: timedelta | None) -> Rendered:
        t = self._texts
        if duration is None:
            return note(t.gettext(language, "The pause is over: from now on messages are passed on again."))
        return note(
            t.gettext(
                language,
                "Pause for %(duration)s: what you write now stays in this room, also afterwards. Edits and deletions of"
                " what was relayed before still reach the other rooms.",
                duration=self._length(language, duration),
            ),
            t.gettext(language, "A coordinator ends it with %(command)s", command=spell("resume", language)),
        )

    def _length(self, language: Language, duration: timedelta) -> str:
        minutes = max(1, round(duration / timedelta(minutes=1)))
        hours, minutes = divmod(minutes, _MINUTES_AN_HOUR)
        days, hours = divmod(hours, _HOURS_A_DAY)
        t = self._texts
        parts = [
            t.ngettext(language, "%(count)s day", "%(count)s days", days) if days else "",
            t.ngettext(language, "%(count)s hour", "%(count)s hours", hours) if hours else "",
            t.ngettext(language, "%(count)s minute", "%(count)s minutes", minutes) if minutes else "",
        ]
        return t.listing(language, [part for part in parts if part])


def _channel(asked: Asked) -> Channel:
    if not asked.channel.rooms:
        raise UserError(N_("Please write this in a room of a channel."))
    return asked.channel
