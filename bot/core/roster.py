"""Which groups are in the network, who belongs to them, and who may change that.

The configuration is the beginning. What was changed in chat about a person or a group holds before what the
configuration says of them; of whom nothing was said in chat, the configuration holds.

The rules that no single coordinator can go around:

* A coordinator fills the seats of their own group only, and nobody else's.
* What makes somebody a coordinator, or ends that against their will, takes the coordinators of two groups.
* A new group takes two groups that vouch for it, then a time in which every group may object.
* A group goes by its own wish or by that of two others, after the same time; a third may object.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from bot.core.command_words import fold
from bot.core.model import Member, Role, UserId
from bot.core.words import N_
from bot.errors import UserError

BACKERS_NEEDED = 2
AGREE_WITHIN = timedelta(days=7)
LONGEST_NAME = 60

Wanted = Literal["observer", "rep", "coordinator", "gone"]


@dataclass(frozen=True, slots=True)
class Seat:
    """What was said in chat about somebody."""

    group: str
    role: Role
    name: str
    active: bool = True
    wanted: Wanted | None = None
    """Waits for a coordinator of a second group."""
    wanted_by: str = ""
    """The group that began it."""
    wanted_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """What was said in chat about a group."""

    status: Literal["proposed", "admitted", "refused", "removed"]
    contact: str = ""
    """The user id of its first member."""
    contact_name: str = ""
    leaving: bool = False
    backers: Mapping[str, str] = field(default_factory=dict)
    """By group, who of it wants that it comes, or that it goes; the user id is empty once that person is forgotten."""
    due: datetime | None = None
    """When it comes, or goes; None: there are not enough who want it."""


@dataclass(frozen=True, slots=True)
class Roster:
    founding: Mapping[UserId, Member] = field(default_factory=dict)
    """The configuration's."""
    seats: Mapping[str, Seat] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)

    def admitted(self) -> frozenset[str]:
        """The groups of the network."""
        named = {member.organisation for member in self.founding.values() if member.organisation}
        named -= self.groups.keys()
        return frozenset(named | {name for name, group in self.groups.items() if group.status == "admitted"})

    def members(self) -> dict[UserId, Member]:
        """Everybody who counts, as they count now."""
        admitted = self.admitted()
        members = {
            user_id: member
            for user_id, member in self.founding.items()
            if user_id not in self.seats and (member.organisation is None or member.organisation in admitted)
        }
        for key, seat in self.seats.items():
            if seat.active and seat.group in admitted:
                user_id = UserId(key)
                known = self.founding.get(user_id) or Member(user_id, seat.name)
                members[user_id] = replace(known, organisation=seat.group, role=seat.role)
        return members

    def called(self, name: str) -> str | None:
        """The group, past or present, whose name cannot be told from this one."""
        named = {member.organisation for member in self.founding.values() if member.organisation}
        return next((each for each in sorted(named | self.groups.keys()) if _same(each, name)), None)


# --- people ----------------------------------------------------------------------------------------------------------


def added(roster: Roster, by: Member, user_id: UserId, name: str, role: Role) -> Seat:
    """A new seat in the coordinator's own group; as a coordinator only once a second group agrees. Raises UserError."""
    group = _group_of(roster, by)
    member = roster.members().get(user_id)
    if member is not None and member.organisation == group:
        raise UserError(N_("%(name)s belongs to your group already."), name=user_id)
    if member is not None:
        raise UserError(N_("%(name)s is a member already, but not of your group. Their coordinator can remove them."),
                        name=user_id)  # fmt: skip
    if role == "coordinator":
        raise UserError(N_("Add them as a representative first; then a second group can agree to a coordinator."))
    return Seat(group, role, name)


