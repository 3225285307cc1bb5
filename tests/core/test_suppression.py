"""No figure tells of a single petition: not one edition, not two that are compared, not all of them together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.suppression import FEWEST_GROUPS, FEWEST_RECORDS, Places, counts, is_crowd, released, tells_nobody_apart

RECORDS = [f"r{number:02}" for number in range(24)]
GROUPS = {record: f"group {number % 6}" for number, record in enumerate(RECORDS)}
CELLS = ("taken_up", "declined", "pending")

worlds = st.lists(st.sampled_from((None, *CELLS)), min_size=len(RECORDS), max_size=len(RECORDS)).map(
    lambda cells: {record: cell for record, cell in zip(RECORDS, cells, strict=True) if cell is not None}
)
cells = st.sampled_from((None, *CELLS))
few = st.dictionaries(st.sampled_from(RECORDS), cells, min_size=1, max_size=2)
many = st.builds(
    lambda first, number, cell: dict.fromkeys(RECORDS[first : first + number], cell),
    st.integers(0, 18),
    st.integers(5, 8),
    cells,
)
changes = st.builds(lambda first, second, third: {**first, **second, **third}, many, many, few)


def week_by_week(world: Mapping[str, str], weeks: Sequence[Mapping[str, str | None]]) -> list[dict[str, str]]:
    history = [dict(world)]
    for week in weeks:
        after = {**history[-1], **week}
        history.append({record: cell for record, cell in after.items() if cell is not None})
    return history


histories = st.builds(week_by_week, worlds, st.lists(changes, min_size=1, max_size=8))
"""A network in which a few records change each week."""


def crowd(cell: str, number: int, first: int = 0) -> dict[str, str]:
    return dict.fromkeys(RECORDS[first : first + number], cell)


def editions_of(history: Sequence[Places]) -> list[dict[str, str]]:
    told: list[dict[str, str]] = [{}]
    ever: dict[str, set[int]] = {}
    for world in history:
        told.append(released(told[-1], world, GROUPS, ever))
        for cell, count in counts(told[-1]).items():
            ever.setdefault(cell, set()).add(count)
    return told


def naive_editions_of(history: Sequence[Places]) -> list[Places]:
    """What counting anew each time, with small cells left out, would tell."""
    told: list[Places] = [{}]
    for world in history:
        large = {cell for cell, count in counts(world).items() if count >= FEWEST_RECORDS}
        told.append({record: cell for record, cell in world.items() if cell in large})
    return told


def learned(editions: Sequence[Mapping[str, int]], seen: Sequence[Places]) -> set[str]:
    """The attack: who sees the list of petitions each week, and the numbers, looks for weeks that tell of one petition.

    Between any two editions in which just one petition more (or less) stands in the list, and one number moved by one,
    that petition is in that cell. So is each of fewer than five that came together into one cell.
    """
    found = set()
    for first, second in combinations(range(len(editions)), 2):
        came = set(seen[second]) - set(seen[first])
        gone = set(seen[first]) - set(seen[second])
        moved = {
            cell: editions[second].get(cell, 0) - editions[first].get(cell, 0)
            for cell in {*editions[first], *editions[second]}
        }
        moved = {cell: by for cell, by in moved.items() if by}
        for records, sign in ((came, 1), (gone, -1)):
            if 0 < len(records) < FEWEST_RECORDS and list(moved.values()) == [sign * len(records)]:
                found |= records
    return found


@given(histories)
def test_every_cell_that_is_told_holds_five_records_of_three_groups(history: list[dict[str, str]]) -> None:
    for told in editions_of(history):
        for cell in counts(told):
            inside = [record for record, place in told.items() if place == cell]
            assert len(inside) >= FEWEST_RECORDS
            assert len({GROUPS[record] for record in inside}) >= FEWEST_GROUPS


@given(histories)
def test_what_comes_and_goes_between_two_editions_is_a_crowd_in_every_cell(history: list[dict[str, str]]) -> None:
    editions = editions_of(history)
    for before, after in pairwise(editions):
        for cell in {*before.values(), *after.values()}:
            was = {record for record, place in before.items() if place == cell}
            now = {record for record, place in after.items() if place == cell}
            assert not now - was or is_crowd(now - was, GROUPS)
            assert not was - now or is_crowd(was - now, GROUPS)
            assert len(now) == len(was) or abs(len(now) - len(was)) >= FEWEST_RECORDS


@given(histories)
def test_a_group_that_takes_away_its_own_records_still_sees_two_other_groups(history: list[dict[str, str]]) -> None:
    editions = editions_of(history)
    for before, after in pairwise(editions):
        for cell in set(after.values()):
            came = {record for record, place in after.items() if place == cell and before.get(record) != cell}
            for attacker in set(GROUPS.values()):
                others = {GROUPS[record] for record in came} - {attacker}
                assert not came or len(others) >= FEWEST_GROUPS - 1


@given(worlds, st.sampled_from(RECORDS), st.none() | st.sampled_from(CELLS))
def test_one_record_that_comes_moves_or_goes_changes_nothing_that_was_settled(
    world: dict[str, str], record: str, cell: str | None
) -> None:
    told = released({}, world, GROUPS, {})
    # Those that wait would be a crowd with it; without them it is alone.
    quiet = dict(told)
    changed = {**quiet, record: cell} if cell else {key: place for key, place in quiet.items() if key != record}
    assert released(told, changed, GROUPS, {}) == told


@settings(max_examples=300)
@given(histories)
def test_no_petition_is_found_by_comparing_editions(history: list[dict[str, str]]) -> None:
    editions = editions_of(history)
    assert learned([counts(told) for told in editions], [{}, *history]) == set()


def test_the_same_attack_finds_petitions_when_small_cells_are_only_left_out() -> None:
    before = crowd("declined", 6) | crowd("taken_up", 6, first=6)
    after = before | {RECORDS[20]: "declined"}
    history = [before, after]
    assert learned([counts(told) for told in naive_editions_of(history)], [{}, *history]) == {RECORDS[20]}
    assert learned([counts(told) for told in editions_of(history)], [{}, *history]) == set()


@given(histories)
def test_a_total_is_the_sum_of_what_is_told_and_gives_no_hidden_cell_away(history: list[dict[str, str]]) -> None:
    told = editions_of(history)[-1]
    assert sum(counts(told).values()) == len(told)


def test_a_cell_that_grows_by_six_and_shrinks_by_five_does_not_tell_of_one() -> None:
    first = crowd("declined", 6) | crowd("pending", 6, first=18)
    second = first | crowd("declined", 6, first=6)
    third = {record: cell for record, cell in second.items() if record not in RECORDS[:5]}
    told = [counts(each).get("declined", 0) for each in editions_of([first, second, third])]
    assert told == [0, 6, 12, 12]


def test_five_records_of_two_groups_are_not_told() -> None:
    two = {record: f"group {number % 2}" for number, record in enumerate(RECORDS)}
    assert released({}, crowd("declined", 5), two, {}) == {}
    three = two | {RECORDS[4]: "group 3"}
    assert counts(released({}, crowd("declined", 5), three, {})) == {"declined": 5}


def test_a_record_whose_group_is_gone_makes_no_cell_safer() -> None:
    told = crowd("declined", 6)
    without = {record: group for record, group in GROUPS.items() if record not in told}
    going = crowd("pending", 5)
    assert released(told, going, without, {}) == told


def test_what_waits_comes_when_there_are_enough() -> None:
    told = released({}, crowd("declined", 5), GROUPS, {})
    more = crowd("declined", 9)
    assert released(told, more, GROUPS, {}) == told
    assert counts(released(told, crowd("declined", 10), GROUPS, {})) == {"declined": 10}


def test_a_cell_that_would_fall_under_five_keeps_what_was_told() -> None:
    told = released({}, crowd("pending", 9), GROUPS, {})
    after = crowd("declined", 5) | crowd("pending", 4, first=5)
    assert released(told, after, GROUPS, {}) == told
    assert counts(released(told, crowd("declined", 9), GROUPS, {})) == {"declined": 9}


def test_one_that_goes_is_not_hidden_behind_those_that_come() -> None:
    told = released({}, crowd("declined", 10), GROUPS, {})
    assert released(told, crowd("declined", 15, first=1), GROUPS, {}) == told
    assert counts(released(told, crowd("declined", 15, first=5), GROUPS, {})) == {"declined": 15}


def test_a_count_does_not_change_by_less_than_five_even_when_many_come_and_go() -> None:
    told = released({}, crowd("declined", 10), GROUPS, {})
    assert released(told, crowd("declined", 11, first=5), GROUPS, {}) == told
    assert counts(released(told, crowd("declined", 10, first=5), GROUPS, {})) == {"declined": 10}


def test_a_figure_with_one_cell_is_not_shown() -> None:
    assert not tells_nobody_apart({"declined": 12})
    assert tells_nobody_apart({"declined": 7, "pending": 5})
