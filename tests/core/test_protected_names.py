"""A protected name is found however it is written, by its hashes alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.name_forms import Nicknames, NotAName, canonical, forms_of
from bot.core.protected_names import ProtectedNames, hashed
from bot.resources import config_dir
from bot.store.nickname_file import load_nicknames

KEY = bytes(32)
NICKNAMES = load_nicknames(config_dir() / "names" / "nicknames.csv")


def protecting(*names: str) -> ProtectedNames:
    return ProtectedNames(KEY, frozenset(hashed(KEY, form) for name in names for form in forms_of(name, NICKNAMES)))


def found(protected: ProtectedNames, text: str) -> list[str]:
    return [text[span.start : span.end] for span in protected.find(text)]


LUPE = "Guadalupe Pérez Ramírez"
JEAN = "Jean-Pierre Tremblay"
BILL = "William O'Brien"
JOSE = "José Luis Hernández Cruz"


@pytest.mark.parametrize(
    ("name", "text", "spot"),
    [
        (LUPE, "ayer corrieron a Guadalupe Pérez Ramírez", "Guadalupe Pérez Ramírez"),
        (LUPE, "ayer corrieron a guadalupe perez", "guadalupe perez"),
        (LUPE, "GUADALUPE PEREZ no firmó", "GUADALUPE PEREZ"),
        (LUPE, "dice Lupita Pérez que sí", "Lupita Pérez"),
        (LUPE, "dice la lupe ramirez que si", "lupe ramirez"),
        (LUPE, "Pérez Ramírez, Guadalupe", "Pérez Ramírez, Guadalupe"),
        (LUPE, "la compañera Pérez Ramírez", "Pérez Ramírez"),
        (LUPE, "María Guadalupe Pérez", "Guadalupe Pérez"),
        (LUPE, "G. Pérez firmó", "G. Pérez"),
        (LUPE, "G Pérez firmó", "G Pérez"),
        (LUPE, "Pérez, G.", "Pérez, G"),
        (LUPE, "Guadalupe P. ya declaró", "Guadalupe P"),
        (LUPE, "acta_guadalupe-perez_v2.pdf", "guadalupe-perez"),
        (LUPE, "DeclaracionLupitaPerezFinal.docx", "LupitaPerez"),
        (LUPE, "perez_g.jpg", "perez_g"),
        (LUPE, "guadalupeperez@gmail.com", "guadalupeperez"),
        (LUPE, "gperez88@sindicato.example", "gperez"),
        (LUPE, "guadalupe.perez@sindicato.example", "guadalupe.perez"),
        (LUPE, "Guadalupe\u200b P\u00e9rez", "Guadalupe\u200b P\u00e9rez"),
        (LUPE, "Guadalupe Pe\u0301rez", "Guadalupe Pe\u0301rez"),
        (LUPE, "Guadalupe\nPérez", "Guadalupe\nPérez"),
        (LUPE, "Guadalupe de la Luz Pérez", "Guadalupe de la Luz Pérez"),
        (LUPE, "**Guadalupe** _Pérez_", "Guadalupe** _Pérez"),
        (JOSE, "Pepe Hernández", "Pepe Hernández"),
        (JOSE, "Luis Hernández Cruz", "Luis Hernández Cruz"),
        (JOSE, "JL Hernández", "JL Hernández"),
        (JOSE, "J. L. Hernández", "J. L. Hernández"),
        (JOSE, "Hernández Cruz José Luis", "Hernández Cruz José Luis"),
        (JEAN, "Jean Pierre Tremblay a été congédié", "Jean Pierre Tremblay"),
        (JEAN, "selon J.-P. Tremblay", "J.-P. Tremblay"),
        (JEAN, "selon JP Tremblay", "JP Tremblay"),
        (JEAN, "le témoignage d’Jean Tremblay", "d’Jean Tremblay"),
        (JEAN, "Tremblay, Jean-Pierre", "Tremblay, Jean-Pierre"),
        (JEAN, "jptremblay@videotron.ca", "jptremblay"),
        (JEAN, "TREMBLAY_JEANPIERRE.pdf", "TREMBLAY_JEANPIERRE"),
        (BILL, "Bill O’Brien's badge", "Bill O’Brien's"),
        (BILL, "bill obrien", "bill obrien"),
        (BILL, "Will O Brien", "Will O Brien"),
        (BILL, "wobrien@locals.example", "wobrien"),
        (BILL, "I saw William O'Brien’s schedule", "William O'Brien’s"),
        ("Robert St-Pierre", "Bob Saint-Pierre", "Bob Saint-Pierre"),
        ("Robert Saint-Pierre", "Rob St. Pierre", "Rob St. Pierre"),
        ("Ana Xóchitl Pérez", "Xochitl Perez", "Xochitl Perez"),
        ("Chivis", "le dicen la chivis", "chivis"),
        ("Lupita Soto", "Guadalupe Soto", "Guadalupe Soto"),
        (BILL, "Bіll O'Вrien", "Bіll O'Вrien"),
        (LUPE, "Ⓛⓤⓟⓔ Ⓟⓔⓡⓔⓩ vio", "Ⓛⓤⓟⓔ Ⓟⓔⓡⓔⓩ"),
        (LUPE, "🅻🆄🅿🅴 🅿🅴🆁🅴🆉 vio", "🅻🆄🅿🅴 🅿🅴🆁🅴🆉"),
        (LUPE, "dice ʟᴜᴘᴇ ᴘᴇʀᴇᴢ", "ʟᴜᴘᴇ ᴘᴇʀᴇᴢ"),
        (LUPE, "dice L u p e  P e r e z eso", "L u p e  P e r e z"),
        (LUPE, "dice l.u.p.e p.e.r.e.z eso", "l.u.p.e p.e.r.e.z"),
        (LUPE, "dice Lup3 P3r3z eso", "Lup3 P3r3z"),
    ],
)
def test_a_spelling_of_the_name_is_found(name: str, text: str, spot: str) -> None:
    assert found(protecting(name), text) == [spot]


@pytest.mark.parametrize(
    "text",
    [
        "Guadalupe no vino hoy",
        "Pérez no vino hoy",
        "Guadalupe Sánchez firmó",
        "Juan Pérez firmó",
        "lupita y juan",
        "dijeron a pérez que no",
        "GP ya llegó",
        "la Virgen de Guadalupe",
        "guadalupe@sindicato.example",
        "7K2-M9X",
        "",
    ],
)
def test_one_word_of_a_name_or_another_person_is_left_alone(text: str) -> None:
    assert found(protecting(LUPE), text) == []


def test_words_far_apart_are_no_name() -> None:
    assert found(protecting(LUPE), "Guadalupe llegó tarde y después habló la señora Pérez") == []


def test_every_protected_name_in_a_text_is_found() -> None:
    assert found(protecting(LUPE, JEAN), "Lupe Pérez y Jean Tremblay") == ["Lupe Pérez", "Jean Tremblay"]


def test_the_words_of_two_names_do_not_mix() -> None:
    assert found(protecting(LUPE, JEAN), "Guadalupe Tremblay") == []


def test_nothing_is_found_with_another_key() -> None:
    hashes = frozenset(hashed(KEY, form) for form in forms_of(LUPE, NICKNAMES))
    assert ProtectedNames(bytes(31) + b"1", hashes).find(LUPE) == ()


@pytest.mark.parametrize(
    "name", ["", "  ", "de la", "Al", "x y", "J. Pérez", "Ana 2", "a b c d e f g h i", "Ana " * 40, "5 5"]
)
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(NotAName):
        forms_of(name, NICKNAMES)


def test_the_same_words_are_the_same_name_however_typed() -> None:
    assert canonical("  guadalupe   PEREZ ramirez ") == canonical(LUPE)
    assert canonical("Ramírez Guadalupe Pérez") != canonical(LUPE)


def test_nicknames_stand_for_a_name_in_both_directions() -> None:
    nicknames = Nicknames([("José", ("Pepe", "Ti-Jo"))])
    assert nicknames.of("jose") == {"jose", "pepe", "tijo"}
    assert nicknames.of("pepe") == {"jose", "pepe"}
    assert nicknames.of("ana") == {"ana"}


@pytest.mark.parametrize(
    ("name", "nickname"),
    [
        ("jose", "pepe"),
        ("guadalupe", "lupita"),
        ("francisco", "pancho"),
        ("francisco", "paco"),
        ("william", "bill"),
        ("robert", "bob"),
        ("jeanfrancois", "jf"),
    ],
)
def test_the_list_knows_what_people_are_called(name: str, nickname: str) -> None:
    assert nickname in NICKNAMES.of(name)


def test_the_list_has_enough_names() -> None:
    lines = (config_dir() / "names" / "nicknames.csv").read_text(encoding="utf-8").splitlines()
    assert sum(1 for line in lines if line[:3] in ("mx,", "us,", "qc,")) >= 150


letters = st.text("abcdefgmnñoprstuáéíóü", min_size=4, max_size=9)


@given(
    letters, letters, st.sampled_from(["{0} {1}", "{1}, {0}", "{0}_{1}.pdf", "{0}.{1}@x.mx", "{0}{1}", "{0} B. {1}"])
)
def test_a_name_is_found_in_any_case_with_or_without_its_accents(first: str, last: str, form: str) -> None:
    if first == last:
        return
    protected = protecting(f"{first} {last}")
    for text in (form.format(first, last), form.format(first.upper(), last.title())):
        assert len(protected.find(f"dicen que {text} estuvo")) == 1


@given(st.text(max_size=200))
def test_every_text_can_be_searched(text: str) -> None:
    assert all(0 <= span.start < span.end <= len(text) for span in protecting(LUPE).find(text))


def test_a_very_long_message_is_searched_in_time() -> None:
    """Pairs are formed of near words only: of all words it would be a thousand million hashes."""
    assert len(protecting(LUPE).find("palabra Guadalupe " * 3000 + "Pérez")) == 1


# Misspelled

QUIQUE = "Enrique Quiroz Chávez"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (LUPE, "guadalupe peres"),
        (LUPE, "Guadalupe Prez"),
        (LUPE, "Guadalupe Péerez"),
        (LUPE, "Gaudalupe Pérez"),
        (LUPE, "Guadalupr Pérez"),
        (LUPE, "wadalupe peres ya firmo"),
        (LUPE, "lupita ramires"),
        (LUPE, "Peréz Ramires"),
        (JOSE, "pepe ernandes"),
        (JOSE, "Jose Luis Hernandz"),
        (QUIQUE, "enrike kiros"),
        (QUIQUE, "Enrrique Chavez"),
        (QUIQUE, "henrique chabes"),
        (JEAN, "jean trembley"),
        (JEAN, "Jean-Pierre Trembay"),
        (BILL, "Willam OBrien"),
        ("Ximena Mexía", "jimena mejia"),
        ("Yolanda Vázquez", "llolanda basques"),
        ("Xóchitl", "xochytl"),
    ],
)
def test_a_name_with_one_mistake_or_as_it_sounds_is_found(name: str, text: str) -> None:
    assert protecting(name).find(text)


@pytest.mark.parametrize(
    "text",
    [
        "Guadlupe Prez",  # a mistake in either word
        "Guadalupe Paz",
        "Ana Ramos",
        "lupe no perece",
        "que Guadalupe pueda",
        "Guadalupe y pares",
        "le parece a guadalupe",
    ],
)
def test_two_mistakes_and_other_words_are_left_alone(text: str) -> None:
    assert found(protecting(LUPE), text) == []


def test_a_short_name_with_another_letter_is_another_name() -> None:
    assert found(protecting("Ana Paz"), "Ada Paz") == []
    assert found(protecting("Ana Paz"), "Ana Par") == []


@given(
    st.sampled_from(["guadalupe", "ramirez", "hernandez", "tremblay"]),
    st.integers(0, 30),
    st.sampled_from("abcdefghijklmnopqrstuvwxyz"),
    st.sampled_from(["drop", "double", "replace", "swap", "insert"]),
)
def test_every_single_mistake_in_a_longer_name_is_found(name: str, place: int, letter: str, how: str) -> None:
    at = place % (len(name) - 1)
    written = {
        "drop": name[:at] + name[at + 1 :],
        "double": name[:at] + name[at] + name[at:],
        "replace": name[:at] + letter + name[at + 1 :],
        "swap": name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        "insert": name[:at] + letter + name[at:],
    }[how]
    assert protecting(f"Juan {name}").find(f"dice juan {written} que no")


def test_the_forms_of_a_name_stay_few() -> None:
    """Each is a row of about a hundred bytes, and one to look for in every message."""
    assert max(len(forms_of(name, NICKNAMES)) for name in (LUPE, JEAN, BILL, JOSE, QUIQUE)) < 500
    assert len(forms_of("María Guadalupe de la Luz Pérez Ramírez y Hernández", NICKNAMES)) < 1200


def test_protected_names_hold_no_more_of_ordinary_chat_for_being_misspelled() -> None:
    """Of the sentences that were written for the shield: everyday messages, and hard ones without private names."""
    protected = protecting(
        LUPE, JEAN, JOSE, QUIQUE, "Rosa Campos Morales", "Juan Luna Ríos", "Marie Roy", "Mark Young", "Jean Roy"
    )
    folder = Path(__file__).parents[1] / "data" / "names"
    lines = [json.loads(line) for path in folder.glob("*.dev.jsonl") for line in path.read_text("utf-8").splitlines()]
    clean = [line["text"] for line in lines if line["kind"] in ("chat", "hard")]
    assert len(clean) > 300
    assert [text for text in clean if protected.find(text)] == []
