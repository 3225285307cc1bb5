"""How a shop floor in Québec builds its sentences: what it names first, what it compares, what it leaves out."""

from __future__ import annotations

import pytest

from bot.translation.clauses.translator import ClauseTranslator

SPOKEN: list[tuple[str, str, str]] = [
    # What is named first
    ("Les cartes, c'est Denis qui les garde.", "It is Denis who keeps the cards.",
     "Es Denis el que se queda con las tarjetas."),
    ("Le vote, c'est mardi.", "The vote is on Tuesday.", "La votación es el martes."),
    ("Les heures, ils nous les paient jamais.", "They never pay us the hours.", "Nunca nos pagan las horas."),
    ("Mon frère ils l'ont rappelé mais pas moi.", "They called my brother back, not me.",
     "Volvieron a llamar a mi hermano, no a mí."),
    ("Nous autres on a pas voté.", "We did not vote.", "No votamos."),
    # Who it was, and who not
    ("C'est pas le patron qui décide, c'est les membres.",
     "It is not the employer who decides, it is the members.",
     "No es el patrón el que decide, son los miembros."),
    ("C'est pas moi qui a parlé au boss, c'est Luc.", "It was not me who talked to the boss, it was Luc.",
     "No fui yo el que habló con el jefe, fue Luc."),
    ("C'est Manon qui dépose les griefs, pas moi.", "It is Manon who files the grievances, not me.",
     "Es Manon la que presenta las quejas, no yo."),
    ("C'est aux membres de décider, pas au patron.", "It is up to the members to decide, not to the employer.",
     "Les corresponde a los miembros decidir, no al patrón."),
    ("C'est demain qu'on vote, pas jeudi.", "We vote tomorrow, not on Thursday.", "Votamos mañana, no el jueves."),
    # More and less
    ("Il a moins d'ancienneté que moi.", "He has less seniority than me.", "Él tiene menos antigüedad que yo."),
    ("La nouvelle machine est plus lourde que le camion.",
     "The new machine is heavier than the truck.",
     "La máquina nueva es más pesada que el camión."),
    ("Plus on parle, plus ils nous surveillent.", "The more we talk, the more they watch us.",
     "Entre más hablamos, más nos vigilan."),
    ("Mieux vaut attendre que signer.", "It is better to wait rather than signing.",
     "Es mejor esperar en vez de firmar."),
    # Still, again, always
    ("Ils ont encore changé l'horaire.", "They changed the schedule again.", "Cambiaron el horario otra vez."),
    ("Ils perdent toujours nos papiers.", "They always lose our papers.", "Siempre pierden nuestros documentos."),
    ("On attend toujours la réponse.", "We are still waiting for the answer.", "Seguimos esperando la respuesta."),
    ("Plus personne travaille le dimanche.", "Nobody works Sundays anymore.",
     "Ya nadie trabaja los domingos."),
    # Nobody in particular
    ("Il y a personne qui a signé.", "Nobody signed.", "Nadie firmó."),
    ("Il y a juste Luc qui a voté.", "Only Luc voted.", "Solo Luc votó."),
    ("On s'est fait dire de pas parler.", "We were told not to talk.", "Nos dijeron que no habláramos."),
    ("Elle a été mutée, pas congédiée.", "She was transferred, she was not fired.",
     "Fue trasladada, no fue despedida."),
    ("La douche marche pas.", "The shower does not function.", "La regadera no funciona."),
    ("Ça fait longtemps que la machine est brisée.", "The machine has been broken for a long time.",
     "La máquina ha estado descompuesta desde hace mucho tiempo."),
    ("Il ne reste que deux jours.", "There are still only two days.", "Todavía hay solo dos días."),
    ("Il a fallu appeler l'ambulance.", "We had to call the ambulance.", "Tuvimos que llamar la ambulancia."),
    ("J'ai entendu dire que l'usine ferme.", "I heard that the plant closes.", "Oí que la planta cierra."),
    ("Attendez que je vous appelle.", "Wait for me to call you.", "Esperen a que los llame."),
    ("On a entendu le directeur menacer Sylvie.", "We heard the director threaten Sylvie.",
     "Oímos al director amenazar a Sylvie."),
    ("Luc s'est fait mal au genou.", "Luc injured his knee.", "Luc se lesionó la rodilla."),
    ("Il fait trop chaud sur la ligne ⟦n1⟧.", "It is too hot on line ⟦n1⟧.",
     "Hace demasiado calor en la línea ⟦n1⟧."),
    ("Je travaille de ⟦w1⟧ à ⟦w2⟧.", "I work from ⟦w1⟧ to ⟦w2⟧.", "Trabajo de ⟦w1⟧ a ⟦w2⟧."),
    ("Je suis de nuit cette semaine.", "I am on nights this week.", "Estoy en el turno de noche esta semana."),
    ("Ils ont tout pris.", "They took everything.", "Se llevaron todo."),
    ("C'est moi, pas Luc, qui a signé.", "It was me who signed, not Luc.", "Fui yo el que firmó, no Luc."),
    ("Le contrat, personne l'a lu.", "Nobody read the contract.", "Nadie leyó el contrato."),
    ("Ce gars-là travaille pour la compagnie.", "This guy works for the company.",
     "Este muchacho trabaja para la empresa."),
    ("ils ont congédié mathieu", "They fired Mathieu", "Despidieron a Mathieu"),
    ("Merci à tous ceux qui sont venus.", "Thank you to all those who came.", "Gracias a todos los que vinieron."),
    ("On compte sur vous.", "We count on you.", "Contamos con ustedes."),
    ("Ça se peut qu'ils ferment l'usine.", "It is possible that they close the plant.",
     "Es posible que cierren la planta."),
    ("Il reste rien.", "There is no longer anything.", "Ya no hay nada."),
    ("On sait pas quoi faire.", "We do not know what to do.", "No sabemos qué hacer."),
    ("Ce n'est pas le délégué qui a annulé la rencontre, mais la directrice.",
     "It was not the delegate who called off the meeting, but it was the manager.",
     "No fue el delegado el que canceló la reunión, pero fue la gerente."),
    ("Le patron a fait signer une lettre à trois employés.", "The employer made three employees sign a letter.",
     "El patrón hizo que tres empleados firmaran una carta."),
    ("L'accident est arrivé hier.", "The accident happened yesterday.", "El accidente pasó ayer."),
    # What is asked
    ("As-tu signé ta carte?", "Did you sign your card?", "¿Firmaste tu tarjeta?"),
    ("Tu travailles où?", "Where do you work?", "¿Dónde trabajas?"),
    ("C'est quand la réunion?", "When is the meeting?", "¿Cuándo es la reunión?"),
    ("pourquoi ils ont congédié Luc", "Why did they fire Luc", "Por qué despidieron a Luc"),
    ("Sais-tu ce qui se passe?", "Do you know what happens?", "¿Sabes qué pasa?"),
    # As it is typed
    ("Donne lui pas ta carte.", "Do not give him your card.", "No le den su tarjeta."),
    ("Il m'a dit de rien signer pis de garder une copie.",
     "He told me not to sign anything and told me to save a copy.",
     "Él me dijo que no firmara nada y me dijo que guardara una copia."),
    ("Les gars de nuit ont voté non.", "The guys from the night shift voted no.",
     "Los muchachos del turno de la noche votaron en contra."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "english", "spanish"), SPOKEN, ids=lambda text: str(text)[:40])
async def test_spoken_french_is_said_in_english_and_spanish(
    whole: ClauseTranslator, text: str, english: str, spanish: str
) -> None:
    assert whole.translated(text, "fr", "en") == english
    assert whole.translated(text, "fr", "es") == spanish


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("On nous a coupé la prime.", "They cut our bonus."),
        ("On a vu le directeur.", "We saw the director."),
        ("On l'a congédié hier.", "They fired him yesterday."),
    ],
)
async def test_on_is_whoever_it_can_be(whole: ClauseTranslator, text: str, english: str) -> None:
    assert whole.translated(text, "fr", "en") == english
