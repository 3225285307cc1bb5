"""What the name shield holds and lets through; how often is measured by tools/measure_names."""

from __future__ import annotations

import shutil
import unicodedata
from array import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import Language
from bot.core.names.lexicon import Lexicon, merged, notes_bits, number_of
from bot.core.names.shield import Known, NameShield, threshold_of
from bot.names_data import load_name_shield
from bot.resources import config_dir

_SHIELD = load_name_shield()
_LANGUAGES = st.sampled_from(["en", "es", "fr", "de"])
_STRENGTHS = st.sampled_from(["normal", "strict"])


@pytest.fixture(name="shield", scope="module")
def _shield() -> NameShield:
    return _SHIELD


def _held(text: str, language: str) -> list[str]:
    return [text[span.start : span.end] for span in _SHIELD.check(text, language)]


def _held_of(name: str, text: str, language: Language) -> str:
    """As much of a name in a text as is held at `strict`."""
    at = text.index(name)
    held = [name[max(span.start - at, 0) : max(span.end - at, 0)] for span in _SHIELD.check(text, language, "strict")]
    return max(held, key=len, default="")


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("hable con juan perez ayer", "es", "juan perez"),
        ("Despidieron a Xóchitl Barrera de la línea 7", "es", "Xóchitl Barrera"),
        ("lista_testigos_juan_perez.pdf", "es", "juan_perez"),
        ("dice maria de la cruz que no firmen", "es", "maria de la cruz"),
        ("They fired Denise Kowalczyk this morning", "en", "Denise Kowalczyk"),
        ("my name is Adaeze Okafor", "en", "Adaeze Okafor"),
        ("ask mrs. o'brien about the schedule", "en", "o'brien"),
        ("ils ont congédié Mélanie Tremblay-Roy hier", "fr", "Mélanie Tremblay-Roy"),
        ("je m'appelle Fatoumata Diallo", "fr", "Fatoumata Diallo"),
        ("EL SUPERVISOR ESTEBAN QUIROZ NOS AMENAZO", "es", "ESTEBAN QUIROZ"),
    ],
)
def test_a_name_is_found_whole(text: str, language: str, name: str) -> None:
    assert _held(text, language) == [name]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("nos vemos mañana a las 6 en la planta", "es"),
        ("General Motors y SINTTIA firmaron en Silao, Guanajuato, el 3 de mayo", "es"),
        ("la presidenta Sheinbaum habló del T-MEC", "es"),
        ("UAW and Unifor meet in Detroit on Monday", "en"),
        ("will the company sign in may or in june", "en"),
        ("l'assemblée est à Montréal vendredi, apportez vos cartes de la CSN", "fr"),
        ("", "en"),
    ],
)
def test_what_names_nobody_passes(text: str, language: str) -> None:
    assert _held(text, language) == []


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_ringing_everybody_names_nobody_and_hides_nobody(shield: NameShield, language: Language) -> None:
    for text in ("@room 8:00", "8:00 @room", "@room: 8:00", "8:00, @room!", "@room no"):
        assert not shield.check(text, language, "strict")
    assert shield.check("@room Xóchitl Barrera llegó", language, "strict")


def test_words_that_are_no_secret_here_never_hold(shield: NameShield) -> None:
    text = "Guadalupe Hernández dijo que sí"
    assert shield.check(text, "es")
    assert shield.check(text, "es", known=Known(["Guadalupe Hernández (SINTTIA)"])) == ()
    assert shield.check("Guadalupe Zamarripa dijo que sí", "es", known=Known(["Guadalupe Hernández"]))


@pytest.mark.parametrize("name", ["Xóchitl Barrera", "José Núñez", "Itzel Cocom", "Efraín Chan", "Ángel Güereca"])
@pytest.mark.parametrize("frame", ["despidieron a %s ayer", "me lo dijo %s", "hablé con %s del turno"])
def test_neither_accents_nor_capitals_are_needed(name: str, frame: str) -> None:
    bare = "".join(letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter))
    for written in (name, name.lower(), bare, bare.lower(), unicodedata.normalize("NFD", name), name.upper()):
        assert _held(frame % written, "es"), frame % written


@given(text=st.text(max_size=200), language=_LANGUAGES, strength=_STRENGTHS)
def test_spans_lie_in_the_text_in_order_whatever_is_written(text: str, language: str, strength: str) -> None:
    spans = _SHIELD.check(text, language, "strict" if strength == "strict" else "normal")
    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


@given(
    words=st.lists(st.sampled_from("el a con Juan Pérez rosa Flores dijo planta Mr. Xóchitl, J.".split()), max_size=8),
    language=_LANGUAGES,
)
def test_strict_holds_whatever_normal_holds(words: list[str], language: str) -> None:
    text = " ".join(words)
    if _SHIELD.check(text, language, "normal"):
        assert _SHIELD.check(text, language, "strict")


