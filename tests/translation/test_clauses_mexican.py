"""Spanish of the groups of a maquiladora: what stands first, what is denied, what a phone leaves out."""

from __future__ import annotations

import pytest

from bot.core.masking import mask, unmask
from bot.core.model import Language
from bot.translation.apertium import Apertium

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAID: list[tuple[str, Language, str]] = [
    # What stands first, and is said again with a pronoun.
    ("ese papel no lo firmen", "en", "Do not sign that paper"),
    ("A Rosario la cambiaron de línea por andar preguntando.", "en", "They moved Rosario to another line for asking."),
    ("A don Chuy lo tienen amenazado.", "fr", "Ils menacent don Chuy."),
    ("La renuncia me la hicieron firmar.", "en", "They forced me to sign the resignation."),
    ("a mi no me entrevistaron", "fr", "Ils ne m’ont pas interviewé"),
    # Not this one but that one.
    ("no fue el delegado quien nos vendio sino el secretario", "en",
     "It was not the delegate who sold us, but the secretary"),
    ("No despidieron a Ana sino a Luisa.", "fr", "Ils n’ont pas congédié Ana, mais Luisa."),
    ("No fui yo quien les dijo, fue Martha.", "en", "It was not me who told them, it was Martha."),
    ("Soltaron a Pedro pero a Luis no.", "en", "They released Pedro but they did not release Luis."),
    ("Lo que pide el sindicato es que nos reinstalen.", "en", "What the union asks for is that they reinstate us."),
    # Whom they fired, and how many of them.
    ("Los compañeros que despidieron van a demandar.", "en", "The comrades whom they fired are going to sue."),
    ("De los 20 que despidieron sólo a 4 les pagaron.", "en", "They paid only 4 of the 20 people whom they fired."),
    ("La abogada que nos mandaron resultó ser de la empresa.", "en",
     "The lawyer whom they sent us turned out to belong to the company."),
    ("El líder ya firmó, pero a nadie nos enseñó el contrato.", "en",
     "The leader already signed, but he did not show any of us the contract."),
    ("nadie la defendió", "en", "Nobody defended her"),
    ("a todos nos corrieron", "fr", "Ils nous ont tous congédiés"),
    # What was about to happen, and what one had to do.
    ("se la iba a dar al gerente", "fr", "Il allait la donner au gérant"),
    ("me toco doblar xq mi relevo no llego", "fr",
     "J’ai dû faire un double quart parce que ma relève n’est pas arrivée"),
    ("Aguas con lo que escriben.", "en", "Be careful with what you write."),
    ("no tengan miedo", "fr", "N’ayez pas peur"),
    # The more, the less.
    ("Entre más nos callamos, menos nos pagan.", "en", "The more we keep quiet, the less they pay us."),
    ("Entre más nos callamos, menos nos pagan.", "fr", "Plus nous nous taisons, moins ils nous paient."),
    ("ya casi nadie le cree al lider", "fr", "Presque personne ne croit plus le dirigeant"),
    # Wishes and fears.
    ("Ojalá no cierren la planta.", "en", "I hope that they do not close the plant."),
    ("borren los mensajes, no vaya a ser que los revisen", "en", "Delete the messages so that they do not check them"),
    ("aunque nos amenacen no vamos a firmar", "fr", "Même s’ils nous menacent, nous n’allons pas signer"),
    # On a phone.
    ("yo no le pegue al guardia, el me empujo primero", "en", "I did not beat the guard, he pushed me first"),
    ("no me kiero salir del sindicato, me kieren sacar", "en",
     "I do not want to leave the union, they want me gone"),
    ("se les olvido ponernos en la lista", "en", "They forgot to put us on the list"),
    ("no le digan a nadie que yo mande las fotos", "en", "Do not tell anyone that I sent the photos"),
    ("si no firmo la hoja me corren", "en", "If I do not sign the sheet, they fire me"),
    # Beside its verb.
    ("el gerente ayer nos dijo que no hay dinero", "en", "Yesterday, the manager told us that there is no money"),
    ("según el supervisor ya no hay trabajo", "en", "According to the supervisor, there is no job anymore"),
    ("Sin la firma de ustedes, el acuerdo no vale.", "fr", "Sans votre signature, l’entente n’est pas valide."),
    ("Una camioneta blanca lleva dos días afuera de mi casa.", "en",
     "A white pickup truck has been outside my house for two days."),
    ("juntamos 80 firmas en dos dias", "fr", "Nous avons recueilli 80 signatures en deux jours"),
    ("nos revisan las mochilas", "en", "They search our backpacks"),
    # Whoever is asked reads it: no letter does.
    ("Pídele al licenciado que te lea la carta.", "en", "Ask the lawyer to read you the letter."),
    # Whoever was offered it, and not the company.
    ("la empresa le ofrecio dinero para que retirara la demanda", "en",
     "The company offered him money so that he would withdraw the lawsuit"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "target", "expected"), SAID)
async def test_what_workers_write_is_understood_as_a_whole(
    apertium: Apertium, text: str, target: Language, expected: str
) -> None:
    masked = mask(text)
    (said,) = await apertium.translate([masked.text], "es", target)
    assert unmask(said, masked).replace("'", "’") == expected


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        # The company hired nobody of those who ran.
        ("De los 40 que corrieron sólo a 6 les pagaron.", " ran"),
        ("La policía nos quitó de la puerta.", "deduct"),
    ],
)
async def test_nobody_else_does_what_somebody_is_asked_to_do(apertium: Apertium, text: str, wrong: str) -> None:
    (said,) = await apertium.translate([text], "es", "en")
    assert wrong not in said
