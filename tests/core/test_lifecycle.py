"""Which stage may follow which, and how a history is corrected without anything being overwritten."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.history import Corrected, Entry, Impossible, Recorded, correct, record, steps_of
from bot.core.lifecycle import ROUTES, Refused, Route
from bot.core.partial_dates import PartialDate
from bot.core.petitions import Step, current_step, find_gap, milestones_since
from tests.core.life import LIFECYCLE, steps

NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
routes = st.sampled_from(ROUTES)


def step(stage: str, happened: str | None = "2026-03-04") -> Step:
    return steps((stage, happened))[0]


def history(*stages: str, route: Route = "US_MX") -> tuple[Entry, ...]:
    entries: tuple[Entry, ...] = ()
    for stage in stages:
        entry = record(LIFECYCLE, route, entries, step(stage), NOW, "coordinator")
        assert isinstance(entry, Recorded), entry
        entries = (*entries, entry)
    return entries


@pytest.mark.parametrize(
    ("route", "before", "after"),
    [
        ("US_MX", "draft", "filed"),
        ("US_MX", "filed", "declined"),  # the acknowledgement may never have come
        ("US_MX", "received", "review_requested"),
        ("US_MX", "review_requested", "review_accepted"),
        ("US_MX", "review_accepted", "determined_denial"),
        ("US_MX", "declined", "refiled"),
        ("CA_MX", "filed", "under_nao_review"),
        ("CA_MX", "under_nao_review", "resolved_pre_request"),
        ("MX_US", "filed", "review_requested"),
        ("MX_CA", "panel_requested", "panel_composed"),
        ("US_MX", "closed_resolved", "monitoring"),
        ("US_MX", "consultation", "facility_closed"),
    ],
)
def test_what_follows_in_the_life_cycle_is_allowed(route: Route, before: str, after: str) -> None:
    assert LIFECYCLE.refuse(route, [before], after) is None


@pytest.mark.parametrize(
    ("route", "before", "after", "reason"),
    [
        ("US_MX", "draft", "declined", "not_next"),
        ("US_MX", "filed", "sanctions_applied", "not_next"),
        ("US_MX", "declined", "review_requested", "not_next"),
        ("US_MX", "closed_resolved", "facility_closed", "not_next"),
        ("US_MX", "filed", "no_answer", "derived"),
        ("US_MX", "filed", "under_nao_review", "not_on_route"),
        ("CA_MX", "filed", "under_ilc_review", "not_on_route"),
        ("US_MX", "filed", "rejected", "unknown"),
    ],
)
def test_what_does_not_follow_is_refused_with_what_is_allowed(
    route: Route, before: str, after: str, reason: str
) -> None:
    refused = LIFECYCLE.refuse(route, [before], after)
    assert refused == Refused(cast("object", reason), LIFECYCLE.allowed(route, [before]))  # type: ignore[arg-type]
    assert after not in refused.allowed
    assert refused.allowed


def test_an_overdue_answer_adds_what_may_follow_the_label() -> None:
    assert "declined" not in LIFECYCLE.allowed("CA_MX", ["returned_incomplete"])
    assert "declined" in LIFECYCLE.allowed("CA_MX", ["returned_incomplete"], no_answer=True)


def test_a_milestone_stands_beside_the_stage_and_both_may_be_gone_on_from() -> None:
    told = ["remediation_running", "facility_closed"]
    assert LIFECYCLE.current(told) == "remediation_running"
    assert {"remediation_failed", "monitoring"} <= set(LIFECYCLE.allowed("US_MX", told))
    assert "facility_closed" not in LIFECYCLE.allowed("US_MX", told)
    recorded = steps(("panel_determination_denial", "2025-07-04"), ("determination_announced", "2025-08-21"))
    assert current_step(LIFECYCLE, recorded) == recorded[0]
    assert milestones_since(LIFECYCLE, recorded) == recorded[1:]


@given(routes, st.lists(st.integers(0, 20), max_size=15))
def test_whatever_way_a_petition_goes_the_label_for_no_answer_is_never_recorded(route: Route, turns: list[int]) -> None:
    told: list[str] = []
    for turn in turns:
        allowed = LIFECYCLE.allowed(route, told)
        assert not any(LIFECYCLE.stages[name].derived for name in allowed)
        assert all(route in LIFECYCLE.stages[name].routes for name in allowed)
        assert set(allowed) == {name for name in LIFECYCLE.stages if LIFECYCLE.refuse(route, told, name) is None}
        if not allowed:
            break
        told.append(allowed[turn % len(allowed)])
        assert find_gap(LIFECYCLE, route, [Step(name, None) for name in told]) is None


@pytest.mark.parametrize("name", list(LIFECYCLE.stages))
def test_every_stage_that_is_not_the_end_leads_somewhere(name: str) -> None:
    stage = LIFECYCLE.stages[name]
    if stage.terminal or stage.derived or stage.phase == "end":
        return
    assert any(set(LIFECYCLE.allowed(route, [name])) - {"facility_closed"} for route in stage.routes) or stage.milestone


def test_a_step_is_recorded_with_who_and_when_and_refused_out_of_order() -> None:
    told = history("filed", "received")
    assert told[1] == Recorded(2, step("received"), NOW, "coordinator")
    refused = record(LIFECYCLE, "US_MX", told, step("sanctions_applied"), NOW, "coordinator")
    assert isinstance(refused, Refused)
    assert "review_requested" in refused.allowed


def test_a_step_cannot_come_before_the_last_one_or_after_today() -> None:
    told = history("filed")
    for happened, reason in (("2026-03-03", "before_the_last"), ("2026-11-23", "in_the_future")):
        entry = record(LIFECYCLE, "US_MX", told, step("received", happened), NOW, "x")
        assert entry == Impossible(reason)  # type: ignore[arg-type]
    assert isinstance(record(LIFECYCLE, "US_MX", told, step("received", "2026-03"), NOW, "x"), Recorded)


def test_a_correction_needs_a_reason_and_keeps_what_was_there() -> None:
    told = history("filed", "received")
    assert correct(LIFECYCLE, "US_MX", told, 1, step("filed", "2026-03-01"), "  ", NOW, "x") == Impossible("no_reason")
    entry = correct(LIFECYCLE, "US_MX", told, 1, step("filed", "2026-03-01"), "typed wrongly", NOW, "x")
    assert isinstance(entry, Corrected)
    corrected = (*told, entry)
    assert corrected[:2] == told
    assert [each.happened and each.happened.iso for each in steps_of(corrected)] == ["2026-03-01", "2026-03-04"]
    assert entry.reason == "typed wrongly"


def test_a_step_that_was_wrong_can_be_taken_back() -> None:
    told = history("filed", "received", "declined")
    entry = correct(LIFECYCLE, "US_MX", told, 3, None, "another petition was meant", NOW, "x")
    assert isinstance(entry, Corrected)
    assert [each.stage for each in steps_of((*told, entry))] == ["filed", "received"]
    again = correct(LIFECYCLE, "US_MX", (*told, entry), 3, step("declined"), "it was this one", NOW, "x")
    assert again == Impossible("no_such_entry")


def test_a_correction_that_what_follows_cannot_follow_is_refused() -> None:
    told = history("filed", "received", "review_requested", "review_accepted")
    refused = correct(LIFECYCLE, "US_MX", told, 3, step("declined"), "misread", NOW, "x")
    assert isinstance(refused, Refused)
    assert "refiled" in refused.allowed
    assert isinstance(correct(LIFECYCLE, "US_MX", told, 3, None, "misread", NOW, "x"), Refused)


def test_a_correction_that_changes_nothing_is_told() -> None:
    told = history("filed")
    assert correct(LIFECYCLE, "US_MX", told, 1, step("filed"), "sure", NOW, "x") == Impossible("same")
    assert correct(LIFECYCLE, "US_MX", told, 9, step("filed"), "sure", NOW, "x") == Impossible("no_such_entry")


def test_a_record_that_tells_only_some_stages_is_no_gap_but_going_back_is() -> None:
    assert find_gap(LIFECYCLE, "US_MX", steps(("filed", None), ("panel_requested", None))) is None
    gap = find_gap(LIFECYCLE, "US_MX", steps(("review_requested", None), ("filed", None)))
    assert gap == ("review_requested", "filed")
    assert PartialDate.parse("2026").iso == "2026"
