"""Sentences that are understood as a whole: who did what to whom stays said, and nothing is guessed."""

from __future__ import annotations

import pytest

from bot.core.model import Language
from bot.ports import TwoReadings
from bot.translation.clauses.read_words import Impatient
from bot.translation.clauses.translator import ClauseTranslator

EVERY_WAY: list[tuple[str, str, str]] = [
    ("Maria was fired on Friday.", "Maria fue despedida el viernes.", "Maria a été congédiée vendredi."),
    ("Pedro was fired on Monday.", "Pedro fue despedido el lunes.", "Pedro a été congédié lundi."),
    (
        "The company fired Juan Pérez Gómez.",
        "La empresa despidió a Juan Pérez Gómez.",
        "L'entreprise a congédié Juan Pérez Gómez.",
    ),
    ("Lupita Hernández did not sign.", "Lupita Hernández no firmó.", "Lupita Hernández n'a pas signé."),
    ("They fired my brother.", "Despidieron a mi hermano.", "Ils ont congédié mon frère."),
    ("The company did not pay us.", "La empresa no nos pagó.", "L'entreprise ne nous a pas payés."),
    ("Nobody signed the contract.", "Nadie firmó el contrato.", "Personne n'a signé le contrat."),
    ("We did not sign anything.", "No firmamos nada.", "Nous n'avons rien signé."),
    ("She was fired by the manager.", "Fue despedida por el gerente.", "Elle a été congédiée par le gérant."),
    (
        "The workers who signed the petition were fired.",
        "Los trabajadores que firmaron la petición fueron despedidos.",
        "Les travailleurs qui ont signé la pétition ont été congédiés.",
    ),
    (
        "They threatened to close the plant if we vote for the union.",
        "Amenazaron con cerrar la planta si votamos por el sindicato.",
        "Ils ont menacé de fermer l'usine si nous votons pour le syndicat.",
    ),
    (
        "The judge ordered the company to reinstate them.",
        "El juez le ordenó a la empresa que los reinstalara.",
        "Le juge a ordonné à l'entreprise de les réintégrer.",
    ),
    (
        "Do not sign anything before your lawyer reads the contract.",
        "No firmen nada antes de que su abogado lea el contrato.",
        "Ne signez rien avant que votre avocat lise le contrat.",
    ),
    (
        "Neither the union nor the company signed.",
        "Ni el sindicato ni la empresa firmaron.",
        "Ni le syndicat ni l'entreprise n'ont signé.",
    ),
    ("Three of the workers were arrested.", "Tres de los trabajadores fueron arrestados.",
     "Trois des travailleurs ont été arrêtés."),
    ("They want us to quit.", "Quieren que renunciemos.", "Ils veulent que nous démissionnions."),
    ("You do not have to sign.", "No tienes que firmar.", "Vous n'êtes pas obligé de signer."),
]  # fmt: skip
PAIRS: list[tuple[Language, Language]] = [
    ("en", "es"),
    ("es", "en"),
    ("en", "fr"),
    ("fr", "en"),
    ("es", "fr"),
    ("fr", "es"),
]


@pytest.mark.parametrize("said", EVERY_WAY, ids=lambda said: said[0])
async def test_who_did_what_is_said_in_every_direction(whole: ClauseTranslator, said: tuple[str, str, str]) -> None:
    texts = dict(zip(("en", "es", "fr"), said, strict=True))
    # Tú and vous, ellos and on are chosen by the language that is written: the last has one way back.
    for source, target in PAIRS:
        if said[0].startswith("You ") and source == "fr":
            continue
        assert whole.translated(texts[source], source, target) == texts[target], (source, target)


