"""The word lists of the sentences that are understood as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import Language
from bot.errors import ConfigError
from bot.translation.clauses.tokens import tokens
from bot.translation.clauses.translator import ClauseTranslator
from bot.translation.clauses.verbs import Verbs
from bot.translation.clauses.words import load_word_lists
from tests.translation.test_clauses import PAIRS

NOTHING_KNOWN = ClauseTranslator(load_word_lists())
for _language in ("en", "es", "fr"):
    NOTHING_KNOWN._lists.verbs[_language] = Verbs(())


@given(st.text(max_size=80), st.sampled_from(PAIRS))
def test_no_text_breaks_it(text: str, pair: tuple[Language, Language]) -> None:
    assert "".join(piece for piece, _ in NOTHING_KNOWN.said_anew(text, *pair)) == text
    tokens(text, pair[0])


def test_a_verb_whose_languages_need_other_things_is_refused_by_its_line(tmp_path: Path) -> None:
    folder = Path(__file__).parents[2] / "config" / "clauses"
    for name in ("words.csv", "nouns.csv"):
        (tmp_path / name).write_text((folder / name).read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "frames.csv").write_text("name,en,es,fr,state,who\npay,pay R,pagar R O,payer R:o,,\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"frames.csv:2: pay"):
        load_word_lists(tmp_path)


def test_packed_verbs_have_every_form_and_all_readings_of_it_in_their_order() -> None:
    forms = {("ser", "<ifi><p3><sg>"): "fue", ("ir", "<ifi><p3><sg>"): "fue", ("ir", "<inf>"): "ir"}
    verbs = Verbs((*key, form) for key, form in forms.items())
    assert {key: verbs.form(*key) for key in forms} == forms
    assert verbs.form("ir", "<ger>") is None
    assert list(verbs.read.get("fue")) == [("ser", "<ifi><p3><sg>"), ("ir", "<ifi><p3><sg>")]
    assert ("fue" in verbs.read, "fueron" in verbs.read, verbs.read.get("fueron")) == (True, False, ())


def test_a_word_that_is_only_written_is_never_read(tmp_path: Path) -> None:
    folder = Path(__file__).parents[2] / "config" / "clauses"
    for name in ("words.csv", "frames.csv", "given_names.csv"):
        (tmp_path / name).write_text((folder / name).read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "nouns.csv").write_text(
        "name,en,es,fr,who\ncoin,peso,m:peso,m:peso,\nburden,weight,~m:peso,m:poids/poids,\n", encoding="utf-8"
    )
    (tmp_path / "none.csv").write_text("concept,en,es,fr\n", encoding="utf-8")
    lists = load_word_lists(tmp_path, tmp_path / "none.csv")
    named = [found.value[0] for found in lists.noun_phrases["es"].at(["peso"], 0)]
    assert named == ["coin"]
    assert lists.nouns["burden"].form("es").singular == "peso"
    assert next(found.value[0] for found in lists.noun_phrases["fr"].at(["poids"], 0)) == "burden"
