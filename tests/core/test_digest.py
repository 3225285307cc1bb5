from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.digest import Entry, period_start, summarise
from bot.core.public_cases import Change, ChangeKind

MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)


def change(record_id: str, kind: ChangeKind, stage: str, before: str | None = None) -> Change:
    return Change(record_id, f"Planta {record_id}", MONDAY, kind, stage, before)


def entry(record_id: str, kind: ChangeKind, stage: str, before: str | None = None) -> Entry:
    return Entry(record_id, f"Planta {record_id}", kind, stage, before)


def test_the_period_is_seven_days() -> None:
    assert MONDAY - period_start(MONDAY) == timedelta(days=7)


def test_a_week_without_changes_has_no_entries() -> None:
    assert summarise([]) == ()


def test_a_record_that_is_new_and_moved_is_told_as_new_with_its_last_stage() -> None:
    changes = [change("A", "added", "filed"), change("A", "stage", "declined", "filed")]
    assert summarise(changes) == (entry("A", "added", "declined"),)


def test_several_moves_are_told_as_one_from_the_first_stage_to_the_last() -> None:
    changes = [
        change("A", "stage", "review_requested", "filed"),
        change("A", "corrected", "review_requested"),
        change("A", "stage", "panel_requested", "review_requested"),
    ]
    assert summarise(changes) == (entry("A", "stage", "panel_requested", "filed"),)


def test_a_record_that_moved_and_came_back_was_corrected() -> None:
    changes = [change("A", "stage", "declined", "filed"), change("A", "stage", "filed", "declined")]
    assert summarise(changes) == (entry("A", "corrected", "filed"),)


def test_new_records_come_first_then_moves_then_corrections() -> None:
    changes = [
        change("A", "corrected", "filed"),
        change("B", "stage", "declined", "filed"),
        change("C", "added", "filed"),
        change("D", "added", "filed"),
    ]
    assert [item.record_id for item in summarise(changes)] == ["C", "D", "B", "A"]


kinds: st.SearchStrategy[ChangeKind] = st.sampled_from(["added", "stage", "corrected"])


@given(st.lists(st.builds(change, st.sampled_from("ABCD"), kinds, st.sampled_from(["filed", "declined"]))))
def test_every_changed_record_has_exactly_one_entry_with_its_last_stage(changes: list[Change]) -> None:
    told = {item.record_id: item.stage for item in summarise(changes)}
    assert len(summarise(changes)) == len(told)
    assert told == {item.record_id: item.stage for item in changes}