def given_role(roster: Roster, by: Member, user_id: UserId, role: Role, now: datetime) -> Seat:
    """The seat with that role, or waiting for a second group. Raises UserError."""
    member = _member(roster, user_id)
    if member.role == role:
        raise UserError(N_("That is so already; nothing was changed."))
    if by.user_id == user_id or "coordinator" not in (member.role, role):
        _check_own(roster, by, member)
        _check_last(roster, member)
        return replace(_seat(roster, member), role=role, wanted=None, wanted_by="", wanted_until=None)
    return _agreed(roster, by, member, role, now)


def removed(roster: Roster, by: Member, user_id: UserId, now: datetime) -> Seat:
    """The seat without anybody on it, or waiting for a second group. Raises UserError."""
    member = _member(roster, user_id)
    if by.user_id == user_id:
        raise UserError(N_("You cannot remove yourself. Another coordinator has to do it."))
    if member.role != "coordinator":
        _check_own(roster, by, member)
        return _gone(_seat(roster, member))
    return _agreed(roster, by, member, "gone", now)


def _agreed(roster: Roster, by: Member, member: Member, wanted: Wanted, now: datetime) -> Seat:
    """The first group asks, the second one does it."""
    group, seat = _group_of(roster, by), _seat(roster, member)
    waits = seat.wanted == wanted and seat.wanted_until is not None and now <= seat.wanted_until
    if not waits:
        if group != member.organisation and wanted == "coordinator":
            raise UserError(N_("The group of %(name)s has to ask for this first."), name=member.user_id)
        return replace(seat, wanted=wanted, wanted_by=group, wanted_until=now + AGREE_WITHIN)
    if seat.wanted_by == group:
        raise UserError(
            N_("Your group has asked for this already. A coordinator of another group has to write it too.")
        )
    _check_last(roster, member)
    if wanted == "gone":
        return _gone(seat)
    return replace(seat, role=wanted, wanted=None, wanted_by="", wanted_until=None)


def _gone(seat: Seat) -> Seat:
    return replace(seat, active=False, role="observer", wanted=None, wanted_by="", wanted_until=None)


def _seat(roster: Roster, member: Member) -> Seat:
    return roster.seats.get(member.user_id) or Seat(member.organisation or "", member.role, member.name)


def _member(roster: Roster, user_id: UserId) -> Member:
    member = roster.members().get(user_id)
    if member is None or not member.organisation:
        raise UserError(N_("%(name)s is no member of a group. “!member list” shows who is."), name=user_id)
    return member


def _check_own(roster: Roster, by: Member, member: Member) -> None:
    if _group_of(roster, by) != member.organisation:
        raise UserError(N_("Only a coordinator of their own group can do this. A lost phone: “!member suspend”."))


def _check_last(roster: Roster, member: Member) -> None:
    others = [
        each
        for each in roster.members().values()
        if each.role == "coordinator" and each.organisation == member.organisation and each.user_id != member.user_id
    ]
    if member.role == "coordinator" and not others:
        raise UserError(N_("This is the only coordinator of the group. Make somebody else one first."))


# --- groups ----------------------------------------------------------------------------------------------------------


def proposed(roster: Roster, by: Member, name: str, contact: UserId, contact_name: str) -> Group:
    """A new group with its first member; the group that proposes it vouches for it. Raises UserError."""
    own = _group_of(roster, by)
    if not name or len(name) > LONGEST_NAME or name.startswith("@") or not any(c.isalpha() for c in name):
        raise UserError(N_("A group needs a name of at most %(count)s characters."), count=LONGEST_NAME)
    if any(c.isalpha() and not unicodedata.name(c, "").startswith("LATIN") for c in name):
        raise UserError(N_("Please write the name in Latin letters: others look the same and are not."))
    taken = roster.called(name)
    if taken is not None and (taken not in roster.groups or roster.groups[taken].status != "refused"):
        raise UserError(N_("There is or was a group of this name. Nobody may come under the name of another."))
    if contact in roster.members():
        raise UserError(N_("%(name)s is a member already."), name=contact)
    return Group("proposed", contact, contact_name, backers={own: by.user_id})


