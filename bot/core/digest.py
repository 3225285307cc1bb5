"""What a digest tells: one entry for each record that became different in the period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.lifecycle import Route
from bot.core.public_cases import Change, ChangeKind

PERIOD = timedelta(days=7)  # the sentences of the digest say it


@dataclass(frozen=True, slots=True)
class Entry:
    record_id: str
    facility: str
    kind: ChangeKind
    stage: str
    stage_before: str | None = None
    route: Route = "US_MX"


def period_start(now: datetime) -> datetime:
    return now - PERIOD


def summarise(changes: Sequence[Change]) -> tuple[Entry, ...]:
    """Only the outcome counts: a record that is new and moved is new; one that moved and came back was corrected.

    Takes changes oldest first; gives new records, then moved ones, then corrected ones, each in order of first change.
    """
    histories: dict[str, list[Change]] = {}
    for change in changes:
        histories.setdefault(change.record_id, []).append(change)
    entries = [_outcome(history) for history in histories.values()]
    order: tuple[ChangeKind, ...] = ("added", "stage", "corrected")
    return tuple(sorted(entries, key=lambda entry: order.index(entry.kind)))


def _outcome(history: Sequence[Change]) -> Entry:
    last = history[-1]
    if any(change.kind == "added" for change in history):
        return Entry(last.record_id, last.facility, "added", last.stage, route=last.route)
    before = next((change.stage_before for change in history if change.kind == "stage"), None)
    if before is None or before == last.stage:
        return Entry(last.record_id, last.facility, "corrected", last.stage, route=last.route)
    return Entry(last.record_id, last.facility, "stage", last.stage, before, last.route)
