"""Closing surveys when their time is over, and the notices that one opens or has closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.core.cards import Typed, card
from bot.core.commands import spell
from bot.core.model import Language, Member, Rendered, UserId
from bot.core.survey_results import Reply, Table, published, tabulate
from bot.core.surveys import Answer, Survey, may_be_quoted
from bot.errors import UserError
from bot.handlers.free_text import FreeText
from bot.handlers.noticeboard import Notice
from bot.handlers.survey_words import in_words
from bot.i18n import Texts
from bot.logs import get_logger
from bot.store.surveys import Surveys
from bot.store.talks import Talks

log = get_logger(__name__)


class SurveyClosing:
    def __init__(
        self,
        texts: Texts,
        surveys: Surveys,
        talks: Talks,
        free_text: FreeText,
        members: Mapping[UserId, Member],
    ) -> None:
        self._texts = texts
        self._surveys = surveys
        self._talks = talks
        self._free_text = free_text
        self._members = members

    async def close(self, survey: Survey, now: datetime) -> None:
        """Keep what may be shown, and delete every single answer."""
        editions = [await self._surveys.tables(each.number) for each in (await self._surveys.before(survey))[:1]]
        before = editions[0] if editions else []

        def tables_of(replies: Sequence[Reply]) -> list[Table]:
            passed = [replace(reply, answers=tuple(map(self._passed, reply.answers))) for reply in replies]
            questions = survey.template.questions
            now_shown = [tabulate(question, at, passed) for at, question in enumerate(questions)]
            if len(before) != len(now_shown):
                return now_shown
            return [published(earlier, table) for earlier, table in zip(before, now_shown, strict=True)]

        await self._surveys.close(survey, now, self._organisation_of, tables_of)
        log.info("survey.closed", count=survey.number)

    async def notices(self, now: datetime) -> list[Notice]:
        """Closes what is over; then what the rooms are told."""
        await self._talks.forget_old(now)
        found: list[Notice] = []
        for survey in await self._surveys.every():
            if survey.closed_at is None and survey.closes_at <= now:
                await self.close(survey, now)
        for survey in await self._surveys.every():
            if survey.closed_at is None:
                found.append(self._notice(survey, "open", survey.opened_at))
            else:
                found.append(self._notice(survey, "closed", survey.closed_at))
        return found

    def _notice(self, survey: Survey, what: str, since: datetime) -> Notice:
        words = self._opens if what == "open" else self._has_closed
        texts = {language: words(language, survey) for language in self._texts.languages}
        return Notice(f"survey {survey.number} {what}", since, texts)

    def _opens(self, language: Language, survey: Survey) -> Rendered:
        t = self._texts
        count = len(survey.template.questions)
        lines: list[str | Typed] = [
            in_words(survey.template.title, language),
            t.ngettext(language, "%(count)s question.", "%(count)s questions.", count),
            t.gettext(language, "Open until %(date)s.", date=t.date(language, survey.closes_at.date())),
            t.gettext(language, "No member sees your answers. Write to me in our direct chat, not here:"),
            Typed(spell("survey.answer", language, str(survey.number)), t.gettext(language, "answers it")),
        ]
        return card(t.gettext(language, "A survey of the network"), lines)

    def _has_closed(self, language: Language, survey: Survey) -> Rendered:
        t = self._texts
        lines: list[str | Typed] = [
            in_words(survey.template.title, language),
            t.gettext(
                language, "Single answers are deleted. Groups of the network see the results in the direct chat:"
            ),
            Typed(spell("survey.results", language, str(survey.number)), t.gettext(language, "shows them")),
        ]
        return card(t.gettext(language, "A survey has closed"), lines)

    def _organisation_of(self, user_id: UserId) -> str | None:
        member = self._members.get(user_id)
        return member.organisation if member else None

    def still_shown(self, table: Table) -> Table:
        """Without words in which a name stands that was put under protection since."""
        return replace(table, quotes=tuple(each for each in table.quotes if not self._free_text.is_protected(each)))

    def _passed(self, answer: Answer) -> Answer:
        """A text passes the shield once more, in every language: names may have been protected since it was given."""
        if not may_be_quoted(answer):
            return answer
        try:
            for language in self._texts.languages:
                self._free_text.checked(answer[0], language)
        except UserError:
            return answer[:1]
        return answer
