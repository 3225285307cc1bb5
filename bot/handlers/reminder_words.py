"""What a reminder says: which day is due, how near it is, and what is not sure about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.core.cards import Typed, card
from bot.core.clocks import ANSWERS
from bot.core.commands import spell
from bot.core.model import Language, Rendered
from bot.core.reminders import PASSED, Coming
from bot.core.stage_words import CLOCK_WORDS
from bot.core.words import N_
from bot.i18n import Texts


class ReminderWords:
    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def card(
        self, language: Language, items: Sequence[Coming], names: Mapping[str, str], today: date, *, private: bool
    ) -> Rendered:
        """`names`: the workplace of a record, where it may be seen."""
        t = self._texts
        lines: list[str | Typed] = [
            " · ".join(filter(None, (item.record_id, names.get(item.record_id), self.line(language, item, today))))
            for item in items
        ]
        lines.append(t.gettext(language, "Counted by the bot from what is recorded; no legal advice."))
        if private:
            late = next((item for item in items if item.nearness == PASSED and item.what in ANSWERS), None)
            if late is not None:
                command = spell("letter", language, late.record_id)
                lines.append(Typed(command, t.gettext(language, "letters to ask the government for an answer")))
            command = spell("remind", language, items[0].record_id)
            lines.append(Typed(command, t.gettext(language, "later, or no more reminders of this one")))
        return card(t.gettext(language, "Due dates"), lines)

    def line(self, language: Language, item: Coming, today: date) -> str:
        t, day = self._texts, self._texts.date(language, item.due)
        what, left = self._what(language, item), (item.due - today).days
        if item.nearness == PASSED:
            sentence = (
                N_("%(what)s: %(date)s, the usual day, has passed; it may be extended. Nothing is recorded.")
                if item.extendable
                else N_("%(what)s: %(date)s has passed and nothing is recorded. That is no decision.")
            )
            return " ".join([t.gettext(language, sentence, what=what, date=day), *self._doubts(language, item)])
        if left <= 0:
            said = t.gettext(language, "%(what)s: due %(date)s, today.", what=what, date=day)
        else:
            said = t.ngettext(
                language,
                "%(what)s: due %(date)s, in %(count)s day.",
                "%(what)s: due %(date)s, in %(count)s days.",
                left,
                what=what,
                date=day,
            )
        parts = [said, *self._doubts(language, item)]
        if item.extendable:
            parts.append(t.gettext(language, "It may be extended."))
        if item.due_when_working != item.due:
            working = t.date(language, item.due_when_working)
            sentence = N_("The due date is a day off. It may count until %(date)s: the law does not say.")
            parts.append(t.gettext(language, sentence, date=working))
        return " ".join(parts)

    def _doubts(self, language: Language, item: Coming) -> list[str]:
        doubts = []
        if item.estimated:
            doubts.append(self._texts.gettext(language, "The date is an estimate."))
        if item.unconfirmed:
            doubts.append(self._texts.gettext(language, "The limit is unconfirmed."))
        return doubts

    def _what(self, language: Language, item: Coming) -> str:
        kind, _, number = item.what.partition(" ")
        if kind == "remedy":
            return self._texts.gettext(language, "Remedy %(number)s", number=number)
        return self._texts.gettext(language, CLOCK_WORDS[item.what])
