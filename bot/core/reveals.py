"""What two groups agreed to show each other ends for both in one moment, whoever of them takes it back.

Else a group could agree, read, and take its own side back before the other one has looked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from bot.core.records import Change, Record


def ended(record: Record, groups: Collection[str], records: Iterable[Record], at: datetime) -> dict[str, Change]:
    """By record: the other sides of what `record` is no longer shown to `groups` for.

    Both sides of an agreement were written in one moment, which tells them from those of another one.
    """
    agreed = {
        group: reveal.since
        for group, reveal in record.sharing.revealed.items()
        if group in groups and reveal.since is not None
    }
    if not agreed:
        return {}
    return {
        other.record_id: Change("unrevealed", at, "", other.owner, {"organisation": record.owner})
        for other in records
        if other.owner in agreed
        and (theirs := other.sharing.revealed.get(record.owner)) is not None
        and theirs.since == agreed[other.owner]
    }
