"""The packed tables of the language detector hold what its own loader's hold, and the detector reads the same."""

from __future__ import annotations

import json

import pytest
from langidentify import Detector, Language, Model
from langidentify.model_loader import SKIP

from bot.translation.spoken_model import load_model
from tests.translation.test_spoken import SENTENCES

LANGUAGES = Language.from_comma_separated("en,es,fr")


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_every_piece_and_word_is_as_likely_as_in_the_tables_of_the_detectors_own_loader() -> None:
    own, packed = Model.load(LANGUAGES), load_model(LANGUAGES)
    for length in range(1, own.max_ngram + 1):
        for piece, (languages, likely) in own.get_table(length).items():
            found = packed.get_table(length).get(piece)
            assert (found[0], list(found[1])) == (languages, list(likely)), piece
    for word, known in own.topwords_table.items():
        found = packed.topwords_table.get(word)
        if known is SKIP:
            assert found is SKIP
        else:
            assert (found[0], list(found[1])) == (known[0], list(known[1])), word
    assert len(packed.get_table(1)) == sum(len(own.get_table(length)) for length in range(1, own.max_ngram + 1))
    assert (packed.max_ngram, packed.min_log_prob, packed.tw_min_log_prob, packed.languages) == (
        own.max_ngram,
        own.min_log_prob,
        own.tw_min_log_prob,
        own.languages,
    )
    lines = (SENTENCES / "fr.dev.jsonl").read_text(encoding="utf-8").splitlines()[:200]
    detectors = Detector(own), Detector(packed)
    for text in (json.loads(line)["text"] for line in lines):
        one, other = (detector.detect(text) for detector in detectors)
        assert one is other
        assert detectors[0].results.gap == detectors[1].results.gap


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_language_of_another_alphabet_is_left_to_the_detectors_own_loader() -> None:
    languages = Language.from_comma_separated("en,uk")
    assert load_model(languages) is Model.load(languages)
