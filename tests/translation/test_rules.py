"""What Apertium gets wrong by system, and what this project makes of it."""

from __future__ import annotations

import pytest

from bot.translation.apertium import Apertium
from bot.translation.pipeline import Pipeline
from tests.fakes.clock import ManualClock

# One engine for all tests of this file: each finds it as the ones before left it.
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture
def pipeline(apertium: Apertium) -> Pipeline:
    return Pipeline(apertium, ManualClock(), timeout_s=30, retry_s=60)


CASES = [
    (
        "en",
        "es",
        "They fired the people hired by the agency.",
        "Despidieron a las personas que fueron contratadas por la agencia.",
    ),
    ("en", "es", "There's no meeting tomorrow, is there?", "¿No hay ninguna reunión mañana?"),
    ("en", "es", "They took it out on her.", "Se desquitaron con ella."),
    ("en", "fr", "They went through with it.", "Ils sont allés de l’avant avec cela."),
    ("en", "fr", "They are targeting her.", "Ils la ciblent."),
    (
        "en",
        "es",
        "They fired three people for supporting the union.",
        "Despidieron a tres personas por apoyar al sindicato.",
    ),
    ("en", "es", "Don't share the name of the witness with anyone.", "No compartan el nombre del testigo con nadie."),
    ("en", "es", "Can you send me the file?", "¿Me puedes enviar el archivo?"),
    ("en", "es", "The plan ends in June.", "El plan termina en junio."),
    ("en", "es", "It was signed on March 4, 2024.", "Fue firmado el 4 de marzo de 2024."),
    ("es", "en", "Despidieron a tres personas.", "They fired three people."),
    ("es", "en", "¿Me puedes enviar el archivo antes del viernes?", "Can you send me the file before Friday?"),
    ("es", "en", "La petición se presentó ayer.", "The petition was filed yesterday."),
    ("es", "en", "Saben dónde vive mi familia.", "They know where my family lives."),
    ("es", "en", "No usen mi nombre.", "Do not use my name."),
    ("es", "fr", "El sindicato de la planta no firmó.", "Le syndicat de l’usine n’a pas signé."),
    ("es", "fr", "La petición MX-1 se presentó ayer.", "La pétition MX-1 a été déposée hier."),
    ("fr", "es", "Ils nous ont menacés.", "Nos amenazaron."),
    ("fr", "es", "Peux-tu confirmer la date?", "¿Puedes confirmar la fecha?"),
    ("fr", "en", "L'ACEUM protège le syndicat.", "The USMCA protects the union."),
    ("en", "es", "They want us to vote yes.", "Quieren que votemos a favor."),
    ("en", "es", "Nobody told us that the plant was closing.", "Nadie nos dijo que la planta estaba cerrando."),
    ("es", "en", "A mi hermana la despidieron sin motivo.", "They fired my sister without cause."),
    ("es", "en", "Al delegado lo amenazaron los gerentes.", "The managers threatened the delegate."),
    ("es", "fr", "No se va a levantar la huelga.", "On ne va pas mettre fin à la grève."),
    ("fr", "es", "Partage pas le nom du témoin.", "No compartan el nombre del testigo."),
    ("fr", "es", "Ils veulent nous faire signer une lettre.", "Quieren obligarnos a firmar una carta."),
    ("fr", "es", "Combien de personnes ont voté?", "¿Cuántas personas votaron?"),
    ("fr", "en", "Je ne peux pas venir.", "I can not come."),
    ("es", "en", "cuantos trabajadores votaron que no?", "How many workers voted no?"),
    ("fr", "es", "Pas tout le monde a voté.", "No todo el mundo votó."),
    ("es", "en", "Le retiraron la demanda.", "They withdrew the lawsuit against him."),
    ("en", "es", "It was the supervisor who hit the worker.", "Fue el supervisor el que golpeó al trabajador."),
    ("en", "fr", "The strike notice was not withdrawn.", "L’avis de grève n’a pas été retiré."),
]


@pytest.mark.parametrize(("source", "target", "text", "expected"), CASES)
async def test_who_did_what_stays_said(pipeline: Pipeline, source: str, target: str, text: str, expected: str) -> None:
    assert await pipeline.translate([text], source, target) == [expected]
