"""How questions, answers and results of surveys are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.core.cards import card
from bot.core.commands import spell
from bot.core.model import Language, Rendered
from bot.core.partial_dates import PartialDate
from bot.core.sharing_words import STEERING
from bot.core.survey_results import BANDS, Table
from bot.core.surveys import Answer, Kind, Question, Survey, Words, may_be_quoted
from bot.core.words import N_
from bot.i18n import Texts

KIND_WORDS: Mapping[Kind, str] = {
    "single": N_("one choice"),
    "multiple": N_("several choices"),
    "number": N_("a number"),
    "date": N_("a date"),
    "text": N_("free text"),
}
_HINTS: Mapping[Kind, str] = {
    "single": N_("Answer with one number."),
    "multiple": N_("Answer with one number or several: 1, 3"),
    "number": N_("Answer with a whole number. It is shown only within a range, never by itself."),
    "date": N_("Answer with a date, a month or a year: 3 April 2026, 2026-04, 2026"),
    "text": N_("Answer in your own words. No member reads them unless you allow it afterwards."),
}


class SurveyWords:
    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def question(self, language: Language, question: Question, place: str, head: Sequence[str]) -> Rendered:
        """One question with its choices and what may be typed. `place`: "2/7"."""
        choices = [f"{at}. {in_words(choice, language)}" for at, choice in enumerate(question.choices, 1)]
        return card(
            f"{place} {in_words(question.asked, language)}",
            [*head, *choices, self._texts.gettext(language, _HINTS[question.kind]), self.or_write(language, "skip")],
        )

    def or_write(self, language: Language, *more: str) -> str:
        words = [STEERING[word][language] for word in (*more, "back", "cancel")]
        return self._texts.gettext(language, "Or write: %(words)s", words=", ".join(words))

    def answer(self, language: Language, question: Question, answer: Answer) -> str:
        """What somebody answered."""
        t = self._texts
        if not answer:
            return t.pgettext(language, "an answer", "none")
        match question.kind:
            case "single" | "multiple":
                return "; ".join(in_words(question.choices[int(number) - 1], language) for number in answer)
            case "number":
                return t.number(language, int(answer[0]))
            case "date":
                return t.known_date(language, PartialDate.parse(answer[0]))
            case "text":
                quotable = N_("may be quoted") if may_be_quoted(answer) else N_("is only counted")
                return f"{answer[0]} ({t.gettext(language, quotable)})"

    def results(
        self, language: Language, survey: Survey, tables: Sequence[Table], before: Sequence[tuple[Survey, list[Table]]]
    ) -> Rendered:
        """`before`: earlier editions with what they showed, the newest first."""
        t = self._texts
        lines: list[str] = []
        if survey.closed_at is not None:
            lines.append(t.gettext(language, "Closed on %(date)s.", date=t.date(language, survey.closed_at.date())))
        lines.append(t.gettext(language, "Self-reported, by those who answered; not the whole network."))
        for at, (question, table) in enumerate(zip(survey.template.questions, tables, strict=True)):
            earlier = [shown[at] for _, shown in before if at < len(shown)]
            lines += [
                f"{at + 1}. {in_words(question.asked, language)}",
                *self._table(language, question, table, earlier),
            ]
        if before:
            days = t.listing(language, [t.month(language, each.opened_at.date()) for each, _ in before])
            lines += [
                t.gettext(language, "In brackets, in this order: %(months)s.", months=days),
                t.gettext(language, "A figure moves only when five answers or more changed it."),
            ]
        lines.append(
            t.gettext(language, "Hidden: what fewer than 5 answers or 3 groups gave, and what would give that away.")
        )
        return card(in_words(survey.template.title, language), lines)

    def _table(self, language: Language, question: Question, table: Table, before: Sequence[Table]) -> list[str]:
        t = self._texts
        if table.total is None:
            return [t.gettext(language, "Too few answers to show any.")]
        lines = [t.ngettext(language, "%(count)s answer", "%(count)s answers", table.total)]
        if question.kind == "text":
            return [*lines, *(f"“{quote}”" for quote in table.quotes)]
        for key in sorted(table.cells, key=int):
            earlier = [self._figure(language, each.cells.get(key)) for each in before]
            then = f" ({'; '.join(earlier)})" if earlier else ""
            figure = f"{self._figure(language, table.cells[key])}{then}"
            label = self._label(language, question, key)
            lines.append("– " + t.gettext(language, "%(label)s: %(value)s", label=label, value=figure))
        if question.kind == "multiple":
            some_hidden = len(table.cells) < len(question.choices)
        else:
            some_hidden = sum(table.cells.values()) < table.total
        if some_hidden:
            rest = t.gettext(language, "the rest is hidden")
            lines.append(f"– {rest}")
        return lines

    def _figure(self, language: Language, count: int | None) -> str:
        return "–" if count is None else self._texts.number(language, count)

    def _label(self, language: Language, question: Question, key: str) -> str:
        if question.kind == "date":
            return key
        if question.kind != "number":
            return in_words(question.choices[int(key) - 1], language)
        low, high = next(band for band in BANDS if band[0] == int(key))
        if high is None:
            return self._texts.gettext(language, "%(count)s or more", count=low)
        return str(low) if low == high else f"{low}\u2013{high}"


def in_words(words: Words, language: Language) -> str:
    """In that language; in another one where a room speaks one that the survey was not written in."""
    return words.get(language) or next(iter(words.values()))


def answer_command(language: Language, survey: Survey) -> str:
    return spell("survey.answer", language, str(survey.number))


def results_command(language: Language, survey: Survey) -> str:
    return spell("survey.results", language, str(survey.number))
