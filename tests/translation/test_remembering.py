"""What a reader found at a place is found once, and as if it had been looked for again."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.translation.clauses.remembering import STATE, Key, Mind, found_once

CLAUSES = Path(__file__).parents[2] / "bot" / "translation" / "clauses"
BOOKKEEPING = frozenset(
    (
        "words raw _there _meant _listed _listed_in _senses _senses_in _found _found_in _found_anywhere _steps gave_up"
    ).split()
)
"""Of the sentence, not of a place in it."""


class Counting(Mind):
    def __init__(self) -> None:
        self.looked = 0
        self.found_here: dict[Key, Any] = {}

    @found_once
    def things(self, position: int) -> Iterator[tuple[bool, int]]:
        for place in range(position, position + 3):
            self.looked += 1
            self._denied = not self._denied
            yield self._denied, place


def test_what_was_found_is_not_looked_for_again() -> None:
    reader = Counting()
    assert list(reader.things(2)) == list(reader.things(2))
    assert reader.looked == 3


def test_nobody_looks_further_than_somebody_went() -> None:
    reader = Counting()
    first, second = reader.things(0), reader.things(0)
    assert [next(first), next(second), next(second), next(first)] == [(True, 0), (True, 0), (False, 1), (False, 1)]
    assert reader.looked == 2


def test_another_place_or_another_mind_is_another_search() -> None:
    reader = Counting()
    assert list(reader.things(0)) == [(True, 0), (False, 1), (True, 2)]
    reader._denied = True
    assert list(reader.things(0)) == [(False, 0), (True, 1), (False, 2)]
    assert list(reader.things(1)) == [(False, 1), (True, 2), (False, 3)]
    assert reader.looked == 9


def test_a_search_goes_on_in_its_own_mind_and_leaves_the_callers_alone() -> None:
    reader = Counting()
    found = reader.things(0)
    assert next(found) == (True, 0)
    assert reader._denied is False
    reader._denied, reader._fronted = True, "con"
    assert next(found) == (False, 1)
    assert (reader._denied, reader._fronted) == (True, "con")


def test_all_that_readers_change_while_they_read_is_part_of_their_mind() -> None:
    changed = {
        (path.name, target.attr)
        for path in CLAUSES.glob("*.py")
        if path.name.startswith(("read", "rearranging", "romance", "fitting"))
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef) and function.name != "__init__"
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
        for target in [node]
        if isinstance(node.value, ast.Name) and node.value.id == "self"
    }
    assert len(changed) > 10
    assert {each for each in changed if each[1] not in {*STATE, *BOOKKEEPING}} == set()
