"""What stands beside an English clause, and what its things are told by, in both other languages."""

from __future__ import annotations

import pytest

from bot.translation.clauses.translator import ClauseTranslator

FROM_ENGLISH = [
    # Tags
    (
        "They can't fire us for that, can they?",
        "No nos pueden despedir por eso, ¿verdad?",
        "Ils ne peuvent pas nous congédier pour cela, c'est bien ça?",
    ),
    (
        "we get paid for that right?",
        "Nos pagan eso, ¿verdad?",
        "Nous sommes payés pour cela, c'est bien ça?",
    ),
    # Wishes, and reasons denied
    (
        "I wish they had told us before the vote.",
        "Ojalá nos hubieran avisado antes de la votación.",
        "J'aurais aimé qu'ils nous avertissent avant le vote.",
    ),
    (
        "I wish I could help you.",
        "Ojalá te pudiera ayudar.",
        "J'aimerais pouvoir vous aider.",
    ),
    (
        "It's not that we are lazy, it's that the line is too fast.",
        "No es que seamos flojos, es que la línea es demasiado rápida.",
        "Ce n'est pas que nous soyons paresseux, c'est que la ligne est trop rapide.",
    ),
    # No matter what
    (
        "We are going to vote no, no matter what they offer.",
        "Vamos a votar en contra sin importar lo que ofrezcan.",
        "Nous allons voter contre peu importe ce qu'ils offrent.",
    ),
    (
        "don't sign it, whatever they tell you",
        "No lo firmen sin importar lo que les digan",
        "Ne le signez pas peu importe ce qu'ils vous disent",
    ),
    # Who is spoken to, and what somebody is told to do behind a statement
    (
        "Nobody is accusing you, Brenda, we just need the list.",
        "Nadie te está acusando, Brenda, solo necesitamos la lista.",
        "Personne ne vous accuse, Brenda, nous avons seulement besoin de la liste.",
    ),
    (
        "They cut our hours so call the steward.",
        "Recortaron nuestras horas así que llamen al delegado sindical.",
        "Ils ont réduit nos heures donc appelez le délégué syndical.",
    ),
    (
        "The vote is tomorrow, bring your badge.",
        "La votación es mañana, traigan su gafete.",
        "Le vote est demain, apportez votre badge.",
    ),
    # The others too
    (
        "They didn't get paid and neither did we.",
        "No cobraron y nosotros tampoco.",
        "Ils n'ont pas été payés et nous non plus.",
    ),
    (
        "We signed the card and so did the night shift.",
        "Firmamos la tarjeta y el turno de noche también.",
        "Nous avons signé la carte et l'équipe de nuit aussi.",
    ),
    (
        "They closed the line, which means nobody works tomorrow.",
        "Cerraron la línea, lo cual significa que nadie trabaja mañana.",
        "Ils ont fermé la ligne, ce qui veut dire que personne ne travaille demain.",
    ),
    # Even they, all but one
    (
        "Not even the foreman knows when the meeting is.",
        "Ni siquiera el capataz sabe cuándo es la reunión.",
        "Même le contremaître ne sait pas quand est la réunion.",
    ),
    (
        "Even we got a letter.",
        "Incluso nosotros recibimos una carta.",
        "Même nous avons reçu une lettre.",
    ),
    (
        "Nobody but Kevin has the key.",
        "Nadie excepto Kevin tiene la llave.",
        "Personne sauf Kevin n'a la clé.",
    ),
    # What is to be done
    (
        "They didn't tell us who to call.",
        "No nos dijeron a quién llamar.",
        "Ils ne nous ont pas dit qui appeler.",
    ),
    (
        "We don't know whether to sign.",
        "No sabemos si firmar.",
        "Nous ne savons pas s'il faut signer.",
    ),
    (
        "The deadline to appeal is Friday.",
        "El plazo para apelar es el viernes.",
        "L'échéance pour faire appel est vendredi.",
    ),
    # Which one, without who or that
    (
        "The guy driving the truck didn't see her.",
        "El muchacho que manejaba el camión no la vio.",
        "Le gars qui conduisait le camion ne l'a pas vue.",
    ),
    (
        "The woman whose locker they searched wants to be a witness.",
        "La mujer cuyo casillero revisaron quiere ser un testigo.",
        "La femme dont ils ont fouillé le casier veut être un témoin.",
    ),
    (
        "The form signed by the steward was wrong.",
        "El formulario que fue firmado por el delegado sindical estaba mal.",
        "Le formulaire qui a été signé par le délégué syndical était incorrect.",
    ),
    (
        "Which of the two contracts did you sign?",
        "¿Cuál de los dos contratos firmaste?",
        "Lequel des deux contrats est-ce que vous avez signé?",
    ),
    (
        "How many of them were fired?",
        "¿Cuántos de ellos fueron despedidos?",
        "Combien d'entre eux ont été congédiés?",
    ),
    (
        "Signing the card doesn't mean that you have to strike.",
        "Firmar la tarjeta no significa que te tienes que ir a huelga.",
        "Signer la carte ne veut pas dire que vous devez faire la grève.",
    ),
    # Reasons side by side
    (
        "Was Maria fired for leaving her station or for refusing to sign?",
        "¿Maria fue despedida por dejar su estación de trabajo o por negarse a firmar?",
        "Est-ce que Maria a été congédiée pour avoir quitté son poste de travail ou pour avoir refusé de signer?",
    ),
    # What a clause says of its parts
    (
        "They made us clean the line for forty minutes.",
        "Nos obligaron a limpiar la línea durante cuarenta minutos.",
        "Ils nous ont obligés à nettoyer la ligne pendant quarante minutes.",
    ),
    (
        "She is the one who was fired.",
        "Ella es la que fue despedida.",
        "Elle est celle qui a été congédiée.",
    ),
    (
        "Not one of those tires should have left the building.",
        "Ninguna de esas llantas se debería haber salido del edificio.",
        "Aucun de ces pneus n'aurait dû quitter le bâtiment.",
    ),
    (
        "don't sign anything they give you until Daniel reads it",
        "No firmen nada de lo que les dan hasta que Daniel lo lea",
        "Ne signez rien de ce qu'ils vous donnent jusqu'à ce que Daniel le lise",
    ),
    (
        "They didn't give us a single copy.",
        "No nos dieron ninguna copia.",
        "Ils ne nous ont donné aucune copie.",
    ),
    (
        "It's true that he signed but he was drunk.",
        "Es cierto que él firmó pero él estaba borracho.",
        "Il est vrai qu'il a signé mais il était ivre.",
    ),
    (
        "The longer we wait, the harder it is to prove it.",
        "Mientras más tiempo esperamos, más difícil es demostrarlo.",
        "Plus nous attendons longtemps, plus il est difficile de le prouver.",
    ),
    (
        "Two of us got sent home and the third got a warning.",
        "Dos de nosotros fueron mandados a casa y el tercero recibió una advertencia.",
        "Deux d'entre nous ont été renvoyés à la maison et le troisième a reçu un avertissement.",
    ),
    (
        "We were told to lie and sign the form.",
        "Nos dijeron que mintiéramos y nos dijeron que firmáramos el formulario.",
        "On nous a dit de mentir et on nous a dit de signer le formulaire.",
    ),
    # Which thing, and when
    (
        "The water in the break room is dirty.",
        "El agua en la sala de descanso está sucia.",
        "L'eau dans la salle de pause est sale.",
    ),
    (
        "Tuesday's meeting was cancelled.",
        "La reunión del martes fue cancelada.",
        "La réunion de mardi a été annulée.",
    ),
    (
        "We met at the church at six and they fired us at noon.",
        "Nos reunimos en la iglesia a las seis y nos despidieron al mediodía.",
        "Nous nous sommes réunis à l'église à six heures et ils nous ont congédiés à midi.",
    ),
    (
        "They told us three times not to sign.",
        "Nos dijeron tres veces que no firmáramos.",
        "Ils nous ont dit trois fois de ne pas signer.",
    ),
    # What is asked besides
    (
        "Are you coming or not?",
        "¿Vienes o no?",
        "Est-ce que vous venez ou non?",
    ),
    (
        "Which of the two contracts did you sign, the old one or the new one?",
        "¿Cuál de los dos contratos firmaste, el viejo o el nuevo?",
        "Lequel des deux contrats est-ce que vous avez signé, le vieux ou le nouveau?",
    ),
    (
        "Whoever took the receipts, put them back.",
        "Quien se llevó los recibos, vuélvanlos a poner.",
        "Celui ou celle qui a pris les reçus, remettez-les.",
    ),
    # Nothing between two clauses
    (
        "don't post the list they fired people for it",
        "No cuelguen la lista, despidieron a personas por eso",
        "N'affichez pas la liste, ils ont congédié des personnes pour cela",
    ),
    (
        "I think they know we signed.",
        "Creo que saben que firmamos.",
        "Je pense qu'ils savent que nous avons signé.",
    ),
    # What somebody was made to do
    (
        "The form they made me sign was wrong.",
        "El formulario que me obligaron a firmar estaba mal.",
        "Le formulaire qu'ils m'ont obligé à signer était incorrect.",
    ),
    (
        "What did they tell you to sign?",
        "¿Qué te dijeron que firmaras?",
        "Qu'est-ce qu'ils vous ont dit de signer?",
    ),
    (
        "They promised they wouldn't but they did.",
        "Prometieron que no lo harían pero ellos sí.",
        "Ils ont promis qu'ils ne le feraient pas mais eux oui.",
    ),
    (
        "You should have filed the grievance within ten days of the incident.",
        "Deberías haber presentado la queja en un plazo de diez días a partir del incidente.",
        "Vous auriez dû déposer le grief dans un délai de dix jours à compter de l'incident.",
    ),
    (
        "We make twenty boxes an hour.",
        "Hacemos veinte cajas por hora.",
        "Nous faisons vingt boîtes par heure.",
    ),
    # Whether there is some, how long, how much of it
    (
        "There might be a strike.",
        "Podría haber una huelga.",
        "Il pourrait y avoir une grève.",
    ),
    (
        "How long have you been working there?",
        "¿Desde hace cuánto tiempo has estado trabajando ahí?",
        "Depuis combien de temps est-ce que vous travaillez là?",
    ),
    (
        "None of that is true.",
        "Nada de eso es cierto.",
        "Rien de cela n'est vrai.",
    ),
    (
        "The line is too fast for us to check the parts.",
        "La línea es demasiado rápida para que revisemos las piezas.",
        "La ligne est trop rapide pour que nous vérifiions les pièces.",
    ),
    (
        "I need to get my badge fixed.",
        "Necesito mandar arreglar mi gafete.",
        "Je dois faire réparer mon badge.",
    ),
    (
        "Who else signed?",
        "¿Quién más firmó?",
        "Qui d'autre a signé?",
    ),
    (
        "three days without water",
        "Tres días sin agua",
        "Trois jours sans eau",
    ),
]


@pytest.mark.parametrize(("text", "spanish", "french"), FROM_ENGLISH, ids=lambda each: each[:60])
async def test_what_stands_beside_a_clause_is_said_in_both_languages(
    whole: ClauseTranslator, text: str, spanish: str, french: str
) -> None:
    assert whole.translated(text, "en", "es") == spanish
    assert whole.translated(text, "en", "fr") == french


async def test_somebody_who_is_a_she_later_on_is_a_woman_from_the_beginning(whole: ClauseTranslator) -> None:
    assert whole.translated("My cousin quit; she was not fired.", "en", "es") == "Mi prima renunció; no fue despedida."
    assert whole.translated("My cousin told Rosa; she was not fired.", "en", "es") != (
        "Mi prima avisó a Rosa; no fue despedida."
    )


async def test_a_verb_behind_so_is_told_to_somebody_and_not_said_of_the_ones_before(whole: ClauseTranslator) -> None:
    said = whole.translated("They moved the hearing so bring your badge.", "en", "fr")
    assert said is not None
    assert "apportez" in said
