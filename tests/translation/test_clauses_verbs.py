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
    # On a bus, off a bus; the current and the water.
    ("Get on the bus.", "en", "Súbanse al autobús.", "es"),
    ("Il est descendu de l'autobus.", "fr", "Él se bajó del autobús.", "es"),
    ("Turn down the heat.", "en", "Baissez la chaleur.", "fr"),
    ("Ils nous ont coupé le courant.", "fr", "Nos cortaron la luz.", "es"),
    # Who is run over is told from who is beaten by who did it.
    ("He was hit by a truck.", "en", "Fue atropellado por un camión.", "es"),
    ("He was hit by the supervisor.", "en", "Fue golpeado por el supervisor.", "es"),
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
