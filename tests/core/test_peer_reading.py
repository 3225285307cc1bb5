"""Who is chosen to read a draft, and what is covered in it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import UserId
from bot.core.peer_reading import Covered, Volunteer, Wanted, covered, named_in, readers, said

_GROUPS = st.sampled_from(["A", "B", "C", "D"])
_VOLUNTEERS = st.lists(
    st.builds(
        Volunteer,
        st.integers(0, 30).map(lambda number: UserId(f"@p{number}:x")),
        _GROUPS,
        st.lists(st.sampled_from(["en", "es", "fr"]), unique=True).map(tuple),
        st.lists(st.sampled_from(["votes", "evidence"]), unique=True).map(tuple),
    ),
    unique_by=lambda volunteer: volunteer.user_id,
)


@given(_VOLUNTEERS, st.frozensets(_GROUPS), st.integers(0, 3))
def test_readers_speak_the_language_are_of_open_groups_and_one_of_each(
    volunteers: list[Volunteer], closed: frozenset[str], count: int
) -> None:
    lots = {each.user_id: float(at) for at, each in enumerate(volunteers)}
    found = readers(volunteers, Wanted("es", ("votes",), closed), lots, count)
    groups = [each.organisation for each in found]
    assert len(groups) == len(set(groups)) <= count
    assert not closed & set(groups)
    assert all("es" in each.languages and (not each.topics or "votes" in each.topics) for each in found)


@given(_VOLUNTEERS, st.permutations(range(31)))
def test_nobody_who_fits_is_left_out_for_ever(volunteers: list[Volunteer], order: list[int]) -> None:
    """Whatever the lots: each open group with somebody who fits has one."""
    lots = {each.user_id: float(order[at % 31]) for at, each in enumerate(volunteers)}
    wanted = Wanted("en", (), frozenset())
    found = readers(volunteers, wanted, lots, 99)
    assert {each.organisation for each in found} == {each.organisation for each in volunteers if "en" in each.languages}


@given(st.text("aáñ .,\nZ", max_size=40), st.text("aá ,Z", max_size=40))
def test_a_phrase_is_covered_in_any_case_and_with_any_accents(before: str, after: str) -> None:
    text = f"{before} MÁQUILA\nluna {after}"
    shown = covered(text, [], [("Maquila Luna", "[workplace]")], "[name]")
    assert "[workplace]" in shown
    assert not re.search("luna", shown, re.IGNORECASE)


def test_findings_that_overlap_leave_nothing_bare() -> None:
    text = "abc Juana Zepeda xyz @juana:home.example!"
    found = [Covered(4, 9, "[name]"), Covered(4, 16, "[name]"), Covered(7, 20, "[address]")]
    assert covered(text, found, [], "[name]") == "abc [name] [name]"


def test_answers_are_words_or_numbers_never_one_letter() -> None:
    assert [said(each) for each in ("Sí.", "non", "No sé", "je ne sais pas", "3")] == ["yes", "no", *["unsure"] * 3]
    assert [said(each) for each in ("s", "n", "y", "o", "")] == [None] * 5


def test_languages_and_topics_are_named_in_any_language() -> None:
    assert named_in("français, Español despidos votes halibut") == (("es", "fr"), ("dismissals", "votes"))
