"""What a viewer sees of a record depends on nothing that the viewer may not see."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from bot.core.disclosure import Access, Audience, View, Viewer, access, access_of_all, accesses, agreed, view
from bot.core.history import Recorded
from bot.core.partial_dates import PartialDate
from bot.core.petitions import Flag, Step
from bot.core.record_fields import FIELDS, REASONS, ZONES, Level
from bot.core.records import Grant, Record, Remedy, Report, Retaliation, Reveal, Sharing
from tests.core.life import LIFECYCLE

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = NOW.date()
GROUPS = ("North", "South", "East")
OWNER = GROUPS[0]
VIEWERS = [Viewer(group, is_member=True) for group in GROUPS] + [Viewer(None, True), Viewer(None, False)]
NEEDED: dict[Access, Level] = {"owner": 1, "named": 2, "network": 3, "public": 4}

days = st.dates(date(2025, 1, 1), TODAY)
grants = st.none() | st.builds(Grant, st.none() | st.dates(date(2026, 11, 1), date(2026, 12, 31)))
levels = st.dictionaries(st.sampled_from(sorted(FIELDS)), st.sampled_from(cast("list[Level]", [1, 2, 3, 4])))
sharings = st.builds(
    Sharing,
    network=grants,
    named=st.dictionaries(st.sampled_from(GROUPS[1:]), st.builds(Grant)),
    levels=levels,
)


def entry(day: date, stage: str, number: int) -> Recorded:
    return Recorded(number, Step(stage, PartialDate(day)), NOW, "@ana:example.org")


@st.composite
def records(draw: st.DrawFn) -> Record:
    filed = draw(days)
    stage = draw(st.sampled_from(["received", "declined", "review_requested"]))
    return Record(
        record_id="7K2-M9X",
        owner=OWNER,
        route=draw(st.sampled_from(["US_MX", "CA_MX"])),
        facility=draw(st.sampled_from(["Plant A", "Plant B"])),
        place=draw(st.sampled_from(sorted(ZONES))),
        sector=draw(st.sampled_from(["mining", "auto_parts", "glass"])),
        revision=draw(st.integers(1, 99)),
        created_at=NOW,
        changed_at=NOW - timedelta(days=draw(st.integers(0, 300))),
        history=(entry(filed, "filed", 1), entry(filed, stage, 2)),
        reports=draw(st.sampled_from([(), (Report("South", "declined", None),)])),
        official=draw(st.sampled_from([{}, {"declined": "https://ustr.gov/x"}])),
        flags=draw(st.sampled_from([(), (Flag("strike", "yes"),)])),
        details=draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "reason_given": st.just(("oral",)),
                    "reason_codes": st.sampled_from([(code,) for code in REASONS]),
                    "names_leaked": st.just(("confirmed",)),
                },
            )
        ),
        remedies=draw(st.sampled_from([(), (Remedy(1, "access", None),)])),
        retaliation=draw(st.sampled_from([(), (Retaliation("threat", PartialDate(filed, "month"), 3),)])),
        sharing=draw(sharings),
    )


def seen(record: Record, viewer: Viewer) -> View | None:
    return view(LIFECYCLE, record, access(record, viewer, TODAY))


@given(records(), records(), st.sampled_from(VIEWERS))
def test_two_records_that_differ_only_in_what_is_hidden_look_the_same(
    record: Record, other: Record, viewer: Viewer
) -> None:
    """Take every field that this viewer may not see from another record: nothing becomes different."""
    seen_as = access(record, viewer, TODAY)
    if seen_as in (None, "owner"):
        return
    hidden = {name for name in FIELDS if record.sharing.level(name) < NEEDED[seen_as]}
    if seen_as == "network":
        hidden |= {n for n, f in FIELDS.items() if record.sharing.level(n) == 3 and f.coarse == "none"}
    taken: dict[str, object] = {"revision": other.revision, "details": dict(record.details)}
    taken["changed_at"] = other.changed_at
    simple = {"facility", "place", "sector", "flags", "remedies", "retaliation"} & hidden
    taken |= {name: getattr(other, name) for name in simple}
    details = dict(record.details)
    for name in hidden & {"reason_given", "reason_codes", "names_leaked"}:
        details.pop(name, None)
        details |= {name: other.details[name]} if name in other.details else {}
    taken["details"] = details
    if "owner" in hidden and viewer.organisation != "East":
        taken["owner"] = "East"
    if {"stage", "dates", "confirmed"} <= hidden:
        taken |= {"history": other.history, "reports": other.reports, "official": other.official}
    changed = replace(record, **taken)  # type: ignore[arg-type]
    assert view(LIFECYCLE, changed, seen_as) == view(LIFECYCLE, record, seen_as)


@given(records(), records(), st.sets(st.sampled_from(sorted(FIELDS)), min_size=1), st.booleans())
def test_what_was_agreed_shows_its_fields_and_nothing_beside_them(
    record: Record, other: Record, fields: set[str], ended: bool
) -> None:
    """Two records that agree in these fields alone cannot be told apart; after the last day there is no record."""
    until = TODAY - timedelta(days=1) if ended else TODAY
    sharing = Sharing(revealed={"South": Reveal(frozenset(fields), until)}, levels=record.sharing.levels)
    agreed_on = {name: getattr(record, name) for name in {"facility", "place", "sector", "route"} & fields}
    if {"stage", "dates", "confirmed"} & fields:
        agreed_on |= {"history": record.history, "reports": record.reports, "official": record.official}
    agreed_on |= {name: getattr(record, name) for name in {"flags", "remedies", "retaliation"} & fields}
    details = {name: record.details[name] for name in fields & record.details.keys()}
    details |= {name: values for name, values in other.details.items() if name not in fields}
    one = replace(record, sharing=sharing)
    two = replace(other, sharing=sharing, details=details, **agreed_on)

    def shown(each: Record, group: str) -> View | None:
        viewer = Viewer(group, is_member=True)
        seen_as = access(each, viewer, TODAY)
        return view(LIFECYCLE, each, seen_as, agreed(each, viewer, TODAY))

    assert shown(one, "South") == shown(two, "South")
    assert (shown(one, "South") is None) == ended
    assert shown(one, "East") is None
    assert access_of_all(one, Audience.of(VIEWERS[1:2]), TODAY) is None, "never in a room"


@given(records(), st.sampled_from(VIEWERS))
def test_nobody_but_the_owners_sees_anything_before_it_is_published_or_shared(record: Record, viewer: Viewer) -> None:
    unpublished = replace(record, sharing=Sharing(levels=record.sharing.levels))
    assert (seen(unpublished, viewer) is None) == (viewer.organisation != OWNER)


@given(records(), st.sampled_from(VIEWERS))
def test_the_network_never_sees_a_name_a_state_or_a_day_at_the_proposed_levels(record: Record, viewer: Viewer) -> None:
    proposed = replace(record, sharing=replace(record.sharing, levels={}, named={}))
    shown = seen(proposed, viewer)
    if shown is None or shown.access == "owner":
        return
    assert (shown.facility, shown.place, shown.owner, shown.steps, shown.revision) == (None, None, None, (), None)
    assert (shown.changed_at, shown.flags, shown.remedies, shown.retaliation) == (None, (), (), ())


@given(records(), st.sets(st.sampled_from(VIEWERS), min_size=1))
def test_in_front_of_many_everybody_sees_as_little_as_the_one_who_may_see_least(
    record: Record, viewers: set[Viewer]
) -> None:
    alone = [access(record, viewer, TODAY) for viewer in viewers]
    told = [each for each in alone if each is not None]
    together = access_of_all(record, Audience.of(viewers), TODAY)
    if len(told) < len(alone):
        assert together is None
    else:
        assert together == max(told, key=lambda each: NEEDED[each])


@given(st.lists(records(), max_size=5), st.sets(st.sampled_from(VIEWERS), min_size=1))
def test_many_records_at_once_are_held_against_an_audience_as_one_by_one(
    several: list[Record], viewers: set[Viewer]
) -> None:
    audience = Audience.of(viewers)
    one_by_one = [(record, seen_as) for record in several if (seen_as := access_of_all(record, audience, TODAY))]
    assert list(accesses(several, audience, TODAY)) == one_by_one


@given(st.lists(records(), max_size=8), st.sets(st.sampled_from(VIEWERS), min_size=1, max_size=3))
def test_what_may_not_be_seen_changes_no_list_and_no_count(register: list[Record], viewers: set[Viewer]) -> None:
    numbered = [replace(record, record_id=f"record {number}") for number, record in enumerate(register)]
    audience = Audience.of(viewers)
    listed = [(record.record_id, seen_as) for record, seen_as in accesses(numbered, audience, TODAY)]
    shown = {record_id for record_id, _ in listed}
    without = [record for record in numbered if record.record_id in shown]
    assert [(record.record_id, seen_as) for record, seen_as in accesses(without, audience, TODAY)] == listed


@given(records(), st.sampled_from(VIEWERS))
def test_coarser_dates_are_quarters_and_give_no_day_to_count_from(record: Record, viewer: Viewer) -> None:
    wide = replace(record, sharing=Sharing(network=Grant(), levels={"stage": 4, "dates": 3}))
    shown = seen(wide, viewer)
    if shown is not None and shown.access == "network":
        assert all(step.happened is None or step.happened.exact is None for step in shown.steps)


@given(records(), st.integers(0, 60))
def test_what_was_given_for_a_time_ends_after_its_last_day(record: Record, left: int) -> None:
    until = TODAY + timedelta(days=left)
    given_until = replace(record, sharing=Sharing(network=Grant(until), named={"South": Grant(until)}))
    for viewer, expected in ((VIEWERS[1], "named"), (VIEWERS[2], "network")):
        assert access(given_until, viewer, until) == expected
        assert access(given_until, viewer, until + timedelta(days=1)) is None
