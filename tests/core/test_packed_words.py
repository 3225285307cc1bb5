"""A packed list answers as the dict would."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.core.packed_words import PackedWords

WORDS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=12)


@given(st.dictionaries(WORDS, WORDS), st.lists(WORDS))
def test_every_word_has_what_stands_for_it_and_no_other_word_has_anything(
    meant: dict[str, str], others: list[str]
) -> None:
    packed = PackedWords(meant.items())
    assert len(packed) == len(meant)
    for word in (*meant, *others):
        assert packed.get(word) == meant.get(word)
        assert (word in packed) == (word in meant)


def test_of_two_with_the_same_word_the_last_one_counts() -> None:
    assert PackedWords([("esta", "está"), ("esta", "ésta")]).get("esta") == "ésta"


def test_or_all_of_them_in_the_order_in_which_they_came() -> None:
    pairs = [("fue", "ser"), ("va", "ir"), ("fue", "ir")]
    packed = PackedWords(pairs, "/")
    assert (packed.get("fue"), packed.get("va"), packed.get("es")) == ("ser/ir", "ir", None)
