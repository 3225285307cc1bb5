from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.errors import ConfigError
from bot.i18n import Texts
from bot.resources import locales_dir

SENTENCE = 'msgid "Petition filed"\nmsgstr "Petición presentada"\n'


@pytest.fixture(scope="module")
def texts() -> Texts:
    return Texts.load()


@pytest.fixture
def catalogues(tmp_path: Path) -> Path:
    return Path(shutil.copytree(locales_dir(), tmp_path / "locales"))


def broken(catalogues: Path, old: str, new: str) -> str:
    """What loading says after `old` became `new` in the Spanish catalogue."""
    path = catalogues / "es" / "LC_MESSAGES" / "bot.po"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        Texts.load(directory=catalogues)
    return str(caught.value)


# Sentences


def test_a_sentence_is_in_the_language_that_was_passed(texts: Texts) -> None:
    said = [texts.gettext(language, "Petition filed") for language in ("en", "es", "fr")]
    assert said == ["Petition filed", "Petición presentada", "Pétition déposée"]


def test_zero_is_plural_in_spanish_and_singular_in_french(texts: Texts) -> None:
    def records(language: str, count: int) -> str:
        return texts.ngettext(language, "%(count)s petition on record", "%(count)s petitions on record", count)

    assert [records("en", n) for n in (0, 1, 2)] == [
        f"{n} petition{s} on record" for n, s in zip("012", ("s", "", "s"), strict=True)
    ]
    assert [records("es", n).split()[1] for n in (0, 1, 2)] == ["peticiones", "petición", "peticiones"]
    assert [records("fr", n).split()[1] for n in (0, 1, 2)] == ["pétition", "pétition", "pétitions"]


def test_a_context_that_has_no_translation_gives_the_english_word(texts: Texts) -> None:
    assert texts.pgettext("es", "verb", "file") == "file"


def test_a_percent_sign_in_a_sentence_without_places_is_kept(texts: Texts) -> None:
    assert texts.gettext("en", "100 %") == "100 %"


# Numbers and dates


def test_numbers_are_written_the_way_each_country_writes_them(texts: Texts) -> None:
    assert [texts.number(language, 1234.56) for language in ("en", "es", "fr")] == [
        "1,234.56",
        "1,234.56",
        "1\xa0234,56",
    ]


def test_numbers_inside_sentences_are_too(texts: Texts) -> None:
    said = texts.ngettext("fr", "%(count)s petition on record", "%(count)s petitions on record", 12345)
    assert said.startswith("12\xa0345 ")


@pytest.mark.parametrize(
    ("language", "day", "written"),
    [
        ("en", date(2026, 11, 22), "Nov 22, 2026"),
        ("es", date(2026, 11, 22), "22 de noviembre de 2026"),
        ("fr", date(2026, 11, 22), "22 novembre 2026"),
        ("fr", date(2027, 7, 1), "1er juillet 2027"),
        ("fr", date(2027, 7, 11), "11 juillet 2027"),
        ("es", date(2027, 7, 1), "1 de julio de 2027"),
    ],
)
def test_a_date_names_its_month(texts: Texts, language: str, day: date, written: str) -> None:
    assert texts.date(language, day) == written


def test_a_month_alone_and_a_list(texts: Texts) -> None:
    assert [texts.month(language, date(2024, 3, 1)) for language in ("en", "es", "fr")] == [
        "March 2024",
        "marzo de 2024",
        "mars 2024",
    ]
    assert [texts.listing(language, ["a", "b", "c"]) for language in ("en", "es", "fr")] == [
        "a, b, and c",
        "a, b y c",
        "a, b et c",
    ]


# What does not load


def test_a_missing_sentence_stops_the_load(catalogues: Path) -> None:
    assert "'Petition filed' is missing" in broken(catalogues, SENTENCE, "")


def test_an_empty_translation_stops_the_load(catalogues: Path) -> None:
    assert "'Petition filed' is not translated" in broken(catalogues, '"Petición presentada"', '""')


def test_a_fuzzy_translation_stops_the_load(catalogues: Path) -> None:
    assert "'Petition filed' is marked as fuzzy" in broken(catalogues, SENTENCE, f"#, fuzzy\n{SENTENCE}")


def test_another_placeholder_stops_the_load(catalogues: Path) -> None:
    assert "has other placeholders" in broken(catalogues, '"Etapa: %(stage)s"', '"Etapa: %(etapa)s"')
    assert "has other placeholders" in broken(catalogues, '"Vía: %(route)s"', '"Vía"')


def test_a_placeholder_of_another_form_stops_the_load(catalogues: Path) -> None:
    assert "not of the form %(name)s" in broken(catalogues, '"Etapa: %(stage)s"', '"Etapa: %(stage)d"')


def test_a_plural_form_that_is_missing_or_empty_stops_the_load(catalogues: Path) -> None:
    one, other = 'msgstr[0] "%(count)s petición registrada"\n', 'msgstr[1] "%(count)s peticiones registradas"\n'
    assert "petition on record' " in broken(catalogues, one + other, one)
    assert "petition on record' " in broken(catalogues, one, 'msgstr[0] ""\nmsgstr[1] "x"\n')


def test_another_number_of_plural_forms_stops_the_load(catalogues: Path) -> None:
    answer = broken(catalogues, "nplurals=2; plural=(n != 1)", "nplurals=3; plural=(n == 1 ? 0 : n == 0 ? 1 : 2)")
    assert "needs 3 plural forms" in answer


def test_every_mistake_is_told_at_once_with_its_file(catalogues: Path) -> None:
    (catalogues / "fr" / "LC_MESSAGES" / "bot.po").unlink()
    lines = broken(catalogues, SENTENCE, "").splitlines()
    assert any("es" in line and "'Petition filed' is missing" in line for line in lines)
    assert any("fr" in line and "cannot be read" in line for line in lines)


def test_a_file_that_is_no_catalogue_stops_the_load(catalogues: Path) -> None:
    assert "is not a message catalogue" in broken(catalogues, "msgid", "msgfoo")
