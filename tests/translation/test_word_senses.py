"""Words with two senses: what the words beside them tell, and the mark where nothing tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.masking import mask, unmask
from bot.core.model import Language
from bot.errors import ConfigError
from bot.ports import TwoReadings
from bot.translation.apertium import Apertium
from bot.translation.clauses.word_senses import load_word_senses, of_frame

with_apertium = pytest.mark.asyncio(loop_scope="module")

TOLD: list[tuple[str, Language, Language, str]] = [
    ("The guest of the hotel accused the housekeeper.", "en", "es", "huésped"),
    ("The lift is broken again.", "en", "fr", "ascenseur"),
    ("The senator rejected the bill.", "en", "es", "proyecto de ley"),
    ("He hit me with his belt.", "en", "es", "cinturón"),
    ("The doctor stopped the treatment.", "en", "es", "tratamiento"),
    ("La junta local perdió mi expediente.", "es", "en", "labor board"),
    ("La junta empezó a las cinco.", "es", "en", "meeting"),
    ("Llegamos en el camión de la empresa.", "es", "en", "bus"),
    ("Descargaron el camión.", "es", "en", "truck"),
    ("No me pagaron la prima.", "es", "en", "bonus"),
    ("Ma prime d'assurance a augmenté.", "fr", "en", "premium"),
    ("La mécanicienne a perdu la clé.", "fr", "es", "llave"),
    ("Les négociateurs ont accepté le règlement.", "fr", "es", "acuerdo"),
]


@with_apertium
@pytest.mark.parametrize(("text", "source", "target", "word"), TOLD)
async def test_the_words_beside_it_tell_the_sense_of_a_word(
    apertium: Apertium, text: str, source: Language, target: Language, word: str
) -> None:
    masked = mask(text)
    (answer,) = await apertium.translate([masked.text], source, target)
    assert word in unmask(answer, masked)


UNTOLD: list[tuple[str, Language, Language]] = [
    ("The guest accused her.", "en", "es"),
    ("The scale is unfair.", "en", "fr"),
    ("La licencia venció.", "es", "en"),
    ("La prima llegó.", "es", "fr"),
    ("La pièce est petite.", "fr", "en"),
    # shove or put under pressure, hit or defeat
    ("Don't push her.", "en", "es"),
    ("He beat the manager.", "en", "fr"),
]


@with_apertium
@pytest.mark.parametrize(("text", "source", "target"), UNTOLD)
async def test_a_word_whose_sense_nothing_tells_leaves_two_readings(
    apertium: Apertium, text: str, source: Language, target: Language
) -> None:
    (answer,) = await apertium.translate([mask(text).text], source, target)
    assert isinstance(answer, TwoReadings)


@with_apertium
async def test_a_word_in_a_term_of_the_lists_has_one_sense(apertium: Apertium) -> None:
    (answer,) = await apertium.translate(["The parking lot is closed."], "en", "es")
    assert not isinstance(answer, TwoReadings)


def _senses(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "senses.csv"
    path.write_text("\n".join(("from,word,nouns,beside,into", *rows, "")), encoding="utf-8")
    return path


def test_two_senses_told_at_once_are_none(tmp_path: Path) -> None:
    senses = load_word_senses({"hotel_guest"}, _senses(tmp_path, "en,guest,hotel_guest,hotel,", "en,guest,,wedding,"))
    assert senses.untold(["guest", "hotel", "wedding"], "en", "es") == {"guest"}
    assert senses.untold(["guest", "hotel"], "en", "es") == set()
    assert senses.meant(["guest", "hotel"], "en")["guest"].only == {"hotel_guest"}
    assert not senses.meant(["guest", "wedding"], "en")["guest"].allows("hotel_guest")


def test_a_star_is_meant_unless_another_is_told_and_a_question_mark_is_in_no_list(tmp_path: Path) -> None:
    senses = load_word_senses(set(), _senses(tmp_path, "es,obra,,*,", "es,obra,?,teatr*,"))
    assert senses.untold(["la", "obra"], "es", "en") == set()
    assert senses.untold(["la", "obra", "de", "teatro"], "es", "en") == {"obra"}


def test_a_sense_may_matter_in_one_language_only(tmp_path: Path) -> None:
    senses = load_word_senses(set(), _senses(tmp_path, "en,floor,,plancher,fr"))
    assert senses.untold(["floor"], "en", "fr") == {"floor"}
    assert senses.untold(["floor"], "en", "es") == set()


def test_a_sense_of_a_verb_is_told_in_the_same_way(tmp_path: Path) -> None:
    senses = load_word_senses(set(), _senses(tmp_path, f"en,{of_frame('push_o')},,door;cart,"))
    assert senses.untold_frames({"push_o"}, ["push", "her"], "en", "es")
    assert not senses.untold_frames({"push_o"}, ["push", "the", "door"], "en", "es")


def test_a_noun_that_no_list_has_is_refused_by_its_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"senses.csv:2: guest"):
        load_word_senses(set(), _senses(tmp_path, "en,guest,hotel_guest,hotel,"))
