"""The desks of members and groups, wired together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.commands import Verb
from bot.handlers import roster_desk as desks
from bot.handlers.answers import Desk, Talk
from bot.handlers.roster_desk import RosterDesk


@dataclass(frozen=True, slots=True)
class RosterDesks:
    commands: Mapping[Verb, Desk]
    talks: tuple[Talk, ...]


def roster_desks(desk: RosterDesk) -> RosterDesks:
    return RosterDesks(
        {
            "member.add": Desk(desk.add_member, desks.ADD_HELP),
            "member.remove": Desk(desk.remove_member, desks.REMOVE_HELP),
            "member.role": Desk(desk.change_role, desks.ROLE_HELP),
            "member.list": Desk(desk.list_members, desks.MEMBERS_HELP),
            "org.add": Desk(desk.add_group, desks.ORG_ADD_HELP),
            "org.vouch": Desk(desk.vouch, desks.VOUCH_HELP),
            "org.object": Desk(desk.object, desks.OBJECT_HELP),
            "org.remove": Desk(desk.remove_group, desks.ORG_REMOVE_HELP),
            "org.list": Desk(desk.list_groups, desks.ORG_LIST_HELP),
        },
        (desk.answer,),
    )