@pytest.mark.parametrize(
    ("source", "target", "text", "expected"),
    [
        # Who is told becomes who they told.
        ("en", "es", "She was told not to sign.", "Le dijeron que no firmara."),
        ("en", "fr", "We were promised a raise.", "On nous a promis une augmentation."),
        ("fr", "en", "On m'a obligé à signer.", "They forced me to sign."),
        ("fr", "en", "On a voté contre le contrat.", "We voted against the contract."),
        ("fr", "en", "Elle s'est fait congédier.", "She was fired."),
        # The object before the subject.
        ("es", "en", "A Marta la acusó la gerente.", "The manager accused Marta."),
        ("es", "fr", "A mi hermano no lo corrieron.", "Ils n'ont pas congédié mon frère."),
        ("es", "en", "El paro lo empezó el turno de noche.", "The night shift started the work stoppage."),
        ("es", "en", "Lo despidió ella.", "She fired him."),
        ("es", "en", "Se presentó la petición ayer.", "The petition was filed yesterday."),
        ("es", "en", "No le pagaron más que a tres trabajadores.", "They paid only three workers."),
        ("fr", "es", "Ils n'ont payé que trois travailleurs.", "Les pagaron solo a tres trabajadores."),
        ("fr", "es", "C'est le gérant qui a appelé la police.", "Fue el gerente el que llamó a la policía."),
        # One verb, two senses.
        ("en", "es", "He turned in his badge.", "Él entregó su gafete."),
        ("en", "es", "He turned in his brother.", "Él denunció a su hermano."),
        ("en", "es", "They let him go without severance.", "Lo despidieron sin indemnización."),
        ("en", "fr", "They turned us down.", "Ils nous ont rejetés."),
        # Not yet, no longer, only, not by the other.
        ("es", "en", "Ya no trabajo para ellos.", "I no longer work for them."),
        ("fr", "es", "L'entreprise ne nous a pas encore payés.", "La empresa todavía no nos ha pagado."),
        ("en", "fr", "It was withdrawn by the union, not by the company.",
         "Il a été retiré par le syndicat, pas par l'entreprise."),
        ("en", "es", "The union did not sign, the company did not.", "El sindicato no firmó, la empresa no."),
        ("en", "es", "You must not sign.", "No debes firmar."),
        ("es", "en", "Mañana votamos.", "Tomorrow, we vote."),
        ("es", "en", "Hasta que no nos paguen, no regresamos.", "Until they pay us, we do not return."),
        ("es", "en", "Me suspendieron tres días.", "They suspended me for three days."),
        ("es", "fr", "No hubo votación.", "Il n'y a pas eu de vote."),
        ("en", "fr", "The boss had him fired.", "Le chef l'a fait congédier."),
        ("fr", "en", "Il a fait congédier mon frère.", "He had my brother fired."),
        ("fr", "en", "On veut qu'ils retirent leur plainte.", "We want them to withdraw their complaint."),
        ("fr", "en", "L'entreprise a dit qu'elle fermerait l'usine.",
         "The company said that it would close the plant."),
        ("en", "es", "If they fire you, call us.", "Si los despiden, llámennos."),
        ("en", "es", "The company must reinstate them and pay them.",
         "La empresa los debe reinstalar y les debe pagar."),
        ("es", "en", "Se lo dijimos al inspector.", "We told it to the inspector."),
        ("fr", "es", "Personne ne veut signer.", "Nadie quiere firmar."),
        ("fr", "es", "Ce n'est pas moi qui ai signé.", "No fui yo el que firmó."),
        ("en", "es", "They do not want us to talk to you.", "No quieren que hablemos contigo."),
        ("en", "fr", "The petition was filed by the union and was rejected by the government.",
         "La pétition a été déposée par le syndicat et elle a été rejetée par le gouvernement."),
        ("en", "es", "The judge dismissed the case.", "El juez desechó el caso."),
        ("fr", "en", "Elle n'a signé que parce qu'on l'a menacée.", "She signed only because they threatened her."),
        ("fr", "en", "Elle s'est fait retirer son permis.", "They took her permit from her."),
        ("en", "es", "I had to sign.", "Tuve que firmar."),
        ("en", "es", "They said ⟦x1⟧ signed.", "Dijeron que ⟦x1⟧ firmó."),
    ],
)  # fmt: skip
async def test_what_the_languages_build_in_other_ways(
    whole: ClauseTranslator, source: Language, target: Language, text: str, expected: str
) -> None:
    assert whole.translated(text, source, target) == expected


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("en", "They fired my brother frobnically."),
        ("en", "They fired my."),
        ("en", "Fired."),
        ("es", "Despidieron a mi xyz."),
        ("fr", "Ils ont congédié."),
        ("en", ""),
    ],
)
async def test_one_word_that_is_in_no_list_and_the_engine_has_to_do_it(
    whole: ClauseTranslator, source: Language, text: str
) -> None:
    for target in ("en", "es", "fr"):
        if target != source:
            assert whole.translated(text, source, target) is None


async def test_the_pieces_of_a_text_are_the_text(whole: ClauseTranslator) -> None:
    text = "They fired us. Xyzzy plugh!  We did not sign. "
    pieces = whole.said_anew(text, "en", "es")
    assert "".join(piece for piece, _ in pieces) == text
    assert [said for _, said in pieces] == ["Nos despidieron. ", None, "No firmamos. "]


async def test_a_long_sentence_full_of_places_for_more_is_left_alone_soon(whole: ClauseTranslator) -> None:
    text = "They said that they said that " * 12 + "they signed."
    assert whole.translated(text, "en", "es") is None


async def test_a_sentence_with_two_readings_is_told_from_one_with_one(whole: ClauseTranslator) -> None:
    # Who won the trial, or earned something by it.
    two = whole.translated("Todavía no reinstalan a los que ganaron el juicio.", "es", "en")
    assert isinstance(two, TwoReadings)
    assert type(whole.translated("The company fired Juan Pérez Gómez.", "en", "es")) is str
    (piece,) = whole.said_anew("Todavía no reinstalan a los que ganaron el juicio.", "es", "en")
    assert isinstance(piece[1], TwoReadings)


def test_little_patience_finds_the_same_or_says_so(whole: ClauseTranslator) -> None:
    for source, target in PAIRS:
        for said in EVERY_WAY:
            sentence = dict(zip(("en", "es", "fr"), said, strict=True))[source]
            patient = whole.said_anew(sentence, source, target)
            with pytest.raises(Impatient):
                whole.said_anew(sentence, source, target, 1)
            for patience in (50, 150):
                try:
                    assert whole.said_anew(sentence, source, target, patience) == patient
                except Impatient:
                    assert patience == 50
