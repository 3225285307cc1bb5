from __future__ import annotations

import pytest

from bot.core.inflection import plural, verb_forms
from bot.core.lexicon import CODE_WORD, Lexicon, Noun, NounError, read_forms


def noun(concept: str, en: str, es: str, fr: str) -> Noun:
    return Noun(concept, {"en": read_forms(en, "en"), "es": read_forms(es, "es"), "fr": read_forms(fr, "fr")})


LEXICON = Lexicon(
    (
        noun("back_pay", "sg:back pay;lost wages", "m.pl:salarios caídos", "m.pl:arriérés de salaire"),
        noun("union", "union;labor union", "m:sindicato", "m:syndicat"),
        noun("protection_union", "protection union", "m:sindicato de protección", "m:syndicat de protection"),
        noun("FAT", "FAT", "m:FAT", "m:FAT"),
    )
)


def test_a_phrase_becomes_one_code_and_comes_back_in_the_other_language_in_its_number() -> None:
    found = LEXICON.mark("Los sindicatos de proteccion no pagan salarios caídos.", "es")
    assert found.concepts == ("protection_union", "back_pay")
    assert LEXICON.unmarked(found.text, "en") == "Los protection unions no pagan back pay."
    assert len(CODE_WORD.findall(found.text)) == 2


def test_a_capital_at_the_start_stays_one() -> None:
    assert LEXICON.unmarked(LEXICON.mark("Lost wages first", "en").text, "fr") == "Arriérés de salaire first"


def test_a_name_in_capitals_is_no_everyday_word() -> None:
    assert LEXICON.mark("The FAT is here", "en").concepts == ("FAT",)
    assert LEXICON.mark("the fat is here, Fat too", "en").concepts == ()


def test_a_phrase_does_not_reach_over_a_full_stop_or_a_protected_span() -> None:
    assert LEXICON.mark("Back. Pay", "en").concepts == ()
    assert LEXICON.mark("back ⟦n1⟧ pay", "en").concepts == ()


def test_a_single_word_is_known_without_its_accents() -> None:
    code = LEXICON.word("SINDICATOS", "es")
    assert code is not None
    assert LEXICON.rendered(code[0], is_plural=code[1] == "pl", language="fr") == "syndicats"


@pytest.mark.parametrize(("text", "language"), [("planta", "es"), ("x:planta", "es"), ("m:a;;b", "fr"), ("m:", "fr")])
def test_a_row_that_is_no_noun_says_what_is_missing(text: str, language: str) -> None:
    with pytest.raises(NounError, match=r"gender|none of|empty"):
        read_forms(text, language)


@pytest.mark.parametrize(
    ("phrase", "language", "many"),
    [
        ("priority sector", "en", "priority sectors"),
        ("course of remediation", "en", "courses of remediation"),
        ("authority", "en", "authorities"),
        ("sección sindical", "es", "secciones sindicales"),
        ("curso de reparación", "es", "cursos de reparación"),
        ("avis de grève", "fr", "avis de grève"),
        ("droit syndical", "fr", "droits syndicaux"),
    ],
)
def test_the_head_of_a_phrase_and_its_adjectives_take_the_plural(phrase: str, language: str, many: str) -> None:
    assert plural(phrase, language) == many


def test_verbs_keep_their_sound_before_their_endings() -> None:
    french, spanish = dict(verb_forms("déléguer", "fr")), dict(verb_forms("avisar", "es"))
    assert (french["<pri><p3><pl>"], dict(verb_forms("appuyer", "fr"))["<pri><p3><sg>"]) == ("délèguent", "appuie")
    assert (spanish["<ifi><p3><pl>"], dict(verb_forms("publicar", "es"))["<prs><p3><pl>"]) == ("avisaron", "publiquen")
    assert dict(verb_forms("rehire", "en"))["<ger>"] == "rehiring"


def test_another_word_for_a_noun_may_have_a_gender_of_its_own() -> None:
    day, journee = read_forms("m:jour;f:journée", "fr")
    assert (day.gender, day.singular) == ("m", "jour")
    assert (journee.gender, journee.singular, journee.plural) == ("f", "journée", "journées")
