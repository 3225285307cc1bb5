"""What the programs of Apertium are given instead of turns and clauses that they take word by word."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.model import Language
from bot.errors import ConfigError
from bot.translation.apertium import _ROUTES, Apertium
from bot.translation.rules.english_clauses import ENGLISH_CLAUSES
from bot.translation.turns import load_turns
from bot.translation.word_lists import load_lexicon
from bot.translation.word_stream import Rule, apply

_LANGUAGES: dict[str, Language] = {"en": "en", "es": "es", "fr": "fr", "de": "en"}
engine_test = pytest.mark.asyncio(loop_scope="module")


# By the programs alone: none of these is to be understood as a whole on the way.
CASES: list[tuple[Language, Language, str, str]] = [
    ("en", "es", "The city turned our permit down.", "La ciudad rechazó nuestro permiso."),
    ("en", "es", "They put the hearing off again.", "Aplazaron la audiencia otra vez."),
    ("en", "es", "The guards are afraid of the inspectors.", "Los guardias de seguridad temen los inspectores."),
    ("en", "es", "The letter they gave her was in English.", "La carta que le dieron estaba en inglés."),
    ("en", "es", "We were not given a contract.", "No nos dieron un contrato."),
    ("en", "es", "They made him sign the list.", "Lo obligaron a firmar la lista."),
    ("en", "es", "They fired her and threatened him.", "La despidieron y lo amenazaron."),
    ("en", "es", "They closed the hall and threatened us.", "Cerraron la sala y nos amenazaron."),
    ("en", "es", "My friend said she was suspended.", "Mi amiga dijo que fue suspendida."),
    ("es", "en", "Al soldador lo dieron de baja.", "They fired the welder."),
    ("es", "en", "Nos hicieron trabajar el domingo.", "They forced us to work on Sunday."),
    ("es", "en", "Llevamos cinco meses sin firmar.", "We have not signed for five months."),
    ("es", "en", "Llevan dos días trabajando.", "They have been working for two days."),
    ("es", "en", "Ningún delegado firmó.", "No delegate signed."),
    ("es", "en", "Si no vienen, no firmamos.", "If they do not come, we do not sign."),
    ("es", "fr", "Si no vienen, no firmamos.", "S'ils ne viennent pas, nous ne signons pas."),
    ("es", "fr", "Votaron por él.", "Ils ont voté pour lui."),
    ("fr", "es", "Le délégué s'est fait congédier.", "El delegado fue despedido."),
    ("fr", "es", "On s'est fait dire que la plainte était fermée.", "Nos dijeron que la queja estaba cerrada."),
    ("fr", "es", "Ça fait deux mois qu'on attend.", "Esperamos desde hace dos meses."),
    ("fr", "es", "Ils ont parlé contre lui.", "Hablaron contra él."),
    ("fr", "es", "Elle a signé, pas nous.", "Ella firmó, no nosotros."),
    ("fr", "es", "Ils l'ont menacée.", "La amenazaron."),
    ("es", "en", "¿A qué hora es la marcha?", "What time is the march?"),
    ("es", "en", "¿A qué hora abre la oficina?", "What time does the office open?"),
    ("es", "fr", "¿A qué hora es la marcha?", "À quelle heure est la marche?"),
    ("en", "es", "What time is the march?", "¿A qué hora es la marcha?"),
    ("en", "fr", "At what time is the march?", "À quelle heure est la marche?"),
    ("fr", "es", "Ils ne veulent pas que les femmes votent.", "Ellos no quieren que las mujeres votan."),
    ("fr", "en", "Faut pas que le patron voie les cartes.", "It is forbidden that the employer see the cards."),
    ("fr", "en", "Il n'y a que Karim qui a signé.", "Only Karim signed."),
    ("fr", "en", "Y a personne qui a vu l'accident.", "\ue000Nobody saw the accident."),
    ("fr", "en", "Y en a trois qui ont signé.", "Three people signed."),
    ("fr", "en", "Le président s'est fait battre aux élections.", "The president lost the elections."),
    ("fr", "en", "Notre vote est secret, le sien est public.", "Our vote is secret, his is public."),
    ("fr", "es", "Ils ont sorti les militants.", "Quitaron los activistas."),
    ("fr", "en", "Le vote est à quelle heure?", "What time is the vote?"),
]  # fmt: skip


@engine_test
@pytest.mark.parametrize(("source", "target", "text", "expected"), CASES)
async def test_a_clause_that_the_other_language_builds_otherwise_keeps_who_did_what(
    apertium: Apertium, source: Language, target: Language, text: str, expected: str
) -> None:
    (answer,) = await apertium._by_programs([text], _ROUTES[source, target])
    assert answer[:1].upper() + answer[1:] == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("She was told to wait.", "They told her to wait."),
        ("We have never been paid.", "They never paid us."),
        ("He was told by the guard to wait.", "He was told by the guard to wait."),
        ("Before the vote they left.", "Before the vote they left."),
        ("They keep the cards we signed.", "They keep the cards that we signed."),
        ("Who wrote the minutes of Monday's assembly?", "Who wrote the meeting minutes of the assembly of Monday?"),
        ("The police let them go.", "The police freed them."),
        ("The company let them go.", "The company fired them."),
        ("My neighbor says he saw it and she did not.", "My neighbor says he saw it and she did not."),
    ],
)
def test_an_english_clause_is_said_as_spanish_and_french_say_it(text: str, said: str) -> None:
    assert apply(ENGLISH_CLAUSES, text) == said


def test_a_verb_and_its_particle_are_one_verb_whatever_stands_in_between(tmp_path: Path) -> None:
    rule = _rule(tmp_path, "en,call … off,cancel")
    assert rule("^They<prn>$ ^call<vblex><past>$ ^the<det>$ ^vote<n><sg>$ ^off<adv>$^.<sent>$") == (
        "^They<prn>$ ^cancel<vblex><past>$ ^the<det>$ ^vote<n><sg>$^.<sent>$"
    )
    unlike = "^They<prn>$ ^call<vblex><past>$ ^the<det>$ ^man<n><sg>$ ^leave<vblex><past>$ ^off<adv>$"
    assert rule(unlike) == unlike


def test_to_be_loses_the_persons_that_other_english_verbs_do_not_have(tmp_path: Path) -> None:
    rule = _rule(tmp_path, "en,be afraid of,fear")
    assert rule("^be<vbser><past><p1><sg>$ ^afraid<adj>$ ^of<pr>$") == "^fear<vblex><past>$"


def test_a_noun_in_brackets_stays(tmp_path: Path) -> None:
    rule = _rule(tmp_path, "es,meter [recurso],presentar")
    assert rule("^meter<vblex><ifi><p3><pl>$ ^uno<det><ind><m><sg>$ ^recurso<n><m><sg>$") == (
        "^presentar<vblex><ifi><p3><pl>$ ^uno<det><ind><m><sg>$ ^recurso<n><m><sg>$"
    )


@pytest.mark.parametrize("line", ["de,ruf ab,cancel", "en,call,cancel", "en,call off,", "en,… off,cancel"])
def test_a_turn_that_cannot_be_used_is_told_with_its_line(tmp_path: Path, line: str) -> None:
    with pytest.raises(ConfigError, match=r"turns\.csv:2"):
        _rule(tmp_path, line)


def _rule(folder: Path, line: str) -> Rule:
    path = folder / "turns.csv"
    path.write_text(f"language,words,said\n{line}\n", encoding="utf-8")
    (rule,) = load_turns(load_lexicon(), path)[_LANGUAGES[line[:2]]]
    return rule
