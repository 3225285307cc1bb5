"""Verbs of everyday work, family, transport, money, police and quarrels, whose sense what stands around them tells."""

from __future__ import annotations

import pytest

from bot.core.model import Language
from bot.translation.clauses.translator import ClauseTranslator

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAID: list[tuple[str, Language, str, Language]] = [
    # What is done to a person and to a thing.
    ("The police charged him over the explosion.", "en", "La policía lo acusó por la explosión.", "es"),
    ("They set up a committee.", "en", "Ils ont mis sur pied un comité.", "fr"),
    ("He was set up.", "en", "Le tendieron una trampa.", "es"),
    ("They kept track of us.", "en", "Nos vigilaron.", "es"),
    ("Marquen el NO en la boleta.", "es", "Mark no on the ballot.", "en"),
    ("Nos levantaron la suspensión.", "es", "They lifted our suspension.", "en"),
    ("Le dieron la planta.", "es", "They gave him a permanent position.", "en"),
    ("Paso por ti a las seis.", "es", "I pick you up at six o'clock.", "en"),
    ("Despidieron a mi papá en el aeropuerto.", "es", "They saw my father off at the airport.", "en"),
    ("Lo jubilaron el año pasado.", "es", "They retired him last year.", "en"),
    ("Se llevaron a Juan.", "es", "They took Juan.", "en"),
    ("Metió su renuncia.", "es", "He handed in his resignation.", "en"),
    ("Ils ont ôté la garde.", "fr", "They took off the machine guard.", "en"),
    ("Barrez la porte.", "fr", "Lock the door.", "en"),
    ("La réunion s'est tenue hier.", "fr", "The meeting was held yesterday.", "en"),
    ("Il m'a pogné le bras.", "fr", "He grabbed my arm.", "en"),
    ("La boîte m'est tombée sur le pied.", "fr", "The box fell on my foot.", "en"),
    ("Il a lâché sa job.", "fr", "He quit his job.", "en"),
    ("They brought back the night shift.", "en", "Restablecieron al turno de la noche.", "es"),
    ("We beat them in the vote.", "en", "Les ganamos en la votación.", "es"),
    ("They fired on the crowd.", "en", "Dispararon contra la multitud.", "es"),
    ("He filed for unemployment.", "en", "Il a demandé le chômage.", "fr"),
    ("Lo levantaron afuera de la planta.", "es", "They abducted him in front of the plant.", "en"),
    ("Me embargaron el sueldo.", "es", "They garnished my pay.", "en"),
    ("Je me suis fait voler.", "fr", "I was robbed.", "en"),
    ("Ils nous ont crissés là.", "fr", "Nos dejaron tirados.", "es"),
    ("Ils nous prennent pour des caves.", "fr", "They take us for fools.", "en"),
    # On a bus, off a bus; the current and the water.
    ("Get on the bus.", "en", "Súbanse al autobús.", "es"),
    ("Il est descendu de l'autobus.", "fr", "Él se bajó del autobús.", "es"),
    ("Turn down the heat.", "en", "Baissez la chaleur.", "fr"),
    ("Ils nous ont coupé le courant.", "fr", "Nos cortaron la luz.", "es"),
    # Who is run over is told from who is beaten by who did it.
    ("He was hit by a truck.", "en", "Fue atropellado por un camión.", "es"),
    ("He was hit by the supervisor.", "en", "Fue golpeado por el supervisor.", "es"),
    # Whose arm it was.
    ("They broke his arm.", "en", "Le rompieron el brazo.", "es"),
    ("He broke his arm.", "en", "Él se rompió el brazo.", "es"),
    ("The machine cut off his finger.", "en", "La machine lui a coupé le doigt.", "fr"),
    ("The guard searched my bag.", "en", "El guardia me revisó la bolsa.", "es"),
    ("Le camion lui a passé sur le pied.", "fr", "The truck ran over his foot.", "en"),
    # Time that passes, time that it takes; it is nobody in particular.
    ("Pasaron tres semanas.", "es", "Three weeks went by.", "en"),
    ("It took me three hours.", "en", "Me tomó tres horas.", "es"),
    ("It took me three hours.", "en", "Ça m'a pris trois heures.", "fr"),
    ("It works.", "en", "Funciona.", "es"),
    ("My brother works.", "en", "Mi hermano trabaja.", "es"),
    ("Le dio un infarto.", "es", "He had a heart attack.", "en"),
    ("Nos da igual.", "es", "Ça nous est égal.", "fr"),
    ("Nos desecharon la demanda.", "es", "They threw out our lawsuit.", "en"),
    ("Lo operaron de la mano.", "es", "They operated on his hand.", "en"),
    ("My mother raised us.", "en", "Mi madre nos crió.", "es"),
    ("My phone died.", "en", "Mon téléphone s'est déchargé.", "fr"),
    ("He borrowed money from his brother.", "en", "Él le pidió prestado dinero a su hermano.", "es"),
    ("The cops let him go this morning.", "en", "Los policías lo liberaron esta mañana.", "es"),
    ("Le moteur a sauté.", "fr", "The engine blew.", "en"),
    ("Il a mangé une volée.", "fr", "Él recibió una paliza.", "es"),
    ("La machine part pas.", "fr", "The machine does not start.", "en"),
    # What is wished, feared, insisted on and begun.
    ("Espero que venga.", "es", "I hope that he comes.", "en"),
    ("Me da miedo que me corran.", "es", "I am afraid that they fire me.", "en"),
    ("Insisten en que firmemos.", "es", "Ils insistent pour que nous signions.", "fr"),
    ("Se puso a gritar.", "es", "He started to scream.", "en"),
    ("We expect them to answer.", "en", "Esperamos que respondan.", "es"),
    ("They never bothered to call.", "en", "Nunca se molestaron en llamar.", "es"),
    ("It's no use complaining.", "en", "Il est inutile de se plaindre.", "fr"),
    # "été" and "fait" are no things that were stopped.
    ("Il a été arrêté.", "fr", "He was arrested.", "en"),
    ("Il s'est fait arrêter.", "fr", "He was arrested.", "en"),
    # Nobody orders you to do it to you.
    ("No te metas.", "es", "Do not get involved.", "en"),
    ("Ponte el casco.", "es", "Put on the helmet.", "en"),
    # en and y that stand for nothing.
    ("Ils en ont appelé de la décision.", "fr", "They appealed the decision.", "en"),
    ("J'en ai plein mon casque.", "fr", "I have had enough.", "en"),
    ("Il s'en est pris à moi.", "fr", "Él se metió conmigo.", "es"),
    ("Elle s'en va.", "fr", "She leaves.", "en"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "said", "target"), SAID, ids=lambda each: str(each)[:50])
async def test_a_verb_is_said_in_the_sense_that_what_stands_around_it_tells(
    whole: ClauseTranslator, text: str, source: Language, said: str, target: Language
) -> None:
    assert whole.translated(text, source, target) == said
