from __future__ import annotations

from bot.core.terms import Row, read_term_base
from bot.translation.word_lists import TERM_COLUMNS, load_lexicon, load_senses, load_term_base, load_verbs


def row(line: int, concept: str, en: str, es: str, fr: str, **others: str) -> Row:
    return Row(line, {"concept": concept, "en": en, "es_mx": es, "fr_ca": fr, **others})


def test_the_carried_term_base_has_no_mistakes_and_more_than_170_concepts() -> None:
    assert len(load_term_base().concepts) > 170


def test_the_word_lists_of_the_engine_are_readable() -> None:
    lexicon = load_lexicon()
    assert {"petition", "covered_facility", "back_pay", "agreement"} <= {noun.concept for noun in lexicon.nouns}
    assert len(load_senses()) == 4
    assert "congédiée" in load_verbs().by_form["fr"]


def test_a_concept_is_found_by_any_of_its_terms_in_any_number() -> None:
    term_base, _, _ = read_term_base(
        [
            row(2, "union", "union", "sindicato", "syndicat", en_alt="labor union (US); trade union"),
            row(3, "protection_union", "protection union", "sindicato de protección", "syndicat de protection"),
        ],
        TERM_COLUMNS,
    )
    assert term_base.find("The TRADE UNIONS and protection unions met.", "en") == ("union", "protection_union")
    assert term_base.find("Los sindicatos de proteccion", "es") == ("protection_union",)
    assert term_base.find("Nada", "es") == ()


def test_mistakes_and_conflicts_are_named_by_line() -> None:
    rows = [
        row(2, "petition", "petition", "petición", "pétition"),
        row(3, "petition", "claim", "reclamación", "réclamation"),
        row(4, "claim", "claim", "", "réclamation"),
        row(5, "complaint", "complaint", "petición", "plainte"),
    ]
    term_base, mistakes, conflicts = read_term_base(rows, TERM_COLUMNS)
    assert mistakes == ["3: petition is in line 2 already", "4: claim has no term in es"]
    assert conflicts == ["5: “petición” (es) stands for petition in line 2 too"]
    assert [concept.concept_id for concept in term_base.concepts] == ["petition", "complaint"]
