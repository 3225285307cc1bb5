"""The files that `trinational explain translate --terms` refuses, and those at the edge that it takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.network_terms import MOST
from bot.errors import ConfigError
from bot.translation.own_terms import load_own_terms


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:04}")


def _file(folder: Path, terms: int) -> Path:
    path = folder / "terms.csv"
    lines = [f"Picnic {_letters(number)},Convivio {_letters(number)}" for number in range(terms)]
    path.write_text("\n".join(["en,es", *lines]) + "\n", encoding="utf-8")
    return path


def test_as_many_terms_as_a_network_may_have_are_taken(tmp_path: Path) -> None:
    assert len(load_own_terms(_file(tmp_path, MOST))) == MOST


def test_one_term_more_is_refused_with_both_numbers(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=f"{MOST + 1} terms, and {MOST} are the most"):
        load_own_terms(_file(tmp_path, MOST + 1))


@pytest.mark.parametrize("content", ["en,es\nPicnic,Convivio de mañana\n".encode("latin-1"), b'en,es\n"Picnic,x\n'])
def test_what_is_no_csv_file_in_utf_8_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "terms.csv"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match="is not a CSV file in UTF-8"):
        load_own_terms(path)


def test_a_byte_order_mark_as_spreadsheets_write_it_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text("en,es\nPicnic,Convivio\n", encoding="utf-8-sig")
    (term,) = load_own_terms(path)
    assert term.texts == {"en": "Picnic", "es": "Convivio"}


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_own_terms(tmp_path / "none.csv")
