"""Who may change who is in the network: no coordinator can do it alone, whatever they write and in whatever order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import roster as rules
from bot.core.model import Member, Role, UserId
from bot.core.roster import Group, Roster, Seat
from bot.errors import UserError

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
WAIT = timedelta(days=7)
NEW, CONTACT = "Union New", UserId("@new:x.org")


def person(name: str, group: str, role: Role = "rep") -> tuple[UserId, Member]:
    user_id = UserId(f"@{name}:x.org")
    return user_id, Member(user_id, name.title(), group, "en", role)


FOUNDING = dict(
    [
        person("ann", "A", "coordinator"),
        person("abe", "A", "coordinator"),
        person("amy", "A"),
        person("bea", "B", "coordinator"),
        person("ben", "B"),
        person("cyd", "C", "coordinator"),
    ]
)
ROSTER = Roster(FOUNDING)
ANN, ABE, AMY, BEA, BEN, CYD = FOUNDING.values()
EVERYBODY = frozenset(FOUNDING)


def with_group(group: Group, name: str = NEW) -> Roster:
    return rules.replace_group(ROSTER, name, group)


def with_seat(roster: Roster, user_id: UserId, seat: Seat) -> Roster:
    return replace(roster, seats={**roster.seats, user_id: seat})


def proposed() -> Group:
    return rules.proposed(ROSTER, ANN, NEW, CONTACT, "New")


# --- the configuration and what was said in chat ---------------------------------------------------------------------


def test_of_whom_nothing_was_said_the_configuration_holds() -> None:
    assert ROSTER.members() == FOUNDING
    assert ROSTER.admitted() == {"A", "B", "C"}


def test_what_was_said_in_chat_holds_before_the_configuration() -> None:
    roster = with_seat(ROSTER, AMY.user_id, Seat("A", "observer", "Old name"))
    assert roster.members()[AMY.user_id] == replace(AMY, role="observer")
    gone = with_seat(ROSTER, AMY.user_id, Seat("A", "observer", "", active=False))
    assert AMY.user_id not in gone.members()


def test_everybody_of_a_removed_group_is_out_whoever_entered_them() -> None:
    roster = with_seat(with_group(Group("removed"), "A"), UserId("@late:x.org"), Seat("A", "rep", "Late"))
    assert {member.organisation for member in roster.members().values()} == {"B", "C"}


# --- people ----------------------------------------------------------------------------------------------------------


def test_a_coordinator_fills_seats_of_their_own_group_only() -> None:
    assert rules.added(ROSTER, ANN, CONTACT, "New", "rep").group == "A"
    refused: tuple[Callable[[], Seat], ...] = (
        lambda: rules.added(ROSTER, ANN, BEN.user_id, "Ben", "rep"),
        lambda: rules.added(ROSTER, AMY, CONTACT, "New", "rep"),
        lambda: rules.removed(ROSTER, ANN, BEN.user_id, NOW),
        lambda: rules.given_role(ROSTER, ANN, BEN.user_id, "observer", NOW),
        lambda: rules.added(ROSTER, replace(ANN, organisation=None), CONTACT, "New", "rep"),
    )
    for wrong in refused:
        with pytest.raises(UserError):
            wrong()


def test_nobody_becomes_a_coordinator_by_one_group() -> None:
    waits = rules.given_role(ROSTER, ANN, AMY.user_id, "coordinator", NOW)
    assert (waits.role, waits.wanted) == ("rep", "coordinator")
    roster = with_seat(ROSTER, AMY.user_id, waits)
    with pytest.raises(UserError):
        rules.given_role(roster, ABE, AMY.user_id, "coordinator", NOW)
    assert rules.given_role(roster, BEA, AMY.user_id, "coordinator", NOW).role == "coordinator"
    late = rules.AGREE_WITHIN + timedelta(seconds=1)
    with pytest.raises(UserError):
        rules.given_role(roster, BEA, AMY.user_id, "coordinator", NOW + late)
    with pytest.raises(UserError):
        rules.added(ROSTER, ANN, CONTACT, "New", "coordinator")


def test_a_coordinator_is_removed_only_by_two_groups_and_may_step_down_alone() -> None:
    waits = rules.removed(ROSTER, ANN, ABE.user_id, NOW)
    assert waits.active
    roster = with_seat(ROSTER, ABE.user_id, waits)
    assert roster.members()[ABE.user_id].role == "coordinator"
    assert not rules.removed(roster, BEA, ABE.user_id, NOW).active
    assert rules.given_role(ROSTER, ABE, ABE.user_id, "rep", NOW).role == "rep"


def test_a_group_keeps_its_last_coordinator() -> None:
    with pytest.raises(UserError):
        rules.given_role(ROSTER, BEA, BEA.user_id, "rep", NOW)
    waits = with_seat(ROSTER, BEA.user_id, rules.removed(ROSTER, ANN, BEA.user_id, NOW))
    with pytest.raises(UserError):
        rules.removed(waits, CYD, BEA.user_id, NOW)


# --- groups ----------------------------------------------------------------------------------------------------------


def test_a_group_is_admitted_by_two_groups_after_the_waiting_period_and_not_before() -> None:
    alone = proposed()
    assert alone.due is None
    with pytest.raises(UserError):
        rules.backed(with_group(alone), ABE, NEW, WAIT, NOW)
    backed = rules.backed(with_group(alone), BEA, NEW, WAIT, NOW)
    assert backed.due == NOW + WAIT
    assert not rules.settled(with_group(backed), EVERYBODY, NOW + WAIT - timedelta(seconds=1))
    admitted = rules.settled(with_group(backed), EVERYBODY, NOW + WAIT)
    assert admitted[NEW].status == "admitted"
    assert not rules.settled(with_group(admitted[NEW]), EVERYBODY, NOW + 2 * WAIT), "once"


def test_a_third_voice_does_not_begin_the_waiting_anew() -> None:
    backed = rules.backed(with_group(proposed()), BEA, NEW, WAIT, NOW)
    assert rules.backed(with_group(backed), CYD, NEW, WAIT, NOW + timedelta(days=3)).due == NOW + WAIT


def test_any_group_ends_an_admission_and_a_voice_can_be_taken_back() -> None:
    backed = rules.backed(with_group(proposed()), BEA, NEW, WAIT, NOW)
    assert rules.objected(with_group(backed), CYD, NEW).status == "refused"
    taken_back = rules.objected(with_group(backed), BEA, NEW)
    assert (taken_back.status, taken_back.due, set(taken_back.backers)) == ("proposed", None, {"A"})
    assert rules.objected(with_group(taken_back), ABE, NEW).status == "refused", "nobody wants it any more"


@pytest.mark.parametrize("trusted", [EVERYBODY - {BEA.user_id}, EVERYBODY - {ANN.user_id}])
def test_a_voice_of_somebody_suspended_since_does_not_admit(trusted: frozenset[UserId]) -> None:
    backed = rules.backed(with_group(proposed()), BEA, NEW, WAIT, NOW)
    after = rules.settled(with_group(backed), trusted, NOW + WAIT)[NEW]
    assert (after.status, after.due) == ("proposed", None)


@pytest.mark.parametrize("name", ["A", "á", "А", "Union Νew", " a.", "@a:x.org", "", "…", "x" * 61])
def test_no_group_comes_under_the_name_of_another_or_without_one(name: str) -> None:
    with pytest.raises(UserError):
        rules.proposed(ROSTER, ANN, name, CONTACT, "New")


def test_the_name_of_a_removed_group_is_never_given_again() -> None:
    with pytest.raises(UserError):
        rules.proposed(with_group(Group("removed"), "Gone"), ANN, "GONE", CONTACT, "New")


def test_a_group_goes_by_its_own_wish_or_that_of_two_others() -> None:
    own = rules.leaving(ROSTER, CYD, "C", WAIT, NOW)
    assert own.due == NOW + WAIT
    one = rules.leaving(ROSTER, ANN, "C", WAIT, NOW)
    assert one.due is None
    with pytest.raises(UserError):
        rules.objected(with_group(one, "C"), CYD, "C")
    two = rules.leaving(with_group(one, "C"), BEA, "C", WAIT, NOW)
    assert two.due == NOW + WAIT
    assert rules.settled(with_group(two, "C"), EVERYBODY, NOW + WAIT)["C"].status == "removed"
    assert not rules.objected(with_group(one, "C"), BEA, "C").leaving, "a third group ends it"


acts = st.sampled_from(
    ["add", "remove", "rep", "observer", "coordinator", "propose", "back", "leave", "object", "wait"]
)
subjects = st.sampled_from([*FOUNDING, CONTACT, UserId("@friend:x.org")])


def _done(roster: Roster, by: Member, act: str, subject: UserId, name: str, now: datetime) -> Roster:
    """What the desks would do; refusals change nothing."""
    by = roster.members().get(by.user_id, replace(by, role="observer"))
    try:
        match act:
            case "add":
                return with_seat(roster, subject, rules.added(roster, by, subject, "X", "rep"))
            case "remove":
                return with_seat(roster, subject, rules.removed(roster, by, subject, now))
            case "rep" | "observer" | "coordinator" as role:
                return with_seat(roster, subject, rules.given_role(roster, by, subject, role, now))
            case "propose":
                return rules.replace_group(roster, NEW, rules.proposed(roster, by, NEW, subject, "X"))
            case "back" if roster.groups.get(name, Group("removed")).status == "proposed":
                return rules.replace_group(roster, name, rules.backed(roster, by, name, WAIT, now))
            case "leave":
                return rules.replace_group(roster, name, rules.leaving(roster, by, name, WAIT, now))
            case "object":
                return rules.replace_group(roster, name, rules.objected(roster, by, name))
            case _:
                pass
    except UserError:
        return roster
    for settled, group in rules.settled(roster, frozenset(roster.members()), now).items():
        roster = rules.replace_group(roster, settled, group)
    return roster


@given(st.lists(st.tuples(acts, subjects, st.sampled_from([NEW, "A", "B", "C"]), st.booleans()), max_size=40))
def test_the_coordinators_of_one_group_admit_nobody_and_take_nothing_from_others(
    said: list[tuple[str, UserId, str, bool]],
) -> None:
    """Ann and Abe, and whoever they bring in, write whatever they like, for as long as they like."""
    roster, now = ROSTER, NOW
    for act, subject, name, first in said:
        now += timedelta(days=4)
        roster = _done(roster, ANN if first else ABE, act, subject, name, now)
    members = roster.members()
    assert roster.admitted() >= {"B", "C"}
    assert NEW not in roster.admitted()
    for user_id in (BEA.user_id, BEN.user_id, CYD.user_id):
        assert members[user_id] == FOUNDING[user_id]
    coordinators = {user_id for user_id, member in members.items() if member.role == "coordinator"}
    assert coordinators <= {ANN.user_id, ABE.user_id, BEA.user_id, CYD.user_id}
