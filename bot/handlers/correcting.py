"""`!fix better words` and `!original` as replies to a copy, and their reactions 👍 and 🔍.

Reactions come in clear: they prove no sender. 🔍 only shows what stands in another room of the channel. 👍 decides
nothing: whoever seems to have given it is asked in their direct chat, where an answer proves its sender.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from bot.core.cards import note
from bot.core.commands import Command, spell
from bot.core.content import from_plain
from bot.core.model import Channel, EventId, EventRef, Language, Member, Message, Reaction, Rendered, RoomId, UserId
from bot.core.reactions import APPROVE, LOOK_CLOSER, plain
from bot.core.relay import channel_of, transaction_id
from bot.core.screening import folded
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.handlers.copy_wishes import Wish, words_of
from bot.handlers.correction_checks import CorrectionChecks
from bot.handlers.direct_chats import DirectChats, NoDirectChat
from bot.handlers.open_events import OpenEvents
from bot.i18n import Texts
from bot.logs import get_logger
from bot.ports import Clock, Rooms
from bot.store.copy_wishes import WishStore
from bot.store.ledger import Ledger
from bot.store.suspensions import SuspensionStore

log = get_logger(__name__)

FIX_HELP: tuple[HelpLine, ...] = (
    ("…", N_("as a reply to a translation: shows your words instead, with your name")),
    ("ok", N_("as a reply to a corrected translation: approves it")),
)
ORIGINAL_HELP: tuple[HelpLine, ...] = (
    ("", N_("as a reply to a translation, or the reaction 🔍 on it: shows the original with it")),
)

APPROVALS: Mapping[Language, tuple[str, ...]] = {
    "en": ("approve", "approved"),
    "es": ("apruebo", "aprobar"),
    "fr": ("approuve", "j'approuve", "approuver"),
}
"""The first is the word that is asked for."""
_APPROVING = frozenset(word for words in APPROVALS.values() for word in words) | {"ok", "okay", "👍"}

_CORRECTED = N_("Corrected, with your name.")
_MAY_SERVE = N_(
    "When a second person of this language approves, it serves later messages of this channel: with 👍 on it, or with"
    " %(command)s as a reply."
)
_SERVES = N_("It serves later messages of this channel from now on.")
_NOT_KEPT = N_(
    "It is not kept for later messages: it may lead to a person, has names masked, or has other lines than the"
    " original."
)
_APPROVED = N_("Approved.")
_QUESTION = N_("You seem to approve of this correction: %(link)s")
_HOW = N_("If that is so, answer here: %(word)s. Otherwise do nothing.")
_SEVERAL = N_(
    "This copy has several messages in it, so I cannot put your words in the place of one of them. Please write them as"
    " a message of your own."
)
_NOTHING_TO_CORRECT = N_(
    "This is no translation: it stands in the language in which it was written. There is nothing to correct."
)
_NOTHING_TO_SHOW = N_("This is no translation: it stands in the language in which it was written.")
_ALREADY_APPROVED = N_("This correction is approved already.")
_GONE = N_("That message is gone, or says something else by now.")


class CorrectingDesk:
    def __init__(
        self,
        texts: Texts,
        wishes: WishStore,
        ledger: Ledger,
        rooms: Rooms,
        events: OpenEvents,
        checks: CorrectionChecks,
        direct: DirectChats,
        clock: Clock,
        channels: tuple[Channel, ...],
        members: Mapping[UserId, Member],
        suspensions: SuspensionStore,
        login_id: str,
    ) -> None:
        self._texts = texts
        self._wishes = wishes
        self._ledger = ledger
        self._rooms = rooms
        self._events = events
        self._checks = checks
        self._direct = direct
        self._clock = clock
        self._channels = channels
        self._members = members
        self._suspensions = suspensions
        self._login_id = login_id

    async def fix(self, asked: Asked) -> Reply:
        """Raises UserError, MatrixError."""
        words = asked.command.arguments.get("text", "") if isinstance(asked.command, Command) else ""
        wish = await self._about(asked, "fix")
        if len(await self._ledger.sources_of(wish.copy)) > 1:
            raise UserError(_SEVERAL)
        if _is_approval(words):
            return await self._approve(asked, await self._standing_fix(wish.copy, asked.event.room_id))
        if not from_plain(words).segments:
            raise UserError(N_("What should it say? Write the better words after the command."))
        if await self._checks.is_as_written(wish):
            raise UserError(_NOTHING_TO_CORRECT)
        await self._checks.check(asked, wish, words)
        if not await self._wishes.place(wish, self._rooms_alike(wish.ref.room_id), self._login_id, asked.now):
            raise UserError(_GONE)
        kept = await self._checks.kept(wish, words)
        if not kept.pairs:
            return self._reply(asked, _CORRECTED, _NOT_KEPT)
        if asked.member.role == "coordinator":
            await self._wishes.approve(wish, kept, asked.now)
            return self._reply(asked, _CORRECTED, _SERVES)
        command = spell("fix", asked.answer_language, "ok")
        more = self._texts.gettext(asked.answer_language, _MAY_SERVE, command=command)
        return Reply(note(self._texts.gettext(asked.answer_language, _CORRECTED), more))

    async def original(self, asked: Asked) -> Reply:
        """Raises UserError."""
        wish = await self._about(asked, "original")
        if await self._checks.is_as_written(wish):
            raise UserError(_NOTHING_TO_SHOW)
        if not await self._wishes.place(wish, [wish.ref.room_id], self._login_id, asked.now):
            raise UserError(_GONE)
        return self._reply(asked, N_("The original stands with the translation now."))

    async def reacted(self, reaction: Reaction) -> None:
        """A 👍 or 🔍 that somebody seems to have put on a copy. Raises MatrixError to be tried again."""
        key, room_id = plain(reaction.key), reaction.ref.room_id
        if key == APPROVE:
            fix = await self._standing_fix(reaction.target, room_id)
            if fix is not None:
                await self._ask(reaction.sender, fix, EventRef(room_id, reaction.target))
        elif key in LOOK_CLOSER:
            wish = await self._wish(reaction.ref, reaction.target, "original", UserId(""))
            if wish is not None and not await self._checks.is_as_written(wish):
                await self._wishes.place(wish, [room_id], self._login_id, self._clock.now())

    async def answer(self, asked: Asked, body: str) -> Reply | None:
        """In a direct chat: the word that approves. Raises UserError."""
        if not _is_approval(body):
            return None
        open_ones = await self._wishes.questions(asked.member.user_id)
        meant = [each for each, question in open_ones if asked.reply_to in (None, question)]
        if not meant:
            return None
        if len(meant) > 1:
            raise UserError(
                N_("I asked you about several corrections. Please write it as a reply to the one you mean.")
            )
        if not asked.signed_device:
            raise UserError(N_("I do not obey this from a session that is not verified. Please verify it first."))
        shown = await self._standing_fix(meant[0].copy, meant[0].ref.room_id)
        if shown is None or shown.ref != meant[0].ref:
            raise UserError(_GONE)
        return await self._approve(asked, shown)

    # --- what it is about ----------------------------------------------------------------------------------------

    async def _about(self, asked: Asked, kind: Literal["fix", "original"]) -> Wish:
        if asked.reply_to is None:
            raise UserError(N_("Which translation? Write this as a reply to it."))
        person = asked.member.user_id if kind == "fix" else UserId("")
        wish = await self._wish(asked.event, asked.reply_to, kind, person)
        if wish is None:
            raise UserError(N_("That is no translation of mine in this room. Write this as a reply to one."))
        return wish

    async def _wish(
        self, ref: EventRef, target: EventId, kind: Literal["fix", "original"], person: UserId
    ) -> Wish | None:
        source = await self._ledger.source_of(target)
        copy = await self._ledger.copy_of(source.event_id, ref.room_id) if source else None
        if source is None or copy is None:
            return None
        revision, shown = await self._wishes.shown(source.event_id, ref.room_id)
        fix = ref.event_id if kind == "fix" else shown.fix if shown else EventId("")
        return Wish(ref, kind, source, revision, copy.ref.event_id, fix, person)

    def _rooms_alike(self, room_id: RoomId) -> list[RoomId]:
        """Those of its channel and language, itself among them: their copies say the same.

        One that takes testimony only itself: the words of a correction would leave it.
        """
        place = channel_of(self._channels, room_id)
        rooms = place[0].rooms_in(place[1]) if place else ()
        if place is not None and place[0].takes_testimony(room_id):
            rooms = (room_id,)
        return [room for room in rooms if self._rooms.is_encrypted(room)]

    async def _standing_fix(self, copy: EventId, room_id: RoomId) -> Wish | None:
        """The correction whose words a copy shows."""
        source = await self._ledger.source_of(copy)
        if source is None:
            return None
        _, shown = await self._wishes.shown(source.event_id, room_id)
        return await self._wishes.get(shown.fix) if shown is not None and shown.fix else None

    # --- approving -----------------------------------------------------------------------------------------------

    async def _approve(self, asked: Asked, fix: Wish | None) -> Reply:
        if fix is None:
            raise UserError(N_("Nobody has corrected this translation."))
        if fix.approved:
            raise UserError(_ALREADY_APPROVED)
        if not self._may_approve(asked.member, fix):
            raise UserError(N_("Somebody else whose language this is has to approve it."))
        event = await self._events.get(fix.ref)
        kept = await self._checks.kept(fix, words_of(event) if isinstance(event, Message) else "")
        if not kept.pairs:
            return self._reply(asked, _NOT_KEPT)
        if not await self._wishes.approve(fix, kept, asked.now):
            raise UserError(_GONE)
        return self._reply(asked, _APPROVED, _SERVES)

    def _may_approve(self, member: Member, fix: Wish) -> bool:
        place = channel_of(self._channels, fix.ref.room_id)
        return (
            place is not None
            and member.user_id != fix.person
            and member.role != "observer"
            and any(member.user_id in self._rooms.people_in(room) for room in self._rooms_alike(fix.ref.room_id))
            and not self._suspensions.is_suspended(member.user_id)
            and member.language in (None, place[1])
        )

    async def _ask(self, user_id: UserId, fix: Wish, copy: EventRef) -> None:
        """`copy`: where they saw it."""
        member = self._members.get(user_id) or Member(user_id, user_id)
        place = channel_of(self._channels, fix.ref.room_id)
        if fix.approved or place is None or not self._may_approve(member, fix):
            return
        if await self._wishes.was_asked(user_id, fix.ref.event_id):
            return
        try:
            txn_id = transaction_id("question", fix.ref.event_id, user_id)
            body = self._question(member.language or place[1], copy)
            question = await self._direct.send(user_id, body, txn_id)
        except NoDirectChat:
            log.info("fix.not_asked", room=fix.ref.room_id, event=fix.ref.event_id)
            return
        await self._wishes.asked(user_id, fix.ref.event_id, question, self._clock.now())

    def _question(self, language: Language, copy: EventRef) -> Rendered:
        link = f"https://matrix.to/#/{copy.room_id}/{copy.event_id}"
        return note(
            self._texts.gettext(language, _QUESTION, link=link),
            self._texts.gettext(language, _HOW, word=APPROVALS[language][0]),
        )

    def _reply(self, asked: Asked, *sentences: str) -> Reply:
        return Reply(note(*(self._texts.gettext(asked.answer_language, each) for each in sentences)))


def _is_approval(words: str) -> bool:
    return folded(words).strip(" .,;:!¡\"'«»“”") in _APPROVING or plain(words.strip()) == APPROVE
