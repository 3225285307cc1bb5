"""The chained log: any row that is not as it was written is found, and a purge breaks nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.audit import (
    GENESIS,
    Head,
    Row,
    chained,
    change_payload,
    commitment,
    find_tampering,
    fingerprint,
    purge_payload,
    read_change,
)
from bot.core.records import Change

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
RECORDS = ("7K2-M9X", "ABC-DEF", "000-111")


def salt(seq: int) -> bytes:
    return hashlib.sha256(b"salt %d" % seq).digest()[:16]


def log(whose: list[int]) -> tuple[list[Row], Head]:
    rows: list[Row] = []
    head = Head(0, GENESIS)
    for number, which in enumerate(whose):
        record_id = RECORDS[which]
        change = Change("flag", NOW, "@ana:example.org", "Union", {"name": "strike", "value": str(number)})
        row = chained(head, record_id, change_payload(record_id, change), salt(number))
        rows.append(row)
        head = Head(row.seq, row.chain)
    return rows, head


def purged(rows: list[Row], head: Head, record_id: str) -> tuple[list[Row], Head]:
    gone = [row.seq for row in rows if row.record_id == record_id]
    kept = [replace(row, record_id=None, payload=None, salt=None) if row.seq in gone else row for row in rows]
    note = chained(head, None, purge_payload(gone, NOW), salt(head.count))
    return [*kept, note], Head(note.seq, note.chain)


LOGS = st.lists(st.integers(0, 2), min_size=1, max_size=12)


@given(LOGS)
def test_a_log_that_nobody_touched_verifies(whose: list[int]) -> None:
    assert find_tampering(*log(whose)) == ()


@given(LOGS, st.permutations(RECORDS))
def test_a_log_verifies_after_every_purge_and_the_values_are_gone(whose: list[int], order: list[str]) -> None:
    rows, head = log(whose)
    for record_id in order:
        rows, head = purged(rows, head, record_id)
        assert find_tampering(rows, head) == ()
        assert all(row.record_id != record_id for row in rows)
        assert not any(record_id in (row.payload or "") for row in rows)


CHANGES: dict[str, Callable[[Row], Row]] = {
    "value": lambda row: replace(row, payload=f"{row.payload} "),
    "invented": lambda row: replace(row, payload=(row.payload or "").replace("strike", "liquidation")),
    "owner of the row": lambda row: replace(row, record_id="ZZZ-ZZZ"),
    "no owner": lambda row: replace(row, record_id=None),
    "salt": lambda row: replace(row, salt=bytes(16)),
    "commitment": lambda row: replace(row, commitment=bytes(32)),
    "chain": lambda row: replace(row, chain=bytes(32)),
    "silently emptied": lambda row: replace(row, record_id=None, payload=None, salt=None),
    "value and commitment": lambda row: replace(
        row, payload="{}", commitment=commitment(row.salt or b"", "{}"), record_id=None
    ),
}


@given(LOGS, st.integers(0, 11), st.sampled_from(sorted(CHANGES)))
def test_any_changed_row_is_found(whose: list[int], at: int, how: str) -> None:
    rows, head = log(whose)
    at %= len(rows)
    rows[at] = CHANGES[how](rows[at])
    assert rows[at].seq in find_tampering(rows, head)


@given(LOGS, st.integers(0, 11))
def test_any_removed_row_is_found_at_the_end_too(whose: list[int], at: int) -> None:
    rows, head = log(whose)
    gone = rows.pop(at % len(rows))
    assert gone.seq in find_tampering(rows, head)


@given(LOGS, st.data())
def test_rows_that_changed_places_are_found(whose: list[int], data: st.DataObject) -> None:
    rows, head = log([*whose, 0])
    first, second = data.draw(st.lists(st.integers(0, len(rows) - 1), min_size=2, max_size=2, unique=True))
    one, other = rows[first], rows[second]
    rows[first], rows[second] = replace(other, seq=one.seq), replace(one, seq=other.seq)
    assert {one.seq, other.seq} <= set(find_tampering(rows, head))


def test_a_changed_row_does_not_put_the_ones_around_it_in_doubt() -> None:
    rows, head = log([0, 1, 2, 0])
    for how in ("value", "commitment", "chain"):
        changed = [*rows[:1], CHANGES[how](rows[1]), *rows[2:]]
        assert find_tampering(changed, head) == (2,)


def test_a_row_that_was_added_is_found() -> None:
    rows, head = log([0, 1])
    extra, _ = log([0, 1, 2])
    assert find_tampering([*rows, extra[2]], head) == (2,)


def test_one_fingerprint_stands_for_a_row_and_all_before_it() -> None:
    one, _ = log([0, 1])
    other, _ = log([2, 1])
    assert one[1].payload == other[1].payload
    assert fingerprint(one[1]) != fingerprint(other[1])


def test_the_commitment_that_a_purge_leaves_cannot_be_checked_against_a_guess() -> None:
    """Two rows with the same value have different commitments: without the salt a guess proves nothing."""
    value = change_payload("7K2-M9X", Change("flag", NOW, "@a:b", "Union"))
    first = chained(Head(0, GENESIS), "7K2-M9X", value, salt(1))
    second = chained(Head(0, GENESIS), "7K2-M9X", value, salt(2))
    assert first.commitment != second.commitment


def test_a_change_is_read_as_it_was_written() -> None:
    change = Change("named", NOW, "@ana:example.org", "Unión", {"organisation": "Sección 3", "until": None, "n": 3})
    assert read_change(change_payload("7K2-M9X", change)) == ("7K2-M9X", change)


@pytest.mark.parametrize("payload", ["", "{}", '{"action":"hop"}', '{"action":"named","at":"x"}'])
def test_what_is_no_change_is_refused(payload: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        read_change(payload)
