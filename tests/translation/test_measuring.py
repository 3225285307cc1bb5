"""The sentences that measure must be enough, and each must be able to fail."""

from __future__ import annotations

import hashlib
import json
from collections import Counter

from tests.bench.sentences import DATA, LANGUAGES, dangerous, later, sentences


def test_there_are_at_least_sixty_sentences_in_three_languages() -> None:
    every = sentences()
    assert len(every) >= 60
    assert all(one.texts[language] for one in every for language in LANGUAGES)
    missing = [
        (term, one.texts[language])
        for one in every
        for language in LANGUAGES
        for term in one.terms[language]
        if term.lower() not in one.texts[language].lower().replace("é", "é")
    ]
    assert missing == [], "a term that its own reference lacks"


def test_there_are_ten_dangerous_sentences_in_each_direction_half_of_them_never_tuned_on() -> None:
    every = dangerous()
    count = Counter((each.source, each.target, each.unseen) for each in every)
    assert len(count) == 12
    assert set(count.values()) == {5}


def test_there_are_twelve_more_for_the_detector_of_doubts_and_none_is_in_both() -> None:
    every = dangerous("doubtful.txt")
    count = Counter((each.source, each.target, each.unseen) for each in every)
    assert len(count) == 12
    assert set(count.values()) == {6}
    assert not {each.text for each in every} & {each.text for each in dangerous()}


def test_chance_split_the_everyday_sentences_in_two_halves() -> None:
    every = dangerous("everyday.txt")
    for direction in {(each.source, each.target) for each in every}:
        ours = [each for each in every if (each.source, each.target) == direction]
        assert len(ours) >= 15
        in_order = sorted(ours, key=lambda each: hashlib.sha256(each.text.encode()).hexdigest())
        assert [each.unseen for each in in_order] == [n >= len(ours) // 2 for n in range(len(ours))]
    assert not {each.text for each in every} & {each.text for each in (*dangerous(), *dangerous("doubtful.txt"))}


def test_the_sentence_itself_is_no_safe_translation() -> None:
    every = (*dangerous(), *dangerous("doubtful.txt"), *dangerous("everyday.txt"))
    assert [each.text for each in every if each.safe(each.text)] == []


def test_of_the_later_sentences_every_reference_is_safe_and_no_source_is() -> None:
    texts = set()
    for file, directions in (("later_first.jsonl", 20), ("later_second.jsonl", 40), ("later_fourth.jsonl", 40)):
        every = later(file)
        assert set(Counter((each.source, each.target) for each in every).values()) == {directions}
        rows = [json.loads(line) for line in (DATA / file).read_text(encoding="utf-8").splitlines()]
        references = [judged["reference"] for row in rows for judged in row["targets"].values()]
        judged_so = [each.safe(reference) for each, reference in zip(every, references, strict=True)]
        assert all(judged_so), [text for text, safe in zip(references, judged_so, strict=True) if not safe]
        assert [each.text for each in every if each.safe(each.text)] == []
        texts |= {each.text for each in every}
    assert len(texts) == 300
    earlier = (*dangerous(), *dangerous("doubtful.txt"), *dangerous("everyday.txt"))
    assert not texts & {each.text for each in earlier}


def test_print_makes_no_translation_wrong() -> None:
    one = next(each for each in dangerous("everyday.txt") if each.target == "fr" and "'" in each.accepted.pattern)
    assert one.safe("l’une\u00a0:") == one.safe("l'une :")
