"""English nouns that are made of two, that a name owns, or that are left out, as both other languages say them."""

from __future__ import annotations

import pytest

from bot.translation.clauses.translator import ClauseTranslator

OF_WHAT = [
    (
        "He would have seen the acid leak.",
        "Él habría visto la fuga de ácido.",
        "Il aurait vu la fuite d'acide.",
    ),
    (
        "The dryer crew refused to clean the kitchen floor.",
        "La cuadrilla de la secadora se negó a limpiar el piso de la cocina.",
        "L'équipe de la sécheuse a refusé de nettoyer le plancher de la cuisine.",
    ),
    (
        "He grabbed a kitchen knife.",
        "Él agarró un cuchillo de cocina.",
        "Il a saisi un couteau de cuisine.",
    ),
    (
        "We found two acid leaks.",
        "Encontramos dos fugas de ácido.",
        "Nous avons trouvé deux fuites d'acide.",
    ),
    (
        "We want a safety meeting.",
        "Queremos una reunión de seguridad.",
        "Nous voulons une réunion de sécurité.",
    ),
    (
        "Our Dallas office is closed.",
        "Nuestra oficina de Dallas está cerrada.",
        "Notre bureau de Dallas est fermé.",
    ),
    (
        "They searched Rosa's locker and Juan's truck.",
        "Catearon el casillero de Rosa y el camión de Juan.",
        "Ils ont fouillé le casier de Rosa et le camion de Juan.",
    ),
]

LEFT_OUT = [
    (
        "The judge threw out their complaint and kept ours.",
        "El juez desechó su queja y se quedó con nuestra queja.",
        "Le juge a rejeté leur plainte et a gardé notre plainte.",
    ),
    (
        "We signed forty cards and twelve were rejected.",
        "Firmamos cuarenta tarjetas y doce tarjetas fueron rechazadas.",
        "Nous avons signé quarante cartes et douze cartes ont été rejetées.",
    ),
    (
        "boss told us not to sign",
        "El jefe nos dijo que no firmáramos",
        "Le chef nous a dit de ne pas signer",
    ),
    (
        "crane guy saw it",
        "El muchacho de la grúa la vio",
        "Le gars de la grue l'a vue",
    ),
    (
        "Did they fire Rosa or just the driver?",
        "¿Despidieron a Rosa o solo al chofer?",
        "Est-ce qu'ils ont congédié Rosa ou seulement le chauffeur?",
    ),
    (
        "Were they laid off or fired?",
        "¿Fueron recortados o fueron despedidos?",
        "Est-ce qu'ils ont été mis à pied ou est-ce qu'ils ont été congédiés?",
    ),
    (
        "Can someone drive Ana to the hearing, her bus doesn't run that early?",
        "¿Alguien puede llevar a Ana a la audiencia? Su autobús no pasa tan temprano",
        "Est-ce que quelqu'un peut emmener Ana à l'audience? Son autobus ne passe pas aussi tôt",
    ),
    (
        "The accident is hard to prove.",
        "Es difícil demostrar el accidente.",
        "Il est difficile de prouver l'accident.",
    ),
    (
        "Everybody who signed gets a raise.",
        "Todos los que firmaron reciben un aumento.",
        "Tous ceux qui ont signé reçoivent une augmentation.",
    ),
    (
        "The court ordered the hotel to rehire the two women it had laid off.",
        "El tribunal le ordenó al hotel que recontratara a las dos mujeres a las que había recortado.",
        "Le tribunal a ordonné à l'hôtel de réembaucher les deux femmes qu'il avait mises à pied.",
    ),
    (
        "We were lied to about the bonus.",
        "Nos mintieron sobre el bono.",
        "On nous a menti au sujet de la prime.",
    ),
    (
        "They told the press we had accepted.",
        "Le dijeron a la prensa que habíamos aceptado.",
        "Ils ont dit à la presse que nous avions accepté.",
    ),
    (
        "They docked the cooks for the plates the waiters broke.",
        "Les descontaron a los cocineros por los platos que los meseros rompieron.",
        "Ils ont coupé la paie aux cuisiniers pour les assiettes que les serveurs ont cassées.",
    ),
    (
        "They left the guy in the silo.",
        "Dejaron al muchacho en el silo.",
        "Ils ont laissé le gars dans le silo.",
    ),
    (
        "Nobody but the owner has the key to the exit.",
        "Nadie excepto el dueño tiene la llave de la salida.",
        "Personne sauf le propriétaire n'a la clé de la sortie.",
    ),
    (
        "They cut the bus drivers' hours.",
        "Recortaron las horas de los choferes de camión.",
        "Ils ont réduit les heures des chauffeurs d'autobus.",
    ),
    (
        "stop loading that trailer the jack is slipping",
        "Dejen de cargar ese remolque, el gato hidráulico se está resbalando",
        "Cessez de charger cette remorque, le cric glisse",
    ),
    (
        "We were told to leave before the boss came.",
        "Nos dijeron que saliéramos antes de que el jefe viniera.",
        "On nous a dit de partir avant que le chef vienne.",
    ),
]


@pytest.mark.parametrize(("text", "spanish", "french"), LEFT_OUT, ids=lambda each: each[:60])
async def test_what_english_leaves_unsaid_is_said(
    whole: ClauseTranslator, text: str, spanish: str, french: str
) -> None:
    assert whole.translated(text, "en", "es") == spanish
    assert whole.translated(text, "en", "fr") == french


@pytest.mark.parametrize(("text", "spanish", "french"), OF_WHAT, ids=lambda each: each[:60])
async def test_the_first_of_two_nouns_tells_of_what_the_second_is(
    whole: ClauseTranslator, text: str, spanish: str, french: str
) -> None:
    assert whole.translated(text, "en", "es") == spanish
    assert whole.translated(text, "en", "fr") == french


async def test_a_verb_behind_a_noun_stays_a_verb(whole: ClauseTranslator) -> None:
    assert whole.translated("The company fires people.", "en", "es") == "La empresa despide a personas."


async def test_before_a_clause_is_no_time_at_which_something_was_told(whole: ClauseTranslator) -> None:
    said = whole.translated("Tell her before she finds out from the company.", "en", "es")
    assert said == "Avísenle antes de que ella se entere de la empresa."


async def test_only_the_weather_makes_it_hot(whole: ClauseTranslator) -> None:
    assert whole.translated("The glass was still hot.", "en", "es") == "El vidrio todavía estaba caliente."
    assert whole.translated("It was hot in the kitchen.", "en", "es") == "Hacía calor en la cocina."


async def test_a_number_is_an_hour_only_where_something_begins_or_somebody_leaves(whole: ClauseTranslator) -> None:
    assert whole.translated("We leave at ⟦n1⟧.", "en", "es") == "Salimos a las ⟦n1⟧."
    assert whole.translated("The raise was set at ⟦n1⟧.", "en", "es") is None


async def test_a_condition_without_if_is_no_question(whole: ClauseTranslator) -> None:
    said = whole.translated("Had the company told us, nobody would have signed.", "en", "es")
    assert said is None or "¿" not in said


async def test_an_owner_is_understood_without_an_apostrophe(whole: ClauseTranslator) -> None:
    said = whole.translated("the bank froze the unions account", "en", "es")
    assert said == "El banco congeló la cuenta bancaria del sindicato"


async def test_a_verb_at_the_beginning_is_no_noun_without_its_article(whole: ClauseTranslator) -> None:
    assert whole.translated("Hope nobody got hurt.", "en", "es") == "Espero que nadie sea lesionado."
    assert whole.translated("vote is friday", "en", "es") == "La votación es el viernes"
