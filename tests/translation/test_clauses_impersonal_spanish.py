"""Spanish of nobody in particular: what is forbidden or hard, what there is nobody for, why and as what."""

from __future__ import annotations

import pytest

from bot.core.masking import mask, unmask
from bot.core.model import Language
from bot.translation.apertium import Apertium

pytestmark = pytest.mark.asyncio(loop_scope="module")

FORBIDDEN: list[tuple[str, Language, str]] = [
    ("Prohibido grabar adentro de la planta.", "en", "It is forbidden to film inside the plant."),
    ("Es peligroso trabajar sin arnés.", "fr", "Il est dangereux de travailler sans harnais."),
    ("No es justo que nos corran.", "en", "It is not fair that they fire us."),
]
NOBODY_FOR_IT: list[tuple[str, Language, str]] = [
    ("No tengo con quién dejar a los niños.", "en", "I do not have anyone to leave the children with."),
    ("No tengo con qué pagar la renta.", "fr", "Je n’ai rien avec quoi payer le loyer."),
    ("No tenemos nada que firmar.", "fr", "Nous n’avons rien à signer."),
    ("No tenemos dónde sentarnos.", "en", "We do not have a spot to sit."),
    ("No hay quien nos cubra el turno.", "en", "There is nobody who covers the shift for us."),
]
WHY_AND_AS_WHAT: list[tuple[str, Language, str]] = [
    ("Lo corrieron por borracho.", "en", "They fired him for being drunk."),
    ("Lo pusieron de supervisor.", "en", "They made him a supervisor."),
    ("A Chayo ya le dieron la planta después de tres años de eventual.", "en",
     "They already gave Chayo a permanent position after three years as a temp."),
    ("Nos bajaron el sueldo veinte por ciento.", "fr", "Ils nous ont réduit le salaire de vingt pour cent."),
]  # fmt: skip
ONCE: list[tuple[str, Language, str]] = [
    ("No quiere firmar nada.", "en", "He does not want to sign anything."),
    ("No vi al supervisor golpear a nadie.", "fr", "Je n’ai pas vu le superviseur frapper qui que ce soit."),
    ("Prometió no decir nada.", "en", "He promised not to say anything."),
]
SENSES: list[tuple[str, Language, str]] = [
    ("Fueron a despedir a Marta al aeropuerto.", "en", "They went to see Marta off at the airport."),
    ("Van a despedir a Marta.", "en", "They are going to fire Marta."),
    ("Salió el resultado de la votación.", "en", "The result of the vote came out."),
    ("Alcanzó a sacar la mano.", "fr", "Il est arrivé à retirer la main."),
    ("El camión no pasó por nosotros.", "en", "The bus did not pick us up."),
]


HURRIED: list[tuple[str, Language, str]] = [
    ("me descontaron 2 dias q si trabaje", "en", "They docked me 2 days that I worked"),
    (
        "quisieron obligarme a votar por el si pero tache el no",
        "fr",
        "Ils ont voulu m’obliger à voter oui mais j’ai coché non",
    ),
    ("le preste 200 a irma", "en", "I lent Irma 200"),
    ("el delegado vino y no hablo con nadie", "en", "The delegate came and he did not talk to anyone"),
    ("nos dieron media hora para comer", "en", "They gave us a half hour for lunch"),
    ("xq no me han pagado", "en", "Why have they not paid me"),
    ("va a ver paro mañana", "en", "There is going to be a work stoppage tomorrow"),
    ("la junta se paso pal miercoles", "en", "The meeting was moved to Wednesday"),
]
APART: list[tuple[str, Language, str]] = [
    ("A Beto lo van a jubilar, no a despedir.", "en", "They are going to retire Beto, they are not going to fire him."),
    ("¿Por qué le pagaron a ella y a mí no?", "en", "Why did they pay her, not me?"),
    ("Se le cayó la tarima encima.", "fr", "La palette lui est tombée dessus."),
    ("No me metan en problemas.", "en", "Do not get me into trouble."),
    ("El camión de las 5 ya no pasa.", "fr", "L’autobus de 5 h ne passe plus."),
    (
        "El gerente no puede estar presente mientras votamos.",
        "fr",
        "Le gérant ne peut pas être là pendant que nous votons.",
    ),
    ("Ganó el no.", "en", "The no side won."),
    ("Al velador lo golpearon entre dos guardias.", "en", "Two guards beat the night watchman."),
    ("La banda estaba prendida.", "fr", "La courroie était allumée."),
    (
        "El inspector vino, pero nomás habló con los de confianza.",
        "en",
        "The inspector came, but he talked to only the management employees.",
    ),
    ("La empresa nunca me dio de alta.", "en", "The company never registered me with Social Security."),
]


async def _told(apertium: Apertium, sentence: str, target: Language) -> str:
    masked = mask(sentence)
    (said,) = await apertium.translate([masked.text], "es", target)
    return unmask(said, masked).replace("'", "’")


@pytest.mark.parametrize(("sentence", "target", "told"), FORBIDDEN)
async def test_what_is_so_to_do_is_nobodys(apertium: Apertium, sentence: str, target: Language, told: str) -> None:
    assert await _told(apertium, sentence, target) == told


@pytest.mark.parametrize(("sentence", "target", "told"), NOBODY_FOR_IT)
async def test_what_somebody_lacks_to_do_it(apertium: Apertium, sentence: str, target: Language, told: str) -> None:
    assert await _told(apertium, sentence, target) == told


@pytest.mark.parametrize(("sentence", "target", "told"), WHY_AND_AS_WHAT)
async def test_a_noun_alone_tells_why_and_as_what(
    apertium: Apertium, sentence: str, target: Language, told: str
) -> None:
    assert await _told(apertium, sentence, target) == told


@pytest.mark.parametrize(("sentence", "target", "told"), ONCE)
async def test_what_is_denied_is_not_denied_within(
    apertium: Apertium, sentence: str, target: Language, told: str
) -> None:
    assert await _told(apertium, sentence, target) == told


@pytest.mark.parametrize(("sentence", "target", "told"), SENSES)
async def test_what_stands_around_a_verb_tells_its_sense(
    apertium: Apertium, sentence: str, target: Language, told: str
) -> None:
    assert await _told(apertium, sentence, target) == told


@pytest.mark.parametrize(("sentence", "target", "told"), HURRIED)
async def test_an_accent_that_is_left_out_makes_no_order(
    apertium: Apertium, sentence: str, target: Language, told: str
) -> None:
    assert await _told(apertium, sentence, target) == told


@pytest.mark.parametrize(("sentence", "target", "told"), APART)
async def test_what_stands_apart_is_told_of_whom_it_is_true(
    apertium: Apertium, sentence: str, target: Language, told: str
) -> None:
    assert await _told(apertium, sentence, target) == told
