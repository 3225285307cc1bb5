"""What is so about a member or a group, in sentences: for receipts, for previews, and for who is told of it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.commands import spell
from bot.core.model import Language, Member, Role, UserId
from bot.core.roster import Group, Roster, Seat
from bot.core.words import N_
from bot.i18n import Texts
from bot.store.suspensions import SuspensionStore

_ROLES: Mapping[Role, str] = {
    "coordinator": N_("%(name)s belongs to %(group)s, as a coordinator."),
    "rep": N_("%(name)s belongs to %(group)s, as a representative."),
    "observer": N_("%(name)s belongs to %(group)s, as an observer: reads, and writes nothing into the register."),
}
_WANTED: Mapping[str, str] = {
    "coordinator": N_("%(group)s wants %(name)s to be a coordinator."),
    "rep": N_("%(group)s wants %(name)s to be a representative and no coordinator any more."),
    "observer": N_("%(group)s wants %(name)s to be an observer and no coordinator any more."),
    "gone": N_("%(group)s wants %(name)s out of the network."),
}


class RosterWords:
    def __init__(self, texts: Texts, suspensions: SuspensionStore) -> None:
        self._texts = texts
        self._suspensions = suspensions

    def about(self, language: Language, roster: Roster, subject: str) -> list[str]:
        """Nothing about whom nothing was ever said."""
        if subject in roster.groups:
            return self._group(language, subject, roster.groups[subject])
        if subject in roster.seats:
            return self.person(language, subject, roster.seats[subject])
        return []

    def person(self, language: Language, user_id: str, seat: Seat) -> list[str]:
        t, name = self._texts, f"{seat.name} ({user_id})" if seat.name else user_id
        if not seat.active:
            gone = N_("%(name)s is no member any more: I obey nothing of theirs and give them no keys.")
            return [t.gettext(language, gone, name=name)]
        lines = [t.gettext(language, _ROLES[seat.role], name=name, group=seat.group)]
        if self._suspensions.is_suspended(UserId(user_id)):
            command = spell("member.restore", language, user_id)
            sentence = N_("They are suspended. To let them in, two coordinators write %(command)s.")
            lines.append(t.gettext(language, sentence, command=command))
        if seat.wanted is not None and seat.wanted_until is not None:
            lines.append(t.gettext(language, _WANTED[seat.wanted], name=name, group=seat.wanted_by))
            verb = spell("member.remove", language, user_id)
            if seat.wanted != "gone":
                verb = f"{spell('member.role', language, user_id)} {seat.wanted}"
            lines.append(
                t.gettext(
                    language,
                    "It is done once a coordinator of another group writes, by %(date)s: %(command)s",
                    date=t.date(language, seat.wanted_until.date()),
                    command=verb,
                )
            )
        return lines

    def member(self, language: Language, member: Member) -> str:
        if not member.organisation:
            return f"{member.name} ({member.user_id})"
        return self.person(language, member.user_id, Seat(member.organisation, member.role, member.name))[0]

    def _group(self, language: Language, name: str, group: Group) -> list[str]:
        t = self._texts
        if group.status == "removed":
            return [t.gettext(language, "%(group)s is no longer in the network. Nobody sees its records.", group=name)]
        if group.status == "refused":
            return [t.gettext(language, "%(group)s is not admitted: a group objected.", group=name)]
        if group.status == "admitted" and not group.leaving:
            return [t.gettext(language, "%(group)s is a group of the network.", group=name)]
        lines = self._leaving(language, name, group) if group.leaving else self._coming(language, name, group)
        command = spell("org.object", language, name)
        lines.append(
            t.gettext(language, "A group that objects, or takes back its voice, writes: %(command)s", command=command)
        )
        return lines

    def _coming(self, language: Language, name: str, group: Group) -> list[str]:
        t, backers = self._texts, self._texts.listing(language, sorted(group.backers))
        who = f"{group.contact_name} ({group.contact})"
        lines = [
            t.gettext(
                language, "New group: %(group)s. Its first member and coordinator: %(name)s.", group=name, name=who
            ),
            t.gettext(language, "Vouched for by: %(groups)s.", groups=backers),
        ]
        if group.due is None:
            command = spell("org.vouch", language, name)
            lines.append(t.gettext(language, "A second group has to vouch for it: %(command)s", command=command))
        else:
            lines.append(
                t.gettext(
                    language,
                    "It joins on %(date)s. From then on it sees everything that is shown to the network, also what was"
                    " published before.",
                    date=t.date(language, group.due.date()),
                )
            )
        return lines

    def _leaving(self, language: Language, name: str, group: Group) -> list[str]:
        t, backers = self._texts, self._texts.listing(language, sorted(group.backers))
        lines = [
            t.gettext(language, "%(group)s is to leave the network.", group=name),
            t.gettext(language, "Wanted by: %(groups)s.", groups=backers),
        ]
        if group.due is None:
            command = spell("org.remove", language, name)
            lines.append(t.gettext(language, "One more group has to want it: %(command)s", command=command))
        else:
            lines.append(
                t.gettext(
                    language,
                    "It leaves on %(date)s: its members lose rights and keys, and nobody sees its records any more.",
                    date=t.date(language, group.due.date()),
                )
            )
        return lines
