"""`!survey new`: a coordinator makes a survey in the direct chat, corrects its translations, and launches it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.core.cards import card, note
from bot.core.model import Rendered
from bot.core.sharing_words import WORDS, is_word, steering
from bot.core.survey_draft import (
    MAX_DAYS,
    Draft,
    Step,
    choices_of,
    days_of,
    entitled,
    kind_of,
    of_template,
    stepped_back,
    with_choices,
    with_kind,
    with_question,
)
from bot.core.surveys import KINDS, MAX_CHOICES, Template
from bot.core.typed_numbers import chosen
from bot.core.words import N_
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.handlers.draft_review import CORRECT, DraftReview
from bot.handlers.one_at_a_time import OneAtATime
from bot.handlers.signed import check_signed
from bot.handlers.survey_words import KIND_WORDS, SurveyWords, in_words
from bot.i18n import Texts
from bot.store.survey_codec import draft_json, draft_of
from bot.store.surveys import Surveys
from bot.store.talks import Talks

NEW_HELP: tuple[HelpLine, ...] = (("", N_("make a survey of the network, one step at a time")),)

_ASKED: Mapping[Step, str] = {
    "begin": N_("Which survey?"),
    "title": N_("What is the survey about? Write a short title."),
    "kind": N_("What is the next question answered with?"),
    "asked": N_("Write the question."),
    "choices": N_("Write the choices, one a line or with semicolons between them: 2 to %(count)s, all different."),
    "days": N_("For how many days is it open? 1 to %(count)s."),
}
_NOT_UNDERSTOOD: Mapping[Step, str] = {
    "begin": N_("Please answer with one of the numbers."),
    "kind": N_("Please answer with one of the numbers."),
    "choices": N_("That is not between 2 and %(count)s different choices."),
    "days": N_("Please write a number of days."),
}


class SurveyMaking:
    def __init__(
        self,
        texts: Texts,
        surveys: Surveys,
        talks: Talks,
        review: DraftReview,
        templates: Sequence[Template],
        one: OneAtATime,
    ) -> None:
        self._texts = texts
        self._words = SurveyWords(texts)
        self._surveys = surveys
        self._talks = talks
        self._review = review
        self._templates = tuple(templates)
        self._one = one

    async def begin(self, asked: Asked) -> Reply:
        """The first step; or, where one was left, that one again. Raises UserError."""
        await self._one.check(asked, "survey.new")
        left = await self._talks.get(asked.member.user_id, "making", asked.now)
        draft = draft_of(left.state) if left else Draft(asked.answer_language)
        if left is None:
            await self._keep(asked, draft)
        return Reply(await self._step(asked, draft, []))

    async def answer(self, asked: Asked, body: str) -> Reply | None:
        """A step in the direct chat. None when nothing is being made. Raises UserError."""
        if survey := await self._surveys.launched_by(asked.event.event_id):  # the reply got lost
            return self._launched(asked, survey.number)
        left = await self._talks.get(asked.member.user_id, "making", asked.now)
        if left is None:
            return None
        draft = draft_of(left.state)
        if left.event_id == asked.event.event_id:  # the reply got lost
            return Reply(await self._step(asked, draft, []))
        steer = steering(body)
        if steer == "cancel":
            await self._talks.end(asked.member.user_id)
            return Reply(note(self._say(asked, N_("Forgotten. Nothing was launched."))))
        if asked.member.role != "coordinator":
            return None
        if draft.step == "check" and is_word(body, "launch"):
            return await self._launch(asked, draft)
        after = stepped_back(draft) if steer == "back" else await self._moved(asked, draft, body)
        if after is None:
            problem = _NOT_UNDERSTOOD.get(draft.step, CORRECT)
            return Reply(await self._step(asked, draft, [self._say(asked, problem, count=MAX_CHOICES)]))
        await self._keep(asked, after)
        return Reply(await self._step(asked, after, []))

    async def _moved(self, asked: Asked, draft: Draft, body: str) -> Draft | None:
        """None when it was not understood. Raises UserError for what must not be kept."""
        match draft.step:
            case "begin":
                return await self._chosen(draft, body)
            case "title":
                series = f"own {asked.event.event_id}"
                return replace(entitled(draft, self._review.checked(body, draft.language)), series=series)
            case "kind":
                if draft.kinds and is_word(body, "enough"):
                    return replace(draft, step="days")
                kind = kind_of(body) if draft.may_ask_more else None
                return with_kind(draft, kind) if kind else None
            case "asked":
                return with_question(draft, self._review.checked(body, draft.language))
            case "choices":
                choices = choices_of(body)
                return (
                    with_choices(draft, [self._review.checked(each, draft.language) for each in choices])
                    if choices
                    else None
                )
            case "days":
                days = days_of(body)
                return await self._review.translated(replace(draft, days=days)) if days else None
            case "review":
                return self._review.reviewed(draft, body)
            case "check":
                return self._review.corrected(draft, body)

    async def _chosen(self, draft: Draft, body: str) -> Draft | None:
        offered = await self._offered()
        at = chosen(body, len(offered) + 1)
        if at is None:
            return None
        return replace(draft, step="title") if at == len(offered) else of_template(offered[at], draft.language)

    async def _offered(self) -> list[Template]:
        """What can be asked (again): what ships, and what was asked before."""
        asked_before = [survey.template for survey in await self._surveys.every()]
        by_series = {template.series: template for template in (*self._templates, *reversed(asked_before))}
        return list(by_series.values())

    async def _launch(self, asked: Asked, draft: Draft) -> Reply:
        check_signed(asked)
        closes_at = asked.now + timedelta(days=draft.days)
        survey = await self._surveys.launch(draft.template(), asked.now, closes_at, asked.event.event_id)
        await self._talks.end(asked.member.user_id)
        return self._launched(asked, survey.number)

    def _launched(self, asked: Asked, number: int) -> Reply:
        sentence = N_("Launched as survey %(number)s. I tell it in every room now.")
        return Reply(note(self._say(asked, sentence, number=number)))

    async def _keep(self, asked: Asked, draft: Draft) -> None:
        await self._talks.put(asked.member.user_id, "making", 0, draft_json(draft), asked.event.event_id, asked.now)

    # --- what the coordinator reads ------------------------------------------------------------------------------

    async def _step(self, asked: Asked, draft: Draft, head: Sequence[str]) -> Rendered:
        language = asked.answer_language
        if draft.step == "review":
            return self._review.card(asked, draft, head)
        if draft.step == "check":
            return self._check(asked, draft, head)
        count = MAX_DAYS if draft.step == "days" else MAX_CHOICES
        title = self._say(asked, _ASKED[draft.step], count=count)
        lines = list(head)
        if draft.step == "begin":
            offered = [in_words(template.title, language) for template in await self._offered()]
            own = self._say(asked, N_("A new one, with questions of your own"))
            lines += [f"{at}. {each}" for at, each in enumerate([*offered, own], 1)]
        if draft.step == "kind":
            if draft.may_ask_more:
                lines += [f"{at}. {self._say(asked, KIND_WORDS[kind])}" for at, kind in enumerate(KINDS, 1)]
            if draft.kinds:
                word = WORDS["enough"][language]
                lines.append(self._say(asked, N_("Or, when there are enough questions: %(word)s"), word=word))
        return card(title, [*lines, self._words.or_write(language)])

    def _check(self, asked: Asked, draft: Draft, head: Sequence[str]) -> Rendered:
        lines = list(head)
        lines += self._review.texts_of(draft)
        days = self._texts.ngettext(
            asked.answer_language, "Open for %(count)s day.", "Open for %(count)s days.", draft.days
        )
        lines += [
            days,
            self._say(asked, CORRECT),
            self._say(
                asked,
                N_("To ask the network, write: %(launch)s. Nothing can be changed then."),
                launch=self._word(asked, "launch"),
            ),
        ]
        return card(self._say(asked, N_("Please check every text.")), lines)

    def _word(self, asked: Asked, word: str) -> str:
        return WORDS[word][asked.answer_language]  # type: ignore[index]

    def _say(self, asked: Asked, msgid: str, **params: str | int) -> str:
        return self._texts.gettext(asked.answer_language, msgid, **params)
