"""The phrasebook itself: every sentence in six directions, well written in all three languages."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.phrase_templates import Template, parse_template
from bot.core.phrase_values import Amount, Count, Day, Number, Percent, RelativeDay, Time, Value, Verbatim
from bot.errors import ConfigError
from bot.translation.phrasebook import load_phrasebook, load_phrases

BOOK = load_phrasebook()
AT_LEAST = 400
DIRECTIONS = tuple(itertools.permutations(("en", "es", "fr"), 2))
TEMPLATES = {
    (phrase.phrase_id, language): [parse_template(text, language) for text in texts]
    for phrase in BOOK.entries
    for language, texts in phrase.texts.items()
}
PLACES = [name for name in BOOK.names if name.kind == "place"]
ORGANISATIONS = [name for name in BOOK.names if name.kind == "organisation"]
EXAMPLES: Mapping[str, tuple[Value, ...]] = {
    "petition": (Verbatim("7K2-M9X"), Verbatim("MX-2024-017")),
    "link": (Verbatim("https://meet.example.org/Sala_3"),),
    "amount": (Amount(Number("1200", grouped=True), "MXN"), Amount(Number("350"), ""), Amount(Number("75"), "dollars")),
    "percent": (Percent(Number("82")), Percent(Number("50", "5"))),
    "date": (Day(3, 4, 2026), RelativeDay("tomorrow"), Day(weekday=4), Day(1, 3, weekday=0)),
    "time": (Time(20), Time(13, 30)),
    "count": (Count(Number("12")), Count(Number("1")), Count(Number("3"), in_words=True)),
    "place": tuple(PLACES[:4]),
    "organisation": tuple(ORGANISATIONS[:4]),
}
# Words of the phrasebook that two languages spell alike; any other that stands in two of them is a word left over.
ALIKE = {
    (
        "en",
        "es",
    ): "a bot bye favor general he idea internet legal link local me no ok plan supervisor terrible visa vote ya",
    ("en", "fr"): """
        a accident ambulance arrive attend bot bye certain contact continue correct date document excellent force
        horrible immigration important info information invitation
        local m machines me message messages minute minutes moment note notes ok
        on out photo photos plan police possible production protection provocation provocations question questions s
        scabs secret sent services signature signatures situation t terrible transport union urgent visa vote votes
    """,
    ("es", "fr"): """
        a bien bot bye comité de en entre es existe fin la le les libre local mal me mis nombre nos ok plan que reporte
        retiré se si son te terrible tribunal triste tu un va venir visa vote y
    """,
}


def filled(template: Template) -> Iterator[dict[str, Value]]:
    """One set of values for each example of the kind that has most of them."""
    slots = template.slots.values()
    rounds = max((len(EXAMPLES[slot.kind]) for slot in slots), default=1)
    for turn in range(rounds):
        yield {slot.name: EXAMPLES[slot.kind][turn % len(EXAMPLES[slot.kind])] for slot in slots}


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", re.sub(r"\{[^}]*\}", " ", text).lower()))


@pytest.mark.parametrize(("source", "target"), DIRECTIONS)
def test_every_phrase_is_there_in_every_direction(source: str, target: str) -> None:
    for phrase in BOOK.entries:
        for variant in TEMPLATES[phrase.phrase_id, source]:
            for values in filled(variant):
                written = variant.write(values)
                wanted = TEMPLATES[phrase.phrase_id, target][0].write(values)
                if written is None or wanted is None:
                    assert any(isinstance(value, Day | RelativeDay) for value in values.values())
                    continue
                found = BOOK.answer(written, source, target)
                assert found is not None, (phrase.phrase_id, written)
                assert found.rstrip(".") == wanted.rstrip("."), (phrase.phrase_id, written)


@pytest.mark.parametrize(("source", "target"), DIRECTIONS)
def test_every_phrase_survives_hurried_typing(source: str, target: str) -> None:
    for phrase in BOOK.entries:
        template = TEMPLATES[phrase.phrase_id, source][0]
        if template.slots:
            continue
        neat = BOOK.answer(template.text, source, target)
        assert neat is not None
        hurried = template.text.upper().replace("¿", "").replace("¡", "").replace("’", "'").rstrip(".!") + " "
        assert (BOOK.answer(hurried, source, target) or "").rstrip(" .!¡") == neat.rstrip(".!")


def test_one_content_word_changed_is_no_match() -> None:
    for (phrase_id, language), templates in TEMPLATES.items():
        target = "en" if language != "en" else "fr"
        text = templates[0].write(next(filled(templates[0])))
        assert text is not None
        literal = " ".join(piece for piece in templates[0].pieces if isinstance(piece, str))
        for word in set(re.findall(r"[^\W\d_]{3,}", literal)):
            changed = re.sub(rf"(?<!\w){word}(?!\w)", "xylofon", text)
            assert BOOK.answer(changed, language, target) is None, (phrase_id, changed)


@pytest.mark.parametrize(("language", "negation"), [("en", "not"), ("es", "no"), ("fr", "pas")])
def test_a_negation_put_in_or_taken_out_never_gives_the_same_translation(language: str, negation: str) -> None:
    for phrase in BOOK.entries:
        template = TEMPLATES[phrase.phrase_id, language][0]
        target = "en" if language != "en" else "es"
        text = template.write(next(filled(template)))
        assert text is not None
        translated = BOOK.answer(text, language, target)
        tokens = text.split()
        for place in range(len(tokens) + 1):
            negated = " ".join([*tokens[:place], negation, *tokens[place:]])
            assert BOOK.answer(negated, language, target) != translated, negated
        if negation in tokens:
            without = " ".join(token for token in tokens if token != negation)
            assert BOOK.answer(without, language, target) != translated, without


def test_every_phrase_is_well_written() -> None:
    for phrase in BOOK.entries:
        for text in itertools.chain.from_iterable(phrase.texts.values()):
            assert "  " not in text
            assert "'" not in text, text
            assert text[0].isupper() or text[0] in "¿¡{[", text
        check_spanish(phrase.texts["es"])
        check_french(phrase.texts["fr"])


def check_spanish(texts: Sequence[str]) -> None:
    for text in texts:
        assert text.count("¿") == text.count("?"), text
        assert text.count("¡") == text.count("!"), text
        assert "\u00a0" not in text, text
        # As in Spain
        assert not re.search(r"vosotr|\bordenador|convenio colectivo|comité de empresa", text.lower()), text


def check_french(texts: Sequence[str]) -> None:
    for text in texts:
        assert not re.search(r"\s[?!;]", text), text
        assert not re.search(r"[^\u00a0]:(?!/)|«[^\u00a0]|[^\u00a0]»", text), text
        assert "·" not in text, text


@pytest.mark.parametrize(("left", "right"), ALIKE)
def test_no_word_of_one_language_is_left_in_another(left: str, right: str) -> None:
    both = [
        {word for phrase in BOOK.entries for text in phrase.texts[language] for word in words(text)}
        for language in (left, right)
    ]
    assert both[0] & both[1] == set(ALIKE[left, right].split())


def test_there_are_enough_phrases_of_every_situation() -> None:
    situations = Counter(phrase.situation for phrase in BOOK.entries)
    assert situations.total() >= AT_LEAST
    assert set(situations) >= set(
        "greeting thanks reply danger petition deadline meeting vote strike safety retaliation solidarity logistics "
        "evidence media room question court bargaining".split()
    )


def test_the_finals_of_a_phrase_are_the_same_in_all_languages() -> None:
    for phrase in BOOK.entries:
        finals = {TEMPLATES[phrase.phrase_id, language][0].final for language in ("en", "es", "fr")}
        assert len(finals) == 1, phrase.phrase_id


def test_situations_and_ids_are_plain_words() -> None:
    for phrase in BOOK.entries:
        assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", phrase.phrase_id)
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", phrase.situation)


EXACT = {"count", "petition", "link", "percent", "amount"}
EXACTLY_SLOTTED = sorted(
    phrase.phrase_id
    for phrase in BOOK.entries
    if TEMPLATES[phrase.phrase_id, "en"][0].slots
    and all(slot.kind in EXACT for slot in TEMPLATES[phrase.phrase_id, "en"][0].slots.values())
)
numbers = st.builds(
    lambda number, grouped: Number(str(number), grouped=grouped), st.integers(2, 999_999), st.booleans()
)
tails = st.from_regex(r"[0-9A-Z]{3}", fullmatch=True)
by_kind: Mapping[str, st.SearchStrategy[Value]] = {
    "count": st.builds(Count, numbers),
    "percent": st.builds(Percent, numbers),
    "amount": st.builds(Amount, numbers, st.sampled_from(["", "MXN", "USD", "CAD", "pesos", "dollars"])),
    "petition": tails.map(lambda tail: Verbatim(f"7K2-{tail}")),
    "link": tails.map(lambda tail: Verbatim(f"https://example.org/{tail}?a=1")),
}


@given(st.data(), st.sampled_from(EXACTLY_SLOTTED), st.sampled_from(DIRECTIONS))
def test_numbers_ids_sums_and_links_survive(data: st.DataObject, phrase_id: str, direction: tuple[str, str]) -> None:
    source, target = direction
    template = TEMPLATES[phrase_id, source][0]
    values = {slot.name: data.draw(by_kind[slot.kind]) for slot in template.slots.values()}
    written = template.write(values)
    assert written is not None
    translated = BOOK.answer(written, source, target)
    assert translated is not None
    for value in values.values():
        assert str(value.write(target, "")) in translated
        if isinstance(value, Verbatim):
            assert value.text in translated
    assert sorted(re.sub(r"\D", "", written)) == sorted(re.sub(r"\D", "", translated))


HEADER = "id,situation,en,es,fr\n"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("a,x,Hello.,Hola.,\n", ":2: fr: is empty"),
        ("a,x,Hello.,Hola.,Salut.\na,x,Bye.,Chao.,Bye.\n", ":3: id: a stands on line 2 too"),
        ("a,x,Hello.,Hola.,Salut.\nb,x,Hi.,HOLA,Allô.\n", ":3: es: “HOLA” is recognised as the phrase of line 2 too"),
        ("a,x,Hello {date}.,Hola.,Salut {date}.\n", ":2: es: “Hola.”: other slots than in English"),
        ("a,x,Hello {person}.,Hola {person}.,Salut {person}.\n", ":2: en: “Hello {person}.”: unknown slot person"),
        ("a,x,Hello {date.in}.,Hola {date}.,Salut {date}.\n", "unknown form in of date"),
        ("a,x,3 days.,3 días.,3 jours.\n", ":2: en: “3 days.”: a number outside a slot"),
        ("a,x,[day/days].,[día/días].,[jour/jours].\n", "[one/other] without a count"),
        ("a,x,Are you?,¿Está?,Es-tu.\n", ":2: fr: “Es-tu.”: question or statement?"),
        ("a,x,Hello. | Hello.,Hola.,Salut.\n", ":2: en: the same variant twice"),
        ("a,x,Hello.,Hola.\n", ":2: expected 5 cells, found 4"),
        (",x,Hello.,Hola.,Salut.\n", ":2: id and situation must not be empty"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, rows: str, said: str) -> None:
    path = tmp_path / "phrases.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    with pytest.raises(ConfigError) as raised:
        load_phrases(path, ())
    assert any(said in mistake for mistake in raised.value.mistakes), raised.value.mistakes


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "phrases.csv"
    path.write_text(HEADER + "a,x,,Hola.,Salut.\nb,x,Hello.,,Salut.\n", encoding="utf-8")
    with pytest.raises(ConfigError) as raised:
        load_phrases(path, ())
    assert len(raised.value.mistakes) == 2


def test_a_missing_or_foreign_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "phrases.csv"
    with pytest.raises(ConfigError, match="cannot be read"):
        load_phrases(path, ())
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="not a CSV file in UTF-8"):
        load_phrases(path, ())
    path.write_text("en,es\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="expected the columns id, situation, en, es, fr"):
        load_phrases(path, ())