@given(words=st.lists(st.sampled_from("Juan Pérez rosa Flores O'Brien Tremblay-Roy".split()), min_size=1, max_size=5))
def test_a_message_of_known_words_only_passes(words: list[str]) -> None:
    text = " ".join(words)
    assert _SHIELD.check(text, "es", "strict", Known([text])) == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("nos citaron en la calle Ignacio Allende número 45", "es"),
        ("Steelworkers Hall, 25 Cecil Street, Toronto", "en"),
        ("Le Cégep Édouard-Montpetit est fermé", "fr"),
    ],
)
def test_a_street_or_school_that_bears_a_name_is_no_person(text: str, language: str) -> None:
    assert _held(text, language) == []


def test_a_saint_in_a_surname_stays_part_of_the_person() -> None:
    assert _held("Éric St-Onge a signé", "fr") == ["Éric St-Onge"]
    assert _held("on se voit à Saint-Jérôme", "fr") == []


@pytest.mark.parametrize(
    "text", ["a J.R.G. lo citaron otra vez", "mándenlo a karla.montejano@example.org", "Toño no vino"]
)
def test_initials_addresses_and_pet_names_hold(text: str) -> None:
    assert _held(text, "es")


def test_an_operators_list_of_things_is_used(tmp_path: Path) -> None:
    folder = tmp_path / "names"
    shutil.copytree(config_dir() / "names", folder)
    text = "en Zamarripa Fuentes hubo recuento"
    assert load_name_shield(folder).check(text, "es")
    with (folder / "organisations.txt").open("a", encoding="utf-8") as list_of_things:
        list_of_things.write("Zamarripa Fuentes; Otra Planta # a plant\n")
    assert load_name_shield(folder).check(text, "es") == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Workers At Brewery Vote To Strike Over Rock Bottom Pay", "en"),
        ("the trucks stop in Clermont and near Everett", "en"),
        ("Tapachula, Huixtla y Nava quedan sin transporte", "es"),
        ("la niña ya va a la escuela", "es"),
    ],
)
def test_headlines_and_towns_that_bear_a_persons_name_pass(text: str, language: str) -> None:
    assert _SHIELD.check(text, "en" if language == "en" else "es", "strict") == ()


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("le chef d'équipe boucher crie encore", "fr", "boucher"),
        ("la secretaria de la sección Nereida firmó", "es", "Nereida"),
        ("ven al Tuercas en la puerta", "es", "Tuercas"),
    ],
)
def test_a_role_with_its_thing_and_al_lead_to_a_name(text: str, language: str, name: str) -> None:
    assert _held(text, language) == [name]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("National Labor Relations Board ya dio fecha", "es"),
        ("National Labor Relations Board a fixé une date", "fr"),
        ("Fair Housing Commission auditó la planta", "es"),
        ("Sindicato Nuevo de Trabajadores nous envoie un message", "fr"),
        ("Wages, safety or discrimination count only if the plant exports", "en"),
        ("Casco, Lentes y Tapones obligatorios", "es"),
        ("Les salaires, la sécurité ou la discrimination ne comptent pas", "fr"),
        ("she is the best steward ever", "en"),
    ],
)
def test_institutions_of_the_other_languages_and_lists_of_things_pass(text: str, language: Language) -> None:
    assert _SHIELD.check(text, language, "normal") == ()


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("el Movimiento de Rosa no firmó", "es", "Rosa"),
        ("Flores, Rosa y Luz no firmaron", "es", "Rosa"),
        ("la reunión es con el señor Ventana.", "es", "Ventana"),
        ("my sister in law Precious works there", "en", "Precious"),
        ("Standing Bear, our steward, got suspended", "en", "Bear"),
        ("L. Boisclair a voté pour C.-A.", "fr", "C.-A."),
    ],
)
def test_a_person_beside_an_institution_a_thing_or_a_role_still_holds(text: str, language: Language, name: str) -> None:
    assert _held_of(name.rstrip("."), text, language)


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Mark the welder signed it", "en", "Mark"),
        ("Sue my steward is out today", "en", "Sue"),
        ("Yesterday hope was fired in Detroit", "en", "hope"),
        ("Told hope to meet us in Detroit", "en", "hope"),
        ("Then will and joy testify in Ottawa", "en", "joy"),
        ("Ayer corrieron a paz en la planta de Bimbo", "es", "paz"),
        ("En Saltillo luz estaba con el patrón", "es", "luz"),
        ("Hier pierre a signé chez Bombardier", "fr", "pierre"),
        ("K. Ouattara a signé à la ligne douze", "fr", "Ouattara"),
        ("on a parlé à constance", "fr", "constance"),
    ],
)
def test_a_plain_reading_hides_nobody_who_does_something_or_to_whom_something_is_done(
    text: str, language: Language, name: str
) -> None:
    assert _held_of(name, text, language) == name


