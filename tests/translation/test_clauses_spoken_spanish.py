"""Spoken Spanish: what was not so, what is wished, what stands side by side without a comma, not this but that."""

from __future__ import annotations

import pytest

from bot.core.masking import mask, unmask
from bot.core.model import Language
from bot.translation.apertium import Apertium

pytestmark = pytest.mark.asyncio(loop_scope="module")

UNREAL: list[tuple[str, Language, str]] = [
    ("Ojalá nos hubieran avisado antes.", "en", "If only they had told us sooner."),
    ("ojala nos pagaran lo que nos deben", "fr", "Si seulement ils nous payaient ce qu’ils nous doivent"),
    ("Si hubieran votado todos, ganábamos.", "en", "If everyone had voted, we would have won."),
    ("Hubiéramos ganado si no anulan las boletas.", "fr",
     "Nous aurions gagné s’ils n’avaient pas annulé les bulletins de vote."),
    ("De haber sabido que nos iban a correr, no hubiera firmado.", "en",
     "If I had been aware that they were going to fire us, I would not have signed."),
    ("Me hubiera gustado que me avisaran.", "fr", "J’aurais voulu qu’ils m’avertissent."),
    ("debieron habernos avisado", "en", "They should have told us"),
    ("no debieron haberse ido", "fr", "Ils n’auraient pas dû partir"),
    # Not yet: once it is so.
    ("Cuando venga el inspector me avisas.", "fr", "Quand l’inspecteur viendra, vous m’avertirez."),
    ("Mientras no nos paguen no entramos.", "en", "As long as they do not pay us, we will not come in."),
    ("No es que no quiera declarar, es que me amenazaron.", "fr",
     "Ce n’est pas que je ne veuille pas témoigner, c’est qu’ils m’ont menacé."),
    ("Lleva tres meses sin que le paguen la incapacidad.", "en",
     "They have not paid him the sick leave for three months."),
]  # fmt: skip
SIDE_BY_SIDE: list[tuple[str, Language, str]] = [
    ("no fue huelga fue paro", "en", "It was not a strike, it was a work stoppage"),
    ("el delegado no vino mandó a su hermano", "fr", "Le délégué n’est pas venu, il a envoyé son frère"),
    ("yo no firmé nada me falsificaron la firma", "en", "I did not sign anything, they forged my signature"),
    ("avísenle a beto la junta es mañana", "fr", "Avertissez Beto, la réunion est demain"),
]
APART: list[tuple[str, Language, str]] = [
    ("la junta es el lunes no el martes", "en", "The meeting is on Monday, not on Tuesday"),
    ("no es el lunes sino el martes", "fr", "Ce n’est pas lundi, mais mardi"),
    ("Me avisaron por mensaje y no en persona.", "en", "They told me by text message, not in person."),
    ("Hasta las embarazadas tuvieron que doblar turno.", "en", "Even the pregnant women had to work a double shift."),
    ("corrieron hasta a mi hermano", "fr", "Ils ont congédié même mon frère"),
    ("dile a beto que no firme nada", "en", "Tell Beto not to sign anything"),
    ("Me amenazaron cuatro veces.", "fr", "Ils m’ont menacé quatre fois."),
    ("Lo corrieron tres días después de que votó.", "en", "They fired him three days after he voted."),
]

TOLD: list[tuple[str, Language, str]] = [
    # What befell somebody: it did not let them fall.
    ("Se le cayó la caja a Rosa.", "en", "Rosa dropped the box."),
    ("se nos acabó el agua", "fr", "Nous avons manqué d’eau"),
    # Who is spoken to, and what is asked of anybody.
    ("oye Beto, ¿ya firmaste?", "en", "Listen, Beto, did you sign yet?"),
    ("alguien que me pase la lista", "fr", "Est-ce que quelqu’un peut me passer la liste"),
    ("¿Y si pedimos primero la conciliación?", "fr", "Et si nous demandions la conciliation d’abord?"),
    # Said of two things at once, and of none.
    ("Pídanle a Beto que guarde el video pero que no lo suba.", "en",
     "Ask Beto to save the video but ask him not to post it."),
    ("Ni siquiera el delegado firmó.", "fr", "Même le délégué n’a pas signé."),
    ("Mañana viene el inspector, no firmen nada.", "en", "Tomorrow, the inspector comes, do not sign anything."),
    ("Fue el delegado de la noche, no el de la mañana, el que paró la línea.", "fr",
     "C’est le délégué de la nuit qui a arrêté la ligne, pas celui du matin."),
    ("¿Cuántos de los que firmaron la petición siguen trabajando?", "en",
     "How many of those who signed the petition are still working?"),
    ("va a haber paro mañana", "en", "There is going to be a work stoppage tomorrow"),
    ("debería haber un testigo", "fr", "Il devrait y avoir un témoin"),
    ("ni nos pagan ni nos dejan ir", "en", "They do not pay us and they do not let us go"),
    ("O firmas o te vas.", "en", "Either you sign or you leave."),
    ("alguien sabe a que hora es la junta", "fr", "Est-ce que quelqu’un sait à quelle heure est la réunion"),
    ("cada vez nos pagan menos", "fr", "Ils nous paient de moins en moins"),
    ("antes de que se me olvide mañana hay junta", "en", "Before I forget, tomorrow, there is a meeting"),
    ("Se supone que nos iban a pagar el viernes.", "en", "Supposedly, they were going to pay us on Friday."),
    ("que nadie le conteste al gerente", "fr", "Personne ne devrait répondre au gérant"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "target", "expected"), [*UNREAL, *SIDE_BY_SIDE, *APART, *TOLD])
async def test_spoken_spanish_is_understood_as_a_whole(
    apertium: Apertium, text: str, target: Language, expected: str
) -> None:
    masked = mask(text)
    (said,) = await apertium.translate([masked.text], "es", target)
    assert unmask(said, masked).replace("'", "’") == expected
