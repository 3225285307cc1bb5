"""What of a members' record became different for somebody since the last digest: only what they may see of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bot.core.clocks import Clocks, Run
from bot.core.disclosure import Access, Audience, View, access_of_all, view
from bot.core.history import Entry, steps_of
from bot.core.lifecycle import Lifecycle, Phase
from bot.core.petitions import current_step
from bot.core.records import Record


@dataclass(frozen=True, slots=True)
class News:
    kind: Literal["added", "moved"]
    view: View
    stage_before: str | None = None
    phase_before: Phase | None = None
    """Of the two the one that may be seen."""


def news_of(lifecycle: Lifecycle, record: Record, seen_as: Access, audience: Audience, since: datetime) -> News | None:
    """None when nothing that may be seen changed; what was corrected back is no news."""
    if record.changed_at <= since or seen_as == "revealed":  # both groups were told when they agreed
        return None
    shown = view(lifecycle, record, seen_as)
    if shown is None:
        return None
    began = _visible_since(record, seen_as, audience)
    if began is not None and began > since:
        return News("added", shown)
    stage, before = _stage(lifecycle, record.history), _stage(lifecycle, _until(record.history, since))
    if stage is None or before is None or stage == before:
        return None
    if shown.steps:
        return News("moved", shown, stage_before=before)
    phase = lifecycle.stages[before].phase
    return News("moved", shown, phase_before=phase) if shown.phase is not None and shown.phase != phase else None


def seen_as(record: Record, audience: Audience, today: date) -> Access | None:
    return access_of_all(record, audience, today)


def runs_of(clocks: Clocks, record: Record, access: Access, today: date) -> tuple[View, Sequence[Run]] | None:
    """The limits that run on it, beside what else may be seen, for those who see all of its dates; to others a day
    would tell of the filing. None where there is none.
    """
    if access not in ("owner", "named"):
        return None
    shown = view(clocks.lifecycle, record, access)
    if shown is None or shown.route is None or not any(step.happened and step.happened.exact for step in shown.steps):
        return None
    runs = clocks.runs(shown.route, shown.steps, today)
    running = [run for run in runs if run.running and run.clock.kind != "silence"]
    return (shown, running) if running else None


def _visible_since(record: Record, access: Access, audience: Audience) -> datetime | None:
    sharing = record.sharing
    match access:
        case "owner":
            return record.created_at
        case "named":
            # Those of the readers: that it was shared with others too is nobody else's business.
            readers = [grant for name, grant in sharing.named.items() if name in audience.organisations]
            return max((grant.since for grant in readers if grant.since is not None), default=None)
        case _:
            return sharing.network.since if sharing.network else None


def _until(history: Sequence[Entry], moment: datetime) -> Sequence[Entry]:
    return [entry for entry in history if entry.recorded_at <= moment]


def _stage(lifecycle: Lifecycle, history: Sequence[Entry]) -> str | None:
    """None where no stage stands."""
    steps = steps_of(history)
    stages = [step.stage for step in steps]
    if lifecycle.current(stages) is None:
        return None
    return current_step(lifecycle, steps).stage
