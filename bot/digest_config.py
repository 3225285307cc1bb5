"""The digest section of the configuration: on which day and at what hour, on whose clock.

    digest:
      day: monday                     # or `never`
      at: "08:00"
      empty: say                      # or `skip`: nothing is posted in a week without news
      approval: no                    # or `silence-publishes`, `silence-holds`: coordinators see a draft a day before
      zones: {en: America/Toronto, es: America/Tijuana, "!room:example.org": America/Cancun}

A room's own zone goes before that of its language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from types import MappingProxyType
from typing import Literal, cast, get_args
from zoneinfo import ZoneInfo, available_timezones

from bot.checked_yaml import Value, expecting
from bot.core.model import Language, RoomId
from bot.core.weekly import Weekly
from bot.languages import installed
from bot.sentences import N_, Said

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DEFAULT_ZONES: Mapping[str, str] = MappingProxyType(
    {language: each.time_zone for language, each in installed().items()}
)
Approval = Literal["no", "silence-publishes", "silence-holds"]
"""Whether coordinators are asked before a digest is posted, and what it means when none of them answers."""
_AT = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True, slots=True)
class DigestSettings:
    weekday: int | None = 0
    """0 is Monday; None: no digest is posted by itself."""
    at: time = time(8)
    says_nothing_new: bool = True
    approval: Approval = "no"
    zones: Mapping[str, str] = field(default_factory=lambda: DEFAULT_ZONES)
    """IANA zone by language or room id."""

    def weekly(self, room_id: RoomId, language: Language) -> Weekly | None:
        """When the digest of a room is due; None when none is posted by itself."""
        if self.weekday is None:
            return None
        return Weekly(self.weekday, self.at, ZoneInfo(self.zones.get(room_id) or self.zones[language]))

    def personal(self, languages: Iterable[Language]) -> Mapping[Language, Weekly]:
        """When the digest in direct chats is due, by language; on Mondays where rooms get none."""
        day = 0 if self.weekday is None else self.weekday
        return {language: Weekly(day, self.at, ZoneInfo(self.zones[language])) for language in languages}


def read_digest(value: Value | None, languages: Sequence[Language]) -> DigestSettings:
    """The defaults when the section is left out; mistakes are noted."""
    if value is None:
        return DigestSettings()
    section = value.section(N_("day, at, empty, approval and zones"))
    keys = ("day", "at", "empty", "approval", "zones")
    day, at, empty, approval, zones = (section.optional(key) for key in keys)
    section.finish()
    named = day.choice((*DAYS, "never")) if day is not None else DAYS[0]
    hour = at.text(N_('an hour in quotes, such as "08:00"'), _AT) if at is not None else ""
    return DigestSettings(
        DAYS.index(named) if named in DAYS else None,
        time.fromisoformat(hour) if hour else time(8),
        empty.choice(("say", "skip")) != "skip" if empty is not None else True,
        _approval(approval),
        _zones(zones, languages) if zones is not None else DEFAULT_ZONES,
    )


def _approval(value: Value | None) -> Approval:
    """YAML reads a bare `no` as false."""
    if value is None or value.is_word("no"):
        return "no"
    return cast("Approval", value.choice(get_args(Approval)))


def _zones(value: Value, languages: Sequence[Language]) -> Mapping[str, str]:
    known = available_timezones()
    found = dict(DEFAULT_ZONES)
    for key, _, zone in value.section(N_("a time zone for languages or rooms")).entries():
        if key not in languages and not key.startswith("!"):
            zone.mistake(
                expecting(
                    Said(N_("one of the languages %(words)s, or a room id in quotes"), words=", ".join(languages))
                )
            )
        found[key] = (
            zone.text(N_("a time zone such as America/Mexico_City"), lambda name: name in known) or DEFAULT_ZONES["es"]
        )
    return MappingProxyType(found)
