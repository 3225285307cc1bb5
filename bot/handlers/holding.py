"""Asks the senders of held messages, tells them when time ran out, and lets nothing wait for ever."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

from bot.core.attachments import screened
from bot.core.model import (
    Channel,
    CopyMark,
    Edit,
    EventId,
    EventRef,
    Language,
    Member,
    Message,
    Outgoing,
    RoomId,
    UserId,
)
from bot.core.relay import channel_of, must_look_first, transaction_id
from bot.core.rendering import notice
from bot.core.words import N_
from bot.errors import EdgeError, MatrixError
from bot.handlers.copy_sender import CLOCK_SLACK
from bot.handlers.direct_chats import DirectChats, NoDirectChat
from bot.handlers.file_word import FileWord
from bot.handlers.hold_words import HoldWords
from bot.handlers.lanes import NEWS, Bell
from bot.handlers.open_events import OpenEvents
from bot.handlers.redaction import Redactions
from bot.handlers.screener import Screener
from bot.logs import get_logger
from bot.ports import Clock, Rooms
from bot.store.hold_questions import HoldQuestions
from bot.store.holds import Hold, Holds
from bot.store.ledger import NOT_STARTED, STARTED_TRANSLATED, Copy, Ledger, Pending
from bot.store.suspensions import SuspensionStore

log = get_logger(__name__)

PATIENCE = timedelta(hours=24)
"""For an answer, from the question on."""
TESTIMONY_WAITS = timedelta(days=30)
LOOK_EVERY = timedelta(minutes=1)
MAX_ATTEMPTS = 5
"""To reach one person, so that a homeserver that is away keeps nobody else from being asked."""
MOST_GIVEN_UP = 500
"""People who could not be asked, remembered until the next start."""

_CANNOT_ASK = N_(
    "I have not passed this message on: first I have to ask you something about it, and I cannot reach you in a"
    " direct chat. Please open a direct chat with me. Without an answer nothing is passed on."
)


class Holding:
    def __init__(
        self,
        holds: Holds,
        questions: HoldQuestions,
        ledger: Ledger,
        rooms: Rooms,
        events: OpenEvents,
        direct: DirectChats,
        redactions: Redactions,
        screener: Screener,
        words: HoldWords,
        file_word: FileWord,
        clock: Clock,
        channels: tuple[Channel, ...],
        members: Mapping[UserId, Member],
        login_id: str,
        suspensions: SuspensionStore,
    ) -> None:
        self._holds = holds
        self._questions = questions
        self._ledger = ledger
        self._rooms = rooms
        self._events = events
        self._direct = direct
        self._redactions = redactions
        self._screener = screener
        self._words = words
        self._file_word = file_word
        self._clock = clock
        self._channels = channels
        self._members = members
        self._login_id = login_id
        self._suspensions = suspensions
        self._failures: Counter[EventId] = Counter()
        self._given_up: dict[EventId, RoomId | None] = {}
        """Who could not be reached, and the room in which it was tried: another one is worth another try."""

    # --- asking --------------------------------------------------------------------------------------------------

    async def ask(self, pending: Pending) -> None:
        """Put the question about one held message, or say that it expired. Raises MatrixError to be tried again."""
        hold = await self._holds.get(pending.ref.event_id)
        if pending.started != NOT_STARTED and await self._settled(pending, hold):
            return
        place = channel_of(self._channels, pending.ref.room_id)
        if hold is None or place is None or self._suspensions.is_suspended(hold.sender):
            await self._ledger.drop(pending)
            return
        try:
            await (self._say_expired if hold.state == "expired" else self._question)(pending, hold, place)
        except (NoDirectChat, MatrixError) as error:
            if not self._is_hopeless(pending, error):
                raise
            log.warning("hold.not_asked", room=pending.ref.room_id, event=pending.ref.event_id)
            if hold.state == "open":
                await self._say_where_it_was_written(hold, place[1])
                self._given_up[hold.ref.event_id] = self._direct.standing(hold.sender)
                if len(self._given_up) > MOST_GIVEN_UP:  # the oldest is tried once more
                    del self._given_up[next(iter(self._given_up))]
            await self._questions.told(pending)
        self._failures.pop(pending.ref.event_id, None)

    def _is_hopeless(self, pending: Pending, error: EdgeError) -> bool:
        if not isinstance(error, MatrixError) or not error.may_pass:
            return True
        if error.status < 500:  # our own homeserver does not answer, or asks for patience
            return False
        self._failures[pending.ref.event_id] += 1
        if self._failures[pending.ref.event_id] < MAX_ATTEMPTS:
            return False
        del self._failures[pending.ref.event_id]
        return True

    async def _question(self, pending: Pending, hold: Hold, place: tuple[Channel, Language]) -> None:
        event = await self._event(hold)
        if hold.state != "open" or event is None:
            if event is None:  # gone, or no longer readable: there is nothing to ask about
                await self._questions.drop(hold, self._clock.now())
            await self._ledger.drop(pending)
            return
        language = self._language(hold.sender, place[1])
        room, about_file = place[0].title_of(hold.ref.room_id), await self._file_word.is_awaited(event)
        finding = self._screener.finding(screened(event), place[1], hold.strength)
        if about_file:
            body = self._words.file_question(language, room, event.sent_at)
        elif finding.held:
            body = self._words.question(language, room, event.sent_at, finding)
        else:  # somebody with such a name has joined meanwhile, or the word about files was given
            await self._holds.reconsider(hold, self._clock.now())
            return
        room_id = await self._direct.room_of(hold.sender)
        if not await self._ledger.start(pending, STARTED_TRANSLATED):
            await self._ledger.drop(pending)
            return
        source = EventRef(hold.ref.room_id, hold.subject or hold.ref.event_id)
        mark = CopyMark(source, hold.ref.event_id)
        about = ("file", hold.ref.event_id) if about_file else (hold.ref.event_id,)
        # Each time it is asked is another event: the one of before may be deleted.
        txn_id = transaction_id("question", *about, room_id, str(pending.sequence))
        sent = await self._rooms.send(Outgoing(room_id, txn_id, body, mark=mark))
        await self._record(pending, Copy(EventRef(room_id, sent), source, hold.ref.event_id, edits=False))

    async def _record(self, pending: Pending, question: Copy) -> None:
        if not await self._questions.asked(pending, question, self._clock.now()):
            await self._redactions.take_back(question)

    async def _event(self, hold: Hold) -> Message | Edit | None:
        """Raises MatrixError when the homeserver cannot be asked now."""
        event = await self._events.get_if_there(hold.ref)
        return event if isinstance(event, Message | Edit) else None

    async def _settled(self, pending: Pending, hold: Hold | None) -> bool:
        """Look in the direct chat for the question of an earlier attempt; True when nothing is left to do."""
        now, same_login = self._clock.now(), pending.login_id == self._login_id
        if hold is not None and not must_look_first(pending.accepted_at, now, same_login) and not pending.cancelled:
            return False
        found = [
            Copy(EventRef(room_id, event_id), mark.source, mark.revision, edits=False)
            for room_id in await self._questions.direct_rooms()
            if self._direct.is_direct(room_id) and (hold is None or self._direct.is_direct(room_id) == hold.sender)
            for event_id, mark in (await self._rooms.copies_in(room_id, pending.accepted_at - CLOCK_SLACK)).items()
            if mark.revision == pending.ref.event_id
        ]
        for question in found:
            await self._record(pending, question)
        if hold is None or pending.cancelled:
            await self._ledger.drop(pending)
            return True
        return bool(found) and hold.state == "open"

    async def _say_expired(self, pending: Pending, hold: Hold, place: tuple[Channel, Language]) -> None:
        language, room = self._language(hold.sender, place[1]), place[0].title_of(hold.ref.room_id)
        txn_id = transaction_id("notice", "expired", hold.ref.event_id)
        if place[0].takes_testimony(hold.ref.room_id) and hold.asked_at is None:
            body = self._words.unreleased(language, room, hold.since, TESTIMONY_WAITS.days)
            await self._direct.send(hold.sender, body, txn_id)
            await self._questions.told_of_testimony(pending, self._clock.now())
        else:
            await self._direct.send(hold.sender, self._words.expired(language, room), txn_id)
            await self._questions.told(pending)

    async def _say_where_it_was_written(self, hold: Hold, language: Language) -> None:
        """Without a word of what was found: everybody in the room reads it."""
        key = f"cannot ask {hold.ref.event_id}"
        try:
            await self._rooms.send(
                Outgoing(
                    room_id=hold.ref.room_id,
                    txn_id=transaction_id("notice", key),
                    body=notice(self._words.sentence(language, _CANNOT_ASK)),
                    reply_to=hold.ref.event_id,
                    mentions=(hold.sender,),
                )
            )
        except MatrixError as error:
            if error.transient:
                raise
            log.warning("hold.not_told", room=hold.ref.room_id, errcode=error.errcode)

    def _language(self, user_id: UserId, of_room: Language) -> Language:
        member = self._members.get(user_id)
        return (member.language if member else None) or of_room

    # --- what time and suspensions do ----------------------------------------------------------------------------

    async def look_after(self, bell: Bell) -> None:
        """For ever, whenever something happened: what suspended people wrote is dropped, late direct chats are used."""
        woken = bell.join(NEWS)
        while True:
            woken.clear()
            if await self.settle():
                bell.ring()
            await woken.wait()

    async def settle(self) -> bool:
        """True when there is new work for a lane."""
        now = self._clock.now()
        await self._questions.drop_all_of(self._suspensions.users, now)
        again = [hold for hold in await self._questions.unasked() if self._is_worth_another_try(hold)]
        for hold in again:
            await self._questions.ask_again(hold, self._login_id, now)
        return bool(again)

    def _is_worth_another_try(self, hold: Hold) -> bool:
        room_id = self._direct.standing(hold.sender)
        return room_id is not None and self._given_up.get(hold.ref.event_id) != room_id

    async def watch(self, bell: Bell) -> None:
        """For ever: silence relays nothing."""
        while True:
            if self._clock.jumped() is None and await self._forget_old():
                bell.ring()
            await self._clock.pause(LOOK_EVERY)

    async def _forget_old(self) -> int:
        now = self._clock.now()
        return await self._questions.expire(now - PATIENCE, now - TESTIMONY_WAITS, self._login_id, now)
