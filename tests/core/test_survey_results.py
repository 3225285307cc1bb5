"""What a survey shows: no small cell, none that can be worked out, and nothing that four people changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.core.small_cells import is_enough, shown_of_choices, shown_of_parts
from bot.core.survey_results import Reply, Table, published, tabulate
from bot.core.surveys import Question

GROUPS = st.sampled_from("ABCDE")
CHOICES = ("1", "2", "3", "4")
SINGLE = Question("single", {"en": "?"}, tuple({"en": choice} for choice in CHOICES))
MULTIPLE = Question("multiple", {"en": "?"}, SINGLE.choices)
NUMBER = Question("number", {"en": "?"})
REPLIES = st.lists(st.tuples(GROUPS, st.sampled_from(CHOICES)), max_size=40)
SEVERAL = st.lists(st.tuples(GROUPS, st.sets(st.sampled_from(CHOICES), min_size=1)), max_size=40)


def replies(given: list[tuple[str, str]]) -> list[Reply]:
    return [Reply(group, ((choice,),)) for group, choice in given]


@given(REPLIES)
def test_no_part_that_is_shown_or_left_over_has_fewer_than_five_answers_or_three_groups(
    answers: list[tuple[str, str]],
) -> None:
    cells = {choice: [group for group, said in answers if said == choice] for choice in CHOICES}
    shown = shown_of_parts(cells)
    assert all(is_enough(cells[key]) for key in shown)
    left = [key for key in CHOICES if key not in shown]
    assert not left or not shown or (len(left) > 1 and is_enough([voice for key in left for voice in cells[key]]))


@given(SEVERAL)
def test_no_choice_is_shown_whose_other_half_is_small(answers: list[tuple[str, set[str]]]) -> None:
    everybody = [group for group, _ in answers]
    cells = {choice: [group for group, said in answers if choice in said] for choice in CHOICES}
    for key in shown_of_choices(cells, everybody):
        assert is_enough(cells[key])
        assert is_enough([group for group, said in answers if key not in said])


@given(REPLIES, st.data())
def test_what_up_to_four_people_changed_shows_nowhere_in_the_next_edition(
    answers: list[tuple[str, str]], data: st.DataObject
) -> None:
    before = tabulate(SINGLE, 0, replies(answers))
    changed = list(answers)
    for _ in range(data.draw(st.integers(0, min(4, len(answers))))):
        at = data.draw(st.integers(0, len(changed) - 1))
        changed[at] = (changed[at][0], data.draw(st.sampled_from(CHOICES)))
    now = tabulate(SINGLE, 0, replies(changed))
    if before.total is not None:
        assert published(before, now) == before


@given(REPLIES, REPLIES)
def test_every_figure_that_moves_between_editions_moves_by_five_or_more(
    one: list[tuple[str, str]], two: list[tuple[str, str]]
) -> None:
    before = published(None, tabulate(SINGLE, 0, replies(one)))
    after = published(before, tabulate(SINGLE, 0, replies(two)))
    for key in before.cells.keys() & after.cells.keys():
        assert before.cells[key] == after.cells[key] or abs(before.cells[key] - after.cells[key]) >= 5


def test_a_cell_that_alone_is_hidden_takes_the_next_smallest_with_it() -> None:
    answers = [("ABC"[at % 3], "1") for at in range(9)] + [("ABC"[at % 3], "2") for at in range(6)] + [("A", "3")]
    assert tabulate(SINGLE, 0, replies(answers)) == Table(16, {"1": 9})


def test_numbers_are_counted_in_ranges_and_an_exact_one_is_never_shown() -> None:
    answers = [("ABC"[at % 3], number) for at, number in enumerate(["3", "4", "5", "3", "5", "7", "8", "9", "10", "6"])]
    assert tabulate(NUMBER, 0, replies(answers)).cells in ({"3": 5}, {"6": 5}, {"3": 5, "6": 5})


def test_what_everybody_said_is_not_shown_either() -> None:
    answers = [("ABC"[at % 3], "1") for at in range(12)]
    assert tabulate(SINGLE, 0, replies(answers)) == Table(12, {})
    assert tabulate(MULTIPLE, 0, replies(answers)) == Table(12, {})
