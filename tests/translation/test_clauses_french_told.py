"""French as it is told from others, and in short: hearsay, bare days, who one is, what was done or only put off."""

from __future__ import annotations

import pytest

from bot.translation.clauses.translator import ClauseTranslator

TOLD: list[tuple[str, str, str]] = [
    # What others say
    ("La compagnie aurait congédié trois gars.", "Apparently, the company fired three guys.",
     "Al parecer, la empresa despidió a tres muchachos."),
    ("Le vote aurait été annulé.", "Apparently, the vote was called off.",
     "Al parecer, la votación fue cancelada."),
    ("Il paraît que Luc aurait été congédié.", "It seems that Luc was fired.", "Parece que Luc fue despedido."),
    # What would have been
    ("Si on avait su, Luc aurait pas signé.", "If we had known, Luc would not have signed.",
     "Si hubiéramos sabido, Luc no habría firmado."),
    ("Sans Luc, la compagnie aurait gagné.", "Without Luc, the company would have won.",
     "Sin Luc, la empresa habría ganado."),
    # What somebody is
    ("Je suis pas délégué.", "I am not a delegate.", "No soy delegado."),
    ("Je reste membre.", "I remain a member.", "Sigo siendo miembro."),
    ("Il est rendu superviseur.", "He is now a supervisor.", "Él es ahora supervisor."),
    # Done, or only put off
    ("Il a été rejeté ou juste retardé.", "He was turned down or he was only delayed.",
     "Fue rechazado o solo fue retrasado."),
    ("Votre plainte n'a pas été rejetée, elle a été transférée au tribunal.",
     "Your complaint was not dismissed, it was moved to the court.",
     "Su queja no fue desechada, fue trasladada al tribunal."),
    # Days without their month
    ("L'assemblée a été remise au 14.", "The general assembly was postponed to the 14.",
     "La asamblea fue aplazada al 14."),
    ("Le grief aurait dû être déposé avant le 12.", "The grievance should have been filed before the 12.",
     "La queja debería haber sido presentada antes del 12."),
    # Whom
    ("Ceux de nuit ont voté non.", "Those from the night shift voted no.",
     "Los del turno de la noche votaron en contra."),
    ("Ni Karine ni moi on a signé.", "Neither Karine nor I signed.", "Ni Karine ni yo firmamos."),
    ("L'ancienne continue.", "The previous one continues.", "La anterior continúa."),
    ("Plus de la moitié des membres ont voté.", "More than half of the members voted.",
     "Más de la mitad de los miembros votaron."),
    ("Ne montez pas dans son camion.", "Do not get on his truck.", "No se suban a su camión."),
    ("Il va témoigner devant le juge.", "He is going to testify before the judge.",
     "Él va a declarar ante el juez."),
    ("Ton congé a-tu été refusé ou juste reporté?", "Was your time off declined or it was only postponed?",
     "¿Tu permiso fue rechazado o solo fue aplazado?"),
    ("Ils se font garder leurs passeports par le patron.", "The employer keeps their passports.",
     "El patrón se queda con sus pasaportes."),
    ("Elle est rendue à l'hôpital.", "She is in the hospital now.", "Ella está en el hospital ahora."),
    ("Lequel de vous a parlé?", "Which of you talked?", "¿Cuál de ustedes habló?"),
    ("Même les étudiants ont eu leur prime, nous autres on l'attend encore.",
     "Even the students got their bonus, we are still waiting for it.",
     "Incluso los estudiantes recibieron su bono, lo seguimos esperando."),
    ("Vas-y pas toute seule.", "Do not go there alone.", "No vayan ahí a solas."),
    ("Le camion a reculé sur Jean, il est à l'urgence.", "The truck backed into Jean, he is in the emergency room.",
     "El camión se echó de reversa sobre Jean, él está en urgencias."),
    ("On a rien volé.", "We did not steal anything.", "No robamos nada."),
    ("Pas un bateau rentre.", "No ship returns.", "Ningún barco regresa."),
    ("Ils ont envoyé Carlos chez lui.", "They sent Carlos home.", "Mandaron a su casa a Carlos."),
    ("Luc s'est brûlé les deux mains.", "Luc burned his two hands.", "Luc se quemó las dos manos."),
    ("Ils disent m'avoir tout payé.", "They say that they paid me everything.", "Dicen que me pagaron todo."),
    ("Il est pas blessé.", "He is not hurt.", "Él no está lastimado."),
    ("J'aimerais que la directrice s'excuse auprès des filles.", "I would like the manager to apologize to the girls.",
     "Quisiera que la gerente les pidiera disculpas a las muchachas."),
    ("Le scrutin est remis à vendredi.", "The vote is postponed to Friday.", "La votación está aplazada al viernes."),
    ("Le local 12 a voté non.", "Union local 12 voted no.", "La sección sindical 12 votó en contra."),
    ("Le local est fermé.", "The union hall is closed.", "El local está cerrado."),
    ("On a demandé à Luc de signer.", "We asked Luc to sign.", "Le pedimos a Luc que firmara."),
    # Words
    ("J'ai perdu une journée.", "I lost a day.", "Perdí un día."),
    ("Même les cadres trouvent que la cadence n'a pas d'allure.",
     "Even the management employees think that the pace does not make sense.",
     "Incluso los empleados de confianza piensan que el ritmo no tiene sentido."),
    ("Ils ont ôté la garde de la scie.", "They took the machine guard off the saw.",
     "Quitaron la guarda de la sierra."),
    ("Le fonds de grève ne rembourse pas les contraventions.", "The strike fund does not pay back the fines.",
     "El fondo de huelga no devuelve las multas."),
    ("Il est interdit de monter dans l'autobus.", "It is forbidden to get on the bus.",
     "Está prohibido subirse al autobús."),
    # Other
    ("L'employeur va en appeler.", "The employer is going to appeal.", "El patrón va a apelar."),
    ("C'est elle qui était sur la machine.", "It was her who was on the machine.",
     "Fue ella la que estaba en la máquina."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "english", "spanish"), TOLD)
def test_what_is_told_in_quebec_comes_out_the_same(
    whole: ClauseTranslator, text: str, english: str, spanish: str
) -> None:
    assert whole.translated(text, "fr", "en") == english
    assert whole.translated(text, "fr", "es") == spanish


def test_what_may_be_hearsay_or_what_would_have_been_is_marked(whole: ClauseTranslator) -> None:
    assert type(whole.translated("La compagnie aurait congédié trois gars.", "fr", "en")).__name__ == "TwoReadings"
