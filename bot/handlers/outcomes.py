"""`!remedy` and `!retaliation`: what was promised and what came of it; what happened to workers since, as counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import cast

from bot.core.command_words import fold
from bot.core.commands import spell
from bot.core.example_words import in_words
from bot.core.model import Language
from bot.core.partial_dates import PartialDate
from bot.core.record_fields import REMEDIES, RETALIATION
from bot.core.record_words import REMEDY_WORDS, RETALIATION_WORDS
from bot.core.records import Change, Delivered, Record, Value
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.handlers.own_records import OwnRecords, argument, change_by
from bot.handlers.record_reading import read_day
from bot.i18n import Texts

REMEDY_HELP: tuple[HelpLine, ...] = (
    ("7K2-M9X back_pay 2026-12-01", N_("a remedy that was promised, and until when")),
    ("7K2-M9X 1 partly", N_("what came of remedy 1: yes, partly, no or unknown")),
)
RETALIATION_HELP: tuple[HelpLine, ...] = (("7K2-M9X dismissal 3 2026-10", N_("how many times in a month; never who")),)
MOST = 100_000
_DELIVERED: Mapping[str, Delivered] = {
    fold(word): delivered
    for delivered, words in cast(
        "Mapping[Delivered, str]",
        {
            "yes": "yes delivered sí cumplida oui livrée",
            "partly": "partly partial parcial parte partiellement partielle",
            "no": "no none not incumplida non",
            "unknown": "unknown desconocido inconnu",
        },
    ).items()
    for word in words.split()
}


class OutcomeDesk:
    def __init__(self, texts: Texts, own: OwnRecords) -> None:
        self._texts = texts
        self._own = own

    async def remedy(self, asked: Asked) -> Reply:
        """Raises UserError for what is neither a promise nor what came of one."""
        if again := await self._own.again(asked):
            return again
        record = self._own.own(asked)
        if news := await self._own.news(asked, record):
            return news
        words, day = _words(asked), self._day(asked)
        number = next((int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 4), None)
        if number is not None:
            changes = self._delivered(asked, record, number, words, day)
        else:
            kind = self._kind(asked.answer_language, words, REMEDIES, REMEDY_WORDS)
            promised = any(remedy.kind == kind and remedy.due == day for remedy in record.remedies)
            values: dict[str, Value] = {"kind": kind, "due": day.iso if day else None}
            changes = [] if promised else [change_by(asked, "remedy", values)]
        return await self._own.write(asked, record, changes, "recorded")

    async def retaliation(self, asked: Asked) -> Reply:
        """Raises UserError for what is no count of a known kind."""
        if again := await self._own.again(asked):
            return again
        record = self._own.own(asked)
        if news := await self._own.news(asked, record):
            return news
        words = _words(asked)
        count = next((int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 7), None)
        kind = self._kind(asked.answer_language, words, RETALIATION, RETALIATION_WORDS)
        if count is None or count > MOST:
            language = asked.answer_language
            raise UserError(
                N_("How many? Please write a number, never who, like this: %(command)s"),
                command=spell("retaliation", language, in_words(f"{record.record_id} dismissal 3 2026-10", language)),
            )
        day = self._day(asked) or PartialDate(asked.today)
        month = PartialDate(day.day.replace(day=1), "month")
        told = next((each.count for each in record.retaliation if (each.kind, each.month) == (kind, month)), 0)
        values: dict[str, Value] = {"kind": kind, "month": month.iso, "count": count}
        changes = [] if told == count else [change_by(asked, "retaliation", values)]
        return await self._own.write(asked, record, changes, "recorded")

    def _delivered(
        self, asked: Asked, record: Record, number: int, words: Sequence[str], day: PartialDate | None
    ) -> list[Change]:
        remedy = next((each for each in record.remedies if each.number == number), None)
        delivered = next((_DELIVERED[word] for word in words if word in _DELIVERED), None)
        if remedy is None or delivered is None:
            raise UserError(N_("Which remedy, and what came of it? For example: 1 yes, 1 partly, or 1 no"))
        if remedy.delivered == delivered and remedy.since == day:
            return []
        values: dict[str, Value] = {"number": number, "delivered": delivered, "since": day.iso if day else None}
        return [change_by(asked, "remedy_done", values)]

    def _kind(self, language: Language, words: Sequence[str], kinds: Sequence[str], named: Mapping[str, str]) -> str:
        """By its code, or by words that fit one of them alone in some language. Raises UserError that lists them."""
        wanted = [word for word in words if not word[0].isdigit() and word not in _DELIVERED]
        kind = kind_meant(self._texts, wanted, kinds, named)
        if kind is not None:
            return kind
        values = ", ".join(self._texts.gettext(language, named[kind]) for kind in kinds)
        raise UserError(N_("This can be one of: %(values)s"), values=values)

    def _day(self, asked: Asked) -> PartialDate | None:
        typed = argument(asked, "date") or next((word for word in _words(asked) if _is_month(word)), "")
        return read_day(self._texts, asked.answer_language, typed, _far(asked.today)) if typed else None


def kind_meant(texts: Texts, wanted: Sequence[str], kinds: Sequence[str], named: Mapping[str, str]) -> str | None:
    """By its code, its description, or words that fit one description alone in some language."""
    if not wanted:
        return None
    described = [
        {kind: fold(texts.gettext(language, named[kind])).split() for kind in kinds} for language in texts.languages
    ]
    found = [kind for kind in kinds if kind in wanted or any(each[kind] == list(wanted) for each in described)]
    found = found or [kind for kind in kinds if any(_fits(wanted, each[kind]) for each in described)]
    return found[0] if len(found) == 1 else None


def _fits(wanted: Sequence[str], described: Sequence[str]) -> bool:
    return all(any(word.startswith(each) for word in described) for each in wanted)


def _words(asked: Asked) -> list[str]:
    return fold(argument(asked, "text")).split()


def _is_month(word: str) -> bool:
    try:
        return PartialDate.parse(word).precision == "month"
    except ValueError:
        return False


def _far(today: date) -> date:
    """A promise lies ahead, so a day without a year may too."""
    return today.replace(month=12, day=31)
