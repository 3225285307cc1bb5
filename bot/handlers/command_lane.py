"""The command lane: a command is answered once, in the room where it was asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from bot.core.cards import note
from bot.core.commands import DIRECT_ONLY, Command, Unknown, Verb, may, parse, spell
from bot.core.content import parse as parse_content
from bot.core.files import CleanFile
from bot.core.model import Channel, Language, Member, Message, Outgoing, Reaction, RoomId, Text, UserId
from bot.core.relay import channel_of, must_look_first, transaction_id
from bot.core.rendering import notice
from bot.core.sharing_words import is_any_word, steering
from bot.core.words import N_
from bot.documents.brought import is_table
from bot.errors import EdgeError, UserError
from bot.handlers.answers import Announcement, Asked, Gesture, Reply, Talk
from bot.handlers.commands import CommandDesk
from bot.handlers.direct_chats import DirectChats
from bot.handlers.hold_desk import MORE_THAN_ONE, NO_QUESTION, HoldDesk
from bot.handlers.open_events import OpenEvents
from bot.handlers.open_questions import NOTHING_WAITS, OpenQuestions
from bot.handlers.picture_files import stored
from bot.handlers.unconfirmed import Unconfirmed
from bot.i18n import Texts
from bot.logs import get_logger
from bot.matrix.marks import ANNOUNCEMENT_MARK
from bot.ports import Clock, Rooms
from bot.store.disk_faults import disk_fault
from bot.store.ledger import NOT_STARTED, STARTED_TRANSLATED, Ledger, Pending
from bot.store.own_languages import OwnLanguages
from bot.store.suspensions import SuspensionStore

log = get_logger(__name__)

ANSWER_MARK = "org.trinational.answer"

_NOT_UNDERSTOOD = N_("I only understand commands here, and pass nothing on. Write !help for what I can do.")
_HERE_IT_IS = N_("This is our direct chat: only you and I read it. Please write it here: %(command)s")
_IN_REPLY: frozenset[Verb] = frozenset(("who", "original", "fix", "forget"))
"""Said of a message in a room."""
_NO_SIGN = N_("A command begins with an exclamation mark. Did you mean %(command)s?")
_FAILED = N_(
    "Something went wrong on my side; nothing was changed. Please try again,"
    " and tell a coordinator if it happens again."
)


class CommandLane:
    def __init__(
        self,
        ledger: Ledger,
        rooms: Rooms,
        events: OpenEvents,
        desk: CommandDesk,
        texts: Texts,
        clock: Clock,
        channels: tuple[Channel, ...],
        members: Mapping[UserId, Member],
        login_id: str,
        operators_room: RoomId | None,
        suspensions: SuspensionStore,
        direct: DirectChats,
        hold_desk: HoldDesk,
        talks: Sequence[Talk],
        gestures: Sequence[Gesture],
        own_languages: OwnLanguages,
        questions: OpenQuestions,
        unconfirmed: Unconfirmed,
        zones: Mapping[str, str],
    ) -> None:
        """`zones`: IANA names by language or room, as the digest has them."""
        self._ledger = ledger
        self._rooms = rooms
        self._events = events
        self._desk = desk
        self._texts = texts
        self._clock = clock
        self._channels = channels
        self._members = members
        self._login_id = login_id
        self._operators_room = operators_room
        self._suspensions = suspensions
        self._direct = direct
        self._hold_desk = hold_desk
        self._talks = talks
        self._gestures = gestures
        self._own_languages = own_languages
        self._questions = questions
        self._unconfirmed = unconfirmed
        self._zones = zones

    def _zone(self, room_id: RoomId, language: Language) -> ZoneInfo:
        return ZoneInfo(self._zones.get(room_id) or self._zones.get(language) or self._zones["en"])

    async def answer(self, pending: Pending) -> None:
        """Carry out one command. Raises MatrixError when the answer must be sent again."""
        now = self._clock.now()
        stale = must_look_first(pending.accepted_at, now, pending.login_id == self._login_id)
        event = await self._events.get(pending.ref)
        if isinstance(event, Reaction):
            for gesture in self._gestures:
                await gesture(event)
            await self._ledger.answered(pending, now)
            return
        is_direct = self._direct.is_direct(pending.ref.room_id) == event.sender
        place = (Channel("", ()), None) if is_direct else self._place(pending.ref.room_id)
        command = parse(event.text.plain) if isinstance(event, Message) else None
        if isinstance(event, Message) and is_direct and command is None and is_table(event.file):
            command = Command("petition.import")
        # An old command that may have been answered is not answered twice; the person can ask again.
        if (
            self._suspensions.is_suspended(event.sender)
            or (stale and pending.started != NOT_STARTED)
            or place is None
            or not isinstance(event, Message)
            or (command is None and not is_direct and not self._unconfirmed.is_meant(event, now))
        ):
            await self._ledger.answered(pending, now)
            return
        member = self._members.get(event.sender) or Member(
            event.sender, self._rooms.display_name(event.ref.room_id, event.sender)
        )
        channel, language = place
        asked = Asked(
            command or Unknown(),
            member,
            channel,
            self._own_languages.of(event.sender) or language or member.language or "en",
            event.ref,
            now,
            event.signed_device,
            is_direct,
            event.reply_to,
            self._zone(event.ref.room_id, member.language or language or "en"),
        )
        said = event.text if event.file is None else Text("")  # a caption answers no question
        try:
            result = await (self._in_private(asked, said) if is_direct else self._in_room(asked, said))
        except Exception as error:  # whoever asked is told, and the next command is served
            if disk_fault(error) is not None:
                raise
            log.error("command.failed", room=event.ref.room_id, event=event.ref.event_id, exc=error)  # noqa: TRY400
            result = Reply(notice(self._texts.gettext(asked.answer_language, _FAILED)))
        self._unconfirmed.note(asked, result)
        await self._ledger.start(pending, STARTED_TRANSLATED)
        match result:
            case Reply():
                await self._reply(pending, result)
                if is_direct:
                    await self._send_files(pending, result)
            case Announcement():
                await self._announce(pending, result)
        await self._ledger.answered(pending, now)
        log.info("command.answered", room=pending.ref.room_id, event=pending.ref.event_id)

    async def _in_room(self, asked: Asked, text: Text) -> Reply | Announcement:
        answer = await self._unconfirmed.answer(asked, text.plain) or await self._desk.answer(asked)
        await self._open_direct_chat(asked)
        return answer

    async def _open_direct_chat(self, asked: Asked) -> None:
        """For whoever was just sent to their direct chat and has none. A hint: what cannot be said now is not said."""
        command, user_id = asked.command, asked.member.user_id
        if (
            not isinstance(command, Command)
            or command.verb not in DIRECT_ONLY
            or not may(asked.member.role, command.verb)
        ):
            return
        if self._direct.standing(user_id) is not None:
            return
        language = asked.answer_language
        body = note(self._texts.gettext(language, _HERE_IT_IS, command=spell(command.verb, language)))
        try:
            await self._direct.send(user_id, body, transaction_id("notice", "direct chat", asked.event.event_id))
        except EdgeError as error:
            log.warning("direct.not_opened", room=asked.event.room_id, exc=error)

    async def _in_private(self, asked: Asked, text: Text) -> Reply | Announcement:
        """In a direct chat an answer to a question needs no sign in front."""
        body = parse_content(Text(text.plain)).plain()  # without the quote that some apps put into a reply
        try:
            if isinstance(asked.command, Command):
                await self._questions.before(asked.command, asked)
            answer = await self._talk(asked, body) or await self._hold_desk.answer(asked, body)
        except UserError as error:
            return Reply(note(self._texts.gettext(asked.answer_language, error.msgid, **error.params)))
        if answer is not None:
            return answer
        if isinstance(asked.command, Unknown) and parse(text.plain) is None:
            return self._not_understood(asked, body)
        return await self._desk.answer(asked)

    def _not_understood(self, asked: Asked, body: str) -> Reply:
        """What would be a command with its sign is shown with it, and nothing is done."""
        language, gettext = asked.answer_language, self._texts.gettext
        if steering(body) is not None:
            return Reply(note(gettext(language, NO_QUESTION)))
        meant = parse(f"!{body}") if body[:1].isalnum() else None
        if (
            isinstance(meant, Command)
            and not meant.doubtful
            and meant.verb not in _IN_REPLY
            and may(asked.member.role, meant.verb)
        ):
            command = spell(meant.verb, language, meant.arguments.get("record_id", ""))
            return Reply(note(gettext(language, _NO_SIGN, command=command)))
        return Reply(note(gettext(language, NOTHING_WAITS if is_any_word(body) else _NOT_UNDERSTOOD)))

    async def _talk(self, asked: Asked, body: str) -> Reply | None:
        """Dialogues that somebody began; a reply to a question about a held message is not for them."""
        if isinstance(asked.command, Command) or await self._hold_desk.is_replied_to(asked):
            return None
        if await self._hold_desk.may_be_meant(asked, body) and await self._questions.may_take(asked, body):
            raise UserError(MORE_THAN_ONE)
        for talk in self._talks:
            if answer := await talk(asked, body):
                return answer
        return None

    def _place(self, room_id: RoomId) -> tuple[Channel, Language | None] | None:
        """The operators' room belongs to no channel and has no language of its own."""
        if room_id == self._operators_room:
            return Channel("", ()), None
        return channel_of(self._channels, room_id)

    async def _reply(self, pending: Pending, reply: Reply) -> None:
        await self._rooms.send(
            Outgoing(
                room_id=pending.ref.room_id,
                txn_id=transaction_id("answer", pending.ref.event_id),
                body=reply.text,
                reply_to=pending.ref.event_id,
                file=await stored(self._rooms, pending.ref.room_id, reply.picture),
                extra={ANSWER_MARK: {"event_id": pending.ref.event_id}},
                about=reply.about,
            )
        )

    async def _send_files(self, pending: Pending, reply: Reply) -> None:
        for number, file in enumerate(reply.files):
            stored = CleanFile(
                "file", file.name, file.mimetype, len(file.content), await self._rooms.store(file.content)
            )
            await self._rooms.send(
                Outgoing(
                    room_id=pending.ref.room_id,
                    txn_id=transaction_id("answer", pending.ref.event_id, f"file {number}"),
                    body=note(file.name),
                    file=stored,
                    about=(pending.ref, *reply.about),
                )
            )

    async def _announce(self, pending: Pending, announcement: Announcement) -> None:
        for room_id, text in announcement.texts.items():
            if self._rooms.is_encrypted(room_id):
                await self._rooms.send(
                    Outgoing(
                        room_id=room_id,
                        txn_id=transaction_id("announcement", announcement.key, room_id),
                        body=text,
                        extra={ANNOUNCEMENT_MARK: {"key": announcement.key}},
                        about=(pending.ref,),
                    )
                )
