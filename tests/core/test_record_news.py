"""News of a record: what its reader may see became different, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.disclosure import Access, Audience, view
from bot.core.history import Corrected, Recorded
from bot.core.partial_dates import PartialDate
from bot.core.petitions import Step
from bot.core.record_fields import Level
from bot.core.record_news import News, news_of, runs_of
from bot.core.records import Grant, Record, Sharing
from tests.core.life import CLOCKS, LIFECYCLE

SINCE = datetime(2026, 11, 16, 8, tzinfo=UTC)
LONG_AGO, LATELY = SINCE - timedelta(days=90), SINCE + timedelta(days=2)
ACCESSES: tuple[Access, ...] = get_args(Access)
SHOWN = Sharing(network=Grant(since=LONG_AGO), named={"South": Grant(since=LONG_AGO)}, levels={"stage": 3})


def entry(number: int, stage: str, at: datetime) -> Recorded:
    return Recorded(number, Step(stage, PartialDate(at.date())), at, "@ana:example.org")


RECORD = Record(
    record_id="7K2-M9X",
    owner="North",
    route="US_MX",
    facility="Plant",
    place="Coahuila",
    sector="mining",
    revision=3,
    created_at=LONG_AGO,
    changed_at=LATELY,
    history=(entry(1, "filed", LONG_AGO), entry(2, "received", LONG_AGO)),
    sharing=SHOWN,
)


SOUTH = Audience(frozenset({"South"}), members_only=True)


def news(record: Record, access: Access) -> News | None:
    return news_of(LIFECYCLE, record, access, SOUTH, SINCE)


@pytest.mark.parametrize("access", ACCESSES)
def test_a_record_that_changed_in_nothing_but_details_is_no_news(access: Access) -> None:
    assert news(replace(RECORD, details={"reason_codes": ("incomplete",)}), access) is None


def test_what_began_to_be_shown_is_new_to_those_who_see_it_since_then_and_to_nobody_else() -> None:
    published = replace(RECORD, sharing=replace(SHOWN, network=Grant(since=LATELY)))
    assert [(access, found.kind) for access in ACCESSES if (found := news(published, access))] == [
        ("network", "added"),
        ("public", "added"),
    ]
    created = replace(RECORD, created_at=LATELY, sharing=Sharing())
    found = news(created, "owner")
    assert found is not None
    assert found.kind == "added"


def test_a_stage_inside_of_a_phase_is_news_only_to_those_who_see_stages() -> None:
    moved = replace(RECORD, history=(*RECORD.history, entry(3, "under_ilc_review", LATELY)))
    owner = news(moved, "owner")
    assert owner is not None
    assert (owner.kind, owner.stage_before) == ("moved", "received")
    assert news(moved, "network") is None


def test_a_new_phase_is_told_to_the_network_without_its_stage() -> None:
    moved = replace(RECORD, history=(*RECORD.history, entry(3, "review_requested", LATELY)))
    found = news(moved, "network")
    assert found is not None
    assert (found.kind, found.stage_before, found.phase_before, found.view.phase) == ("moved", None, "intake", "review")
    assert found.view.steps == ()


def test_what_was_corrected_back_is_no_news() -> None:
    wrong = entry(3, "declined", LATELY)
    back = Corrected(4, 3, None, "wrong record", LATELY, "@ana:example.org")
    assert news(replace(RECORD, history=(*RECORD.history, wrong, back)), "owner") is None


@given(st.sampled_from(sorted(LIFECYCLE.stages)), st.sampled_from(ACCESSES))
def test_there_is_no_news_where_the_view_is_as_it_was(stage: str, access: Access) -> None:
    if LIFECYCLE.stages[stage].derived:
        return
    after = replace(RECORD, history=(*RECORD.history, entry(3, stage, LATELY)))
    before_view, after_view = view(LIFECYCLE, RECORD, access), view(LIFECYCLE, after, access)
    if before_view == after_view:
        assert news(after, access) is None


@pytest.mark.parametrize(("access", "sees"), [("owner", True), ("named", True), ("network", False), ("public", False)])
def test_limits_are_for_those_who_see_the_dates(access: Access, sees: bool) -> None:
    assert bool(runs_of(CLOCKS, RECORD, access, LATELY.date())) == sees


def test_giving_a_grant_again_does_not_make_it_newer() -> None:
    assert Grant(since=LATELY) == Grant(since=LONG_AGO)


def test_that_it_was_shared_with_another_group_is_no_news() -> None:
    named = {**SHOWN.named, "East": Grant(since=LATELY)}
    shared = replace(RECORD, sharing=replace(SHOWN, named=named))
    assert news(shared, "named") is None
    east = news_of(LIFECYCLE, shared, "named", Audience(frozenset({"East"}), members_only=True), SINCE)
    assert east is not None
    assert east.kind == "added"
    both = news_of(LIFECYCLE, shared, "named", Audience(frozenset({"East", "South"}), members_only=True), SINCE)
    assert both is not None, "a room of both was told nothing of it before"


@pytest.mark.parametrize("access", ["owner", "named"])
def test_a_limit_is_told_of_what_its_readers_may_see(access: Access) -> None:
    levels: dict[str, Level] = {"facility": 1 if access == "named" else 2}
    shown, runs = runs_of(CLOCKS, replace(RECORD, sharing=replace(SHOWN, levels=levels)), access, LATELY.date()) or (
        None,
        (),
    )
    assert runs
    assert shown is not None
    assert shown.facility == ("Plant" if access == "owner" else None)
