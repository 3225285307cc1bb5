from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from sqlcipher3 import dbapi2 as sqlcipher

from bot.core.petitions import PartialDate, Petition, Source, Step
from bot.errors import ConfigError
from bot.resources import config_dir
from bot.store.database import Database
from bot.store.petition_file import load_petitions
from bot.store.petitions import PetitionStore

NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
KEY = bytes(range(32))

(CASE,) = load_petitions(config_dir() / "petitions.yaml")
OTHER = replace(
    CASE,
    record_id="7K2-M9X",
    facility="Área Demo",
    steps=(Step("filed", PartialDate.parse("2026-03")),),
    sources=(Source("Gaceta Demo", PartialDate.parse("2026-03")), Source("Radio Demo")),
    later_unknown=False,
)
RULING = Step("remedy_notified", PartialDate.parse("2026-11-20"))


@pytest_asyncio.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await Database.open(tmp_path / "bot.db", KEY)
    yield opened
    await opened.close()


@pytest.fixture
def store(database: Database) -> PetitionStore:
    return PetitionStore(database)


# The store


@pytest.mark.parametrize("petition", [CASE, OTHER])
async def test_a_record_comes_back_as_it_was(store: PetitionStore, petition: Petition) -> None:
    await store.seed([petition], NOW)
    stored = await store.get(petition.record_id)
    assert stored is not None
    assert (stored.petition, stored.changed_at) == (petition, NOW)


async def test_an_id_that_nobody_has_gives_nothing(store: PetitionStore) -> None:
    await store.seed([CASE], NOW)
    assert await store.get("000-000") is None


async def test_seeding_again_changes_nothing(store: PetitionStore) -> None:
    assert await store.seed([CASE], NOW) == 1
    assert await store.seed([CASE], NOW + timedelta(days=30)) == 0
    assert len(await store.changes_since(NOW - timedelta(days=99))) == 1
    stored = await store.get(CASE.record_id)
    assert stored is not None
    assert stored.changed_at == NOW


async def test_what_differs_in_the_data_file_is_recorded_with_its_kind_and_time(store: PetitionStore) -> None:
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
    assert (stored.petition.region, stored.petition.current, stored.changed_at) == (
        "Puebla",
        RULING,
        NOW + timedelta(days=2),
    )


async def test_changes_are_told_from_the_given_moment_on(store: PetitionStore) -> None:
    await store.seed([CASE], NOW)
    assert len(await store.changes_since(NOW)) == 1
    assert await store.changes_since(NOW + timedelta(seconds=1)) == ()


async def test_a_record_that_left_the_data_file_is_forgotten_with_its_changes(
    store: PetitionStore, database: Database
) -> None:
    await store.seed([CASE], NOW)
    assert await store.seed([], NOW + timedelta(days=1)) == 1
    assert await store.every() == ()
    for table in ("petition", "petition_step", "petition_source", "petition_change"):
        assert await database.fetch_all(f"SELECT record_id FROM {table}") == [], table


async def test_the_list_is_sorted_by_facility(store: PetitionStore) -> None:
    records = [
        replace(CASE, record_id=record_id, facility=name) for record_id, name in (("AAA-AAA", "B"), ("BBB-BBB", "A"))
    ]
    await store.seed(records, NOW)
    assert [petition.facility for petition in await store.every()] == ["A", "B"]
    assert (await store.every())[0].steps == CASE.steps


async def test_a_seed_that_fails_leaves_everything_as_it_was(store: PetitionStore) -> None:
    await store.seed([CASE], NOW)
    with pytest.raises(sqlcipher.IntegrityError):
        await store.seed([replace(CASE, region="Puebla"), replace(CASE, record_id="not an id")], NOW)
    stored = await store.get(CASE.record_id)
    assert stored is not None
    assert stored.petition == CASE


# The data file


def test_the_public_case_has_the_dates_of_its_sources() -> None:
    assert [(step.stage, step.happened.iso) for step in CASE.steps] == [
        ("filed", "2023-11-28"),
        ("review_requested", "2024-01-18"),
        ("panel_requested", "2024-04-16"),
        ("panel_determination_denial", "2025-07-04"),
        ("determination_announced", "2025-08-21"),
    ]
    assert (CASE.record_id, CASE.confidence, CASE.route, CASE.later_unknown) == ("7K2-M9X", "high", "US_MX", True)


def mistakes_of(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "petitions.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_petitions(path)
    assert all(mistake.startswith(f"{path}:") for mistake in caught.value.mistakes)
    return [mistake.removeprefix(f"{path}:") for mistake in caught.value.mistakes]


RECORD = (config_dir() / "petitions.yaml").read_text(encoding="utf-8")
LINES = RECORD.splitlines()


def line_of(piece: str) -> int:
    return next(number for number, line in enumerate(LINES, 1) if piece in line)


@pytest.mark.parametrize(
    ("piece", "wrong", "expected"),
    [
        ("record_id: 7K2-M9X", "record_id: 7K2-M9Y", "record_id: expected six symbols"),
        ("route: US_MX", "route: US_CA", "route: expected one of US_MX, CA_MX"),
        ("confidence: high", "confidence: sure", "confidence: expected one of high, medium, low"),
        ("later: unknown", "later: perhaps", "later: expected one of nothing, unknown"),
        ("stage: filed", "stage: sent", "stage: expected one of filed"),
        ('date: "2023-11-28"', 'date: "28/11/2023"', "date: expected a date in quotes"),
        ('date: "2023-11-28"', 'date: "2023-02-30"', "date: expected a date in quotes"),
        ('date: "2023-11-28"', "date: 2023-11-28", 'put it in "quotes"'),
        ('checked_on: "2026-11-22"', 'checked_on: "2026-11"', "checked_on: expected a date in quotes"),
        ("sector: call_center", "sectors: call_center", "unknown key"),
    ],
)
def test_a_wrong_value_is_told_with_its_line(tmp_path: Path, piece: str, wrong: str, expected: str) -> None:
    mistakes = mistakes_of(tmp_path, RECORD.replace(piece, wrong))
    assert any(m.startswith(f"{line_of(piece)}: ") and expected in m for m in mistakes), mistakes


def test_steps_out_of_order_are_told(tmp_path: Path) -> None:
    mistakes = mistakes_of(tmp_path, RECORD.replace('"2024-01-18"', '"2022-01-18"'))
    assert len(mistakes) == 1
    assert "2022-01-18 stands after 2023-11-28" in mistakes[0]


def test_a_second_record_with_the_same_id_is_told(tmp_path: Path) -> None:
    record = RECORD[RECORD.index("  - record_id") :]
    mistakes = mistakes_of(tmp_path, RECORD + record)
    assert len(mistakes) == 1
    assert "another record has this record_id" in mistakes[0]


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    text = RECORD.replace("route: US_MX", "route: US_CA").replace("region: Hidalgo", "region:")
    assert len(mistakes_of(tmp_path, text)) == 2


@pytest.mark.parametrize("text", ["", "petitions: 3", "petitions: [1]", "petitions: [", "- x", "petitions:\n  - {}"])
def test_a_file_of_another_form_is_told(tmp_path: Path, text: str) -> None:
    assert mistakes_of(tmp_path, text)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_petitions(tmp_path / "none.yaml")
