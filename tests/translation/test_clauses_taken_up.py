"""What a sentence takes up again: the thing of a pronoun, an order that is told twice, how long something lasted."""

from __future__ import annotations

import pytest

from bot.core.model import Language
from bot.translation.clauses.translator import ClauseTranslator

SAID: list[tuple[Language, str, Language, str]] = [
    # A pronoun that takes up a thing is no person.
    ("es", "El recuento empieza a las siete, no termina a las siete.",
     "en", "The representation vote begins at seven o'clock, it does not end at seven o'clock."),
    ("fr", "Ma plainte a été rejetée, elle est arrivée en retard.", "en", "My complaint was dismissed, it was late."),
    ("es", "Presentamos la queja el lunes y el martes la archivaron.",
     "fr", "Nous avons déposé le grief lundi et mardi, ils l'ont classé."),
    ("es", "Le ofrecieron dinero para que no declarara.", "en", "They offered him money so that he would not testify."),
    ("en", "She is the one they threatened.", "es", "Ella es la que amenazaron."),
    ("en", "She is the one they threatened.", "fr", "Elle est celle qu'ils ont menacée."),
    # Whoever was told the first thing was told the second.
    ("en", "We were told to lie about lunch and write down thirty minutes.",
     "es", "Nos dijeron que mintiéramos sobre comida y nos dijeron que anotáramos treinta minutos."),
    # Nothing of what stands behind "anything" is lost.
    ("en", "Don't sign anything they give you until Daniel reads it.",
     "fr", "Ne signez rien de ce qu'ils vous donnent jusqu'à ce que Daniel le lise."),
    # How long it was, how long it has been, how long after.
    ("en", "They made us clock out and then clean the line for forty minutes.",
     "es", "Nos obligaron a checar salida y luego nos obligaron a limpiar la línea durante cuarenta minutos."),
    ("en", "We have been waiting for two hours.", "fr", "Nous attendons depuis deux heures."),
    ("es", "Lo corrieron tres días después de que pidió ver el contrato.",
     "en", "They fired him three days after he asked to see the contract."),
    ("en", "Once the petition is filed, they are not allowed to change our hours.",
     "fr", "Dès que la pétition est déposée, on ne leur permet pas de changer nos heures."),
    # Even, and until.
    ("es", "Hasta las embarazadas tuvieron que doblar turno el sábado.",
     "en", "Even the pregnant women had to work a double shift on Saturday."),
    ("es", "Hasta el lunes trabajamos.", "en", "Until Monday, we worked."),
    # Voted twice; trained those, and did not form them.
    ("es", "El que votó dos veces fue su cuñado.", "en", "The one who voted twice was his brother-in-law."),
    ("fr", "Ils refusent de former ceux qui vont les remplacer.",
     "en", "They refuse to train those who are going to replace them."),
]  # fmt: skip


@pytest.mark.parametrize(("source", "text", "target", "expected"), SAID, ids=lambda each: each)
async def test_what_is_taken_up_stays_what_it_was(
    whole: ClauseTranslator, source: Language, text: str, target: Language, expected: str
) -> None:
    assert whole.translated(text, source, target) == expected