@pytest.mark.parametrize("language", ["en", "es", "fr", "de"])
def test_strict_is_never_the_looser_strength(language: Language) -> None:
    assert threshold_of(language, "strict") < threshold_of(language, "normal")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("they will mark you absent if you leave", "en"),
        ("it may be extended in may or june", "en"),
        ("luego les marco", "es"),
        ("on a gagné le vote", "fr"),
        ("J'aime mieux perdre une journée", "fr"),
        ("desde el 3 de abril", "es"),
        ("Escríbalo así, por favor", "es"),
        ("we are 3 people short on the line", "en"),
        ("print it in brown and white", "en"),
        ("we vote in April and June", "en"),
        ("el Ejército y la Marina cerraron la carretera", "es"),
        ("está en la Play Store", "es"),
        ("Mark the date in your calendars", "en"),
        ("Sue them if they will not pay", "en"),
        ("you drew that line yourself", "en"),
        ("we need a bit of hope this winter", "en"),
        ("It rained all of January and hope was thin", "en"),
        ("managers and reps will co-host it", "en"),
        ("il faut un peu de constance", "fr"),
        ("L'aurore est belle à Montréal", "fr"),
        ("Bravo à toute l'équipe", "fr"),
    ],
)
def test_a_word_that_is_a_name_too_passes_where_its_neighbours_ask_for_a_verb_or_a_time(
    text: str, language: Language
) -> None:
    assert _SHIELD.check(text, language, "strict") == ()


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("tell mark the truth", "en", "mark"),
        ("ask dan about the keys", "en", "dan"),
        ("Peaches from the kitchen is with us", "en", "Peaches"),
        ("ayer hablé con el Oso en la entrada", "es", "Oso"),
        ("El Tlacuache no vino hoy", "es", "Tlacuache"),
        ("el carro del Toño tapa la entrada", "es", "Toño"),
        ("le Curé connaît la loi", "fr", "Curé"),
        ("le boss St-Amour surveille la ligne", "fr", "Amour"),
        ("jasons truck is blocking the gate", "en", "jasons"),
        ("oye habla luz la de costura, no hay camion", "es", "luz"),
        ("c'est à cause de ritchie qu'on attend", "fr", "ritchie"),
        ("I heard from April and June", "en", "June"),
        ("la marina ya firmó", "es", "marina"),
        ("ask white and brown from paint", "en", "white"),
    ],
)
def test_nicknames_and_names_that_are_words_hold_where_a_person_is_meant(
    text: str, language: Language, name: str
) -> None:
    assert _held_of(name, text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Corner of Clark and Division, by the bank", "en"),
        ("The Toyota Sienna got keyed", "en"),
        ("une grève de Boeing à Chicoutimi", "fr"),
        ("Pratt & Whitney a fermé", "fr"),
        ("the contract at Val-d'Or is done", "en"),
    ],
)
def test_corners_models_and_seats_of_firms_pass_whoever_they_are_called_after(text: str, language: Language) -> None:
    assert _SHIELD.check(text, language, "strict") == ()


def test_notes_keep_how_much_of_a_words_use_is_as_a_name_in_each_language() -> None:
    bits = notes_bits({"en": 3, "fr": 2}, given=3, shares={"en": 6, "fr": 1})
    notes = Lexicon(array("Q", [number_of("rose") | bits])).notes("rose")
    assert [notes.share_in(language) for language in ("en", "es", "fr")] == [6, 0, 1]
    assert (notes.share, notes.given, notes.word_in("en"), notes.place) == (1, 3, 3, False)


def test_merged_notes_take_the_larger_share_and_keep_the_rest() -> None:
    both = merged(notes_bits({"es": 2}, surname=1, shares={"es": 5}), notes_bits({"es": 1}, given=2, shares={"es": 3}))
    assert both == notes_bits({"es": 2}, given=2, surname=1, shares={"es": 5})


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Dale", "es"),
        ("dale 👍", "es"),
        ("Sí, dale. Nos vemos.", "es"),
        ("ok dale", "es"),
        ("¡Dale pues!", "es"),
        ("Dale una copia al abogado", "es"),
        ("Amén", "es"),
        ("¡Salud!", "es"),
        ("Will do", "en"),
        ("Sure, will do.", "en"),
        ("Will you come on Friday?", "en"),
        ("Roger that", "en"),
    ],
)
def test_turns_of_everyday_speech_hold_nothing(text: str, language: Language, shield: NameShield) -> None:
    """A held "dale" holds up all that its writer says afterwards."""
    assert shield.check(text, language, "strict") == ()


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Le dijo Dale que firmara", "es", "Dale"),
        ("Dale Martínez firmó", "es", "Dale Martínez"),
        ("Vimos a Juana, Pedro, Dale.", "es", "Dale"),
        ("Dale lo firmó", "es", "Dale"),
        ("Dale", "en", "Dale"),
        ("Will Smith saw it", "en", "Will Smith"),
        ("Will signed it", "en", "Will"),
        ("Roger Tremblay was there", "en", "Roger Tremblay"),
        ("Simón", "es", "Simón"),
        ("sí, dale. Lo vio Juana Zepeda", "es", "Juana Zepeda"),
    ],
)
def test_the_same_words_hold_where_they_may_name_somebody(
    text: str, language: Language, name: str, shield: NameShield
) -> None:
    assert name in [text[span.start : span.end] for span in shield.check(text, language, "strict")]
