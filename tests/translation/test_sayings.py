"""Turns of speech of a chat are said plainly before the programs of Apertium see them."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from bot.core.model import Language
from bot.errors import ConfigError
from bot.resources import config_dir
from bot.translation.sayings import Sayings, load_sayings
from bot.translation.spanish_turns import in_its_time
from bot.translation.word_lists import load_senses


@pytest.mark.parametrize(
    ("language", "text", "plain"),
    [
        ("fr", "Tsé, y ont-tu le droit?", "Est-ce qu'ils ont le droit?"),
        ("fr", "Pis à soir on a un meeting.", "Et ce soir on a une réunion."),
        ("fr", "T’as signé?", "Tu as signé?"),
        ("fr", "Sacrez votre camp d'ici lundi, watchez-vous.", "Partez avant lundi, faites attention."),
        ("fr", "Signez surtout pas, gardez ça pour vous.", "Signez pas, n'en parlez à personne."),
        (
            "fr",
            "Karim s'est fait sortir, l'arbitre a donné tort au boss.",
            "Karim a été expulsé, l'arbitre a décidé contre le patron.",
        ),
        ("es", "Pues ahorita no hay chamba, neta.", "Ahora no hay trabajo, en realidad."),
        ("es", "Nos vieron la cara.", "Nos engañaron."),
        ("es", "A él no lo corrieron, a ella sí.", "No lo corrieron, pero la corrieron."),
        ("es", "Los testigos nuestros no se van a rajar.", "Nuestros testigos no se van a retirar."),
        (
            "es",
            "Nos tocó firmar; ni pregunté ni voy a preguntar.",
            "Tuvimos que firmar; no pregunté y no voy a preguntar.",
        ),
        ("es", "El delegado se hizo guaje.", "El delegado no hizo nada."),
        ("en", "By the way, they were let go.", "They were fired."),
        ("en", "They screwed us over and he got canned.", "They cheated us and he was fired."),
        ("en", "You’d better not sign, nor did we.", "You should not sign, we did not."),
        ("en", "No one but the lawyer has our back.", "Only the lawyer supports us."),
    ],
)
def test_a_saying_becomes_plain_words(language: Language, text: str, plain: str) -> None:
    assert load_sayings()[language].plainly(text) == plain


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Hace dos meses que no nos pagan.", "No nos pagan desde hace dos meses."),
        ("Hace un año que firmamos ese contrato.", "Firmamos ese contrato hace un año."),
        ("Hasta el lunes nos pagan.", "No nos pagan hasta el lunes."),
        ("El bono lo van a pagar hasta enero.", "El bono no lo van a pagar hasta enero."),
        ("El bono no lo van a pagar hasta enero.", "El bono no lo van a pagar hasta enero."),
        ("Hasta el lunes nos pagaban.", "Hasta el lunes nos pagaban."),
    ],
)
def test_a_time_is_said_as_it_is_meant_in_mexico(text: str, meant: str) -> None:
    assert in_its_time(text) == meant


def test_what_is_no_saying_stays_as_it_was() -> None:
    text = "El turno de ⟦n1⟧ terminó:\n  nadie firmó."
    assert load_sayings()["es"].plainly(text) == text


def test_words_divided_by_a_comma_are_no_saying() -> None:
    assert Sayings({("de", "plano"): "en realidad"}).plainly("Hablaron de, plano en mano, todo") == (
        "Hablaron de, plano en mano, todo"
    )


def test_the_longest_saying_wins() -> None:
    sayings = Sayings({("luego",): "después", ("luego", "luego"): "inmediatamente"})
    assert sayings.plainly("Luego luego vino") == "Inmediatamente vino"


def test_two_meanings_of_a_saying_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "sayings.csv"
    path.write_text("language,said,means\nes,neta;de plano,en realidad\nes,neta,solo\nde,na;,ja\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_sayings(path)
    assert str(caught.value).count("sayings.csv:") == 3


def test_a_verb_of_ours_has_a_sense_wherever_it_may_go() -> None:
    """Else its lemma would be shown instead of a word."""
    senses = load_senses()
    targets: dict[str, tuple[Language, ...]] = defaultdict(lambda: ("es",), es=("en", "fr"))
    older = {"desafiliar", "aprobar", "picket", "unionize", "intimidar"}  # known to the dictionaries, or forms only
    with (config_dir() / "apertium" / "verbs.csv").open(encoding="utf-8", newline="") as lines:
        verbs = [(row["language"], row["infinitive"].partition(":")[0]) for row in csv.DictReader(lines)]
    lacking = [
        (language, verb, target)
        for language, verb in verbs
        if verb not in older
        for target in targets[language]
        if f"{verb}<vblex>" not in senses[(language, target)]
    ]
    assert lacking == []
