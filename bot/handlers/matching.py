"""`!petition match`: owners who want it are told of another petition about the same workplace; both, or neither.

The answer to the command never depends on what other groups have. Who is told hears it on the next Monday.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.cards import Typed, card, note
from bot.core.command_words import fold
from bot.core.commands import spell
from bot.core.model import Member, UserId
from bot.core.records import Record, Value
from bot.core.relay import transaction_id
from bot.core.same_facility import ASKED_A_YEAR, may_ask, next_telling, pairs, takes_part
from bot.core.sharing_words import WORDS, is_word
from bot.core.words import N_
from bot.errors import MatrixError, UserError
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.handlers.direct_chats import DirectChats, NoDirectChat
from bot.handlers.group_names import groups_of
from bot.handlers.own_records import OwnRecords, argument, change_by, check_may_write
from bot.handlers.patience import Patience
from bot.handlers.signed import check_signed
from bot.i18n import Texts
from bot.logs import get_logger
from bot.ports import Clock
from bot.store.dialogues import Dialogues
from bot.store.matches import Matches, OwedMatch
from bot.store.register import Register
from bot.store.suspensions import SuspensionStore

log = get_logger(__name__)

MATCH_HELP: tuple[HelpLine, ...] = (
    (
        "7K2-M9X",
        N_("a published record: be told of another petition about the same workplace, if its group asked too"),
    ),
    ("7K2-M9X off", N_("takes that back")),
)
_OFF = frozenset("off no non apagar arret arreter eteindre stop".split())


class MatchDesk:
    def __init__(
        self, texts: Texts, register: Register, dialogues: Dialogues, own: OwnRecords, matches: Matches
    ) -> None:
        self._texts = texts
        self._register = register
        self._dialogues = dialogues
        self._own = own
        self._matches = matches

    async def match(self, asked: Asked) -> Reply:
        """Asks for the word; taking it back is done at once. Raises UserError."""
        if again := await self._own.again(asked):
            return again
        record, words = self._own.own(asked), set(fold(argument(asked, "text")).split())
        if words & _OFF:
            changes = [change_by(asked, "matching", {"on": 0})] if record.matching else []
            return await self._own.write(asked, record, changes, "recorded")
        self._check_published(record, asked)
        await self._check_how_often(asked)
        state: dict[str, Value | Mapping[str, str]] = {"word": "consent", "record": record.record_id, "match": 1}
        await self._dialogues.put(asked.member.user_id, "word", state, asked.event.event_id, asked.now)
        t, language = self._texts, asked.answer_language
        lines: list[str | Typed] = [
            t.gettext(
                language,
                "If another group asked the same for its published record about this workplace, both of you are told:"
                " the number of the record, and the name of the group. This says to them that yours is about it.",
            ),
            t.gettext(language, "If there is none, nobody hears anything, and neither do you."),
            t.gettext(
                language,
                "It is compared on Mondays by name and place. Your group can ask %(count)s times a year.",
                count=ASKED_A_YEAR,
            ),
            Typed(WORDS["consent"][language], t.gettext(language, "this word does it; anything else leaves it")),
        ]
        return Reply(card(t.gettext(language, "Be told of the same workplace?"), lines))

    async def answer(self, asked: Asked, body: str) -> Reply | None:
        """The typed word. None when nothing of ours waits for it. Raises UserError."""
        if not is_word(body, "consent"):
            return None
        if again := await self._own.again(asked):
            return again
        waiting = await self._dialogues.get(asked.member.user_id, "word", asked.now)
        if waiting is None or "match" not in waiting.state:
            return None
        check_signed(asked)
        check_may_write(asked)
        record = self._register.get(str(waiting.state["record"]))
        if record is None or record.owner != asked.member.organisation:
            raise UserError(N_("Nothing waits for this word. Please begin with the command and the number."))
        self._check_published(record, asked)
        await self._check_how_often(asked)
        if not record.matching:
            await self._matches.note_asked(record.owner, asked.event.event_id, asked.now)
        changes = [] if record.matching else [change_by(asked, "matching", {"on": 1})]
        reply = await self._own.write(asked, record, changes, "recorded")
        await self._dialogues.end(asked.member.user_id, "word")
        return reply

    @staticmethod
    def _check_published(record: Record, asked: Asked) -> None:
        network = record.sharing.network
        if network is None or not network.holds(asked.now.date()):
            raise UserError(N_("Only for records that are published. Publish it first, or share it with one group."))

    async def _check_how_often(self, asked: Asked) -> None:
        asked_at = await self._matches.asked_at(asked.member.organisation or "", asked.now, asked.event.event_id)
        if not may_ask(asked_at, asked.now):
            raise UserError(N_("Your group has asked %(count)s times within a year. No more is possible now."),
                            count=ASKED_A_YEAR)  # fmt: skip


class MatchWatch:
    """Compares on Mondays, then tells; what was found and not told is told after a crash."""

    def __init__(
        self,
        texts: Texts,
        register: Register,
        matches: Matches,
        members: Mapping[UserId, Member],
        suspensions: SuspensionStore,
        direct: DirectChats,
        clock: Clock,
    ) -> None:
        self._texts = texts
        self._register = register
        self._matches = matches
        self._members = members
        self._suspensions = suspensions
        self._direct = direct
        self._clock = clock

    async def run(self) -> None:
        """For ever."""
        patience = Patience(self._clock)
        while True:
            try:
                for owed in await self._matches.owed():
                    await self._tell(owed)
            except MatrixError as error:
                log.warning("match.not_told", errcode=error.errcode, attempt=patience.attempt)
                await patience.wait(error.retry_after_s)
                continue
            patience.succeeded()
            await self._clock.sleep_until(next_telling(self._clock.now()))
            await self.compare()

    async def compare(self) -> None:
        today, groups = self._clock.now().date(), groups_of(self._members)
        found = pairs(self._register.every(), groups, today)
        people = {pair: (self._owners(pair[0]), self._owners(pair[1])) for pair in found}
        await self._matches.found(people)

    def _owners(self, record_id: str) -> list[UserId]:
        record = self._register.get(record_id)
        return [
            member.user_id
            for member in self._members.values()
            if record is not None and member.organisation == record.owner and member.role != "observer"
        ]

    async def _tell(self, owed: OwedMatch) -> None:
        """Unless one side has taken it back since. Raises MatrixError that may pass."""
        today, groups = self._clock.now().date(), groups_of(self._members)
        record, other = self._register.get(owed.record_id), self._register.get(owed.other_id)
        member = self._members.get(owed.user_id)
        if (
            record is not None
            and other is not None
            and member is not None
            and member.organisation == record.owner
            and not self._suspensions.is_suspended(owed.user_id)
            and takes_part(record, groups, today)
            and takes_part(other, groups, today)
        ):
            t, language = self._texts, member.language or "en"
            words = note(
                t.gettext(
                    language,
                    "The same workplace as your record %(record)s: record %(other)s of %(group)s. Both of you had asked"
                    " to be told.",
                    record=owed.record_id,
                    other=owed.other_id,
                    group=other.owner,
                ),
                t.gettext(
                    language,
                    "You can show each other more: %(command)s",
                    command=spell("petition.reveal", language, f"{owed.record_id} {other.owner} …"),
                ),
            )
            key = transaction_id("notice", "match", owed.record_id, owed.other_id, owed.user_id)
            try:
                await self._direct.send(owed.user_id, words, key)
            except NoDirectChat:
                log.warning("match.nowhere_to_tell")
            except MatrixError as error:
                if error.transient:
                    raise
                log.warning("match.not_told", errcode=error.errcode)
        await self._matches.told(owed)
