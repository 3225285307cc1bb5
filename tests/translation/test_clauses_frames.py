"""What verbs mean with what stands around them, in the three languages."""

from __future__ import annotations

import pytest

from bot.core.model import Language
from bot.translation.clauses.translator import ClauseTranslator

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAID: list[tuple[str, Language, str, Language]] = [
    # The subject tells the sense: a vote passes, time passes; food runs out, a contract does.
    ("The vote passed.", "en", "La votación se aprobó.", "es"),
    ("The contract runs out in May.", "en", "El contrato vence en mayo.", "es"),
    ("The deal fell through.", "en", "L'entente a échoué.", "fr"),
    ("No llegó el pago.", "es", "The pay did not arrive.", "en"),
    # What Spanish tells the other way round.
    ("No nos gustó la propuesta.", "es", "We did not like the proposal.", "en"),
    ("We did not like the proposal.", "en", "No nos gustó la propuesta.", "es"),
    ("A la delegada no le gusta firmar.", "es", "The delegate does not like to sign.", "en"),
    ("The workers like the new contract.", "en", "A los trabajadores les gusta el contrato nuevo.", "es"),
    ("Nous n'aimons pas le contrat.", "fr", "No nos gusta el contrato.", "es"),
    ("Leyeron la oferta que no nos gustó.", "es", "They read the offer that we did not like.", "en"),
    ("Nos hacen falta guantes.", "es", "We need gloves.", "en"),
    ("Le caigo mal al supervisor.", "es", "Le superviseur me déteste.", "fr"),
    ("Nos da pena decirlo.", "es", "We are embarrassed to say it.", "en"),
    ("Le quedan dos días.", "es", "He has two days left.", "en"),
    ("We're short ten signatures.", "en", "Nos faltan diez firmas.", "es"),
    ("Nos conviene esperar.", "es", "Nous avons intérêt à attendre.", "fr"),
    # Nobody in particular.
    ("Urge que contesten.", "es", "It is urgent that they answer.", "en"),
    ("Nos parece injusto.", "es", "It seems unfair to us.", "en"),
    # With `se` a person does it, and nobody does it to them.
    ("Se jubiló el año pasado.", "es", "He retired last year.", "en"),
    ("Elle s'est coupé la main.", "fr", "She cut her hand.", "en"),
    ("Ça s'est bien passé.", "fr", "Pasó bien.", "es"),
    ("Se rajaron los compañeros.", "es", "Les camarades ont reculé.", "fr"),
    # Whose hand, whose mind it is.
    ("She broke her arm at work.", "en", "Ella se rompió el brazo en el trabajo.", "es"),
    ("She broke her arm at work.", "en", "Elle s'est cassé le bras au travail.", "fr"),
    ("Cambiamos de opinión.", "es", "We changed our mind.", "en"),
    ("Ellas cambiaron de opinión.", "es", "They changed their mind.", "en"),
    ("Se contradijo.", "es", "He contradicted himself.", "en"),
    # A pronoun behind its preposition.
    ("Ils profitent de nous.", "fr", "They take advantage of us.", "en"),
    ("He shouted at her.", "en", "Il a crié après elle.", "fr"),
    ("She said no to him.", "en", "Elle lui a dit non.", "fr"),
    # Before a judge is a place.
    ("He testified before the judge.", "en", "Él declaró ante el juez.", "es"),
    ("He testified before the vote.", "en", "Él declaró antes de la votación.", "es"),
    # Supplies and workplaces are no place to be out of, or to pick somebody up at.
    ("We're out of gloves.", "en", "Nos quedamos sin guantes.", "es"),
    ("They picked up his brother at work.", "en", "Recogieron a su hermano en el trabajo.", "es"),
    # Forms that the engine does not know or gets wrong.
    ("They skipped the inspection.", "en", "Se saltaron la inspección.", "es"),
    ("Se rindieron.", "es", "They gave up.", "en"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "said", "target"), SAID, ids=lambda each: str(each)[:50])
async def test_a_verb_is_said_in_the_sense_that_it_has_here(
    whole: ClauseTranslator, text: str, source: Language, said: str, target: Language
) -> None:
    assert whole.translated(text, source, target) == said
