"""`!remind`: what a person is reminded of, and how to hear of it later or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from bot.core import disclosure
from bot.core.cards import Typed, card
from bot.core.clocks import Clocks
from bot.core.commands import spell
from bot.core.durations import parse_duration
from bot.core.example_words import in_words
from bot.core.model import Rendered
from bot.core.records import Record
from bot.core.reminders import Coming, coming
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.handlers.own_records import OwnRecords, argument, organisation_of
from bot.handlers.reminder_words import ReminderWords
from bot.i18n import Texts
from bot.store.register import Register
from bot.store.reminders import EVERY_RECORD, FOR_EVER, ReminderStore

REMIND_HELP: tuple[HelpLine, ...] = (
    ("", N_("due dates of your group, and whether I remind you of them")),
    ("7K2-M9X 3 days", N_("not before then; “off” and “on” work for one petition or for all")),
)

LONGEST = timedelta(days=366)
SNOOZE = timedelta(days=3)
MOST_SHOWN = 15


class ReminderDesk:
    def __init__(
        self,
        texts: Texts,
        clocks: Clocks,
        register: Register,
        store: ReminderStore,
        own: OwnRecords,
        words: ReminderWords,
    ) -> None:
        self._texts = texts
        self._clocks = clocks
        self._register = register
        self._store = store
        self._own = own
        self._words = words

    async def remind(self, asked: Asked) -> Reply:
        """Raises UserError."""
        action, record_id = argument(asked, "action"), self._record_id(asked)
        person, today = asked.member.user_id, asked.today
        if argument(asked, "duration") or argument(asked, "date") or action == "snooze":
            until = self._until(asked)
            await self._store.rest(person, record_id, until)
        elif action == "off":
            await self._store.rest(person, record_id, FOR_EVER)
        elif action == "on":
            await self._store.wake(person, record_id)
        return Reply(await self._state(asked, record_id, today))

    def _record_id(self, asked: Asked) -> str:
        return self._own.own(asked).record_id if argument(asked, "record_id") else EVERY_RECORD

    def _until(self, asked: Asked) -> date:
        typed = argument(asked, "duration")
        span = parse_duration(typed) if typed else SNOOZE
        if span is None or argument(asked, "date") or not timedelta(days=1) <= span <= LONGEST:
            raise UserError(N_("For how long? Please write it in days, like “90 days”."))
        return (asked.now + span - timedelta(days=1)).date()

    async def _state(self, asked: Asked, record_id: str, today: date) -> Rendered:
        """What is due in the days ahead, and what rests."""
        language, t = asked.answer_language, self._texts
        resting = await self._store.resting(asked.member.user_id, today)
        lines: list[str | Typed] = list(self._rests(asked, resting))
        if not record_id and EVERY_RECORD not in resting:
            due = self._due(asked, today)
            lines += due or [t.gettext(language, "Nothing of your group is due in the next 7 days.")]
        if record_id and record_id not in resting and EVERY_RECORD not in resting:
            lines.append(t.gettext(language, "I remind you of %(record)s.", record=record_id))
        example = record_id or "7K2-M9X"
        if resting:
            lines.append(
                Typed(
                    spell("remind", language, in_words(f"{record_id} on".strip(), language)),
                    t.gettext(language, "reminds again"),
                )
            )
        else:
            later = t.gettext(language, "not before 3 days from now")
            lines.append(Typed(spell("remind", language, in_words(f"{example} 3 days", language)), later))
            lines.append(
                Typed(spell("remind", language, in_words("off", language)), t.gettext(language, "no reminders at all"))
            )
        return card(t.gettext(language, "Reminders"), lines)

    def _rests(self, asked: Asked, resting: Mapping[str, date]) -> list[str]:
        language, t = asked.answer_language, self._texts
        lines = []
        for record_id, until in sorted(resting.items()):
            ever, day = until == FOR_EVER, t.date(language, until)
            if record_id == EVERY_RECORD:
                lines.append(
                    t.gettext(language, "I remind you of nothing.")
                    if ever
                    else t.gettext(language, "I remind you of nothing until the end of %(date)s.", date=day)
                )
            elif ever:
                lines.append(t.gettext(language, "Not of %(record)s.", record=record_id))
            else:
                sentence = N_("Not of %(record)s until the end of %(date)s.")
                lines.append(t.gettext(language, sentence, record=record_id, date=day))
        return lines

    def _due(self, asked: Asked, today: date) -> list[str]:
        group, language = organisation_of(asked), asked.answer_language
        items = sorted(
            (item for record in self._register.every() if record.owner == group for item in self._of(record, today)),
            key=lambda item: (item.due, item.record_id, item.what),
        )
        return [f"{item.record_id} · {self._words.line(language, item, today)}" for item in items[:MOST_SHOWN]]

    def _of(self, record: Record, today: date) -> list[Coming]:
        view = disclosure.view(self._clocks.lifecycle, record, "owner")
        return list(coming(self._clocks, view, today)) if view is not None else []
