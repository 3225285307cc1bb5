"""What `!petition publish`, `share` and `unshare` would change, and who would see more. Nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TypeAlias, cast

from bot.core.command_words import fold
from bot.core.disclosure import Access
from bot.core.durations import parse_duration
from bot.core.model import Language, Member, UserId
from bot.core.record_fields import FIELDS, Level
from bot.core.record_words import FIELD_NAMED, FIELD_WORDS
from bot.core.records import Change, Record
from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked
from bot.handlers.group_names import find_group, without_small
from bot.handlers.own_records import argument, change_by
from bot.i18n import Texts

LEVELS: Mapping[str, Level] = {
    fold(word): cast("Level", level)
    for level, words in (
        (2, "groups group grupos grupo groupes groupe named"),
        (3, "network red réseau"),
        (4, "public pública público publica publique everyone todos tous"),
    )
    for word in words.split()
}
_LONGEST = timedelta(days=3650)
_GUESTS = N_("Seen by everybody else in a room with me:")
_GUESTS_LATER = N_("Once it is published, seen by everybody else in a room with me:")


Planned: TypeAlias = tuple[Sequence[Change], Sequence[tuple[Access, str]]]
"""What would be changed, and who would see what."""


class SharingPlans:
    def __init__(self, texts: Texts, members: Mapping[UserId, Member]) -> None:
        self._texts = texts
        self._members = members

    def published(self, asked: Asked, record: Record) -> Planned:
        """To the network, until a day or for good. Raises UserError."""
        until = until_of(asked)
        grant = record.sharing.network
        if grant is not None and grant.until == until and grant.holds(asked.now.date()):
            return [], []
        change = change_by(asked, "published", {"until": until.isoformat() if until else None})
        told: list[tuple[Access, str]] = [("network", self._network(asked.answer_language, until))]
        if any(record.sharing.level(name) == 4 for name in FIELDS):
            told.append(("public", self._texts.gettext(asked.answer_language, _GUESTS)))
        return [change], told

    def shared(self, asked: Asked, record: Record) -> Planned:
        """With a group, or one field further, by what is named. Raises UserError."""
        words = _said(asked)
        field = FIELD_NAMED.get(words[0]) if words else None
        if field is not None:
            level = next((LEVELS[word] for word in words[1:] if word in LEVELS), None)
            return self._field_raised(asked, record, field, level)
        if words and words[0] in LEVELS:
            return self.published(asked, record)
        group, until = self._group(asked), until_of(asked)
        grant = record.sharing.named.get(group)
        if group == record.owner or (grant is not None and grant.until == until):
            return [], []
        values = {"organisation": group, "until": until.isoformat() if until else None}
        t, language = self._texts, asked.answer_language
        who = (
            t.gettext(language, "Seen by %(group)s, until %(date)s:", group=group, date=t.date(language, until))
            if until
            else t.gettext(language, "Seen by %(group)s:", group=group)
        )
        return [change_by(asked, "named", values)], [("named", who)]

    def _field_raised(self, asked: Asked, record: Record, field: str, level: Level | None) -> Planned:
        t, language = self._texts, asked.answer_language
        if level is None:
            raise UserError(
                N_("To whom? Write “groups”, “network” or “public” after %(field)s."),
                field=t.gettext(language, FIELD_WORDS[field]),
            )
        if level == 3 and FIELDS[field].coarse == "none":
            raise UserError(
                N_("The network never sees this one by one. You can share it with a group, or make it public.")
            )
        now = record.sharing.level(field)
        if level == now:
            return [], []
        if level < now:
            raise UserError(N_("That would show less than now. To take it back, write “unshare” in place of “share”."))
        change = change_by(asked, "level", {"field": field, "level": level})
        told: list[tuple[Access, str]] = []
        if record.sharing.named or level == 2:
            told.append(("named", t.gettext(language, "Seen by the groups that you share it with:")))
        grant = record.sharing.network
        is_published = grant is not None and grant.holds(asked.now.date())
        if level >= 3:
            until = grant.until if grant is not None and is_published else None
            seen_by = self._network(language, until) if is_published else self._once_published(language)
            told.append(("network", seen_by))
        if level == 4:
            told.append(("public", t.gettext(language, _GUESTS if is_published else _GUESTS_LATER)))
        return [change], told

    def lowered(self, asked: Asked, record: Record) -> list[Change]:
        """What takes back what is named; without words, all of it. Raises UserError."""
        words = _said(asked)
        sharing = record.sharing
        if not words:
            groups = sorted({*sharing.named, *sharing.revealed})
            changes = [change_by(asked, "unnamed", {"organisation": group}) for group in groups]
            changes += [change_by(asked, "level", {"field": name, "level": _low(name)}) for name in _raised(record)]
            return [*changes, *([change_by(asked, "withdrawn", {})] if sharing.network else [])]
        if words[0] in LEVELS and len(words) == 1:
            return [change_by(asked, "withdrawn", {})] if sharing.network else []
        field = FIELD_NAMED.get(words[0])
        if field is not None:
            level = next((LEVELS[word] for word in words[1:] if word in LEVELS), 1)
            lower = cast("Level", level)
            return [change_by(asked, "level", {"field": field, "level": lower})] if lower < sharing.level(field) else []
        group = self._group(asked)
        return (
            [change_by(asked, "unnamed", {"organisation": group})]
            if group in {*sharing.named, *sharing.revealed}
            else []
        )

    def _group(self, asked: Asked) -> str:
        return find_group(self._groups, _said(asked), argument(asked, "text"))

    def _network(self, language: Language, until: date | None) -> str:
        t, groups = self._texts, self._texts.listing(language, self._groups)
        if until is None:
            return t.gettext(language, "Seen by every member of the network (%(groups)s):", groups=groups)
        day = t.date(language, until)
        return t.gettext(
            language, "Seen by every member of the network (%(groups)s) until %(date)s:", groups=groups, date=day
        )

    def _once_published(self, language: Language) -> str:
        t = self._texts
        sentence = N_("It is not published. Once it is, seen by every member of the network (%(groups)s):")
        return t.gettext(language, sentence, groups=t.listing(language, self._groups))

    @property
    def _groups(self) -> list[str]:
        """Of this moment: a group can be admitted, or leave."""
        return sorted({member.organisation for member in self._members.values() if member.organisation})


def _said(asked: Asked) -> list[str]:
    """The words behind the number of the record, folded, without small ones."""
    return without_small(argument(asked, "text"))


def until_of(asked: Asked) -> date | None:
    """The last day of "90 days". Raises UserError."""
    typed = argument(asked, "duration")
    if not typed:
        return None
    span = parse_duration(typed)
    if span is None or not timedelta(days=1) <= span <= _LONGEST:
        raise UserError(N_("For how long? Please write it in days, like “90 days”."))
    return (asked.now + span).date()


def _raised(record: Record) -> list[str]:
    return [name for name, level in sorted(record.sharing.levels.items()) if level > _low(name)]


def _low(name: str) -> Level:
    return FIELDS[name].proposed