def backed(roster: Roster, by: Member, name: str, wait: timedelta, now: datetime) -> Group:
    """One more group vouches, or wants the group to go. Raises UserError."""
    own, group = _group_of(roster, by), roster.groups.get(name, Group("admitted"))
    if own in group.backers:
        raise UserError(N_("Your group has said so already; nothing was changed."))
    return _with_due(replace(group, backers={**group.backers, own: by.user_id}), name, wait, now)


def leaving(roster: Roster, by: Member, name: str, wait: timedelta, now: datetime) -> Group:
    """Somebody wants an admitted group to go: its own coordinator, or another group. Raises UserError."""
    if name not in roster.admitted():
        raise UserError(N_("There is no such group in the network."))
    group = roster.groups.get(name, Group("admitted"))
    if not group.leaving:
        _group_of(roster, by)
        if len(roster.admitted()) < 2:
            raise UserError(N_("This is the only group of the network."))
        group = replace(group, leaving=True, backers={}, due=None)
    return backed(replace_group(roster, name, group), by, name, wait, now)


def objected(roster: Roster, by: Member, name: str) -> Group:
    """Take back what one's own group said, or end the matter for all. Raises UserError."""
    own, group = _group_of(roster, by), roster.groups.get(name)
    if group is None or not (group.status == "proposed" or group.leaving):
        raise UserError(N_("Nothing waits for this group."))
    if group.leaving and own == name and own not in group.backers:
        raise UserError(N_("A group cannot object to its own removal. Another group can."))
    if own in group.backers:
        backers = {each: user for each, user in group.backers.items() if each != own}
        if backers:
            return replace(group, backers=backers, due=group.due if _enough(group.leaving, name, backers) else None)
    ended = replace(group, backers={}, due=None, leaving=False)
    return ended if group.leaving else replace(ended, status="refused", contact="", contact_name="")


def settled(roster: Roster, trusted: Collection[UserId], now: datetime) -> dict[str, Group]:
    """What has become of the groups whose time is over.

    `trusted`: who may speak for a group at this moment; a voice of somebody else, suspended since, counts for nothing.
    """
    members, admitted, changed = roster.members(), roster.admitted(), {}
    for name, group in roster.groups.items():
        if group.due is None or now < group.due:
            continue
        heard = {
            own: user for own, user in group.backers.items() if own in admitted and _speaks(members, trusted, own, user)
        }
        if not _enough(group.leaving, name, heard):
            changed[name] = replace(group, backers=heard, due=None)
        elif group.leaving:
            changed[name] = Group("removed")
        else:
            changed[name] = replace(group, status="admitted", backers={}, due=None)
    return changed


def replace_group(roster: Roster, name: str, group: Group) -> Roster:
    return replace(roster, groups={**roster.groups, name: group})


def _speaks(members: Mapping[UserId, Member], trusted: Collection[UserId], own: str, user: str) -> bool:
    if not user:
        return True
    member = members.get(UserId(user))
    return member is not None and member.role == "coordinator" and member.organisation == own and user in trusted


def _with_due(group: Group, name: str, wait: timedelta, now: datetime) -> Group:
    enough = _enough(group.leaving, name, group.backers)
    return replace(group, due=(group.due or now + wait) if enough else None)


def _enough(is_leaving: bool, name: str, backers: Iterable[str]) -> bool:
    voices = set(backers)
    return (is_leaving and name in voices) or len(voices) >= BACKERS_NEEDED


def _group_of(roster: Roster, by: Member) -> str:
    """Of a coordinator who may speak for one. Raises UserError."""
    if by.role != "coordinator" or by.organisation is None or by.organisation not in roster.admitted():
        raise UserError(N_("Only a coordinator who belongs to a group can do this."))
    return by.organisation


def _same(one: str, other: str) -> bool:
    return "".join(c for c in fold(one) if c.isalnum()) == "".join(c for c in fold(other) if c.isalnum())
