"""French sentences understood as a whole: what shop floors in Québec say, and what must not be guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import pytest

from bot.core.model import Language
from bot.translation.clauses.translator import ClauseTranslator

OUT_OF_FRENCH: list[tuple[str, str, str]] = [
    # The verb group
    ("Je viens de parler à l'avocat.", "I have just talked to the lawyer.", "Acabo de hablar con el abogado."),
    ("On est en train de compter les votes.", "We are counting the votes.", "Estamos contando los votos."),
    ("Ils ne nous ont même pas payés.", "They did not even pay us.", "Ni siquiera nos pagaron."),
    ("Un gardien a failli me frapper.", "A guard almost beat me.", "Un guardia casi me golpeó."),
    ("Ils auraient dû nous avertir.", "They should have told us.", "Nos deberían haber avisado."),
    ("J'ai pas signé.", "I did not sign.", "No firmé."),
    ("Il est mort hier.", "He died yesterday.", "Él murió ayer."),
    ("Le syndicat a fait signer les cartes en secret.", "The union had the cards signed in secret.",
     "El sindicato mandó firmar las tarjetas en secreto."),
    ("Ils ont échappé une boîte sur son pied.", "They dropped a box on his foot.", "Dejaron caer una caja en su pie."),
    # Pronouns
    ("On en a besoin.", "We need it.", "Lo necesitamos."),
    ("Elle n'y est pas allée.", "She did not go there.", "Ella no fue ahí."),
    ("Il y en a trois.", "There are three of them.", "Hay tres de ellos."),
    ("On m'a pris mon téléphone et on a effacé mes photos.",
     "They took my phone from me and they deleted my photos.", "Me quitaron mi celular y borraron mis fotos."),
    # Relative clauses
    ("L'usine où je travaille va fermer en juin.", "The plant where I work is going to close in June.",
     "La planta donde trabajo va a cerrar en junio."),
    ("Nos collègues arrêtés lundi ont été relâchés hier soir.",
     "Our coworkers who were arrested on Monday were released last night.",
     "Nuestros compañeros de trabajo que fueron arrestados el lunes fueron liberados anoche."),
    ("Quiconque parle au syndicat sera puni.", "Anyone who talks to the union will be punished.",
     "Cualquiera que hable con el sindicato será castigado."),
    # It was (not) she
    ("Ce n'est pas Marie qui a été congédiée.", "It was not Marie who was fired.",
     "No fue Marie la que fue despedida."),
    ("C'est Marie que Paul a dénoncée.", "Paul reported Marie.", "Paul denunció a Marie."),
    # Clauses in clauses
    ("Il m'a dit que si je signais la carte, je serais congédié.",
     "He told me that I would be fired if I signed the card.", "Él me dijo que sería despedido si firmara la tarjeta."),
    ("Deux collègues ont été suspendus pour avoir distribué des tracts.",
     "Two coworkers were suspended for distributing flyers.",
     "Dos compañeros de trabajo fueron suspendidos por haber repartido unos volantes."),
    ("Ils ont gagné le vote en menaçant les travailleurs.", "They won the vote by threatening the workers.",
     "Ganaron la votación amenazando a los trabajadores."),
    ("Même si le patron vous menace, ne signez rien.", "Even if the employer threatens you, do not sign anything.",
     "Aunque el patrón los amenace, no firmen nada."),
    # Questions and orders
    ("La compagnie a-t-elle signé?", "Did the company sign?", "¿La empresa firmó?"),
    ("Tu as-tu signé?", "Did you sign?", "¿Firmaste?"),
    ("Qu'est-ce qu'ils ont dit?", "What did they say?", "¿Qué dijeron?"),
    ("Signe pas ça!", "Do not sign that!", "¡No firmen eso!"),
    # How many, when, how long
    ("Au moins trois personnes ont été blessées.", "At least three people were injured.",
     "Al menos tres personas fueron lesionadas."),
    ("Le vote a lieu le ⟦n1⟧ mars à ⟦n2⟧ h ⟦n3⟧.", "The vote takes place on March ⟦n1⟧ at ⟦n2⟧:⟦n3⟧.",
     "La votación tiene lugar el ⟦n1⟧ de marzo a las ⟦n2⟧:⟦n3⟧."),
    ("L'assemblée est demain soir à ⟦n1⟧.", "The general assembly is tomorrow night at ⟦n1⟧.",
     "La asamblea es mañana en la noche a las ⟦n1⟧."),
    ("La réunion est vendredi à ⟦n1⟧.", "The meeting is on Friday at ⟦n1⟧.", "La reunión es el viernes a las ⟦n1⟧."),
    ("La compagnie nous doit ⟦n1⟧.", "The company owes us ⟦n1⟧.", "La empresa nos debe ⟦n1⟧."),
    ("Il a été congédié trois jours avant le vote.", "He was fired three days before the vote.",
     "Fue despedido tres días antes de la votación."),
    ("Le vote a été remis à mardi.", "The vote was postponed to Tuesday.", "La votación fue aplazada al martes."),
    # One word, two senses
    ("La compagnie déménage la production au Mexique.", "The company moves the production to Mexico.",
     "La empresa traslada la producción a México."),
    ("Elle a été menacée de mort.", "She was threatened with death.", "Fue amenazada de muerte."),
    ("Il faut que tout le monde vote.", "Everyone has to vote.", "Todos tienen que votar."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "english", "spanish"), OUT_OF_FRENCH, ids=lambda text: str(text)[:40])
async def test_french_is_said_in_english_and_spanish(
    whole: ClauseTranslator, text: str, english: str, spanish: str
) -> None:
    assert whole.translated(text, "fr", "en") == english
    assert whole.translated(text, "fr", "es") == spanish


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("en", "It is illegal to fire them.", "Il est illégal de les congédier."),
        ("en", "They have threatened us since the strike began.",
         "Ils nous ont menacés depuis que la grève a commencé."),
        ("en", "She has not been paid for three weeks.", "Elle n'a pas été payée depuis trois semaines."),
        ("es", "¿Quién le dio la lista al patrón?", "Qui a donné la liste à l'employeur?"),
        ("es", "La huelga estalló el lunes.", "La grève a éclaté lundi."),
        ("fr", "Il s'est blessé en réparant la machine.", "Il s'est blessé en réparant la machine."),
    ],
)  # fmt: skip
async def test_what_others_wrote_is_said_in_french(
    whole: ClauseTranslator, source: Language, text: str, expected: str
) -> None:
    assert whole.translated(text, source, "fr") == expected


WHO = ("L'entreprise", "Le gérant", "Ma collègue", "La police", "Personne")
DID = ("a congédié", "n'a pas congédié", "n'a jamais menacé", "va suspendre", "avait accusé", "ne veut pas payer")
WHOM = ("le délégué", "trois travailleuses", "mon frère", "Luis", "la majorité des membres")


def _sentences() -> Iterator[str]:
    for who, did, whom in product(WHO, DID, WHOM):
        if who == "Personne":
            if "pas" in did or "jamais" in did or did.startswith("n"):
                continue
            yield f"{who} ne {did} {whom}." if not did.startswith("a") else f"{who} n'{did} {whom}."
        else:
            yield f"{who} {did} {whom}."


_DENIES: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:not|never|nobody|cannot)\b", re.IGNORECASE),
    "es": re.compile(r"\b(?:no|nunca|nadie)\b", re.IGNORECASE),
}


@pytest.mark.parametrize("target", ["en", "es"])
async def test_no_denial_comes_or_goes(whole: ClauseTranslator, target: Language) -> None:
    said = {text: whole.translated(text, "fr", target) for text in _sentences()}
    understood = {text: each for text, each in said.items() if each is not None}
    assert len(understood) > len(said) * 3 // 4
    for text, each in understood.items():
        denied = any(word in text for word in (" pas ", " jamais ", "Personne"))
        assert bool(_DENIES[target].search(each)) == denied, (text, each)


@pytest.mark.parametrize(
    "text",
    [
        "Rendez-vous à la porte à midi.",  # no order to give oneself back
        "Ce n'est pas parce qu'il a volé qu'il a été congédié.",  # denied is the reason, not the deed
        "Le patron a beau nous menacer, on ne cédera pas.",
        "La compagnie gnagnate les travailleurs.",
    ],
)
async def test_what_is_not_surely_understood_is_left_alone(whole: ClauseTranslator, text: str) -> None:
    assert whole.translated(text, "fr", "en") is None
    assert whole.translated(text, "fr", "es") is None
