from __future__ import annotations

import pytest

from bot.core.doubt import find_doubts, likeness, reads_the_same, same_words


@pytest.mark.parametrize(
    ("source", "translation", "languages"),
    [
        ("They did not sign.", "Firmaron.", ("en", "es")),
        ("Firmaron ayer.", "They didn't sign yesterday.", ("es", "en")),
        ("N'attendez pas.", "Espere.", ("fr", "es")),
        ("Nobody was dismissed.", "Tout le monde a été congédié.", ("en", "fr")),
    ],
)
def test_a_negation_that_came_or_went_is_a_doubt(source: str, translation: str, languages: tuple[str, str]) -> None:
    assert "negation" in find_doubts(source, translation, *languages)


def test_a_negation_on_both_sides_is_none() -> None:
    assert find_doubts("They didn't sign.", "No firmaron.", "en", "es") == ()
    assert find_doubts("Personne n'a signé.", "Nobody signed.", "fr", "en") == ()


def test_a_long_sentence_is_a_doubt_and_many_short_ones_are_not() -> None:
    assert find_doubts("word " * 23, "palabra " * 23, "en", "es") == ("long sentence",)
    assert find_doubts("Good old friends. " * 20, "Buenos viejos amigos. " * 20, "en", "es") == ()


def test_a_number_word_that_changed_is_a_doubt() -> None:
    assert "numbers" in find_doubts("They dismissed three people.", "Despidieron a dos personas.", "en", "es")
    assert find_doubts("They dismissed three people.", "Despidieron a tres personas.", "en", "es") == ()


def test_a_person_that_the_source_does_not_name_is_a_doubt() -> None:
    assert find_doubts("No fue despedida.", "She was not fired.", "es", "en") == ("who did it",)
    assert find_doubts("Ella no fue despedida.", "She was not fired.", "es", "en") == ()


def test_what_reads_differently_on_the_way_back_is_a_doubt() -> None:
    text, translation = "They struck the company.", "Golpearon a la empresa."
    doubts = find_doubts(text, translation, "en", "es", back="They beat the company.")
    assert "reads differently when translated back" in doubts
    assert find_doubts("The union signed.", "El sindicato firmó.", "en", "es", back="The union signed.") == ()


def test_a_woman_who_became_somebody_else_is_a_doubt() -> None:
    text = "She was asked to leave, and he was not."
    assert "who did it" in find_doubts(text, "Il a été prié de partir, et il ne l'a pas été.", "en", "fr")
    assert find_doubts("She signed.", "Elle a signé.", "en", "fr") == ()


def test_articles_and_endings_that_come_back_as_others_are_no_doubt_but_persons_and_words_are() -> None:
    assert reads_the_same("Los delegados firmaron ya en la planta", "Delegado firmaron planta", "es")
    assert not reads_the_same("They let the scabs in, not us", "They let the scabs in, not them", "en")
    assert not reads_the_same("The company fired him", "The company shot him", "en")


def test_a_word_that_the_engine_did_not_know_is_a_doubt() -> None:
    assert find_doubts("El pliego.", "The pliego.", "es", "en", way="unsure") == ("unknown words",)


def test_likeness_looks_past_accents_and_capitals() -> None:
    assert likeness("El Sindicato ganó", "el sindicato gano") == 1.0
    assert likeness("", "") == 1.0
    assert likeness("Despidieron a Rosa", "Rosa renunció") < 0.6


def test_what_was_translated_word_by_word_is_doubtful_unless_it_is_very_short() -> None:
    text, translation = "The union won the vote.", "El sindicato ganó el voto."
    assert find_doubts(text, translation, "en", "es", way="word by word") == ("translated word by word",)
    assert find_doubts("Good morning, everyone.", "Buenos días a todos.", "en", "es", way="word by word") == ()


def test_what_can_be_read_in_two_ways_is_a_doubt() -> None:
    doubts = find_doubts("The union signed.", "El sindicato firmó.", "en", "es", way="two readings")
    assert doubts == ("can be read in two ways",)


def test_two_readings_that_differ_in_gender_alone_say_the_same_and_changed_places_do_not() -> None:
    assert same_words("Los delegados firmaron.", "Las delegadas firmaron.", "es")
    assert not same_words("El gerente acusó a Rosa.", "Rosa acusó al gerente.", "es")
    assert not same_words("They won the vote.", "They earned the vote.", "en")


@pytest.mark.parametrize(
    ("source", "translation", "languages"),
    [
        ("They voted.", "Votaron.", ("en", "es")),
        ("Ganamos.", "We win.", ("es", "en")),
        ("Ils mentent.", "Mienten.", ("fr", "es")),
    ],
)
def test_even_two_words_word_by_word_are_doubtful_when_somebody_does_something(
    source: str, translation: str, languages: tuple[str, str]
) -> None:
    assert "translated word by word" in find_doubts(source, translation, *languages, way="word by word")


@pytest.mark.parametrize(
    ("source", "translation", "languages"),
    [
        ("All the workers did not vote.", "Todos los trabajadores no votaron.", ("en", "es")),
        ("No firmaron todos.", "Everyone did not sign.", ("es", "en")),
        ("Tous les membres n'ont pas voté.", "All the members did not vote.", ("fr", "en")),
    ],
)
def test_a_negation_beside_everybody_is_a_doubt(source: str, translation: str, languages: tuple[str, str]) -> None:
    assert find_doubts(source, translation, *languages) == ("negation",)


@pytest.mark.parametrize(
    ("source", "translation", "languages"),
    [
        ("It was the manager that signed.", "Fue el gerente que firmó.", ("en", "es")),
        ("Fue el gerente quien firmó.", "The manager signed.", ("es", "en")),
        ("Ce n’est pas nous, c’est eux.", "No fuimos nosotros, es ellos.", ("fr", "es")),
    ],
)
def test_a_sentence_that_picks_out_who_it_was_is_a_doubt(
    source: str, translation: str, languages: tuple[str, str]
) -> None:
    assert "who did it" in find_doubts(source, translation, *languages)


def test_who_did_it_is_no_doubt_where_the_whole_sentence_was_understood() -> None:
    text, translation = "No fue despedida.", "She was not fired."
    assert find_doubts(text, translation, "es", "en", way="understood") == ()
    assert find_doubts(text, translation, "es", "en", way="two readings") == ("can be read in two ways",)
    assert "who did it" in find_doubts(text, translation, "es", "en", way="word by word")


def test_a_negation_that_went_is_a_doubt_however_well_a_sentence_was_understood() -> None:
    assert "negation" in find_doubts("They did not sign.", "Firmaron.", "en", "es", way="understood")


def test_an_english_sentence_that_picks_out_who_it_was_is_a_doubt_without_any_pronoun() -> None:
    picked_out, plain = "That was the manager that signed.", "The manager signed."
    assert find_doubts(picked_out, "Ese fue el gerente que firmó.", "en", "es") == ("who did it",)
    assert find_doubts(plain, "El gerente firmó.", "en", "es") == ()
