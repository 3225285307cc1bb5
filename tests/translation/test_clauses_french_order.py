"""French that names things before or behind what it says of them, or asks, or leaves its subject out."""

from __future__ import annotations

import pytest

from bot.translation.clauses.translator import ClauseTranslator

SAID: list[tuple[str, str, str]] = [
    # What is named behind
    ("Ils l'ont signée, l'entente.", "They signed the deal.", "Firmaron el acuerdo."),
    ("Tu l'as-tu lue, toi, la clause sur la sous-traitance?", "Did you read the clause about the outsourcing?",
     "¿Leíste la cláusula sobre la subcontratación?"),
    ("C'est lui, le gars qui a appelé l'inspecteur.", "He is the guy who called the inspector.",
     "Él es el muchacho que llamó al inspector."),
    # What it is
    ("Le problème, c'est que personne veut parler.", "The problem is that nobody wants to talk.",
     "El problema es que nadie quiere hablar."),
    ("Ce qu'il faut faire, c'est appeler le syndicat.", "What we have to do is to call the union.",
     "Lo que tenemos que hacer es llamar al sindicato."),
    ("C'est la pire offre qu'on a reçue.", "It is the worst offer that we received.",
     "Es la peor oferta que recibimos."),
    ("C'est à Luc qu'ils ont donné le poste.", "They gave Luc the position.", "Le dieron el puesto a Luc."),
    ("C'est sûr qu'ils vont refuser.", "It is certain that they are going to refuse.", "Es seguro que se van a negar."),
    # What is asked for
    ("as tu parlé à la déléguée", "Did you talk to the delegate", "Hablaste con la delegada"),
    ("ton congé a tu été refusé", "Was your time off declined", "Tu permiso fue rechazado"),
    ("Elle est où, la liste?", "Where is the list?", "¿Dónde está la lista?"),
    ("Tu es où?", "Where are you?", "¿Dónde estás?"),
    ("Quels sont nos droits?", "What are our rights?", "¿Cuáles son nuestros derechos?"),
    ("De quoi ont-ils parlé?", "About what did they talk?", "¿De qué hablaron?"),
    ("Pourquoi signer?", "Why should we sign?", "¿Por qué debemos firmar?"),
    ("On sait pas où envoyer la lettre.", "We do not know where to send the letter.",
     "No sabemos dónde enviar la carta."),
    ("Est-ce que tu sais pourquoi ils ont fermé la cafétéria?", "Do you know why they closed the cafeteria?",
     "¿Sabes por qué cerraron el comedor?"),
    ("Ils ont congédié Luc, mais on sait pas pourquoi.", "They fired Luc, but we do not know why.",
     "Despidieron a Luc, pero no sabemos por qué."),
    # How much
    ("C'est la machine la plus dangereuse de l'usine.", "It is the most dangerous machine of the plant.",
     "Es la máquina más peligrosa de la planta."),
    ("Le plus important, c'est la santé.", "The most important thing is the health.", "Lo más importante es la salud."),
    ("C'est de plus en plus dangereux.", "It is more and more dangerous.", "Es cada vez más peligroso."),
    ("Notre salaire est plus bas que le leur.", "Our pay is lower than theirs.",
     "Nuestro salario es más bajo que el suyo."),
    # Without a subject
    ("Défense de fumer dans l'entrepôt.", "It is forbidden to smoke in the warehouse.",
     "Está prohibido fumar en la bodega."),
    ("Pas besoin de signer la lettre.", "We do not need to sign the letter.", "No necesitamos firmar la carta."),
    ("Peut-être qu'ils vont signer demain.", "Maybe, they are going to sign tomorrow.",
     "Tal vez, van a firmar mañana."),
    # Before a sentence
    ("Sachant que le patron écoutait, j'ai rien dit.",
     "Knowing that the employer was listening, I did not say anything.",
     "Sabiendo que el patrón escuchaba, no dije nada."),
    ("En arrivant à l'usine, j'ai vu la police.", "When arriving at the plant, I saw the police.",
     "Al llegar a la planta, vi a la policía."),
    ("Une fois l'entente signée, on retourne travailler.", "Once the deal is signed, we return to work.",
     "En cuanto firman el acuerdo, volvemos al trabajo."),
    ("On a beau leur envoyer des lettres, ils répondent pas.", "Although we send them letters, they do not answer.",
     "Aunque les enviamos unas cartas, no responden."),
    ("Comme il était malade, il a pas voté.", "Given that he was sick, he did not vote.",
     "Dado que él estaba enfermo, él no votó."),
    # Who and whose
    ("Même les étudiants ont voté contre l'offre.", "Even the students voted against the offer.",
     "Incluso los estudiantes votaron contra la oferta."),
    ("Ma carte marche, mais la tienne est brisée.", "My card functions, but yours is broken.",
     "Mi tarjeta funciona, pero la tuya está descompuesta."),
    ("Les collègues ayant voté non ont été suspendus.", "The coworkers who voted no were suspended.",
     "Los compañeros de trabajo que votaron en contra fueron suspendidos."),
    ("J'ai été suspendue cinq jours.", "I was suspended for five days.", "Fui suspendida durante cinco días."),
    # What should have been done
    ("Il fallait pas signer.", "We should not have signed.", "No deberíamos haber firmado."),
    ("Il aurait fallu que tu viennes.", "You should have come.", "Deberías haber venido."),
    ("Il nous manque encore douze cartes.", "We still need twelve cards.", "Todavía necesitamos doce tarjetas."),
    # Who and what it was not
    ("c'est l'agence qui nous doit de l'argent pas l'usine", "It is the agency that owes us money, not the plant",
     "Es la agencia la que nos debe dinero, no la planta"),
    ("Je t'ai demandé d'appeler la police, pas de menacer le superviseur.",
     "I asked you to call the police, not to threaten the supervisor.",
     "Te pedí que llamaras a la policía, no amenazar al supervisor."),
    # Nobody in particular
    ("Quelque chose de grave est arrivé.", "Something serious happened.", "Algo grave pasó."),
    ("Il s'est passé quelque chose.", "Something happened.", "Algo pasó."),
    ("Personne d'autre veut témoigner.", "Nobody else wants to testify.", "Nadie más quiere declarar."),
    ("Y nous ont menti.", "They lied to us.", "Nos mintieron."),
    ("Y manque deux signatures.", "Two signatures are missing.", "Dos firmas faltan."),
    ("Il est trop tard pour signer.", "It is too late to sign.", "Es demasiado tarde para firmar."),
    ("Il est possible que la réunion soit annulée.", "It is possible that the meeting is called off.",
     "Es posible que la reunión sea cancelada."),
    ("Ça me dérange pas de travailler samedi.", "It does not bother me to work on Saturday.",
     "No me molesta trabajar el sábado."),
    ("Il a l'air fatigué.", "He seems tired.", "Él parece cansado."),
    ("Arrêtez donc de crier.", "Stop screaming.", "Dejen de gritar."),
    ("On était trois à l'entendre.", "Three of us heard him.", "Tres de nosotros lo oyeron."),
    ("Y a rien à signer.", "There is nothing to sign.", "No hay nada para firmar."),
    ("On part à cinq heures.", "We leave at five o'clock.", "Salimos a las cinco."),
    ("Faites-vous accompagner.", "Come with somebody.", "Vayan acompañados."),
    ("Je regrette d'avoir signé.", "I regret having signed.", "Me arrepiento de haber firmado."),
    ("Plus on attend, moins on a de chances.", "The more we wait, the less we have chances.",
     "Entre más esperamos, menos tenemos oportunidades."),
    ("On y pense.", "We think about it.", "Pensamos en eso."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "english", "spanish"), SAID, ids=lambda text: str(text)[:40])
async def test_french_in_another_order_is_said_in_english_and_spanish(
    whole: ClauseTranslator, text: str, english: str, spanish: str
) -> None:
    assert whole.translated(text, "fr", "en") == english
    assert whole.translated(text, "fr", "es") == spanish
