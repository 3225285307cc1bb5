from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.translation.circuit import Attempt, Circuit

START = datetime(2026, 11, 22, 12, tzinfo=UTC)
RETRY_S = 60


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def begun(circuit: Circuit, seconds: float) -> Attempt:
    attempt = circuit.begin(at(seconds))
    assert attempt is not None
    return attempt


def opened() -> Circuit:
    circuit = Circuit(RETRY_S)
    circuit.failed(begun(circuit, 0), at(0))
    return circuit


def test_the_first_failure_opens_it_for_the_whole_time() -> None:
    circuit = opened()
    assert circuit.begin(at(0)) is None
    assert circuit.begin(at(RETRY_S - 0.001)) is None
    assert not circuit.allows(at(RETRY_S - 0.001))
    assert circuit.allows(at(RETRY_S))


def test_then_one_probe_is_let_through_and_no_second() -> None:
    circuit = opened()
    assert begun(circuit, RETRY_S).probe
    assert circuit.begin(at(RETRY_S)) is None
    assert circuit.begin(at(10 * RETRY_S)) is None


def test_a_probe_that_succeeds_closes_it() -> None:
    circuit = opened()
    circuit.succeeded(begun(circuit, RETRY_S))
    assert not begun(circuit, RETRY_S).probe
    assert not begun(circuit, RETRY_S).probe


def test_a_probe_that_fails_opens_it_for_the_whole_time_again() -> None:
    circuit = opened()
    circuit.failed(begun(circuit, RETRY_S), at(RETRY_S + 5))
    assert circuit.begin(at(2 * RETRY_S + 4)) is None
    assert begun(circuit, 2 * RETRY_S + 5).probe


def test_a_probe_that_was_cancelled_leaves_room_for_the_next() -> None:
    circuit = opened()
    circuit.abandoned(begun(circuit, RETRY_S))
    assert begun(circuit, RETRY_S).probe


def test_calls_that_began_before_it_opened_change_nothing_by_their_late_end() -> None:
    circuit = Circuit(RETRY_S)
    well, ill, first = begun(circuit, 0), begun(circuit, 0), begun(circuit, 0)
    circuit.failed(first, at(5))
    circuit.succeeded(well)
    circuit.failed(ill, at(50))
    assert circuit.begin(at(50)) is None
    assert begun(circuit, 65).probe


def test_a_clock_set_back_does_not_keep_it_open() -> None:
    assert opened().allows(at(-3600))


@given(st.lists(st.tuples(st.sampled_from(["succeeded", "failed", "abandoned"]), st.integers(0, 90))))
def test_while_open_at_most_one_call_in_each_period_reaches_the_engine(steps: list[tuple[str, int]]) -> None:
    circuit = Circuit(RETRY_S)
    now = 0
    failed_at: int | None = None
    for end, wait in steps:
        now += wait
        attempt = circuit.begin(at(now))
        assert (attempt is None) == (failed_at is not None and now - failed_at < RETRY_S)
        if attempt is None:
            continue
        assert attempt.probe == (failed_at is not None)
        if end == "failed":
            circuit.failed(attempt, at(now))
            failed_at = now
        elif end == "succeeded":
            circuit.succeeded(attempt)
            failed_at = None
        else:
            circuit.abandoned(attempt)
