"""What owners take away is what they can bring back, and nothing in it is carried out by a spreadsheet."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from typing import get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.core.csv_cells import as_meant, harmless
from bot.core.lifecycle import ROUTES, Route
from bot.core.partial_dates import PartialDate
from bot.core.petitions import Flag, Step
from bot.core.portable import COLUMNS, Portable, Problem, read
from bot.core.record_changes import apply
from bot.core.record_fields import FIELDS, OUTCOMES, REMEDIES, RETALIATION
from bot.core.records import Delivered, Record, Remedy, Retaliation
from bot.core.sectors import SECTOR_WORDS
from bot.core.tables import NotATable, read_table, write_table
from tests.core.life import LIFECYCLE

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)

past = st.dates(date(2021, 1, 1), TODAY)
ahead = st.dates(date(2021, 1, 1), date(2030, 1, 1))
cells = st.text(max_size=20)


def partial(days: st.SearchStrategy[date]) -> st.SearchStrategy[PartialDate]:
    precisions = ("day", "month", "quarter", "year")
    return st.builds(lambda day, how: PartialDate.parse(_cut(day, how)), days, st.sampled_from(precisions))


def _cut(day: date, precision: str) -> str:
    quarter = f"{day.year}-Q{(day.month + 2) // 3}"
    return {"year": f"{day.year}", "quarter": quarter, "month": day.isoformat()[:7], "day": day.isoformat()}[precision]


@st.composite
def portables(draw: st.DrawFn) -> Portable:
    """Any record that owners can have entered."""
    route: Route = draw(st.sampled_from(ROUTES))
    stages: list[str] = []
    for _ in range(draw(st.integers(0, 6))):
        allowed = LIFECYCLE.allowed(route, stages, no_answer=True)
        if not allowed:
            break
        stages.append(draw(st.sampled_from(allowed)))
    days = sorted(draw(st.lists(past, min_size=len(stages), max_size=len(stages))))
    steps = tuple(
        Step(stage, PartialDate(day) if draw(st.booleans()) else None) for stage, day in zip(stages, days, strict=True)
    )
    names = draw(st.sets(st.sampled_from(sorted(LIFECYCLE.flags))))
    flags = tuple(
        Flag(name, draw(st.sampled_from(sorted(LIFECYCLE.flags[name]))), draw(st.none() | partial(past)))
        for name in sorted(names)
    )
    details = {}
    for name in OUTCOMES:
        if draw(st.booleans()):
            most = 3 if FIELDS[name].several else 1
            several = st.lists(st.sampled_from(FIELDS[name].values), min_size=1, max_size=most, unique=True)
            details[name] = tuple(draw(several))
    delivered: st.SearchStrategy[Delivered] = st.sampled_from(get_args(Delivered))
    remedies = tuple(
        Remedy(
            number,
            draw(st.sampled_from(REMEDIES)),
            draw(st.none() | partial(ahead)),
            draw(delivered),
            draw(st.none() | partial(past)),
        )
        for number in range(1, draw(st.integers(1, 4)))
    )
    months = st.builds(lambda day: PartialDate(day.replace(day=1), "month"), past)
    told = draw(st.dictionaries(st.tuples(months, st.sampled_from(RETALIATION)), st.integers(1, 100_000), max_size=3))
    retaliation = sorted(
        (Retaliation(kind, month, count) for (month, kind), count in told.items()), key=lambda r: (r.month.iso, r.kind)
    )
    facility = draw(st.text(min_size=1, max_size=30).map(lambda text: " ".join(text.split())).filter(bool))
    sector = draw(st.sampled_from(sorted(SECTOR_WORDS)))
    place = draw(st.sampled_from(["", "Coahuila", "=cmd()", "'Nuevo León"]))
    return Portable(route, facility, place, sector, steps, flags, details, remedies, tuple(retaliation))


def register_of(portable: Portable) -> Record:
    record: Record | None = None
    for change in portable.changes(NOW, "@ellen:demo.local", "Union EN"):
        record = apply("7K2-M9X", record, change)
    assert record is not None
    return record


@settings(max_examples=60)
@given(st.lists(portables(), min_size=1, max_size=4))
def test_out_of_the_register_into_a_file_and_back_is_the_same(several: list[Portable]) -> None:
    records = [register_of(portable) for portable in several]
    rows = [{"number": record.record_id, **Portable.of(record).cells()} for record in records]
    columns, found = read_table(write_table(COLUMNS, rows))
    assert columns == COLUMNS
    again = [read(row.cells, LIFECYCLE, TODAY) for row in found]
    assert [problems for _, problems in again] == [()] * len(several)
    assert [portable for portable, _ in again] == several
    assert [Portable.of(register_of(portable)) for portable, _ in again if portable] == several


@given(st.lists(st.fixed_dictionaries({"a": cells, "b": cells}), max_size=5))
def test_any_cell_is_read_as_it_was_written_on_the_line_that_it_begins_on(rows: list[dict[str, str]]) -> None:
    rows = [{key: cell.replace("\r", "") for key, cell in row.items()} for row in rows]
    written = write_table(("a", "b"), rows)
    kept = [row for row in rows if any(harmless(cell).strip() for cell in row.values())]
    _, found = read_table(written)
    assert [dict(row.cells) for row in found] == kept


@given(cells)
@example("\r@")
def test_no_cell_of_a_file_begins_like_a_formula(cell: str) -> None:
    assert not harmless(cell).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert as_meant(harmless(cell)) == cell


def test_the_owners_consent_and_what_others_said_do_not_travel() -> None:
    portable = Portable("US_MX", "Planta Norte", "", "mining", (Step("filed", PartialDate(TODAY)),))
    record = register_of(portable)
    assert record.sharing.network is None
    assert set(COLUMNS).isdisjoint({"owner", "official", "reports", "sharing"})


ROW = {"route": "US_MX", "facility": "Planta", "sector": "mining"}


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ({"facility": ""}, Problem("facility", "missing")),
        ({"route": "US_CA"}, Problem("route", "unknown", "US_CA", ROUTES)),
        ({"stages": "filed yesterday"}, Problem("stages", "no_date", "yesterday")),
        ({"stages": "filed 2027-01-01"}, Problem("stages", "future", "2027-01-01")),
        ({"stages": "filed 2026-03-04 04-03"}, Problem("stages", "form", "filed 2026-03-04 04-03")),
        ({"stages": "filled 2026-03-04"}, Problem("stages", "unknown", "filled")),
        ({"stages": "filed 2026-03-04; declined 2026-03-01"}, "order"),
        ({"stages": "panel_composed ?"}, "order"),
        ({"names_requested": "yes"}, "unknown"),
        ({"reason_given": "oral; written"}, "form"),
        ({"remedies": "back_pay soon"}, "no_date"),
        ({"retaliation": "dismissal 2026-10-04 3"}, "form"),
        ({"retaliation": "dismissal 2026-10 many"}, "form"),
        ({"flags": "strike"}, "form"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_made_of_it(cell: dict[str, str], problem: Problem | str) -> None:
    found, problems = read({**ROW, **cell}, LIFECYCLE, TODAY)
    assert found is None
    if isinstance(problem, Problem):
        assert problems == (problem,)
    else:
        assert problem in {each.kind for each in problems}


def test_everything_that_is_wrong_is_told_at_once() -> None:
    _, problems = read({"route": "x", "sector": "y", "stages": "z ?"}, LIFECYCLE, TODAY)
    assert [each.column for each in problems] == ["facility", "route", "sector", "stages"]


def test_a_table_with_semicolons_is_read_and_a_missing_quotation_mark_is_told_by_its_line() -> None:
    columns, rows = read_table('\n\nroute;facility\nUS_MX;"Planta;\nNorte"\n\nCA_MX;Sur\n')
    assert columns == ("route", "facility")
    assert [(row.line, row.cells["facility"]) for row in rows] == [(4, "Planta;\nNorte"), (7, "Sur")]
    with pytest.raises(NotATable) as caught:
        read_table('a,b\n1,2\n3,"4\n')
    assert caught.value.line == 3


def test_another_reader_of_such_files_reads_the_same() -> None:
    written = write_table(("a", "b"), [{"a": 'x "y", z', "b": "=1+1"}]).removeprefix("\ufeff")
    assert list(csv.reader(written.splitlines())) == [["a", "b"], ['x "y", z', "'=1+1"]]
