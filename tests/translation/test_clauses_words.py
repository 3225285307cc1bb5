"""Words of a plant in all three languages: bodies, clothes, machines, papers, money; what somebody or something is."""

from __future__ import annotations

import pytest

from bot.core.masking import mask, unmask
from bot.core.model import Language
from bot.translation.apertium import Apertium

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAID: list[tuple[str, Language, Language, str]] = [
    ("We need coveralls and safety shoes.", "en", "es", "Necesitamos overoles y zapatos de seguridad."),
    ("They took my toolbox and my flashlight.", "en", "fr", "Ils ont pris mon coffre à outils et ma lampe de poche."),
    ("The crane operator broke his forearm and the company lost his medical file.", "en", "fr",
     "Le grutier s'est cassé l'avant-bras et l'entreprise a perdu son dossier médical."),
    ("The floor is slippery and the wires are damaged.", "en", "es",
     "El piso es resbaloso y los cables están dañados."),
    ("The offer is unacceptable.", "en", "fr", "L'offre est inacceptable."),
    ("Me quitaron el casillero y la lonchera.", "es", "en", "They took the locker and the lunch box from me."),
    ("El montacarguista tiene una hernia.", "es", "fr", "Le cariste a une hernie."),
    ("El piso está mojado y los cables están dañados.", "es", "fr",
     "Le plancher est mouillé et les fils sont endommagés."),
    ("La chaufferie est fermée depuis lundi.", "fr", "en", "The boiler room has been closed since Monday."),
    ("Les débardeurs ont refusé de charger le bateau.", "fr", "es", "Los estibadores se negaron a cargar el barco."),
    ("Il est à la retraite depuis mai.", "fr", "en", "He has been retired since May."),
    # Interjections that stand before a sentence, with and without a comma.
    ("fíjate que me corrieron ayer", "es", "en", "Guess what, they fired me yesterday"),
    ("oye no firmes nada", "es", "fr", "Écoutez, ne signez rien"),
    ("bon demain on vote", "fr", "en", "Okay, tomorrow, we vote"),
    ("omg they fired maria", "en", "fr", "Mon Dieu, ils ont congédié Maria"),
    ("por cierto la junta es mañana", "es", "en", "By the way, the meeting is tomorrow"),
    # Names in small letters, with and without their accents.
    ("la empresa corrio a lupita", "es", "en", "The company fired Lupita"),
    ("pidanle a toño q guarde el video", "es", "en", "Ask Toño to save the video"),
    ("ils ont congedie cedric", "fr", "en", "They fired Cédric"),
    # In a hurry.
    ("i shouldve asked for a witness", "en", "fr", "J'aurais dû demander un témoin"),
    ("ami me corrieron sin avisarme", "es", "en", "They fired me without telling me"),
    ("faque on a voté non", "fr", "en", "So we voted no"),
    ("Before she was fired, she had filed two grievances.", "en", "es",
     "Antes de que fuera despedida, ella había presentado dos quejas."),
    # Machines, trades and places of other industries; the word for a woman, where it has to be one.
    ("the kiln exploded and burned two workers", "en", "es", "El horno explotó y quemó a dos trabajadores"),
    ("la tolva está bloqueada", "es", "fr", "La trémie est bloquée"),
    ("le camion de livraison est brisé", "fr", "es", "El camión de reparto está descompuesto"),
    ("la auxiliar de enfermería no durmió", "es", "fr", "La préposée aux bénéficiaires n'a pas dormi"),
    ("la soldadora se cortó", "es", "en", "The welder cut herself"),
    ("the cook hurt herself", "en", "fr", "La cuisinière s'est blessée"),
    ("they fired the cook because she complained", "en", "es", "Despidieron a la cocinera porque ella se quejó"),
    # Paid by what is done.
    ("nos pagan por costal y no por hora", "es", "en", "They pay us by the sack, not by the hour"),
    ("we are paid by the room", "en", "fr", "Nous sommes payés à la chambre"),
    # Whoever was hurt was doing it, not what was hurt.
    ("he hurt his back lifting a box", "en", "es", "Él se lesionó la espalda levantando una caja"),
    ("they killed the man driving the truck", "en", "fr", "Ils ont tué l'homme qui conduit le camion"),
    # Somebody's own body, and what a machine does to it.
    ("he broke his collarbone in the warehouse", "en", "es", "Él se rompió la clavícula en bodega"),
    ("she hurt her back", "en", "fr", "Elle s'est blessée au dos"),
    ("se quebró el codo en la rampa", "es", "en", "He broke his elbow in the ramp"),
    ("se rompió la cadena", "es", "en", "The chain broke"),
    ("the fan blade cut his hand", "en", "fr", "La pale lui a coupé la main"),
    ("l'avocat patronal a intimidé le témoin", "fr", "es", "El abogado de la empresa intimidó al testigo"),
    # How much it is so.
    ("el trabajo es muy peligroso", "es", "fr", "L'emploi est très dangereux"),
    ("estamos muy cansadas", "es", "fr", "Nous sommes très fatiguées"),
    ("es demasiado peligroso", "es", "en", "It is too dangerous"),
    ("el ruido es más insoportable que antes", "es", "en", "The noise is more unbearable than before"),
    ("es tan peligroso que nadie entra", "es", "en", "It is so dangerous that nobody comes in"),
    ("la máquina más peligrosa no tiene guarda", "es", "fr", "La machine la plus dangereuse n'a pas de protecteur"),
    ("the air is toxic", "en", "fr", "L'air est toxique"),
    ("three female workers were harassed", "en", "es", "Tres trabajadoras fueron acosadas"),
    # A longer word for when and where is no shorter one with something behind it.
    ("ils ferment à la fin du mois", "fr", "en", "They close at the end of the month"),
    ("vive cerca de la planta", "es", "en", "He lives near the plant"),
    # Only written: a weight is "peso", and pesos stay money.
    ("They hid the weight from us.", "en", "es", "Nos ocultaron el peso."),
    ("Le quitaron cien pesos a Ana.", "es", "en", "They took a hundred pesos from Ana."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "target", "expected"), SAID)
async def test_words_of_everyday_work_are_understood_in_the_other_languages(
    apertium: Apertium, text: str, source: Language, target: Language, expected: str
) -> None:
    masked = mask(text)
    (answer,) = await apertium.translate([masked.text], source, target)
    assert unmask(answer, masked).replace("’", "'") == expected
