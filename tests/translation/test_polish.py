from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.translation.polish import in_french_type, line, polished


@given(st.text())
def test_a_line_is_what_stands_around_it_and_its_words(text: str) -> None:
    cut = line(text)
    assert cut.before + cut.words + cut.after == text
    assert cut.words == cut.words.strip()
    assert not (cut.before + cut.after).strip()


@pytest.mark.parametrize(
    ("original", "answer", "expected"),
    [
        ("The union won.", "el sindicato ganó", "El sindicato ganó."),
        ("the union won", "The union won.", "The union won"),
        ("The union won!", " El sindicato  ganó. ", "El sindicato ganó!"),
        ("Really?!", "De verdad?!", "De verdad?!"),
        ("Wait…", "Espera...", "Espera…"),
        ("a  b", "c  d", "c  d"),
        ("⟦w1⟧ voted", "⟦w1⟧ votó", "⟦w1⟧ votó"),
        ("Hi", "¡hola", "¡Hola"),
        ("Hi", "...", "..."),
    ],
)
def test_spaces_final_signs_and_the_first_capital_follow_the_original(
    original: str, answer: str, expected: str
) -> None:
    assert polished(answer, original) == expected


@given(st.text(), st.text())
def test_it_never_takes_a_letter_away(answer: str, original: str) -> None:
    letters = [character for character in answer.casefold() if character.isalpha()]
    assert [character for character in polished(answer, original).casefold() if character.isalpha()] == letters


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("L'avis: s'il est signé, c'est fini.", "L’avis\u00a0: s’il est signé, c’est fini."),
        ("Qui a signé ? Personne !", "Qui a signé? Personne!"),
        ("Il a dit « non » hier : rien.", "Il a dit «\u00a0non\u00a0» hier\u00a0: rien."),
        ("l'⟦n1⟧ à 14:30 et 3:1", "l’⟦n1⟧ à 14:30 et 3:1"),
        ("déjà\u00a0: fait", "déjà\u00a0: fait"),
    ],
)
def test_french_is_printed_as_in_canada(text: str, printed: str) -> None:
    assert in_french_type(text) == printed
    assert in_french_type(printed) == printed
