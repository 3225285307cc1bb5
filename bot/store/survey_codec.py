"""Surveys and their results as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, cast

from bot.core.survey_draft import Draft, Step
from bot.core.survey_results import Table
from bot.core.surveys import Answer, Filling, Kind, Question, Template


def template_json(template: Template) -> str:
    questions = [
        {"kind": each.kind, "asked": dict(each.asked), "choices": [dict(choice) for choice in each.choices]}
        for each in template.questions
    ]
    return _dumped({"series": template.series, "title": dict(template.title), "questions": questions})


def template_of(written: str) -> Template:
    read = json.loads(written)
    questions = tuple(Question(each["kind"], each["asked"], tuple(each["choices"])) for each in read["questions"])
    return Template(read["series"], read["title"], questions)


def answers_json(answers: Sequence[Answer]) -> str:
    return _dumped([list(answer) for answer in answers])


def answers_of(written: str) -> tuple[Answer, ...]:
    return tuple(tuple(answer) for answer in json.loads(written))


def table_json(table: Table) -> str:
    return _dumped({"total": table.total, "cells": dict(table.cells), "quotes": list(table.quotes)})


def table_of(written: str) -> Table:
    read = json.loads(written)
    return Table(read["total"], read["cells"], tuple(read["quotes"]))


def draft_json(draft: Draft) -> str:
    return _dumped(
        {
            "language": draft.language,
            "series": draft.series,
            "kinds": [list(each) for each in draft.kinds],
            "slots": [dict(slot) for slot in draft.slots],
            "days": draft.days,
            "step": draft.step,
            "unseen": [list(each) for each in draft.unseen],
        }
    )


def draft_of(written: str) -> Draft:
    read: Mapping[str, Any] = json.loads(written)
    return Draft(
        read["language"],
        read["series"],
        tuple((cast("Kind", kind), count) for kind, count in read["kinds"]),
        tuple(read["slots"]),
        read["days"],
        cast("Step", read["step"]),
        tuple((at, language) for at, language in read["unseen"]),
    )


def filling_json(filling: Filling) -> str:
    answers = [None if answer is None else list(answer) for answer in filling.answers]
    return _dumped({"answers": answers, "at": filling.at, "meant": list(filling.meant), "quoting": filling.quoting})


def filling_of(written: str) -> Filling:
    read = json.loads(written)
    answers = tuple(None if answer is None else tuple(answer) for answer in read["answers"])
    return Filling(answers, read["at"], tuple(read["meant"]), read["quoting"])


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
