"""No cell of a file of ours is a formula, whatever separator the spreadsheet that opens it goes by."""

from __future__ import annotations

import csv

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.csv_cells import as_meant, harmless
from bot.core.tables import read_table, write_table
from tests.hostile import ATTACKS

hostile = st.lists(st.sampled_from([*ATTACKS, ";", ",", "\t", "\n", '"', "'", " ", "=1", "＝1", "x"])).map("".join)
FORMULA = tuple("=+-@|%＝＋－＠")


@given(hostile | st.text())
def test_what_was_written_is_read_again(text: str) -> None:
    assert as_meant(harmless(text)) == text


@given(hostile)
@example('"=1')
@example('" =1')
def test_no_separator_makes_a_formula_of_a_part_of_a_cell(text: str) -> None:
    written = write_table(("a", "b"), [{"a": "x", "b": text}]).removeprefix("\ufeff")
    for separator in ",;\t":
        for row in csv.reader(written.splitlines(keepends=True), delimiter=separator):
            assert not [cell for cell in row if cell.strip('" ').startswith(FORMULA)], separator


@pytest.mark.parametrize("text", ["Planta Norte", "filed 2026-10-01; received 2026-10", "a, b - c", "l'usine; d'ici"])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


@given(hostile)
def test_a_table_comes_back_as_it_went(text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    _, (row,) = read_table(write_table(("a", "b"), [{"a": "x", "b": lines}]))
    assert row.cells["b"] == lines
