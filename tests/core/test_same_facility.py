"""The same workplace is found whatever its legal form and accents; nobody learns of one who does not learn of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.records import Grant, Record, Sharing
from bot.core.same_facility import ASKED_A_YEAR, YEAR, facility_key, may_ask, next_telling, pairs

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
GROUPS = ("A", "B", "C")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Autopartes del Norte, S.A. de C.V.", "AUTOPARTES DEL NORTE"),
        ("Autopartes del Norte S. A. de C. V.", "Autopartes del Norte SA de CV"),
        ("Teksid Hierro de México, S. de R.L. de C.V.", "teksid hierro de mexico"),
        ("Minería Río Claro, S.A.P.I. de C.V.", "Mineria Rio Claro"),
        ("Les Aciers Côté Ltée", "Les aciers Cote Ltee."),
        ("Panasonic Automotive, Inc.", "PANASONIC AUTOMOTIVE"),
        ("Smith & Sons Company", "Smith and Sons Co."),
        ("Verrerie Œuvre inc.", "verrerie oeuvre"),
    ],
)
def test_a_workplace_is_the_same_under_other_accents_and_legal_forms(one: str, other: str) -> None:
    assert facility_key(one, "Québec") == facility_key(other, "quebec")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Planta Norte", "Coahuila"), ("Planta Norte", "Durango")),
        (("Planta Norte", "Coahuila"), ("Planta Norte 2", "Coahuila")),
        (("Grupo", "Coahuila"), ("Inc", "Coahuila")),
    ],
)
def test_another_name_or_place_is_another_workplace(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert facility_key(*one) != facility_key(*other)


def test_nothing_is_the_same_as_nothing() -> None:
    assert facility_key("…", "Coahuila") is None
    assert facility_key("Planta", "") is None


def asking(record_id: str, owner: str) -> Record:
    return Record(
        record_id,
        owner,
        "US_MX",
        "Planta Norte",
        "Coahuila",
        "mining",
        1,
        NOW,
        NOW,
        sharing=Sharing(Grant()),
        matching=True,
    )


def test_two_groups_are_told_of_each_other_and_no_group_of_itself() -> None:
    ours, again, theirs = asking("R1", "A"), asking("R2", "A"), asking("R3", "B")
    assert not pairs([ours, again], GROUPS, NOW.date())
    assert pairs([ours, again, theirs], GROUPS, NOW.date()) == {("R1", "R3"), ("R2", "R3")}


@st.composite
def registers(draw: st.DrawFn) -> Sequence[Record]:
    """Few names and places, so that workplaces meet."""
    return [
        Record(
            record_id=f"R{number:02}",
            owner=draw(st.sampled_from(GROUPS)),
            route="US_MX",
            facility=draw(st.sampled_from(["Planta Norte", "PLANTA NORTE S.A. de C.V.", "Luna"])),
            place=draw(st.sampled_from(["Coahuila", "Sonora"])),
            sector="mining",
            revision=1,
            created_at=NOW,
            changed_at=NOW,
            sharing=Sharing(
                network=draw(st.none() | st.just(Grant()) | st.just(Grant((NOW - timedelta(days=1)).date())))
            ),
            matching=draw(st.booleans()),
        )
        for number in range(draw(st.integers(0, 8)))
    ]


@given(registers(), st.sampled_from(GROUPS))
def test_a_group_learns_nothing_of_records_whose_owners_did_not_ask(records: Sequence[Record], prober: str) -> None:
    """Whatever the others keep to themselves, and whether they keep it at all, the prober is told the same."""

    def told(register: Sequence[Record]) -> set[tuple[str, str]]:
        own = {record.record_id for record in register if record.owner == prober}
        return {pair for pair in pairs(register, GROUPS, NOW.date()) if own & set(pair)}

    open_ones = [
        record
        for record in records
        if record.owner == prober
        or (record.matching and record.sharing.network is not None and record.sharing.network.until is None)
    ]
    hidden = [replace(record, facility="Luna") if record not in open_ones else record for record in records]
    assert told(records) == told(open_ones) == told(hidden)


@given(registers())
def test_whoever_is_told_has_published_and_asked_and_so_has_the_other(records: Sequence[Record]) -> None:
    by_id = {record.record_id: record for record in records}
    for pair in pairs(records, GROUPS, NOW.date()):
        one, other = (by_id[record_id] for record_id in pair)
        assert one.owner != other.owner
        for record in (one, other):
            assert record.matching
            assert record.sharing.network == Grant()
    assert not pairs(records, (), NOW.date()), "groups that left take no part"


@given(st.lists(st.integers(0, 800)))
def test_no_group_asks_more_often_than_the_cap_within_any_year(days: list[int]) -> None:
    asked: list[datetime] = []
    for day in sorted(days):
        now = NOW + timedelta(days=day)
        if may_ask(asked, now):
            asked.append(now)
    for at in asked:
        assert sum(at <= other < at + YEAR for other in asked) <= ASKED_A_YEAR


@given(st.integers(0, 10**8))
def test_it_is_told_on_mondays_at_noon_and_within_a_week(seconds: int) -> None:
    after = NOW + timedelta(seconds=seconds)
    moment = next_telling(after)
    assert after < moment <= after + timedelta(days=7)
    assert (moment.weekday(), moment.hour, moment.minute) == (0, 12, 0)
