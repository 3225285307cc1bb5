"""`!bot`: how the bot is, in plain words. Counts only: the answer may be read by a whole room."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.core.cards import card
from bot.core.commands import spell
from bot.core.model import Channel, Language, RoomId, UserId
from bot.core.words import N_
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.handlers.lengths import in_words
from bot.i18n import Texts
from bot.store.digest_runs import DigestRunStore
from bot.store.ledger import Ledger
from bot.translation.switchboard import Standing, Switchboard

HELP: tuple[HelpLine, ...] = (("", N_("how I am: what waits, what I cannot read, who translates")),)

_STANDS: Mapping[Standing, str] = {
    "ready": N_("ready"),
    "resting": N_("does not answer"),
    "not permitted": N_("not allowed here"),
    "left out": N_("not installed"),
}


class Presence(Protocol):
    """What the client knows by itself, without asking the homeserver."""

    def joined(self) -> Collection[RoomId]: ...

    def is_encrypted(self, room_id: RoomId) -> bool: ...

    def left_out(self) -> Mapping[UserId, frozenset[str]]:
        """Per person the devices that get no keys although the person may read."""


class BotDesk:
    """Its caller has made sure that a coordinator asks."""

    def __init__(
        self,
        texts: Texts,
        presence: Presence,
        ledger: Ledger,
        digests: DigestRunStore,
        switchboard: Switchboard,
        channels: Sequence[Channel],
        started_at: datetime,
    ) -> None:
        self._texts = texts
        self._presence = presence
        self._ledger = ledger
        self._digests = digests
        self._switchboard = switchboard
        self._channels = channels
        self._started_at = started_at

    async def tell(self, asked: Asked) -> Reply:
        """What needs nobody's care is one short line; what does says so."""
        language, now, t = asked.answer_language, asked.now, self._texts
        depth = await self._ledger.depth()
        lines = [
            t.gettext(language, "Running for: %(length)s", length=in_words(t, language, now - self._started_at)),
            self._rooms(language),
            await self._waiting(language, asked),
            *self._unread(language, depth),
            *self._left_out(language),
            t.gettext(language, "Translation: %(engines)s", engines=self._engines(asked)),
            await self._digest(language, now),
        ]
        return Reply(card(t.gettext(language, "How I am"), lines))

    def _rooms(self, language: Language) -> str:
        wanted = [room for channel in self._channels for room in channel.room_ids]
        joined = self._presence.joined()
        works = [room for room in wanted if room in joined and self._presence.is_encrypted(room)]
        t = self._texts
        if len(works) == len(wanted):
            return t.gettext(language, "Rooms: I am in all %(count)s.", count=len(wanted))
        return t.gettext(
            language,
            "Rooms: only in %(count)s of %(all)s can I work. See: %(command)s",
            count=len(works),
            all=len(wanted),
            command=spell("channel.check", language),
        )

    async def _waiting(self, language: Language, asked: Asked) -> str:
        """Without this very question, which is still owed while it is answered."""
        count, oldest = await self._ledger.waiting(asked.event.event_id)
        t = self._texts
        if oldest is None:
            return t.gettext(language, "Waiting: nothing.")
        waited = in_words(t, language, asked.now - oldest)
        return t.gettext(language, "Waiting: %(count)s, the oldest for %(length)s.", count=count, length=waited)

    def _unread(self, language: Language, depth: Mapping[str, int]) -> list[str]:
        t, held, locked = self._texts, depth.get("held", 0), depth.get("locked", 0)
        lines = []
        if locked:
            lines.append(
                t.gettext(language, "Messages that I cannot read: %(count)s. Their authors know.", count=locked)
            )
        if held:
            lines.append(t.gettext(language, "Held until their authors answer: %(count)s", count=held))
        return lines

    def _left_out(self, language: Language) -> list[str]:
        left_out = [devices for devices in self._presence.left_out().values() if devices]
        if not left_out:
            return []
        sentence = N_(
            "Sessions that read nothing because nobody has verified them: %(count)s (people: %(people)s)."
            " The operators' room is told which."
        )
        count = sum(map(len, left_out))
        return [self._texts.gettext(language, sentence, count=count, people=len(left_out))]

    def _engines(self, asked: Asked) -> str:
        """Those of the channel in which it was asked, else of all."""
        channels = [asked.channel] if asked.channel.rooms else self._channels
        stands: dict[str, Standing] = {}
        for channel in channels:
            for each in self._switchboard.line_up(channel):
                name = each.engine.name if each.engine is not None else each.name.capitalize()
                stands.setdefault(name, each.standing)
        gettext, language = self._texts.gettext, asked.answer_language
        return ", ".join(f"{name} ({gettext(language, _STANDS[standing])})" for name, standing in stands.items())

    async def _digest(self, language: Language, now: datetime) -> str:
        rooms = [room for channel in self._channels for room in channel.room_ids]
        sent = [slot for room in rooms if (slot := await self._digests.last_sent(room, now)) is not None]
        if not sent:
            return self._texts.gettext(language, "Last weekly digest: none yet")
        day = self._texts.date(language, max(sent).date())
        return self._texts.gettext(language, "Last weekly digest: %(day)s", day=day)
