"""The desks of members and groups, wired together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.commands import Verb
from bot.handlers import group_desk, member_desk
from bot.handlers.answers import Desk, Talk
from bot.handlers.group_desk import GroupDesk
from bot.handlers.member_desk import MemberDesk
from bot.handlers.roster_steps import RosterSteps


@dataclass(frozen=True, slots=True)
class RosterDesks:
    commands: Mapping[Verb, Desk]
    talks: tuple[Talk, ...]


def roster_desks(members: MemberDesk, groups: GroupDesk, steps: RosterSteps) -> RosterDesks:
    return RosterDesks(
        {
            "member.add": Desk(members.add_member, member_desk.ADD_HELP),
            "member.remove": Desk(members.remove_member, member_desk.REMOVE_HELP),
            "member.role": Desk(members.change_role, member_desk.ROLE_HELP),
            "member.list": Desk(members.list_members, member_desk.LIST_HELP),
            "org.add": Desk(groups.add_group, group_desk.ADD_HELP),
            "org.vouch": Desk(groups.vouch, group_desk.VOUCH_HELP),
            "org.object": Desk(groups.object, group_desk.OBJECT_HELP),
            "org.remove": Desk(groups.remove_group, group_desk.REMOVE_HELP),
            "org.list": Desk(groups.list_groups, group_desk.LIST_HELP),
        },
        (steps.answer,),
    )
