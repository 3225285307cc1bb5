"""`!survey answer 3`: answered in private, one question at a time; nothing counts before the word that hands it in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core.cards import card, note
from bot.core.commands import spell
from bot.core.model import Rendered
from bot.core.no_answer_words import is_nothing, is_unknown
from bot.core.partial_dates import PartialDate
from bot.core.sharing_words import STEERING, WORDS, is_word, steering
from bot.core.surveys import (
    QUOTABLE,
    SKIPPED,
    Answer,
    Doubt,
    Filling,
    Problem,
    Survey,
    beginning,
    read_answer,
    with_answer,
)
from bot.core.typed_numbers import chosen, read_number
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked, HelpLine, Reply
from bot.handlers.free_text import FreeText
from bot.handlers.one_at_a_time import OneAtATime
from bot.handlers.own_records import argument, organisation_of
from bot.handlers.signed import check_signed
from bot.handlers.survey_words import SurveyWords, answer_command, in_words
from bot.i18n import Texts
from bot.store.survey_codec import filling_json, filling_of
from bot.store.surveys import Surveys
from bot.store.talks import OpenTalk, Talks

ANSWER_HELP: tuple[HelpLine, ...] = (("3", N_("answer survey 3, or change your answers until it closes")),)

_PROBLEMS: dict[Problem, str] = {
    "choose": N_("Please answer with one of the numbers."),
    "choose_some": N_("Please answer with one or more of the numbers."),
    "no_number": N_("Please answer with a whole number up to 9999."),
    "no_date": N_("I did not understand the date. You can write: 3 April 2026, yesterday, 2026-04, or only 2026."),
    "future": N_("That day is still to come. Only what has happened is recorded."),
}
_CLOSED = N_("This survey has closed and takes no more answers. Its results: %(command)s")
_YES, _NO = "2", "1"


class SurveyAnswering:
    def __init__(self, texts: Texts, surveys: Surveys, talks: Talks, free_text: FreeText, one: OneAtATime) -> None:
        self._texts = texts
        self._words = SurveyWords(texts)
        self._surveys = surveys
        self._talks = talks
        self._free_text = free_text
        self._one = one

    async def begin(self, asked: Asked) -> Reply:
        """The first question, the one that was left, or the check of what was handed in. Raises UserError."""
        organisation_of(asked)
        survey = await self._wanted(asked)
        await self._one.check(asked, "survey.answer", survey.number)
        left = await self._talks.get(asked.member.user_id, "answering", asked.now)
        if left is not None and left.survey == survey.number:
            return Reply(self._shown(asked, survey, filling_of(left.state), []))
        given = await self._surveys.answers_of(survey.number, asked.member.user_id)
        count = len(survey.template.questions)
        filling = Filling(given, count) if given else beginning(count)
        await self._keep(asked, survey, filling)
        day = self._texts.date(asked.answer_language, survey.closes_at.date())
        head = [
            in_words(survey.template.title, asked.answer_language),
            self._say(asked, N_("No member sees your answers. You can change them until %(date)s."), date=day),
        ]
        return Reply(self._shown(asked, survey, filling, head))

    async def answer(self, asked: Asked, body: str) -> Reply | None:
        """An answer in the direct chat. None when nothing is asked. Raises UserError."""
        if number := await self._surveys.handed_in_by(asked.event.event_id):  # the reply got lost
            return self._thanks(asked, number)
        left = await self._talks.get(asked.member.user_id, "answering", asked.now)
        if left is None:
            return None
        survey = await self._surveys.get(left.survey)
        if survey is None or survey.closed_at is not None:
            await self._talks.end(asked.member.user_id)
            raise _closed(asked, left.survey)
        filling = filling_of(left.state)
        if left.event_id == asked.event.event_id:  # the reply got lost
            return Reply(self._shown(asked, survey, filling, []))
        return await self._moved(asked, survey, left, body)

    async def _moved(self, asked: Asked, survey: Survey, left: OpenTalk, body: str) -> Reply:
        filling, steer = filling_of(left.state), steering(body)
        if steer == "cancel":
            await self._talks.end(asked.member.user_id)
            return Reply(note(self._say(asked, N_("Forgotten. What you handed in before, if anything, stays."))))
        if filling.is_at_check and is_word(body, "save"):
            return await self._hand_in(asked, survey, filling)
        after = self._after(asked, survey, filling, body, steer)
        if isinstance(after, str):
            return Reply(self._shown(asked, survey, filling, [self._say(asked, after)]))
        await self._keep(asked, survey, after)
        return Reply(self._shown(asked, survey, after, []))

    def _after(self, asked: Asked, survey: Survey, filling: Filling, body: str, steer: str | None) -> Filling | str:
        """A sentence says what was wrong. Raises UserError for a text that must not be kept."""
        if steer == "back":
            if filling.quoting or filling.meant:
                return replace(filling, quoting=False, meant=())
            return replace(filling, at=filling.at - 1) if filling.at else N_("This is the first question.")
        if filling.is_at_check:
            at = chosen(body, len(filling.answers))
            return _WHICH if at is None else replace(filling, at=at)
        if steer == "skip" and not filling.quoting:
            return with_answer(replace(filling, meant=()), SKIPPED)
        return self._read(asked, survey, filling, body)

    def _read(self, asked: Asked, survey: Survey, filling: Filling, body: str) -> Filling | str:
        question = survey.template.questions[filling.at]
        if filling.quoting:
            answer = _NO if is_nothing(body) else str(read_number(body) or "")
            if answer not in (_YES, _NO):
                return _PROBLEMS["choose"]
            (text, *_) = filling.answers[filling.at] or SKIPPED
            quotable: Answer = (text, QUOTABLE) if answer == _YES else (text,)
            return with_answer(replace(filling, quoting=False), quotable)
        if filling.meant:
            at = chosen(body, len(filling.meant))
            if at is not None:
                return with_answer(filling, (filling.meant[at],))
        if question.kind == "text":
            text = self._free_text.checked(body, asked.answer_language)
            kept = (*filling.answers[: filling.at], (text,), *filling.answers[filling.at + 1 :])
            return replace(filling, answers=kept, quoting=True)
        found = read_answer(question, body, asked.today)
        if isinstance(found, str) and is_unknown(body):
            return with_answer(filling, SKIPPED)
        if isinstance(found, Doubt):
            return replace(filling, meant=found.meant)
        if isinstance(found, str):
            return _PROBLEMS["choose" if filling.meant else found]
        return with_answer(filling, found)

    async def _hand_in(self, asked: Asked, survey: Survey, filling: Filling) -> Reply:
        check_signed(asked)
        organisation_of(asked)
        given = await self._surveys.answer(survey.number, asked.member.user_id, filling.given, asked.event.event_id)
        await self._talks.end(asked.member.user_id)
        if not given:
            raise _closed(asked, survey.number)
        return self._thanks(asked, survey.number)

    async def _wanted(self, asked: Asked) -> Survey:
        """The survey with that number, or the only one that is open. Raises UserError."""
        typed = argument(asked, "number")
        open_ones = [survey for survey in await self._surveys.every() if survey.closed_at is None]
        if not typed and len(open_ones) == 1:
            return open_ones[0]
        wanted = [survey for survey in open_ones if str(survey.number) == typed]
        if wanted:
            return wanted[0]
        if not open_ones:
            raise UserError(N_("No survey is open now."))
        commands = ", ".join(answer_command(asked.answer_language, survey) for survey in open_ones)
        raise UserError(N_("Which survey? Please write: %(commands)s"), commands=commands)

    async def _keep(self, asked: Asked, survey: Survey, filling: Filling) -> None:
        person, state = asked.member.user_id, filling_json(filling)
        await self._talks.put(person, "answering", survey.number, state, asked.event.event_id, asked.now)

    # --- what the person reads -----------------------------------------------------------------------------------

    def _shown(self, asked: Asked, survey: Survey, filling: Filling, head: Sequence[str]) -> Rendered:
        language = asked.answer_language
        if filling.is_at_check:
            return self._check(asked, survey, filling, head)
        question = survey.template.questions[filling.at]
        place = f"{filling.at + 1}/{len(filling.answers)}"
        if filling.quoting:
            title = self._say(asked, N_("May these words stand in the results, without your name and your group?"))
            lines = [
                self._say(asked, N_("1. No: it is only counted that somebody wrote.")),
                self._say(asked, N_("2. Yes, word for word. Whoever knows how you write may recognise you.")),
            ]
            return card(title, [*head, *lines, self._words.or_write(language)])
        if filling.meant:
            dates = [self._texts.known_date(language, PartialDate.parse(each)) for each in filling.meant]
            lines = [f"{at}. {each}" for at, each in enumerate(dates, 1)]
            title = self._say(asked, N_("Which day do you mean?"))
            return card(title, [*head, *lines, self._words.or_write(language, "skip")])
        return self._words.question(language, question, place, head)

    def _check(self, asked: Asked, survey: Survey, filling: Filling, head: Sequence[str]) -> Rendered:
        language, lines = asked.answer_language, list(head)
        for at, (question, answer) in enumerate(zip(survey.template.questions, filling.given, strict=True), 1):
            lines.append(f"{at}. {in_words(question.asked, language)}")
            lines.append(f"→ {self._words.answer(language, question, answer)}")
        words = {"save": WORDS["save"][language], "cancel": STEERING["cancel"][language]}
        lines.append(self._say(asked, N_("To hand it in, write: %(save)s. To forget it, write: %(cancel)s"), **words))
        return card(self._say(asked, N_("Please check. A number changes that answer.")), lines)

    def _thanks(self, asked: Asked, number: int) -> Reply:
        command = spell("survey.answer", asked.answer_language, str(number))
        sentence = N_(
            "Thank you. To change your answers, write: %(command)s. When it closes, single answers are deleted."
        )
        return Reply(note(self._say(asked, sentence, command=command)))

    def _say(self, asked: Asked, msgid: str, **params: str | int) -> str:
        return self._texts.gettext(asked.answer_language, msgid, **params)


_WHICH = N_("Write the number of the answer to change, or the word that hands it in.")


def _closed(asked: Asked, number: int) -> UserError:
    return UserError(_CLOSED, command=spell("survey.results", asked.answer_language, str(number)))
