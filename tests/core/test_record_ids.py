from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import record_ids

numbers = st.integers(min_value=0, max_value=record_ids.RANDOM_IDS - 1)
places = st.integers(min_value=0, max_value=5)


def test_the_example_of_every_help_text_is_a_valid_id() -> None:
    assert record_ids.parse(record_ids.EXAMPLE) == record_ids.EXAMPLE


@given(numbers)
def test_an_id_reads_back_as_itself(number: int) -> None:
    written = record_ids.from_number(number)
    assert record_ids.parse(written) == written


@given(numbers, numbers)
def test_different_numbers_have_different_ids(one: int, other: int) -> None:
    assert (record_ids.from_number(one) == record_ids.from_number(other)) == (one == other)


@given(numbers, places, st.sampled_from(record_ids.ALPHABET))
def test_one_wrong_symbol_is_always_noticed(number: int, place: int, wrong: str) -> None:
    symbols = record_ids.from_number(number).replace("-", "")
    mistyped = symbols[:place] + wrong + symbols[place + 1 :]
    assert (record_ids.parse(mistyped) is None) == (mistyped != symbols)


@given(numbers)
def test_two_symbols_that_changed_places_are_always_noticed(number: int) -> None:
    symbols = record_ids.from_number(number).replace("-", "")
    for left, right in combinations(range(6), 2):
        swapped = list(symbols)
        swapped[left], swapped[right] = swapped[right], swapped[left]
        assert (record_ids.parse("".join(swapped)) is None) == (symbols[left] != symbols[right])


@pytest.mark.parametrize(
    "typed",
    [
        "7k2-m9x",
        "7K2M9X",
        "7K2 M9X",
        " 7K2–M9X ",
        "7K2—M9X",
        "7K2.M9X",
        "７Ｋ２－Ｍ９Ｘ",
        "7K2-M9X",
        "7ḰÚ".replace("Ú", "2") + "M9X",
    ],
)
def test_dashes_case_and_width_do_not_matter(typed: str) -> None:
    assert record_ids.parse(typed) == "7K2-M9X"


def test_letters_that_sound_or_look_like_digits_are_read_as_digits() -> None:
    number = next(n for n in range(2000) if {"0", "1"} <= set(record_ids.from_number(n)))
    written = record_ids.from_number(number)
    for zero, one in (("O", "I"), ("o", "l"), ("o", "i"), ("O", "L")):
        assert record_ids.parse(written.replace("0", zero).replace("1", one)) == written


@pytest.mark.parametrize("typed", ["", "-", "7K2", "7K2-M9", "7K2-M9XX", "7K2-M9Y", "7K2-U9X", "Silao"])
def test_what_is_no_id_is_none(typed: str) -> None:
    assert record_ids.parse(typed) is None


@given(st.text(max_size=30))
def test_any_text_is_an_id_in_its_one_form_or_none(typed: str) -> None:
    record_id = record_ids.parse(typed)
    assert record_id is None or record_ids.parse(record_id) == record_id


@pytest.mark.parametrize("number", [-1, record_ids.RANDOM_IDS])
def test_a_number_without_an_id_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="random symbols"):
        record_ids.from_number(number)
