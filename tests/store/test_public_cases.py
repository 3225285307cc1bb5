from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from sqlcipher3 import dbapi2 as sqlcipher

from bot.core.partial_dates import PartialDate
from bot.core.petitions import Step
from bot.core.public_cases import PublicCase, Source
from bot.errors import ConfigError
from bot.holiday_calendars import is_holiday
from bot.resources import config_dir
from bot.store.database import Database
from bot.store.public_case_file import load_public_cases
from bot.store.public_cases import PublicCaseStore
from bot.store.stage_file import load_clocks

NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
KEY = bytes(range(32))

LIFECYCLE = load_clocks(config_dir() / "stages.yaml", is_holiday).lifecycle
CASES = load_public_cases(config_dir() / "public_cases.yaml", LIFECYCLE)
(CASE,) = (case for case in CASES if case.record_id == "7K2-M9X")
OTHER = replace(
    CASE,
    record_id="7K2-M9X",
    facility="Área Demo",
    steps=(Step("filed", PartialDate.parse("2026-03")),),
    sources=(Source("Gaceta Demo", PartialDate.parse("2026-03")), Source("Radio Demo")),
    later_unknown=False,
)
OTHER_ID = replace(OTHER, record_id="BSE-YZJ")
RULING = Step("remedy_notified", PartialDate.parse("2026-11-20"))


@pytest_asyncio.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await Database.open(tmp_path / "bot.db", KEY)
    yield opened
    await opened.close()


@pytest.fixture
def store(database: Database) -> PublicCaseStore:
    return PublicCaseStore(database, LIFECYCLE)


# The store


@pytest.mark.parametrize("petition", [CASE, OTHER])
async def test_a_record_comes_back_as_it_was(store: PublicCaseStore, petition: PublicCase) -> None:
    await store.seed([petition], NOW)
    stored = await store.get(petition.record_id)
    assert stored is not None
    assert (stored.case, stored.changed_at) == (petition, NOW)


async def test_an_id_that_nobody_has_gives_nothing(store: PublicCaseStore) -> None:
    await store.seed([CASE], NOW)
    assert await store.get("000-000") is None


async def test_seeding_again_changes_nothing(store: PublicCaseStore) -> None:
    assert await store.seed([CASE], NOW) == 1
    assert await store.seed([CASE], NOW + timedelta(days=30)) == 0
    assert len(await store.changes_since(NOW - timedelta(days=99))) == 1
    stored = await store.get(CASE.record_id)
    assert stored is not None
    assert stored.changed_at == NOW


async def test_what_differs_in_the_data_file_is_recorded_with_its_kind_and_time(store: PublicCaseStore) -> None:
    await store.seed([CASE], NOW)
    moved = replace(CASE, steps=(*CASE.steps, RULING))
    await store.seed([moved], NOW + timedelta(days=1))
    await store.seed([replace(moved, region="Puebla")], NOW + timedelta(days=2))
    changes = await store.changes_since(NOW)
    assert [(change.kind, change.stage_before, change.stage, change.recorded_at) for change in changes] == [
        ("added", None, "panel_determination_denial", NOW),
        ("stage", "panel_determination_denial", "remedy_notified", NOW + timedelta(days=1)),
        ("corrected", None, "remedy_notified", NOW + timedelta(days=2)),
    ]
    stored = await store.get(CASE.record_id)
    assert stored is not None
    assert (stored.case.region, stored.case.steps[-1], stored.changed_at) == ("Puebla", RULING, NOW + timedelta(days=2))


async def test_changes_are_told_from_the_given_moment_on(store: PublicCaseStore) -> None:
    await store.seed([CASE], NOW)
    assert len(await store.changes_since(NOW)) == 1
    assert await store.changes_since(NOW + timedelta(seconds=1)) == ()


async def test_a_record_that_left_the_data_file_is_forgotten_with_its_changes(
    store: PublicCaseStore, database: Database
) -> None:
    await store.seed([CASE], NOW)
    assert await store.seed([], NOW + timedelta(days=1)) == 1
    assert store.every() == ()
    for table in ("public_case", "public_case_change"):
        assert await database.fetch_all(f"SELECT record_id FROM {table}") == [], table


async def test_the_list_is_sorted_by_facility(store: PublicCaseStore) -> None:
    records = [
        replace(CASE, record_id=record_id, facility=name) for record_id, name in (("AAA-AAA", "B"), ("BBB-BBB", "A"))
    ]
    await store.seed(records, NOW)
    assert [case.facility for case in store.every()] == ["A", "B"]
    assert (store.every())[0].steps == CASE.steps


async def test_a_seed_that_fails_leaves_everything_as_it_was(store: PublicCaseStore) -> None:
    await store.seed([CASE], NOW)
    with pytest.raises(sqlcipher.IntegrityError):
        await store.seed([replace(CASE, region="Puebla"), replace(CASE, record_id="not an id")], NOW)
    stored = await store.get(CASE.record_id)
    assert stored is not None
    assert stored.case == CASE


async def test_a_new_start_with_the_same_file_remembers_and_changes_nothing(
    store: PublicCaseStore, database: Database
) -> None:
    await store.seed([CASE, OTHER_ID], NOW)
    again = PublicCaseStore(database, LIFECYCLE)
    assert await again.seed([CASE, OTHER_ID], NOW + timedelta(days=1)) == 0
    stored = await again.get(CASE.record_id)
    assert stored is not None
    assert stored.changed_at == NOW


# The data file


