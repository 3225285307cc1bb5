"""Which counts may be told, so that nobody finds a single petition behind them.

Every record stands in one cell of a figure, and what is told is how many do. A cell is told only when five records of
three groups stand in it. That alone would not do: of two editions that differ by one record the difference tells where
that record stands. So a figure is not counted anew for each edition. What was told stays as it was told, and changes
are held back until, in every cell that they touch, at least five records of three groups came in, or none; at least
five of three groups went out, or none; the count changes by at least five, or not at all; and what is then in it is
again at least five of three groups, or nothing. Nor is any earlier edition forgotten: a count that was ever told of a
cell is told again, or is at least five away, for a cell that grows by six and then shrinks by five would tell of one.
What is held back is in no count and in no total, so that there is no
hidden cell either that could be found by subtraction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

FEWEST_RECORDS = 5
FEWEST_GROUPS = 3

Cell: TypeAlias = str
Places: TypeAlias = Mapping[str, Cell]
"""In which cell of a figure each record stands."""
EverTold: TypeAlias = Mapping[Cell, Collection[int]]
"""The counts that any edition told of each cell."""


@dataclass(frozen=True, slots=True)
class _Move:
    record: str
    before: Cell | None
    after: Cell | None


def released(told: Places, now: Places, groups: Mapping[str, str], ever: EverTold) -> dict[str, Cell]:
    """The places that the next edition tells.

    `told`: those of the last edition. `groups`: whose each record is; one of which that is not known any more makes no
    cell safer than it is without. `ever`: the counts of all editions so far.
    """
    moves = {
        _Move(record, told.get(record), now.get(record))
        for record in {*told, *now}
        if told.get(record) != now.get(record)
    }
    while moves and (unsafe := _unsafe_cells(told, moves, groups, ever)):
        moves = {move for move in moves if move.before not in unsafe and move.after not in unsafe}
    places = dict(told)
    for move in moves:
        if move.after is None:
            del places[move.record]
        else:
            places[move.record] = move.after
    return places


def counts(places: Places) -> dict[Cell, int]:
    """What is told: how many stand in each cell that holds any."""
    found: dict[Cell, int] = {}
    for cell in places.values():
        found[cell] = found.get(cell, 0) + 1
    return dict(sorted(found.items()))


def tells_nobody_apart(counted: Mapping[Cell, int]) -> bool:
    """With one cell alone a figure would say of each of its records what it says of all of them."""
    return len(counted) > 1


def is_crowd(records: Iterable[str], groups: Mapping[str, str]) -> bool:
    """Enough of them, of enough groups."""
    crowd = set(records)
    return len(crowd) >= FEWEST_RECORDS and len({groups[each] for each in crowd if each in groups}) >= FEWEST_GROUPS


def _unsafe_cells(told: Places, moves: set[_Move], groups: Mapping[str, str], ever: EverTold) -> set[Cell]:
    inside: dict[Cell, set[str]] = {}
    for record, cell in told.items():
        inside.setdefault(cell, set()).add(record)
    coming: dict[Cell, set[str]] = {}
    going: dict[Cell, set[str]] = {}
    for move in moves:
        if move.after is not None:
            coming.setdefault(move.after, set()).add(move.record)
        if move.before is not None:
            going.setdefault(move.before, set()).add(move.record)
    unsafe = set()
    for cell in {*coming, *going}:
        came, went = coming.get(cell, set()), going.get(cell, set())
        after = (inside.get(cell, set()) | came) - went
        crowds = all(not some or is_crowd(some, groups) for some in (came, went, after))
        counted = {len(inside.get(cell, ())), *ever.get(cell, ())}
        if not crowds or any(0 < abs(len(after) - number) < FEWEST_RECORDS for number in counted):
            unsafe.add(cell)
    return unsafe
