"""Turns that span other words, in three languages: said plainly, and left alone where they mean something else."""

from __future__ import annotations

import pytest

from bot.core.model import Language
from bot.translation.clauses.translator import ClauseTranslator
from bot.translation.sayings import load_sayings
from bot.translation.spanish_turns import in_its_time


@pytest.mark.parametrize(
    ("language", "text", "plain"),
    [
        ("en", "Had they asked us, we would have voted.", "If they had asked us, we would have voted."),
        ("en", "Should you need a copy, call me.", "If you need a copy, call me."),
        ("en", "They locked the door, which is illegal.", "They locked the door, and it is illegal."),
        ("en", "What we want is to vote.", "We want to vote."),
        ("en", "How long have you been working here?", "Since when have you been working here?"),
        ("en", "Never have they paid us on time.", "They have never paid us on time."),
        ("es", "Lo que queremos es votar.", "Queremos votar."),
        ("es", "No escriban nada, que nos están espiando.", "No escriban nada porque nos están espiando."),
        ("es", "Mañana declaras tú.", "Mañana tú declaras."),
        ("es", "Nos tocó ver cómo lo golpeaban.", "Vimos cómo lo golpeaban."),
        ("fr", "Il n'y a que deux délégués qui ont voté.", "Seulement deux délégués ont voté."),
        ("fr", "Ce que l'employeur veut, c'est qu'on signe.", "L'employeur veut qu'on signe."),
        ("fr", "Plus personne ne veut signer.", "Personne ne veut plus signer."),
        ("fr", "Soit ils nous paient, soit on vote.", "Ils nous paient ou on vote."),
        ("fr", "Personne d'autre que le gérant n'avait la clé.", "Seulement le gérant avait la clé."),
    ],
)
def test_a_turn_is_said_in_the_order_of_a_plain_clause(language: Language, text: str, plain: str) -> None:
    assert load_sayings()[language].plainly(text) == plain


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Had they signed?"),
        ("en", "The form, which the manager lost, was signed."),
        ("es", "El gerente, que nos está espiando, firmó."),
        ("es", "Lo que queremos es justo."),
        ("fr", "Il n'y a que deux délégués."),
        ("fr", "Ce que l'employeur veut est illégal."),
    ],
)
def test_what_only_looks_like_a_turn_is_left_alone(language: Language, text: str) -> None:
    assert load_sayings()[language].plainly(text) == text


@pytest.mark.parametrize(
    ("source", "text", "target", "said"),
    [
        # A preposition that stands behind goes with what is asked for.
        ("en", "They won't tell us who we work for.", "es", "No nos dirán para quién trabajamos."),
        ("en", "They won't tell us who we work for.", "fr", "Ils ne nous diront pas pour qui nous travaillons."),
        ("en", "I don't know what they are talking about.", "es", "No sé de qué están hablando."),
        ("en", "I don't know what they are talking about.", "fr", "Je ne sais pas de quoi ils parlent."),
        # It was I, and not him, also inside what is said.
        ("fr", "Ils savent que c'est moi qui ai signé, pas lui.",
         "en", "They know that it was me who signed, not him."),
        ("fr", "Ils savent que c'est moi qui ai signé, pas lui.", "es", "Saben que fui yo el que firmó, no él."),
        # Nobody in a clause that tells which one.
        ("en", "They want us to sign something nobody has explained to us.",
         "es", "Quieren que firmemos algo que nadie nos ha explicado."),
        # 'd before what was done is no would.
        ("en", "The lawyer found the letter he'd hidden.",
         "es", "El abogado encontró la carta que él había escondido."),
        # Hardly, and nearly: done and not done.
        ("es", "Apenas me reinstalaron.", "en", "They have just reinstated me."),
        ("es", "Casi me mata la máquina.", "en", "The machine almost killed me."),
        ("es", "Ni siquiera firmé.", "fr", "Je n'ai même pas signé."),
        ("en", "What happens if we lose the vote?", "es", "¿Qué pasa si perdemos la votación?"),
        ("en", "What happens if we lose the vote?", "fr", "Qu'est-ce qui se passe si nous perdons le vote?"),
        ("en", "Everyone who signed was fired.", "es", "Todos los que firmaron fueron despedidos."),
        ("en", "He was fired two days after he asked for a raise.",
         "fr", "Il a été congédié deux jours après qu'il a demandé une augmentation."),
        # Said to somebody is a wish, and picked up by the police is detained.
        ("es", "El abogado dice que no firmemos nada.", "en", "The lawyer says that we should not sign anything."),
        ("en", "Two workers were picked up by immigration.",
         "es", "Dos trabajadores fueron detenidos por la migración."),
        ("en", "Two boxes were picked up by the driver.", "es", "Dos cajas fueron recogidas por el chofer."),
    ],
)  # fmt: skip
async def test_who_did_what_survives_the_turn(
    whole: ClauseTranslator, source: Language, text: str, target: Language, said: str
) -> None:
    assert whole.translated(text, source, target) == said


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Me dijo el supervisor que no firmara.", "El supervisor me dijo que no firmara."),
        ("Dice el abogado que no firmemos.", "El abogado dice que no firmemos."),
        ("Me lo devolvieron hasta la noche.", "No me lo devolvieron hasta la noche."),
        ("La quincena cae hasta el viernes.", "La quincena no llega hasta el viernes."),
    ],
)
def test_spanish_that_looks_like_something_else_is_put_right_before_it_is_read(text: str, meant: str) -> None:
    assert in_its_time(text) == meant
