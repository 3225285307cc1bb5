"""Which records are about the same workplace: by name and place, however accents and legal forms are written.

Only records take part that are published and whose owners asked for it beforehand; so what a group can learn, the other
one learns in the same moment. How often a group may ask is limited, since names of workplaces can be guessed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time, timedelta

from bot.core.command_words import fold
from bot.core.records import Record

ASKED_A_YEAR = 3
YEAR = timedelta(days=365)
_TOLD_AT = time(12)
_MONDAY = 0

_FORMS = sorted(
    (
        tuple(form.split())
        for form in (
            "sa de cv|s a de c v|sab de cv|sapi de cv|s de rl de cv|s de rl mi|s de rl|srl de cv|srl|s en c|sa|sc|ac"
            "|sas|inc|incorporated|incorporee|corp|corporation|co|company|cia|compania|compagnie|cie|ltd|limited|limitada"
            "|limitee|ltee|llc|llp|lp|ulc|plc|gmbh|ag|enr|senc|sencrl|holdings|group|grupo|groupe"
        ).split("|")
    ),
    key=len,
    reverse=True,
)
_JOINING = frozenset("and y e et".split())
_WORD = re.compile(r"[^\W_]+")


def facility_key(name: str, place: str) -> tuple[str, str] | None:
    """What two spellings of one workplace have in common; None when nothing is left of the name."""
    words = [word for word in _WORD.findall(fold(name).replace(".", "").replace("'", "")) if word not in _JOINING]
    while form := next(
        (form for form in _FORMS if len(words) > len(form) and tuple(words[-len(form) :]) == form), None
    ):
        words = words[: -len(form)]
    where = "".join(_WORD.findall(fold(place)))
    return ("".join(words), where) if words and where else None


def pairs(records: Iterable[Record], groups: Collection[str], today: date) -> set[tuple[str, str]]:
    """The numbers of records about the same workplace, each pair once, whose owners may be told of each other."""
    there: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in records:
        key = facility_key(record.facility, record.place)
        if key is not None and takes_part(record, groups, today):
            there[key].append(record)
    return {
        (min(one.record_id, other.record_id), max(one.record_id, other.record_id))
        for same in there.values()
        for one in same
        for other in same
        if one.owner != other.owner
    }


def takes_part(record: Record, groups: Collection[str], today: date) -> bool:
    """Published, asked for by its owners, and these still in the network."""
    network = record.sharing.network
    return record.matching and network is not None and network.holds(today) and record.owner in groups


def may_ask(asked_at: Sequence[datetime], now: datetime) -> bool:
    """Whether a group that asked at these moments may ask once more. Nothing else decides it."""
    return sum(now - moment < YEAR for moment in asked_at) < ASKED_A_YEAR


def next_telling(after: datetime) -> datetime:
    """Mondays at noon, UTC: who asks cannot tell by the time of an answer what there is."""
    day = after.date() + timedelta(days=(_MONDAY - after.weekday()) % 7)
    moment = datetime.combine(day, _TOLD_AT, after.tzinfo)
    return moment if moment > after else moment + timedelta(days=7)
