"""`!digest subscribe`, `!digest off`, `!mute`: the weekly digest in somebody's direct chat, with what they may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.cards import note
from bot.core.commands import Command, spell
from bot.core.durations import parse_duration
from bot.core.example_words import in_words
from bot.core.model import Language, Member, RoomId, UserId
from bot.core.weekly import Weekly, following, latest
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.handlers.direct_chats import DirectChats
from bot.i18n import Texts
from bot.store.digest_runs import DigestRun, DigestRunStore
from bot.store.digest_subscriptions import DigestSubscriptions
from bot.store.suspensions import SuspensionStore

SUBSCRIBE_HELP: tuple[HelpLine, ...] = (("", N_("sends you the weekly digest here, with all that you may see")),)
OFF_HELP: tuple[HelpLine, ...] = (("", N_("ends that")),)
MUTE_HELP: tuple[HelpLine, ...] = (("2 weeks", N_("for that long no weekly digest comes to you here")),)

_LONGEST = timedelta(days=366)
_USUAL = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Subscriber:
    user_id: UserId
    room_id: RoomId
    muted_until: datetime


class Subscribers:
    """`hours`: when the digest of each language is due."""

    def __init__(
        self,
        store: DigestSubscriptions,
        direct: DirectChats,
        members: Mapping[UserId, Member],
        suspensions: SuspensionStore,
        hours: Mapping[Language, Weekly],
    ) -> None:
        self.hours = hours
        self._store = store
        self._direct = direct
        self._members = members
        self._suspensions = suspensions

    def language_of(self, user_id: UserId) -> Language:
        member = self._members.get(user_id)
        language = member.language if member else None
        return language if language is not None and language in self.hours else next(iter(self.hours))

    async def of(self, language: Language) -> Sequence[Subscriber]:
        """Those who read this language, are members, and have a direct chat that stands."""
        return [
            Subscriber(user_id, room_id, muted_until)
            for user_id, muted_until in (await self._store.every()).items()
            if user_id in self._members
            and not self._suspensions.is_suspended(user_id)
            and self.language_of(user_id) == language
            and (room_id := self._direct.standing(user_id)) is not None
        ]


class SubscriptionDesk:
    def __init__(
        self,
        texts: Texts,
        store: DigestSubscriptions,
        runs: DigestRunStore,
        subscribers: Subscribers,
        login_id: str,
    ) -> None:
        self._texts = texts
        self._store = store
        self._runs = runs
        self._subscribers = subscribers
        self._login_id = login_id

    async def subscribe(self, asked: Asked) -> Reply:
        """From the next one on."""
        weekly = self._subscribers.hours[self._subscribers.language_of(asked.member.user_id)]
        # What was due before is not owed.
        before = DigestRun(asked.event.room_id, latest(weekly, asked.now), "skipped", asked.now, self._login_id)
        await self._runs.record(before)
        await self._store.put(asked.member.user_id)
        t, language = self._texts, asked.answer_language
        day = following(weekly, asked.now).astimezone(weekly.zone).date()
        sentence = N_("You get the weekly digest here, the next on %(date)s. To end it: %(command)s")
        return self._said(asked, sentence, date=t.date(language, day), command=spell("digest.off", language))

    async def end(self, asked: Asked) -> Reply:
        await self._store.end(asked.member.user_id)
        return self._said(asked, N_("No weekly digest comes to you here any more."))

    async def mute(self, asked: Asked) -> Reply:
        """Raises UserError."""
        typed = asked.command.arguments.get("duration", "") if isinstance(asked.command, Command) else ""
        span = parse_duration(typed) if typed else _USUAL
        if span is None or span > _LONGEST:
            example = spell("mute", asked.answer_language, in_words("2 weeks", asked.answer_language))
            raise UserError(N_("For how long? Please write it like this: %(example)s"), example=example)
        if asked.member.user_id not in await self._store.every():
            raise UserError(N_("No weekly digest comes to you here; there is nothing to mute."))
        until = asked.now + span
        await self._store.put(asked.member.user_id, until)
        day = self._texts.date(asked.answer_language, until.date())
        command = spell("digest.subscribe", asked.answer_language)
        sentence = N_("No weekly digest comes to you here until %(date)s. To have it before: %(command)s")
        return self._said(asked, sentence, date=day, command=command)

    def _said(self, asked: Asked, msgid: str, **params: str) -> Reply:
        return Reply(note(self._texts.gettext(asked.answer_language, msgid, **params)))