def test_the_public_case_has_the_dates_of_its_sources() -> None:
    assert [(step.stage, step.happened and step.happened.iso) for step in CASE.steps] == [
        ("filed", "2023-11-28"),
        ("review_requested", "2024-01-18"),
        ("panel_requested", "2024-04-16"),
        ("panel_determination_denial", "2025-07-04"),
        ("determination_announced", "2025-08-21"),
    ]
    assert (CASE.record_id, CASE.confidence, CASE.route, CASE.later_unknown) == ("7K2-M9X", "high", "US_MX", True)


def test_all_cases_of_the_sources_are_there_and_say_where_they_come_from() -> None:
    assert len(CASES) == 39
    assert sum(case.route == "CA_MX" for case in CASES) == 2
    assert [case.basis for case in CASES].count("self_initiated") == 2
    counted = [case.count_of_requests for case in CASES if case.count_of_requests]
    assert counted == [*range(1, 29), 31]
    assert all(case.sources and set(case.notes) in (set(), {"en", "es", "fr"}) for case in CASES)


def test_a_case_whose_outcome_is_not_known_stays_at_its_last_stage_and_says_so() -> None:
    tizapa = next(case for case in CASES if "Tizapa" in case.facility)
    assert tizapa.later_unknown
    assert tizapa.steps[-1].stage == "review_accepted"


def mistakes_of(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "public_cases.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_public_cases(path, LIFECYCLE)
    assert all(mistake.startswith(f"{path}:") for mistake in caught.value.mistakes)
    return [mistake.removeprefix(f"{path}:") for mistake in caught.value.mistakes]


RECORD = """
checked_on: "2026-11-22"
cases:
  - record_id: 7K2-M9X
    facility: Planta Demo
    region: Hidalgo
    sector: call_center
    route: US_MX
    basis: petition
    said_by: official
    steps:
      - {stage: filed, date: "2023-11-28"}
      - {stage: review_requested, date: "2024-01-18"}
      - {stage: panel_requested}
    flags:
      - {flag: facility_status, value: closed, since: "2025"}
    later: unknown
    sources:
      - {publisher: Gaceta Demo, published: "2024-Q2"}
    confidence: high
"""
LINES = RECORD.splitlines()


def line_of(piece: str) -> int:
    return next(number for number, line in enumerate(LINES, 1) if piece in line)


@pytest.mark.parametrize(
    ("piece", "wrong", "expected"),
    [
        ("record_id: 7K2-M9X", "record_id: 7K2-M9Y", "record_id: expected six symbols"),
        ("route: US_MX", "route: US_CA", "route: expected one of US_MX, CA_MX, MX_US, MX_CA"),
        ("confidence: high", "confidence: sure", "confidence: expected one of high, medium, low"),
        ("later: unknown", "later: perhaps", "later: expected one of nothing, unknown"),
        ("stage: filed", "stage: sent", "stage: expected one of draft, filed"),
        ("stage: panel_requested", "stage: no_answer", "no_answer is worked out by the bot"),
        ("stage: panel_requested", "stage: under_nao_review", "under_nao_review does not occur on the route US_MX"),
        ("stage: panel_requested", "stage: draft", "draft cannot come after review_requested"),
        ('date: "2023-11-28"', 'date: "28/11/2023"', "date: expected a date in quotes"),
        ('date: "2023-11-28"', 'date: "2023-02-30"', "date: expected a date in quotes"),
        ('date: "2023-11-28"', "date: 2023-11-28", 'put it in "quotes"'),
        ('checked_on: "2026-11-22"', 'checked_on: "2026-11"', "checked_on: expected a date in quotes"),
        ("sector: call_center", "sectors: call_center", "unknown key"),
        ("sector: call_center", "sector: shops", "sector: expected one of auto_assembly"),
        ("said_by: official", "said_by: self", "said_by: expected one of official, press"),
        ("value: closed", "value: burnt", "value: expected one of operating, layoffs"),
        ("basis: petition", "basis: rumour", "basis: expected one of petition"),
    ],
)
def test_a_wrong_value_is_told_with_its_line(tmp_path: Path, piece: str, wrong: str, expected: str) -> None:
    mistakes = mistakes_of(tmp_path, RECORD.replace(piece, wrong))
    lines = {line_of(piece), line_of("record_id")}  # what does not fit together is told at the beginning of the case
    assert any(int(m.split(":")[0]) in lines and expected in m for m in mistakes), mistakes


def test_steps_out_of_order_are_told(tmp_path: Path) -> None:
    mistakes = mistakes_of(tmp_path, RECORD.replace('"2024-01-18"', '"2022-01-18"'))
    assert len(mistakes) == 1
    assert "2022-01-18 stands after 2023-11-28" in mistakes[0]


def test_a_second_record_with_the_same_id_is_told(tmp_path: Path) -> None:
    record = RECORD[RECORD.index("  - record_id") :]
    mistakes = mistakes_of(tmp_path, RECORD + record)
    assert len(mistakes) == 1
    assert "another case has this record_id" in mistakes[0]


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    text = RECORD.replace("route: US_MX", "route: US_CA").replace("facility: Planta Demo", "facility:")
    assert len(mistakes_of(tmp_path, text)) == 2


@pytest.mark.parametrize("text", ["", "cases: 3", "cases: [1]", "cases: [", "- x", "cases:\n  - {}"])
def test_a_file_of_another_form_is_told(tmp_path: Path, text: str) -> None:
    assert mistakes_of(tmp_path, text)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="there is no such file"):
        load_public_cases(tmp_path / "none.yaml", LIFECYCLE)
