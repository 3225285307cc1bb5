"""Public cases on request: the card of one, lists, search and limits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.core.partial_dates import PartialDate
from bot.core.petitions import Step
from bot.core.public_cases import PublicCase
from bot.core.stage_words import STAGE_WORDS
from bot.handlers.commands import Reply
from bot.store.public_cases import PublicCaseStore
from tests.handlers.desk_house import CASE, CASES, CLOCKS, NOW, PLANT, Ask, announcement, asker, public_cases, reply


@pytest_asyncio.fixture
async def store(tmp_path: Path) -> AsyncIterator[PublicCaseStore]:
    async with public_cases(tmp_path) as store:
        yield store


@pytest_asyncio.fixture
async def ask(store: PublicCaseStore) -> Ask:
    return await asker(store)


async def test_the_card_in_english(ask: Ask) -> None:
    assert reply(await ask("!petition status 7K2-M9X")) == [
        "Atento Servicios (Pachuca I, Interplaza)",
        "7K2-M9X · Hidalgo · public case",
        "Sector: call centers",
        "Route: United States → Mexico",
        "Stage: A panel found a denial of workers' rights",
        "Since: Jul 4, 2025 (506 days)",
        "Confirmed by: an official text",
        "The panel's decision was published: Aug 21, 2025",
        "Next: sanctions may be announced.",
        "US answer: day 51 of 30, 21 days over",
        "Limit: 19 USC 4646(b). Counted from filing, an estimate.",
        "Panel: decided 444 days after the request",
        "Nothing later is public.",
        "Filed: Nov 28, 2023, by STRM",
        "The first panel that found a denial. Mexico's measures were found not sufficient.",
        "Sources: USTR, El Economista, salesboyoli.com, opportimes (official text or several sources)",
        "Checked: Nov 22, 2026",
        "Last change here: Nov 22, 2026",
    ]


async def test_the_card_in_spanish(ask: Ask) -> None:
    lines = reply(await ask("!petición estado 7k2m9x"))
    assert lines[4:6] == [
        "Etapa: Un panel determinó que hubo denegación de derechos laborales",
        "Desde: 4 de julio de 2025 (506 días)",
    ]
    assert "Respuesta de Estados Unidos: día 51 de 30, 21 días de retraso" in lines


async def test_the_card_in_french(ask: Ask) -> None:
    lines = reply(await ask("!pétition statut 7K2-M9X"))
    assert lines[4:6] == [
        "Étape\xa0: Un groupe spécial a constaté un déni des droits",
        "Depuis\xa0: 4 juillet 2025 (506 jours)",
    ]
    assert "Réponse des États-Unis\xa0: jour 51 sur 30, 21 jours de retard" in lines


@pytest.mark.parametrize("stage", [name for name in STAGE_WORDS if not CLOCKS.lifecycle.stages[name].derived])
async def test_every_stage_has_a_card_in_every_language(ask: Ask, store: PublicCaseStore, stage: str) -> None:
    await store.seed(
        [replace(CASE, steps=(Step("filed", CASE.steps[0].happened), Step(stage, PartialDate(NOW.date()))))], NOW
    )
    cards = [reply(await ask(typed)) for typed in ("!petition status 7K2-M9X", "!queja 7K2-M9X", "!plainte 7K2-M9X")]
    assert len({card[4] for card in cards}) == 3


async def test_a_clock_that_runs_says_that_no_answer_is_recorded(ask: Ask, store: PublicCaseStore) -> None:
    await store.seed([filed("2026-10-12")], NOW)
    assert "US answer: none recorded, day 41 of 30: 11 days over" in reply(await ask("!petition status 7K2-M9X"))
    await store.seed([filed("2026-10-22")], NOW)
    assert "US answer: none recorded, day 31 of 30: 1 day over" in reply(await ask("!petition status 7K2-M9X"))
    await store.seed([filed("2026-10-23")], NOW)
    assert "US answer: day 30 of 30, due Nov 22, 2026" in reply(await ask("!petition status 7K2-M9X"))


async def test_a_date_known_to_the_month_is_shown_as_a_month_and_not_counted(ask: Ask, store: PublicCaseStore) -> None:
    await store.seed([filed("2026-03")], NOW)
    lines = reply(await ask("!petición estado 7K2-M9X"))
    assert "Desde: marzo de 2026" in lines
    assert not any("día" in line for line in lines)


def filed(happened: str) -> PublicCase:
    return replace(CASE, steps=(Step("filed", PartialDate.parse(happened)),), later_unknown=False)


async def test_the_last_change_is_the_day_on_which_the_bot_learned_of_it(ask: Ask, store: PublicCaseStore) -> None:
    await store.seed([replace(CASE, region="Puebla")], NOW + timedelta(days=3))
    assert reply(await ask("!petition status 7K2-M9X"))[-1] == "Last change here: Nov 25, 2026"


async def test_names_in_a_card_are_text_and_never_markup(ask: Ask, store: PublicCaseStore) -> None:
    await store.seed([replace(CASE, facility="<b>Demo</b> & Co", region="<img src=x>")], NOW)
    answer = await ask("!petition status 7K2-M9X")
    assert isinstance(answer, Reply)
    assert "<b>" not in answer.text.html
    assert "<img" not in answer.text.html
    assert reply(answer)[0] == "<b>Demo</b> & Co"


async def test_without_an_id_all_records_are_listed(ask: Ask) -> None:
    assert reply(await ask("!peticiones")) == [
        "1 petición registrada",
        f"{PLANT} · Un panel determinó que hubo denegación de derechos laborales",
        "Detalles: !petición estado 7K2-M9X",
    ]


async def test_a_list_without_records_says_so(ask: Ask, store: PublicCaseStore) -> None:
    await store.seed([], NOW)
    assert reply(await ask("!petition status")) == ["0 petitions on record"]


@pytest.mark.parametrize("record_id", ["7K2-M9Y", "7K2", "atento 7"])
async def test_an_unknown_id_gets_one_sentence_that_says_what_to_do(ask: Ask, record_id: str) -> None:
    (line,) = reply(await ask(f"!petición estado {record_id}"))
    assert line == (
        "No tengo ninguna petición con ese folio. Un folio tiene seis letras o cifras, como 7K2-M9X."
        " Escriba !petición estado para ver todas."
    )


async def test_an_answer_never_repeats_what_was_typed(ask: Ask) -> None:
    for typed in ("!petition status Ximena", "!Ximena", "!petition Ximena", "!digest Ximena"):
        assert "ximena" not in "\n".join(reply(await ask(typed, role="coordinator"))).casefold()


async def test_a_case_is_found_by_a_word_without_accents_and_several_are_listed(
    ask: Ask, store: PublicCaseStore
) -> None:
    await store.seed(CASES, NOW)
    assert reply(await ask("!case gonzalez"))[0] == "Servicios Industriales González"
    silao = reply(await ask("!caso SILAO"))
    assert silao[0] == "4 peticiones registradas"
    assert len(silao) == 6
    assert reply(await ask("!case Ximena")) == [
        "No public case has these words in its name, place or petitioners. Try a single word."
    ]


async def test_long_lists_come_in_pages_of_ten(ask: Ask, store: PublicCaseStore) -> None:
    await store.seed(CASES, NOW)
    first = reply(await ask("!petition list"))
    assert (first[0], len(first[1:11])) == ("39 petitions on record", 10)
    assert first[11:13] == ["Page 1 of 4", "Next page: !petition list 2"]
    last = reply(await ask("!petition list 4"))
    assert "Page 4 of 4" in last
    assert not set(first[1:11]) & set(last)
    assert reply(await ask("!petition list 99"))[:10] == last[:10]


@pytest.mark.parametrize("typed", ["!petition list sector car parts", "!case coahuila"])
async def test_the_next_page_of_what_was_looked_for_is_the_same_command_with_a_number(
    ask: Ask, store: PublicCaseStore, typed: str
) -> None:
    await store.seed(
        [
            replace(case, record_id=f"{case.record_id[:-1]}{n}", region="Coahuila de Zaragoza")
            for n in range(3)
            for case in CASES
        ],
        NOW,
    )
    first, second = reply(await ask(typed)), reply(await ask(f"{typed} 2"))
    assert first[0] == second[0]
    assert "Next page: the same command with 2 at its end" in first
    assert not set(first[1:11]) & set(second[1:11])
    assert "Página siguiente: el mismo comando con 2 al final" in reply(await ask("!petición lista sector autopartes"))


async def test_the_number_of_a_plant_is_no_page(ask: Ask, store: PublicCaseStore) -> None:
    plants = [replace(case, facility=f"{case.facility} 2") for case in CASES[:3]]
    await store.seed([*plants, *CASES[3:]], NOW)
    found = reply(await ask(f"!case {CASES[1].facility} 2"))
    assert found[0] == f"{CASES[1].facility} 2"


async def test_a_list_is_filtered_in_the_words_of_any_language(ask: Ask, store: PublicCaseStore) -> None:
    await store.seed(CASES, NOW)
    mines = reply(await ask("!petition list sector mining"))
    assert mines[0] == "4 petitions on record"
    assert reply(await ask("!petition list sector mineria")) == mines
    assert reply(await ask("!petition list state Zacatecas"))[0] == "3 petitions on record"
    assert reply(await ask("!petition list stage declined"))[0] == "2 petitions on record"
    groups = reply(await ask("!petition list sector"))
    assert groups[:2] == ["By sector", "car parts · 19"]


async def test_what_nobody_follows_in_public_is_never_called_overdue(ask: Ask, store: PublicCaseStore) -> None:
    await store.seed(CASES, NOW)
    assert reply(await ask("!petition list overdue")) == ["0 petitions on record"]
    card = reply(await ask("!case tizapa"))
    assert "Result of the review: was due May 18, 2024, outcome not public" in card
    assert not any("over" in line for line in card if "none recorded" in line)
    await store.seed([filed("2026-10-12")], NOW)
    assert reply(await ask("!petition list overdue"))[0] == "1 petition on record"


async def test_limits_of_the_next_fourteen_days_are_listed_by_day(ask: Ask, store: PublicCaseStore) -> None:
    await store.seed(CASES, NOW)
    may = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)
    assert reply(await ask("!deadlines", now=may)) == [
        "1 limit ends in the next 14 days",
        "May 28, 2026 · 824-R96 · Faurecia, Silao · Reply to the request",
    ]
    assert reply(await ask("!plazos")) == ["Ningún plazo de un caso público vence en los próximos 14 días."]


async def test_canadas_days_are_counted_and_never_called_over(ask: Ask, store: PublicCaseStore) -> None:
    await store.seed([replace(filed("2026-10-12"), route="CA_MX")], NOW)
    card = reply(await ask("!petition status 7K2-M9X"))
    assert "Canada's answer: day 41; normally 30 days, may be extended" in card
    assert not any("none recorded" in line for line in card)


async def test_a_due_date_on_a_day_off_is_shown_with_the_other_reading(ask: Ask, store: PublicCaseStore) -> None:
    await store.seed([filed("2026-10-29")], NOW)  # day 30 is a Saturday
    card = reply(await ask("!petition status 7K2-M9X"))
    assert "US answer: day 24 of 30, due Nov 28, 2026" in card
    assert "The due date is a day off. It may count until Nov 30, 2026: the law does not say." in card


async def test_a_limit_that_rests_on_memory_is_marked_as_unconfirmed(ask: Ask, store: PublicCaseStore) -> None:
    confirmed = Step("panel_confirmed", PartialDate.parse("2026-11-19"))
    await store.seed([replace(CASE, steps=(confirmed,), later_unknown=False)], NOW)
    card = reply(await ask("!petition status 7K2-M9X"))
    assert "Request for a visit: business day 1 of 2, due Nov 23, 2026" in card
    assert "Limit: Art. 31-A.7. Unconfirmed." in card


async def test_every_public_case_has_a_card_of_short_lines_in_every_language(ask: Ask, store: PublicCaseStore) -> None:
    await store.seed(CASES, NOW)
    for case in CASES:
        for word in ("petition", "petición", "pétition"):
            card = reply(await ask(f"!{word} {'estado' if word == 'petición' else 'status'} {case.record_id}"))
            facts = [line for line in card if line not in case.notes.values()]
            assert max(map(len, facts)) <= 160, facts
            assert "public case" in card[1] or "caso público" in card[1] or "cas public" in card[1]


async def test_a_digest_of_very_many_changes_shows_eight_and_says_how_many_more(
    ask: Ask, store: PublicCaseStore
) -> None:
    await store.seed(CASES, NOW)
    lines = announcement(await ask("!digest", role="coordinator"))["en"]
    assert len(lines) == 12
    assert lines[9] == "and 31 more"
