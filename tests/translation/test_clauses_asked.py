"""What people ask and wish, whom a clause tells of, what is denied: in the words that they use at work."""

from __future__ import annotations

import pytest

from bot.core.masking import mask, unmask
from bot.core.model import Language
from bot.translation.clauses.translator import ClauseTranslator

SAID: list[tuple[Language, str, Language, str]] = [
    # Questions for a thing, an hour, a sum; the same inside a sentence.
    ("en", "Which delegate did they suspend?", "es", "¿A qué delegado suspendieron?"),
    ("en", "Which delegate did they suspend?", "fr", "Quel délégué est-ce qu'ils ont suspendu?"),
    ("es", "¿A qué hora termina la audiencia?", "en", "What time does the hearing end?"),
    ("fr", "À quelle heure finit l'audience?", "es", "¿A qué hora termina la audiencia?"),
    ("es", "¿Cuánto les pagaron a los testigos?", "en", "How much did they pay the witnesses?"),
    ("fr", "Combien est-ce qu'ils vous ont payé?", "es", "¿Cuánto les pagaron?"),
    ("es", "¿Qué lista firmaron?", "fr", "Quelle liste est-ce qu'ils ont signée?"),
    ("en", "Tell us how many people they hired.", "fr", "Dites-nous combien de personnes ils ont embauchées."),
    ("en", "Do you know when the vote is?", "es", "¿Sabes cuándo es la votación?"),
    ("fr", "Dites-nous où est la réunion.", "en", "Tell us where the meeting is."),
    ("fr", "Depuis quand êtes-vous en grève?", "en", "Since when have you been on strike?"),
    ("en", "Who did the company fire yesterday?", "es", "¿A quién despidió la empresa ayer?"),
    # A wish said politely.
    ("es", "Me gustaría hablar con el inspector.", "en", "I would like to talk to the inspector."),
    ("fr", "Nous aimerions parler à l'inspecteur.", "es", "Quisiéramos hablar con el inspector."),
    ("en", "She would like us to testify.", "fr", "Elle voudrait que nous témoignions."),
    # The reason is denied, or is the true one.
    ("es", "No la suspendieron porque llegó tarde, sino porque puso una queja.",
     "en", "They did not suspend her because she was late, but because she complained."),
    ("fr", "Elle n'a pas été suspendue parce qu'elle était en retard, mais parce qu'elle a déposé une plainte.",
     "en", "She was not suspended because she was late, but because she filed a complaint."),
    # With whom, of which; who did it to whom, when the subject stands last.
    ("en", "The witness we talked to was threatened.", "es", "El testigo con el que hablamos fue amenazado."),
    ("en", "The witness we talked to was threatened.", "fr", "Le témoin à qui nous avons parlé a été menacé."),
    ("fr", "Le contrat dont ils parlent est faux.", "es", "El contrato del que hablan es falso."),
    ("es", "El testigo que amenazó la empresa no declaró.",
     "en", "The witness whom the company threatened did not testify."),
    ("fr", "Ils ont parlé à tous ceux qui étaient à la réunion.",
     "en", "They talked to all those who were at the meeting."),
    # Those who are paid the bonus, not what they gave up.
    ("es", "No le han pagado el bono a los que renunciaron.", "en", "They have not paid the bonus to those who quit."),
    # Could have, should have; before being able to; without being paid.
    ("es", "Los pudieron haber despedido.", "en", "They could have fired them."),
    ("es", "Debieron haber avisado a los trabajadores.", "fr", "Ils auraient dû avertir les travailleurs."),
    ("fr", "Il est parti avant de pouvoir voter.", "en", "He left before being able to vote."),
    ("en", "He left without being paid.", "es", "Él salió sin que le pagaran."),
    # What had not happened yet.
    ("en", "They threatened to close the plant if we voted.", "es", "Amenazaron con cerrar la planta si votábamos."),
    ("en", "Nobody should sign until the list is checked.", "es", "Nadie debería firmar hasta que revisen la lista."),
    # A stoppage begins; she who is pregnant; she who was hit is not who denies it.
    ("es", "Cuando empezó el paro, el gerente llamó a la policía.",
     "en", "When the work stoppage began, the manager called the police."),
    ("es", "El jefe dijo que estaba embarazada cuando la despidió.",
     "en", "The boss said that she was pregnant when he fired her."),
    ("es", "Negó que la hubiera amenazado.", "en", "He denied that he had threatened her."),
    ("fr", "Elle a nié l'avoir signée.", "en", "She denied having signed it."),
    # Not everybody who is told something is who must not do it.
    ("fr", "Dites-leur de n'ouvrir la porte à personne.", "en", "Tell them not to open the door to anyone."),
    ("es", "Ya no le manden dinero.", "en", "Do not send him money anymore."),
    # Nobody, the only one, what is left.
    ("es", "Nadie de la empresa contestó.", "fr", "Personne de l'entreprise n'a répondu."),
    ("fr", "Le seul qui a signé est le superviseur.", "es", "El único que firmó es el supervisor."),
    ("fr", "Il reste trois griefs.", "en", "There are still three grievances."),
    ("en", "The workers did not lose; the company did.", "es", "Los trabajadores no perdieron; la empresa sí."),
    # As people write French.
    ("fr", "Y faut que tu signes la carte.", "en", "You have to sign the card."),
    ("fr", "Y a personne à la porte.", "es", "No hay nadie en la puerta."),
    ("fr", "Y ont pas payé les heures.", "en", "They did not pay the hours."),
    ("fr", "C'est vous autres qui avez signé.", "es", "Fueron ustedes los que firmaron."),
    ("fr", "Personne sait pourquoi.", "en", "Nobody knows why."),
    # A restricted sense is no sense of anything else.
    ("en", "They gave it to the guard.", "es", "Se lo dieron al guardia."),
    ("fr", "La compagnie poursuit la déléguée.", "en", "The company sues the delegate."),
    ("fr", "Personne n'a levé la main.", "en", "Nobody raised the hand."),
]  # fmt: skip


@pytest.mark.parametrize(("source", "text", "target", "expected"), SAID, ids=lambda each: each)
async def test_who_asks_what_and_who_did_it_to_whom_is_kept(
    whole: ClauseTranslator, source: Language, text: str, target: Language, expected: str
) -> None:
    masked = mask(text)
    said = whole.translated(masked.text, source, target)
    assert said is not None
    assert unmask(said, masked) == expected


@pytest.mark.parametrize(
    ("source", "text", "target", "wrong"),
    [
        # To them alone, not by them alone.
        ("es", "El delegado pidió que le descontaran la cuota solo a los nuevos.", "en", "only the new hires withhold"),
        # The bonus is paid to those who quit: nobody gave up the bonus.
        ("es", "No le han pagado el bono a los que renunciaron.", "en", "gave up"),
        # One says who was fired, not which fire there was.
        ("en", "Who did the company fire yesterday?", "fr", "incendie"),
        # Nobody was to be told to open it.
        ("fr", "Dites-leur de n'ouvrir la porte à personne.", "en", "Do not tell"),
    ],
)
async def test_a_sentence_that_could_be_turned_round_is_right_or_left_alone(
    whole: ClauseTranslator, source: Language, text: str, target: Language, wrong: str
) -> None:
    said = whole.translated(mask(text).text, source, target)
    assert said is None or wrong not in said
