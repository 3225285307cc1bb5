from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.petitions import (
    MILESTONES,
    NEXT,
    STAGES,
    DayCount,
    PartialDate,
    Petition,
    Route,
    Source,
    Step,
    day_counts,
    days_since,
    difference,
    find_mistakes,
)

days = st.dates(min_value=date(2020, 7, 1), max_value=date(2036, 7, 1))


def petition(*steps: tuple[str, str], route: Route = "US_MX") -> Petition:
    return Petition(
        record_id="7K2-M9X",
        facility="Planta Demo",
        region="Hidalgo",
        sector="auto_parts",
        route=route,
        petitioners="Sindicato Demo",
        steps=tuple(Step(stage, PartialDate.parse(happened)) for stage, happened in steps),
        later_unknown=False,
        sources=(Source("Gaceta Demo"),),
        confidence="high",
        checked_on=date(2026, 11, 22),
    )


def counts(record: Petition, today: date = date(2026, 11, 22)) -> dict[str, DayCount]:
    return {count.name: count for count in day_counts(record, today)}


# Day counts: known dates of public cases


@pytest.mark.parametrize(
    ("filed", "requested", "day", "over"),
    [
        ("2023-11-28", "2024-01-18", 51, 21),  # Atento
        ("2024-06-24", "2024-08-29", 66, 36),  # Camino Rojo
        ("2021-05-10", "2021-06-09", 30, 0),  # Tridonex
        ("2022-04-18", "2022-05-18", 30, 0),  # Panasonic
        ("2023-04-20", "2023-05-22", 32, 2),  # Goodyear
        ("2024-01-17", "2024-02-16", 30, 0),  # RV Fresh, over the turn of a month
        ("2024-02-20", "2024-03-21", 30, 0),  # a leap year
    ],
)
def test_the_answer_of_public_cases_took_the_known_days(filed: str, requested: str, day: int, over: int) -> None:
    answer = counts(petition(("filed", filed), ("review_requested", requested)))["answer"]
    assert (answer.day, answer.limit, answer.days_over, answer.running) == (day, 30, over, False)


@pytest.mark.parametrize(
    ("requested", "stage", "decided", "took"),
    [
        ("2024-04-16", "panel_determination_denial", "2025-07-04", 444),  # Atento
        ("2023-08-22", "panel_no_jurisdiction", "2024-04-26", 248),  # San Martín
    ],
)
def test_the_panels_of_public_cases_took_the_known_days(requested: str, stage: str, decided: str, took: int) -> None:
    panel = counts(petition(("filed", "2023-01-01"), ("panel_requested", requested), (stage, decided)))["panel"]
    assert (panel.day, panel.limit, panel.days_over, panel.running) == (took, None, 0, False)


def test_a_clock_counts_from_receipt_and_from_filing_only_as_an_estimate() -> None:
    received = counts(petition(("filed", "2026-10-01"), ("received", "2026-10-06")))["answer"]
    assert (received.day, received.estimated) == (47, False)
    filed = counts(petition(("filed", "2026-10-01")))["answer"]
    assert (filed.day, filed.estimated) == (52, True)


def test_a_clock_without_an_end_runs_until_today() -> None:
    record = petition(("filed", "2026-10-12"))
    assert counts(record, date(2026, 11, 11))["answer"] == DayCount("answer", 30, 30, "19 USC 4646(b)", True, True)
    assert counts(record, date(2026, 11, 22))["answer"].days_over == 11


def test_a_decision_that_is_not_recorded_is_not_counted_once_the_petition_went_on() -> None:
    record = petition(("filed", "2024-01-01"), ("remediation_agreed", "2024-06-01"))
    assert counts(record) == {}


def test_a_clock_that_a_withdrawal_stopped_is_not_counted() -> None:
    assert counts(petition(("filed", "2024-01-01"), ("withdrawn", "2024-03-01"))) == {}


def test_a_month_is_not_precise_enough_for_a_day_count() -> None:
    assert counts(petition(("filed", "2024-01"), ("review_requested", "2024-03-01"))) == {}
    assert counts(petition(("filed", "2024-01-01"), ("review_requested", "2024-03"))) == {}


def test_the_thirty_days_of_the_united_states_are_not_counted_in_canada() -> None:
    assert counts(petition(("filed", "2024-11-12"), route="CA_MX")) == {}


@given(days, st.integers(0, 2000), st.integers(0, 2000))
def test_an_answer_is_over_by_what_exceeds_the_limit_whenever_one_looks(start: date, took: int, later: int) -> None:
    end = start + timedelta(days=took)
    record = petition(("filed", start.isoformat()), ("declined", end.isoformat()))
    answer = counts(record, end + timedelta(days=later))["answer"]
    assert (answer.day, answer.days_over) == (took, max(0, took - 30))


@given(days, days)
def test_no_day_count_is_negative(start: date, today: date) -> None:
    record = petition(("filed", start.isoformat()))
    assert counts(record, today)["answer"].day >= 0
    elapsed = days_since(record.current.happened, today)
    assert elapsed is None or elapsed >= 0


# Stages


def test_a_publication_leaves_the_stage_as_it_is() -> None:
    record = petition(("panel_determination_denial", "2025-07-04"), ("determination_announced", "2025-08-21"))
    assert record.current == Step("panel_determination_denial", PartialDate(date(2025, 7, 4)))


def test_the_words_of_the_stages_belong_to_stages() -> None:
    assert set(STAGES) > MILESTONES | NEXT.keys()


@pytest.mark.parametrize("written", ["2023-11-28", "2023-11"])
def test_a_date_keeps_the_precision_of_its_source(written: str) -> None:
    assert PartialDate.parse(written).iso == written


@pytest.mark.parametrize("written", ["", "2023", "2023-13", "2023-02-30", "03/04/2026", "autumn 2023"])
def test_a_date_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PartialDate.parse(written)


# Changes


def test_a_record_that_stays_the_same_is_no_change() -> None:
    record = petition(("filed", "2024-01-01"))
    assert difference(record, petition(("filed", "2024-01-01"))) is None


def test_a_further_step_is_a_change_of_stage_and_anything_else_a_correction() -> None:
    before = petition(("filed", "2024-01-01"))
    assert difference(before, petition(("filed", "2024-01-01"), ("declined", "2024-02-01"))) == "stage"
    assert difference(before, petition(("filed", "2024-01-02"))) == "corrected"
    assert difference(before, replace(before, region="Puebla")) == "corrected"
    panel = petition(("panel_determination_denial", "2025-07-04"))
    published = petition(("panel_determination_denial", "2025-07-04"), ("determination_announced", "2025-08-21"))
    assert difference(panel, published) == "corrected"


# Mistakes


def test_steps_stand_in_the_order_in_which_they_happened() -> None:
    assert find_mistakes(petition(("filed", "2024-02"), ("declined", "2024-02-20"), ("received", "2024-02"))) == []
    mistakes = find_mistakes(petition(("filed", "2024-02-20"), ("declined", "2024-01-31")))
    assert mistakes == ["steps go from old to new, but 2024-01-31 stands after 2024-02-20"]


def test_a_record_does_not_begin_with_a_publication() -> None:
    assert find_mistakes(petition(("determination_announced", "2024-02-20"))) != []
