from __future__ import annotations

import pytest

from bot.core.restoring import Restorer

SPANISH = Restorer("es", ["votación", "ganó?", "pagó?"], [], {"q": "que", "xq": "porque"})
FRENCH = Restorer("fr", ["témoin", "gagné?", "fermé?"], ["usine"], {"svp": "s'il vous plaît"})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("el sindicato gano la votacion", "el sindicato ganó la votación"),
        ("VOTACION hoy", "VOTACIÓN hoy"),
        ("quien estuvo en la reunion?", "quién estuvo en la reunion?"),
        ("la planta esta cerrada", "la planta está cerrada"),
        ("esta planta no", "esta planta no"),
        ("xq no pagan?", "por qué no pagan?"),
        ("dijo q no", "dijo que no"),
        # What k and a bare q stand for.
        ("kien kiere ir", "quién quiere ir"),
        ("cheqen su recibo", "chequen su recibo"),
        # The words beside tell which form it is.
        ("se accidento Beto", "se accidentó Beto"),
        ("el inge le paso la lista", "el inge le pasó la lista"),
        ("yo no le pegue", "yo no le pegué"),
        ("si no firmo nada", "si no firmo nada"),
        ("el me empujo", "él me empujó"),
        ("no se quien es", "no sé quien es"),
        ("a mi no me dijeron", "a mí no me dijeron"),
        ("que no llamaramos", "que no llamáramos"),
        ("nos preparamos", "nos preparamos"),
    ],
)
def test_spanish_from_a_phone_gets_its_accents(typed: str, meant: str) -> None:
    assert SPANISH.restored(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("le syndicat a gagne", "le syndicat a gagné"),
        ("on gagne et on ferme", "on gagne et on ferme"),
        ("le temoin est a la porte", "le témoin est à la porte"),
        ("lusine, svp", "l'usine, s'il vous plaît"),
    ],
)
def test_french_from_a_phone_gets_its_accents_and_apostrophes(typed: str, meant: str) -> None:
    assert FRENCH.restored(typed) == meant


def test_who_writes_accents_means_the_word_without() -> None:
    assert SPANISH.restored("Yo gano más, aquí no pago la votacion") == "Yo gano más, aquí no pago la votación"


def test_a_wish_is_no_future_and_a_secretary_no_ministry() -> None:
    spanish = Restorer("es", ["contará?", "secretaría?"], [], {})
    assert spanish.restored("se fue sin que nadie las contara") == "se fue sin que nadie las contara"
    # Told, no prophecy: an order would become what somebody will not do.
    assert spanish.restored("me dijo que no contara nada") == "me dijo que no contara nada"
    assert spanish.restored("el lunes contara los votos") == "el lunes contará los votos"
    assert spanish.restored("la secretaria del trabajo") == "la secretaría del trabajo"
    assert spanish.restored("la secretaria dijo que no") == "la secretaria dijo que no"


def test_tokens_names_and_tags_are_left_alone() -> None:
    text = "⟦w1⟧ @votacion #votacion votacion2 ⟦n2⟧"
    assert SPANISH.restored(text) == text


def test_a_verb_that_tells_is_no_participle_and_a_noun_behind_its_article_neither() -> None:
    verbs = frozenset(("dépose", "déposé", "inverse", "dénoncé")).__contains__
    french = Restorer("fr", ["déposé", "inversé"], ["annexe", "annexé", "énoncé"], {})
    assert french.restored("le boss depose un grief", verbs) == "le boss dépose un grief"
    assert french.restored("le boss a depose un grief", verbs) == "le boss a déposé un grief"
    assert french.restored("voir lannexe", verbs) == "voir l'annexe"
    assert french.restored("l'ai dénoncé", verbs) == "l'ai dénoncé"


def test_nouns_of_our_own_lists_get_their_accents_where_they_are_no_verbs() -> None:
    french = Restorer("fr", [], [], {}, ["contremaîtresse", "pêche"])
    assert french.restored("la contremaitresse a dit non") == "la contremaîtresse a dit non"
    assert french.restored("on peche", {"peche"}.__contains__) == "on peche"


def test_behind_a_helper_of_any_mood_and_beside_another_stands_a_participle() -> None:
    french = Restorer("fr", [], [], {})
    verbs = frozenset(("donne", "donné", "reporte", "reporté")).__contains__
    assert french.restored("pourvu qu'ils aient pas donne nos noms", verbs).endswith("pas donné nos noms")
