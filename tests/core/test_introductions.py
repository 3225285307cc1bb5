"""Which groups fit each other, and that nobody is asked twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.core.introductions import Statement, fit, pairs, read
from bot.core.model import UserId

_SETS = st.frozensets(st.sampled_from(["a", "b"]))
_STATEMENTS = st.lists(
    st.builds(
        lambda group, stance, helps, languages, places: Statement(
            group, UserId(f"@{group}:x"), stance, helps, languages, places
        ),
        st.sampled_from("ABCDE"),
        st.sampled_from(["seeks", "offers"]),
        st.frozensets(st.sampled_from(["legal", "exchange"]), min_size=1),
        st.frozensets(st.sampled_from(["en", "es"]), min_size=1),
        _SETS,
    )
)


@given(_STATEMENTS, st.frozensets(st.sampled_from("ABCDE")))
def test_no_group_is_in_two_pairs_none_that_is_busy_and_none_with_itself(
    statements: list[Statement], busy: frozenset[str]
) -> None:
    lots = {each.user_id: 0.5 for each in statements}
    found = pairs(statements, [frozenset("AB")], busy, lots)
    groups = [side.group for pair in found for side in pair]
    assert len(groups) == len(set(groups))
    assert not busy & set(groups)
    assert all({one.group, other.group} != {"A", "B"} and one.group != other.group for one, other in found)


@given(_STATEMENTS)
def test_fitting_is_mutual_and_needs_a_language(statements: list[Statement]) -> None:
    for one in statements:
        for other in statements:
            assert fit(one, other) == fit(other, one)
            assert not fit(one, other) or one.languages & other.languages


def test_lists_are_read_in_every_language_and_strangers_are_named() -> None:
    named, strangers = read("busca ayuda jurídica, español, Bajío halibut")
    assert named["stance"] == {"seeks"}
    assert named["helps"] == {"legal"}
    assert named["places"] == {"bajio"}
    assert strangers == ("halibut",)
