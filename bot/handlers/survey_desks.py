"""The desks of the surveys, wired together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.core.commands import Verb
from bot.core.model import Member, UserId
from bot.core.screening import Detectors
from bot.core.surveys import Template
from bot.handlers.answers import Desk, Talk
from bot.handlers.draft_review import DraftReview
from bot.handlers.drafts import Drafts
from bot.handlers.free_text import FreeText
from bot.handlers.noticeboard import Source
from bot.handlers.one_at_a_time import OneAtATime
from bot.handlers.survey_answering import ANSWER_HELP, SurveyAnswering
from bot.handlers.survey_closing import SurveyClosing
from bot.handlers.survey_desk import CLOSE_HELP, LIST_HELP, RESULTS_HELP, SurveyDesk
from bot.handlers.survey_making import NEW_HELP, SurveyMaking
from bot.i18n import Texts
from bot.store.database import Database
from bot.store.surveys import Surveys
from bot.store.talks import Talks
from bot.translation.switchboard import Switchboard


@dataclass(frozen=True, slots=True)
class SurveyDesks:
    commands: Mapping[Verb, Desk]
    talks: tuple[Talk, ...]
    notices: Source


def survey_desks(
    texts: Texts,
    database: Database,
    one: OneAtATime,
    members: Mapping[UserId, Member],
    detectors: Detectors,
    switchboard: Switchboard,
    templates: Sequence[Template],
) -> SurveyDesks:
    surveys, talks, free_text = Surveys(database, detectors.protected.find), Talks(database), FreeText(texts, detectors)
    review = DraftReview(texts, free_text, Drafts(switchboard))
    making = SurveyMaking(texts, surveys, talks, review, templates, one)
    answering = SurveyAnswering(texts, surveys, talks, free_text, one)
    closing = SurveyClosing(texts, surveys, talks, free_text, members)
    desk = SurveyDesk(texts, surveys, closing)
    return SurveyDesks(
        {
            "survey": Desk(desk.list, LIST_HELP),
            "survey.new": Desk(making.begin, NEW_HELP),
            "survey.answer": Desk(answering.begin, ANSWER_HELP),
            "survey.results": Desk(desk.results, RESULTS_HELP),
            "survey.close": Desk(desk.close, CLOSE_HELP),
        },
        (making.answer, answering.answer),
        closing.notices,
    )
