"""Guides are found by any of their names, in any language, however it is typed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.guides import Guide, find_guide


def _guide(word: str, palabra: str, mot: str, pages: int) -> Guide:
    page = {"en": ("a",), "es": ("b",), "fr": ("c",)}
    titles = {"en": word, "es": palabra, "fr": mot}
    return Guide({"en": (word,), "es": (palabra,), "fr": (mot,)}, titles, (page,) * pages, (), date(2026, 11, 22))


GUIDES = (_guide("coverage", "cobertura", "couverture", 2), _guide("filing", "anónima", "dépôt", 3))


@pytest.mark.parametrize("asked", ["filing", "FILING", "anonima", "Anónima", "depot", "dépôt", "la anonima", "2"])
def test_any_name_in_any_language_finds_it(asked: str) -> None:
    wanted = find_guide(GUIDES, asked)
    assert wanted is not None
    assert (wanted.guide, wanted.page) == (GUIDES[1], 1)


@pytest.mark.parametrize(("asked", "page"), [("filing 2", 2), ("2 3", 3), ("filing 99", 3), ("filing 0", 1)])
def test_a_number_behind_the_name_is_a_page_that_exists(asked: str, page: int) -> None:
    wanted = find_guide(GUIDES, asked)
    assert wanted is not None
    assert wanted.page == page


@pytest.mark.parametrize("asked", ["", "3", "holidays", "coverages"])
def test_what_is_no_name_finds_nothing(asked: str) -> None:
    assert find_guide(GUIDES, asked) is None


@given(st.text(max_size=40))
def test_nothing_that_is_typed_ends_in_an_error(asked: str) -> None:
    wanted = find_guide(GUIDES, asked)
    assert wanted is None or 1 <= wanted.page <= len(wanted.guide.pages)
