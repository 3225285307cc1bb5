"""Which day of a limit a record is at, and what is never said of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.clocks import Run
from bot.core.lifecycle import Route
from bot.core.partial_dates import PartialDate
from bot.core.petitions import Step, days_since
from tests.core.life import CLOCKS, WITHOUT_HOLIDAYS, steps

TODAY = date(2026, 11, 22)
days = st.dates(min_value=date(2020, 7, 1), max_value=date(2036, 7, 1))


def runs(*told: tuple[str, str | None], route: Route = "US_MX", today: date = TODAY) -> dict[str, Run]:
    return {run.clock.name: run for run in CLOCKS.runs(route, steps(*told), today)}


@pytest.mark.parametrize(
    ("filed", "requested", "day", "over"),
    [
        ("2023-11-28", "2024-01-18", 51, 21),  # Atento
        ("2024-06-24", "2024-08-29", 66, 36),  # Camino Rojo
        ("2021-05-10", "2021-06-09", 30, 0),  # Tridonex
        ("2022-04-18", "2022-05-18", 30, 0),  # Panasonic
        ("2022-12-29", "2023-01-30", 32, 2),  # Manufacturas VU
        ("2023-04-20", "2023-05-22", 32, 2),  # Goodyear
        ("2023-05-15", "2023-06-16", 32, 2),  # San Martín
        ("2023-07-05", "2023-08-07", 33, 3),  # Yazaki
        ("2023-09-20", "2023-10-23", 33, 3),  # Asiaway
        ("2023-11-13", "2023-12-14", 31, 1),  # Fujikura
        ("2024-01-17", "2024-02-16", 30, 0),  # RV Fresh, over the turn of a month
        ("2024-03-04", "2024-04-03", 30, 0),  # Tizapa
        ("2024-04-25", "2024-05-28", 33, 3),  # Volkswagen
        ("2025-07-29", "2025-08-28", 30, 0),  # Grole
    ],
)
def test_the_answer_of_public_cases_took_the_known_days(filed: str, requested: str, day: int, over: int) -> None:
    answer = runs(("filed", filed), ("review_requested", requested))["answer"]
    assert (answer.day, answer.clock.days, answer.days_over, answer.running) == (day, 30, over, False)


@pytest.mark.parametrize(
    ("requested", "stage", "decided", "took"),
    [
        ("2024-04-16", "panel_determination_denial", "2025-07-04", 444),  # Atento
        ("2023-08-22", "panel_no_jurisdiction", "2024-04-26", 248),  # San Martín
    ],
)
def test_the_panels_of_public_cases_took_the_known_days(requested: str, stage: str, decided: str, took: int) -> None:
    panel = runs(("filed", "2023-01-01"), ("panel_requested", requested), (stage, decided))["panel"]
    assert (panel.day, panel.due, panel.days_over, panel.running) == (took, None, 0, False)


def test_a_clock_counts_from_receipt_and_from_filing_only_as_an_estimate() -> None:
    received = runs(("filed", "2026-10-01"), ("received", "2026-10-06"))["answer"]
    assert (received.day, received.estimated) == (47, False)
    filed = runs(("filed", "2026-10-01"))["answer"]
    assert (filed.day, filed.estimated) == (52, True)
    vague = runs(("filed", "2026-10-01"), ("received", "2026-10"))["answer"]
    assert (vague.day, vague.estimated) == (52, True)


def test_the_report_is_counted_from_the_request_whenever_it_was_accepted() -> None:
    report = runs(("review_requested", "2024-04-01"), ("review_accepted", "2024-04-11"), today=date(2024, 5, 1))[
        "report"
    ]
    assert (report.day, report.due, report.running) == (30, date(2024, 5, 16), True)


def test_day_41_of_30_is_11_days_over_and_no_answer_but_no_outcome() -> None:
    record = steps(("filed", "2026-10-12"))
    (answer,) = [run for run in CLOCKS.runs("US_MX", record, TODAY) if run.clock.name == "answer"]
    assert (answer.day, answer.days_over, answer.overdue, answer.ended) == (41, 11, True, None)
    late = CLOCKS.no_answer("US_MX", record, TODAY)
    assert late == answer
    assert CLOCKS.lifecycle.current([step.stage for step in record]) == "filed"


@pytest.mark.parametrize("stage", ["filed", "received", "under_ilc_review"])
def test_no_answer_comes_from_any_intake_stage_on_the_day_after_the_limit(stage: str) -> None:
    record = steps((stage, "2026-10-23"))
    assert CLOCKS.no_answer("US_MX", record, date(2026, 11, 22)) is None
    late = CLOCKS.no_answer("US_MX", record, date(2026, 11, 23))
    assert late is not None
    assert late.estimated == (stage != "received")


@pytest.mark.parametrize("stage", ["declined", "withdrawn", "review_requested", "returned_incomplete"])
def test_whatever_is_recorded_ends_no_answer(stage: str) -> None:
    record = steps(("received", "2026-01-05"), (stage, "2026-03-01"))
    assert CLOCKS.no_answer("US_MX", record, TODAY) is None


def test_canadas_days_may_be_extended_so_they_are_counted_but_never_overdue() -> None:
    answer = runs(("filed", "2024-11-12"), route="CA_MX")["canada_answer"]
    assert (answer.day, answer.days_over, answer.overdue) == (740, 0, False)
    assert CLOCKS.no_answer("CA_MX", steps(("filed", "2024-11-12")), TODAY) is not None


@pytest.mark.parametrize("route", ["MX_US", "MX_CA"])
def test_no_limit_is_made_up_for_petitions_in_mexico(route: Route) -> None:
    assert runs(("filed", "2024-11-12"), route=route) == {}
    assert CLOCKS.no_answer(route, steps(("filed", "2024-11-12")), TODAY) is None


def test_a_clock_without_an_end_runs_until_today() -> None:
    record = (("filed", "2026-10-12"),)
    on_time = runs(*record, today=date(2026, 11, 11))["answer"]
    assert (on_time.day, on_time.overdue) == (30, False)
    assert runs(*record)["answer"].days_over == 11


def test_a_decision_that_is_not_recorded_is_not_counted_once_the_petition_went_on() -> None:
    assert "answer" not in runs(("filed", "2024-01-01"), ("remediation_agreed", "2024-06-01"))


def test_a_clock_that_a_withdrawal_stopped_is_not_counted() -> None:
    assert runs(("filed", "2024-01-01"), ("withdrawn", "2024-03-01")) == {}


def test_a_date_that_is_not_known_to_the_day_starts_and_ends_no_count() -> None:
    for vague in ("2024-01", "2024-Q1", "2024", None):
        assert runs(("filed", vague)) == {}
        assert "answer" not in runs(("filed", "2023-12-01"), ("declined", vague))


def test_a_petition_that_was_sent_back_and_filed_again_starts_anew() -> None:
    record = (("filed", "2026-01-05"), ("received", "2026-01-10"), ("returned_incomplete", "2026-02-20"))
    assert runs(*record) == {}
    answer = runs(*record, ("filed", "2026-10-12"))["answer"]
    assert (answer.day, answer.estimated) == (41, True)


def test_a_milestone_stops_no_clock_but_the_one_it_answers() -> None:
    record = (
        ("review_requested", "2026-10-01"),
        ("review_accepted", "2026-10-08"),
        ("panel_not_requested", "2026-11-01"),
    )
    found = runs(*record)
    assert found["report"].running
    assert (found["panel_choice"].running, found["panel_choice"].day) == (False, 31)


def test_the_notice_before_sanctions_depends_on_what_came_before() -> None:
    after_plan = runs(("remediation_failed", "2026-08-01"), ("remedy_notified", "2026-08-20"))
    assert {"notice_after_plan", "dispute"} == set(after_plan)
    after_panel = runs(("panel_determination_denial", "2026-08-01"), ("remedy_notified", "2026-08-20"))
    assert {"notice_after_panel", "dispute"} == set(after_panel)
    assert not any(run.overdue for run in after_panel.values() if run.clock.kind == "notice")
    # Before a notice is given there is no day to count from.
    assert runs(("remediation_failed", "2026-08-01")) == {}


def test_a_due_day_on_a_day_off_stays_and_the_other_reading_stands_beside_it() -> None:
    answer = runs(("received", "2026-10-12"))["answer"]  # 11 November, Veterans Day
    assert (answer.due, answer.due_when_working) == (date(2026, 11, 11), date(2026, 11, 12))
    assert runs(("received", "2026-10-13"))["answer"].due_when_working is None


@given(days, st.integers(0, 2000), st.integers(0, 2000))
def test_an_answer_is_over_by_what_exceeds_the_limit_whenever_one_looks(start: date, took: int, later: int) -> None:
    end = start + timedelta(days=took)
    found = WITHOUT_HOLIDAYS.runs(
        "US_MX", (Step("filed", PartialDate(start)), Step("declined", PartialDate(end))), end + timedelta(days=later)
    )
    (answer,) = [run for run in found if run.clock.name == "answer"]
    assert (answer.day, answer.days_over, answer.overdue) == (took, max(0, took - 30), False)


stages = st.sampled_from([name for name, stage in CLOCKS.lifecycle.stages.items() if not stage.derived])
dated = st.builds(Step, stages, st.none() | st.builds(PartialDate, days))


@given(st.lists(dated, max_size=8), st.sampled_from(sorted(CLOCKS.lifecycle.routes)), days)
def test_no_record_however_odd_has_a_negative_count_or_an_overdue_limit_that_may_be_extended(
    told: list[Step], route: Route, today: date
) -> None:
    for run in WITHOUT_HOLIDAYS.runs(route, told, today):
        assert run.day >= 0
        assert run.days_over >= 0
        assert not (run.overdue and (run.ended or run.clock.kind != "limit"))
        assert route in run.clock.routes
    late = WITHOUT_HOLIDAYS.no_answer(route, told, today)
    assert late is None or (late.running and late.ended is None)


@given(st.lists(dated, max_size=8), st.sampled_from(sorted(CLOCKS.lifecycle.routes)), days)
def test_the_day_from_which_a_record_is_overdue_is_the_day_from_which_one_of_its_clocks_is(
    told: list[Step], route: Route, today: date
) -> None:
    since = WITHOUT_HOLIDAYS.overdue_from(route, told)
    overdue = any(run.overdue for run in WITHOUT_HOLIDAYS.runs(route, told, today))
    assert overdue == (since is not None and since <= today)


@given(days, days)
def test_no_number_of_days_since_is_negative(start: date, today: date) -> None:
    elapsed = days_since(PartialDate(start), today)
    assert elapsed is None or elapsed >= 0
    assert days_since(None, today) is None


@pytest.mark.parametrize("written", ["2023-11-28", "2023-11", "2023-Q4", "2023"])
def test_a_date_keeps_the_precision_of_its_source(written: str) -> None:
    assert PartialDate.parse(written).iso == written


@pytest.mark.parametrize(
    "written",
    ["", "202", "2023-13", "2023-02-30", "03/04/2026", "autumn 2023", "2023-Q5", "20231128", "2023-W01", "２０２３"],
)
def test_a_date_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PartialDate.parse(written)


def test_a_vague_date_comes_before_another_only_when_it_surely_does() -> None:
    quarter, month = PartialDate.parse("2023-Q4"), PartialDate.parse("2023-12")
    assert not quarter.surely_before(month)
    assert quarter.surely_before(PartialDate.parse("2024"))
    assert not PartialDate.parse("2023").surely_before(quarter)
    assert PartialDate.parse("2023-11-30").surely_before(month)


def test_a_stage_that_a_route_does_not_have_begins_nothing_there() -> None:
    assert CLOCKS.started_by("MX_US", "under_ilc_review", TODAY) == ()
