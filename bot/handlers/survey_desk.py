"""`!survey`, `!survey results 2` and `!survey close 3`."""

from __future__ import annotations

from bot.core.cards import Typed, card, note
from bot.core.commands import spell
from bot.core.surveys import Survey
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.handlers.own_records import argument
from bot.handlers.survey_closing import SurveyClosing
from bot.handlers.survey_words import SurveyWords, answer_command, in_words, results_command
from bot.i18n import Texts
from bot.store.surveys import Surveys

LIST_HELP: tuple[HelpLine, ...] = (("", N_("surveys of the network")),)
RESULTS_HELP: tuple[HelpLine, ...] = (("2", N_("what came out of survey 2, with the editions before it")),)
CLOSE_HELP: tuple[HelpLine, ...] = (("3", N_("ends survey 3 at once")),)

_SHOWN = 12


class SurveyDesk:
    def __init__(self, texts: Texts, surveys: Surveys, closing: SurveyClosing) -> None:
        self._texts = texts
        self._words = SurveyWords(texts)
        self._surveys = surveys
        self._closing = closing

    async def list(self, asked: Asked) -> Reply:
        t, language = self._texts, asked.answer_language
        surveys = (await self._surveys.every())[:_SHOWN]
        if not surveys:
            return Reply(note(t.gettext(language, "There has been no survey yet.")))
        lines: list[str | Typed] = []
        for survey in surveys:
            title = in_words(survey.template.title, language)
            if survey.closed_at is not None:
                lines.append(Typed(results_command(language, survey), title))
                continue
            handed_in = await self._surveys.answers_of(survey.number, asked.member.user_id) is not None
            sentence = (
                N_("%(title)s (open until %(date)s; you have answered)")
                if handed_in
                else N_("%(title)s (open until %(date)s; not answered by you)")
            )
            day = t.date(language, survey.closes_at.date())
            lines.append(Typed(answer_command(language, survey), t.gettext(language, sentence, title=title, date=day)))
        return Reply(card(t.gettext(language, "Surveys"), lines))

    async def results(self, asked: Asked) -> Reply:
        """Of a closed one: nobody watches the figures of an open one move. Raises UserError."""
        survey = await self._named(asked)
        if survey.closed_at is None:
            raise UserError(N_("This survey is still open. Its results come when it is closed."))
        before = [(each, await self._surveys.tables(each.number)) for each in await self._surveys.before(survey)]
        tables = [self._closing.still_shown(each) for each in await self._surveys.tables(survey.number)]
        return Reply(self._words.results(asked.answer_language, survey, tables, before))

    async def close(self, asked: Asked) -> Reply:
        """Raises UserError."""
        survey = await self._named(asked)
        if survey.closed_at is None:
            await self._closing.close(survey, asked.now)
        sentence = N_("Closed. Every single answer is deleted; what may be shown is kept.")
        return Reply(note(self._texts.gettext(asked.answer_language, sentence)))

    async def _named(self, asked: Asked) -> Survey:
        """Raises UserError."""
        typed = argument(asked, "number")
        found = await self._surveys.get(int(typed)) if typed else None
        if found is None and typed:
            command = spell("survey", asked.answer_language)
            raise UserError(N_("There is no survey with this number. For the list: %(command)s"), command=command)
        if found is None:
            raise UserError(N_("Which survey? Please write its number."))
        return found
