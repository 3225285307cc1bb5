"""Which cell of which figure a record stands in, and that only what its owners let be counted is counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import cast, get_args

import pytest

from bot.core.figure_words import CELL_WORDS, TITLES
from bot.core.history import Recorded
from bot.core.partial_dates import PartialDate
from bot.core.petitions import Step
from bot.core.record_fields import FIELDS, Level
from bot.core.records import Delivered, Grant, Record, Remedy, Sharing
from bot.core.statistics import CELLS, FIGURES, Days, Edition, FigureName, band, edition, median, places, reach, total
from tests.core.life import CLOCKS, LIFECYCLE

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = NOW.date()
FILED = ("filed", "2026-01-05"), ("received", "2026-01-07")
DECLINED = (*FILED, ("under_ilc_review", None), ("declined", "2026-02-06"))


def record(
    *steps: tuple[str, str | None], sharing: Sharing | None = None, remedies: tuple[Remedy, ...] = (), **details: str
) -> Record:
    history = tuple(
        Recorded(number, Step(stage, PartialDate.parse(day) if day else None), NOW, "@ana:example.org")
        for number, (stage, day) in enumerate(steps, 1)
    )
    return Record(
        record_id="7K2-M9X",
        owner="North",
        route="US_MX",
        facility="Plant",
        place="Coahuila",
        sector="mining",
        revision=1,
        created_at=NOW,
        changed_at=NOW,
        history=history,
        sharing=sharing or Sharing(network=Grant()),
        details={name: (value,) for name, value in details.items()},
        remedies=remedies,
    )


def cells(found: Record, today: date = TODAY) -> dict[FigureName, str]:
    return places(found, CLOCKS, today)


@pytest.mark.parametrize(
    ("steps", "cell"),
    [
        (FILED, "no_answer"),
        (DECLINED, "declined"),
        ((*FILED, ("under_ilc_review", None), ("review_requested", "2026-02-06")), "taken_up"),
        ((*FILED, ("under_ilc_review", None), ("withdrawn", "2026-02-06")), "withdrawn"),
        ((*FILED, ("under_ilc_review", None), ("resolved_pre_request", "2026-02-06")), "settled"),
        ((*DECLINED, ("refiled", "2026-11-01")), "pending"),
        ((("filed", "2026-11-10"),), "pending"),
        ((("filed", None),), "pending"),
        ((("draft", "2026-11-10"),), None),
        ((("self_initiated", "2026-01-10"), ("review_requested", "2026-01-10")), None),
    ],
)
def test_what_became_of_a_petition(steps: tuple[tuple[str, str | None], ...], cell: str | None) -> None:
    assert cells(record(*steps)).get("outcome") == cell


@pytest.mark.parametrize("stage", [stage for stage, known in LIFECYCLE.stages.items() if not known.derived])
@pytest.mark.parametrize("day", ["2026-02-06", "2026-11-20", None])
def test_only_an_answer_that_says_no_counts_as_not_taken_up(stage: str, day: str | None) -> None:
    assert (cells(record(*FILED, (stage, day))).get("outcome") == "declined") == (stage == "declined")


@pytest.mark.parametrize(
    ("steps", "cell"),
    [
        (DECLINED, "0-30"),
        ((("filed", "2026-01-05"), ("declined", "2026-02-05")), "31-60"),
        ((("filed", "2026-01-05"), ("received", None), ("review_requested", "2026-03-07")), "61-120"),
        ((("filed", "2026-01-05"), ("review_requested", "2026-10-07")), "121-"),
        ((("filed", "2026-01"), ("declined", "2026-02-05")), None),
        ((("filed", "2026-01-05"), ("declined", "2026-02")), None),
        (FILED, None),
    ],
)
def test_days_to_an_answer_are_counted_only_where_both_days_are_known(
    steps: tuple[tuple[str, str | None], ...], cell: str | None
) -> None:
    assert cells(record(*steps)).get("answer_days") == cell


def test_a_reason_is_asked_for_only_where_the_answer_was_no() -> None:
    assert cells(record(*DECLINED, reason_given="written"))["reason"] == "given"
    assert cells(record(*DECLINED, reason_given="oral"))["reason"] == "given"
    assert cells(record(*DECLINED, reason_given="none"))["reason"] == "none"
    assert "reason" not in cells(record(*DECLINED))
    assert "reason" not in cells(record(*FILED, reason_given="none"))


def test_names_and_workers_count_only_where_it_is_known() -> None:
    assert cells(record(*FILED, names_requested="condition"))["names"] == "asked"
    assert cells(record(*FILED, names_requested="no"))["names"] == "not_asked"
    assert "names" not in cells(record(*FILED, names_requested="unknown"))
    assert cells(record(*FILED, workers_consulted="told_only"))["workers"] == "told_only"
    assert "workers" not in cells(record(*FILED, workers_consulted="unknown"))


@pytest.mark.parametrize(
    ("delivered", "cell"),
    [
        ("yes yes", "all"),
        ("yes no", "some"),
        ("partly", "some"),
        ("no unknown", "none"),
        ("unknown", "unknown"),
        ("", None),
    ],
)
def test_promised_remedies_stand_against_what_was_delivered(delivered: str, cell: str | None) -> None:
    promised = tuple(
        Remedy(number, "back_pay", None, cast("Delivered", word)) for number, word in enumerate(delivered.split(), 1)
    )
    assert cells(record(*FILED, remedies=promised)).get("remedies") == cell


FULL = {"reason_given": ("none",), "names_requested": ("no",), "workers_consulted": ("no",)}
PROMISED = (Remedy(1, "back_pay", None),)


def test_a_record_counts_only_while_it_is_shown_to_the_network() -> None:
    shown = replace(record(*DECLINED, remedies=PROMISED), details=FULL)
    assert set(cells(shown)) == set(FIGURES)
    over = Sharing(network=Grant(date(2026, 11, 21)), named={"South": Grant()})
    for sharing in (Sharing(), Sharing(named={"South": Grant()}), over):
        assert cells(replace(shown, sharing=sharing)) == {}
    assert set(cells(replace(shown, sharing=over), date(2026, 11, 21))) == set(FIGURES)


@pytest.mark.parametrize("field", sorted(FIELDS))
@pytest.mark.parametrize("level", get_args(Level))
def test_a_field_that_the_owners_took_back_counts_nowhere(field: str, level: Level) -> None:
    shown = replace(record(*DECLINED, remedies=PROMISED), details=FULL)
    hidden = cells(replace(shown, sharing=Sharing(network=Grant(), levels={field: level})))
    needs: dict[str, set[FigureName]] = {
        "stage": {"outcome", "answer_days", "reason"},
        "dates": {"answer_days"},
        "reason_given": {"reason"},
        "names_requested": {"names"},
        "remedies": {"remedies"},
        "workers_consulted": {"workers"},
    }
    gone = needs.get(field, set()) if level < 3 else set()
    assert set(FIGURES) - set(hidden) == gone


def test_median_and_range_are_those_of_the_spans_that_are_told() -> None:
    assert median({"0-30": 5, "31-60": 6}) == Days(31, 60)
    assert median({"0-30": 5, "31-60": 5}) == Days(0, 60)
    assert median({"31-60": 5, "121-": 9}) == Days(121, None)
    assert reach({"31-60": 5, "61-120": 9}) == Days(31, 120)
    assert reach({"0-30": 5, "121-": 5}) == Days(0, None)
    assert band("121-") == Days(121, None)
    for nothing in (median, reach):
        with pytest.raises(ValueError, match="no days"):
            nothing({})


def test_a_figure_with_one_cell_alone_is_not_told() -> None:
    told = edition({"names": {f"r{n}": "asked" for n in range(6)}, "reason": {"a": "given", "b": "none"}}, TODAY)
    assert told.tally("names") == {}
    assert (total(told.tally("reason")), told.tally("outcome")) == (2, {})
    assert Edition().tally("reason") == {}


def test_every_figure_and_cell_has_words() -> None:
    assert set(TITLES) == set(FIGURES)
    for name, words in CELL_WORDS.items():
        assert set(words) == set(CELLS[name])
    assert set(FIGURES) - set(CELL_WORDS) == {"answer_days"}
