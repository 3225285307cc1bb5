"""Co-petitioners: the owners name another group, and that group alone says to whom it may be named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from bot.core import record_ids
from bot.core.cards import Typed, card
from bot.core.model import Member, UserId
from bot.core.record_fields import Level
from bot.core.records import Record
from bot.core.sharing_words import WORDS, is_word
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.handlers.group_names import find_group, groups_of, without_small
from bot.handlers.own_records import OwnRecords, argument, change_by, check_may_write, organisation_of
from bot.handlers.petitions import no_such_record
from bot.handlers.sharing_plans import LEVELS
from bot.handlers.signed import check_signed
from bot.i18n import Texts
from bot.store.dialogues import Dialogues
from bot.store.register import Register

PARTNER_HELP: tuple[HelpLine, ...] = (
    (
        "7K2-M9X Union ES",
        N_("names a group that filed with you, and with which you share it; the same again takes it back"),
    ),
)
CONSENT_HELP: tuple[HelpLine, ...] = (
    ("7K2-M9X network", N_("you filed with them: your group may be named, to “groups”, “network” or “public”")),
    ("7K2-M9X off", N_("takes that back")),
)
_OFF = frozenset("off no apagar nadie none nobody arret eteindre personne".split())
_AUDIENCE: Mapping[Level, str] = {
    2: N_("Your group is named as a co-petitioner to the groups with which the owners share it."),
    3: N_("Your group is named as a co-petitioner to every member of the network, when the owners publish it."),
    4: N_("Your group is named as a co-petitioner to everybody in a room with me, when the owners make it public."),
}


class PartnerDesk:
    def __init__(
        self,
        texts: Texts,
        register: Register,
        dialogues: Dialogues,
        own: OwnRecords,
        members: Mapping[UserId, Member],
    ) -> None:
        self._texts = texts
        self._register = register
        self._dialogues = dialogues
        self._own = own
        self._members = members

    async def name(self, asked: Asked) -> Reply:
        """The other group sees the record already, so this shows nothing to anybody. Raises UserError."""
        if again := await self._own.again(asked):
            return again
        record = self._own.own(asked)
        others = [name for name in groups_of(self._members) if name != record.owner]
        group = find_group(others, without_small(argument(asked, "text")), argument(asked, "text"))
        grant = record.sharing.named.get(group)
        if grant is None or not grant.holds(asked.now.date()):
            raise UserError(N_("Share it with %(group)s first, so that it sees what it is asked about."), group=group)
        action = change_by(asked, "unpartner" if group in record.partners else "partner", {"organisation": group})
        return await self._own.write(asked, record, [action], "recorded")

    async def consent(self, asked: Asked) -> Reply:
        """By the group that was named: shows to whom it would be; taking it back is done at once. Raises UserError."""
        if again := await self._own.again(asked):
            return again
        level = self._level(asked)
        record = self._asked_of(asked, level)
        if level <= record.partners[organisation_of(asked)]:
            return await self._write(asked, record, level)
        state = {"word": "consent", "record": record.record_id, "level": level}
        await self._dialogues.put(asked.member.user_id, "word", state, asked.event.event_id, asked.now)
        t, language = self._texts, asked.answer_language
        lines: list[str | Typed] = [
            t.gettext(language, _AUDIENCE[level]),
            t.gettext(language, "What somebody has read cannot be taken back."),
            Typed(WORDS["consent"][language], t.gettext(language, "this word does it; anything else leaves it")),
        ]
        return Reply(card(t.gettext(language, "Consent for your group?"), lines))

    async def answer(self, asked: Asked, body: str) -> Reply | None:
        """The typed word. None when nothing of ours waits for it. Raises UserError."""
        if not is_word(body, "consent"):
            return None
        if again := await self._own.again(asked):
            return again
        waiting = await self._dialogues.get(asked.member.user_id, "word", asked.now)
        if waiting is None or waiting.state["word"] != "consent" or "level" not in waiting.state:
            return None
        check_signed(asked)
        check_may_write(asked)
        record = self._register.get(str(waiting.state["record"]))
        if record is None or organisation_of(asked) not in record.partners:
            raise no_such_record(asked.answer_language)
        reply = await self._write(asked, record, cast("Level", waiting.state["level"]))
        await self._dialogues.end(asked.member.user_id, "word")
        return reply

    async def _write(self, asked: Asked, record: Record, level: Level) -> Reply:
        changes = [change_by(asked, "consented", {"level": level})]
        is_so = record.partners[organisation_of(asked)] == level
        return await self._own.write(asked, record, [] if is_so else changes, "recorded")

    def _asked_of(self, asked: Asked, level: Level) -> Record:
        """A record at which one's own group was named. Raises UserError.

        A consent is taken back also where the record is no longer shown to whoever gave it: it is their name.
        """
        record = self._register.get(record_ids.parse(argument(asked, "record_id")) or "")
        if level == 1 and record is not None and record.partners.get(organisation_of(asked), 1) > level:
            return record
        record, _ = self._own.find(asked)
        if organisation_of(asked) not in record.partners:
            raise UserError(N_("The group that this record belongs to has not named yours as a co-petitioner."))
        return record

    def _level(self, asked: Asked) -> Level:
        words = without_small(argument(asked, "text"))
        if any(word in _OFF for word in words):
            return 1
        level = next((LEVELS[word] for word in words if word in LEVELS), None)
        if level is None:
            raise UserError(N_("To whom? Write “groups”, “network” or “public”, or “off” to take it back."))
        return level
