"""What a sender answers about a held message, and what a coordinator decides about testimony."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Literal

from bot.core.attachments import screened
from bot.core.cards import note
from bot.core.choices import Choice, Decider, read_choice
from bot.core.commands import Command
from bot.core.model import Channel, CopyMark, Edit, EventRef, Language, Message, RoomId
from bot.core.relay import channel_of, transaction_id
from bot.core.words import N_
from bot.errors import MatrixError, UserError
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.handlers.copy_writer import CopyOrder, CopyWriter, Masking
from bot.handlers.direct_chats import DirectChats, NoDirectChat
from bot.handlers.file_word import FileWord
from bot.handlers.hold_words import HoldWords
from bot.handlers.open_events import OpenEvents
from bot.handlers.screener import Screener
from bot.handlers.signed import check_signed
from bot.ports import Rooms
from bot.store.holds import Hold, Holds
from bot.store.ledger import Copy

READING_TIME = timedelta(seconds=3)
"""An answer without a reply that comes sooner after another answer was typed twice: it is for the question before."""

HELD_HELP: tuple[HelpLine, ...] = (("", N_("in our direct chat: whether I have a question about a message of yours")),)
RELEASE_HELP: tuple[HelpLine, ...] = (("", N_("testimony, as a reply to it: shows you first how it would go out")),)

_RECEIPTS: Mapping[str, str] = {
    "as_is": N_("It goes out as it is."),
    "masked": N_("It goes out with marks in place of these words, and says that you chose so."),
    "closed": N_("It is not passed on."),
    "released": N_("It goes out masked, and says so."),
}
_ACTIONS: Mapping[str, Choice] = {"send": "as_is", "mask": "masked", "drop": "drop", "delete": "delete"}

MORE_THAN_ONE = N_("There is more than one question here. Please reply to the one that you mean.")
NO_QUESTION = N_("There is no open question.")
_WAITS = N_("Yes: a question above waits for you. Reply to it with one of its numbers.")
_NOT_A_NUMBER = N_("I did not understand. Please answer the question with one of its numbers.")


class HoldDesk:
    def __init__(
        self,
        holds: Holds,
        rooms: Rooms,
        events: OpenEvents,
        direct: DirectChats,
        screener: Screener,
        writer: CopyWriter,
        words: HoldWords,
        file_word: FileWord,
        channels: tuple[Channel, ...],
    ) -> None:
        self._holds = holds
        self._rooms = rooms
        self._events = events
        self._direct = direct
        self._screener = screener
        self._writer = writer
        self._words = words
        self._file_word = file_word
        self._channels = channels

    async def is_replied_to(self, asked: Asked) -> bool:
        """Whether the message replies to an open question."""
        waiting = await self._holds.open_in(asked.event.room_id)
        return asked.reply_to is not None and any(question == asked.reply_to for _, question, _ in waiting)

    async def may_be_meant(self, asked: Asked, body: str) -> bool:
        """Whether it replies to nothing, and would decide about a message of this person that waits."""
        if asked.reply_to is not None or read_choice(body, "sender") is None:
            return False
        waiting = await self._holds.open_in(asked.event.room_id)
        return any(hold.state == "open" and _may_decide(asked, hold) for hold, _, _ in waiting)

    async def answer(self, asked: Asked, body: str) -> Reply | None:
        """In a direct chat: carry out what was decided. None when this is no answer. Raises UserError."""
        before = await self._holds.answered_by(asked.event.event_id)
        if before is not None:  # the reply got lost
            return self._reply(asked, _RECEIPTS[before.state])
        given = await self._file_word.answer(asked, body)
        if given is not None:
            return given
        waiting = [
            (hold, question, sent_at)
            for hold, question, sent_at in await self._holds.open_in(asked.event.room_id)
            if _may_decide(asked, hold)
        ]
        meant = [item for item in waiting if asked.reply_to in (None, item[1])]
        choices = [_choice(asked, body, "sender" if hold.state == "open" else "coordinator") for hold, _, _ in meant]
        if not any(choices):
            return self._no_answer(asked, body, bool(waiting))
        if len({item[0].ref for item in meant}) > 1:
            raise UserError(MORE_THAN_ONE)
        hold, _, sent_at = meant[-1]
        if (
            asked.reply_to is None
            and asked.now - sent_at < READING_TIME
            and await self._holds.was_decided_since(asked.now - READING_TIME, hold.ref.room_id)
        ):
            raise UserError(N_("There is a new question. Please read it, then answer as a reply to it."))
        choice = choices[-1]
        if choice is None:
            raise AssertionError("one that was meant has a choice")
        return await (self._decide(asked, hold, choice) if hold.state == "open" else self._release(asked, hold, choice))

    def _no_answer(self, asked: Asked, body: str, waits: bool) -> Reply | None:
        if isinstance(asked.command, Command):
            return None
        if read_choice(body, "sender") is None:
            if waits:
                raise UserError(_NOT_A_NUMBER)
            return None
        if waits:
            raise UserError(N_("I did not find the question that you reply to. It may be closed."))
        return self._reply(asked, NO_QUESTION)

    async def held(self, asked: Asked) -> Reply:
        """`!held` where it decided nothing."""
        waiting = await self._holds.open_in(asked.event.room_id)
        return self._reply(asked, _WAITS if any(_may_decide(asked, each[0]) for each in waiting) else NO_QUESTION)

    # --- the sender ----------------------------------------------------------------------------------------------

    async def _decide(self, asked: Asked, hold: Hold, choice: Choice) -> Reply:
        if choice in ("as_is", "masked"):
            await self._refuse_unconfirmed(hold)
        if choice == "as_is":
            await self._refuse_protected(hold)
        if choice == "delete":
            return await self._delete(asked, hold)
        state: Literal["as_is", "masked", "closed"] = "closed" if choice == "drop" else choice
        return await self._close(asked, hold, state, _RECEIPTS[state])

    async def _close(
        self,
        asked: Asked,
        hold: Hold,
        state: Literal["as_is", "masked", "released", "closed"],
        receipt: str,
        *,
        to_delete: Sequence[EventRef] = (),
    ) -> Reply:
        if not await self._holds.decide(hold, state, asked.event.event_id, asked.now, to_delete=to_delete):
            raise UserError(N_("That question is closed already."))
        return self._reply(asked, receipt)

    async def _refuse_protected(self, hold: Hold) -> None:
        """Asked again now: the name may have come under protection after the question."""
        event = await self._events.get(hold.ref)
        language = self._place(hold.ref.room_id)[1]
        if not isinstance(event, Message | Edit) or (
            self._screener.finding(screened(event), language, hold.strength).protected
        ):
            raise UserError(N_("The coordinators protect a name in it: it cannot be sent as it is. Choose 2, 3 or 4."))

    async def _refuse_unconfirmed(self, hold: Hold) -> None:
        """Raises UserError where the question is about a file, which takes a typed word."""
        event = await self._events.get(hold.ref)
        if isinstance(event, Message | Edit):
            await self._file_word.require(event)

    async def _delete(self, asked: Asked, hold: Hold) -> Reply:
        receipt, later = N_("I deleted it. It was passed on to nobody."), list[EventRef]()
        for ref in await self._all_of(hold):
            try:
                await self._rooms.redact(ref, transaction_id("delete", ref.event_id))
            except MatrixError as error:
                receipt = (
                    N_("It is not passed on. The homeserver does not answer now: I delete it as soon as it does.")
                    if error.transient
                    else N_("It is not passed on. I lack the power to delete it in its room: please delete it there.")
                )
                later += [ref] if error.transient else []
            self._events.forget(ref.event_id)
        return await self._close(asked, hold, "closed", receipt, to_delete=later)

    async def _all_of(self, hold: Hold) -> list[EventRef]:
        """The message too, when it is an edit of what was never passed on: else its words of before show again."""
        if not hold.subject or await self._holds.is_on_its_way(hold.subject):
            return [hold.ref]
        return [EventRef(hold.ref.room_id, hold.subject), hold.ref]

    # --- coordinators --------------------------------------------------------------------------------------------

    async def release(self, asked: Asked) -> Reply:
        """`!release`, as a reply in a testimony room, or in a direct chat for the oldest one: show it first.

        Raises UserError.
        """
        if not asked.direct and asked.reply_to is None:
            raise UserError(N_("Which message? Please write it as a reply to the testimony."))
        rooms = [] if asked.reply_to else self._testimony_rooms()
        waiting = [
            hold
            for hold in await self._holds.testimony(asked.reply_to, rooms)
            if asked.direct or hold.ref.room_id == asked.event.room_id
        ]
        if not waiting:
            raise UserError(N_("No testimony waits here for a release."))
        await self._show(asked, waiting[0])
        if asked.direct:
            return self._reply(asked, N_("Here it is. Nothing goes out before you answer."))
        return self._reply(asked, N_("I show you in our direct chat how it would go out."))

    async def _show(self, asked: Asked, hold: Hold) -> None:
        event = await self._events.get(hold.ref)
        place, language = self._place(hold.ref.room_id), asked.member.language or asked.language
        if not isinstance(event, Message | Edit):
            raise UserError(N_("No testimony waits here for a release."))
        masking = Masking(place[1], hold.strength, True)
        order = CopyOrder(event, place[0], place[1], language, as_edit=True, masking=masking)
        body = self._words.preview(
            language, place[0].title_of(hold.ref.room_id), event.sent_at, self._writer.untranslated(order)
        )
        source = EventRef(hold.ref.room_id, hold.subject or hold.ref.event_id)
        txn_id = transaction_id("question", hold.ref.event_id, asked.event.event_id)
        try:
            room_id = await self._direct.room_of(asked.member.user_id)
            mark = CopyMark(source, hold.ref.event_id)
            sent = await self._direct.send(asked.member.user_id, body, txn_id, mark)
        except NoDirectChat:
            raise UserError(N_("I cannot reach you in a direct chat. Please open one with me.")) from None
        await self._holds.shown(Copy(EventRef(room_id, sent), source, hold.ref.event_id, edits=False), asked.now)

    async def _release(self, asked: Asked, hold: Hold, choice: Choice) -> Reply:
        check_signed(asked)
        state: Literal["released", "closed"] = "released" if choice == "masked" else "closed"
        return await self._close(asked, hold, state, _RECEIPTS[state])

    def _testimony_rooms(self) -> list[RoomId]:
        return [room for channel in self._channels for room in channel.room_ids if channel.takes_testimony(room)]

    def _place(self, room_id: RoomId) -> tuple[Channel, Language]:
        """Raises UserError for a room that the configuration no longer has."""
        place = channel_of(self._channels, room_id)
        if place is None:
            raise UserError(N_("That question is closed already."))
        return place

    def _reply(self, asked: Asked, msgid: str) -> Reply:
        return Reply(note(self._words.sentence(asked.answer_language, msgid)))


def _choice(asked: Asked, body: str, decider: Decider) -> Choice | None:
    """Of a command only what says so: another one is carried out, not taken for an answer."""
    command = asked.command
    if not isinstance(command, Command):
        return read_choice(body, decider)
    match command.verb:
        case "held":
            return _ACTIONS.get(command.arguments.get("action", ""))
        case "forget":
            return "delete" if decider == "sender" else None
        case "release":
            return "masked" if decider == "coordinator" and asked.reply_to is not None else None
        case _:
            return None


def _may_decide(asked: Asked, hold: Hold) -> bool:
    if hold.state == "open":
        return hold.sender == asked.member.user_id
    return asked.member.role == "coordinator"
