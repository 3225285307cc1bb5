"""Letters that the owners of a petition may send: which ones there are, and what of the record goes into them.

They name no workers and no witnesses; the number of the record, which only the network knows, stays out as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bot.core.clocks import Clocks
from bot.core.lifecycle import Route
from bot.core.partial_dates import PartialDate
from bot.core.petitions import Step, current_step, find_step
from bot.core.records import Record

Kind = Literal["reasons", "certification"]
Standing = Literal["declined", "no_answer", "pending", "no_panel", "later"]
"""Not taken up; no answer although its day has passed; not decided; the US told that it asks for no panel; further."""

REPLY_WITHIN = timedelta(days=15)
"""What the letter asks for; no rule of law."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a letter says of a petition."""

    group: str
    facility: str
    place: str
    route: Route
    annex: str
    filed: PartialDate | None
    standing: Standing
    since: PartialDate | None
    """Since when it stands so; for `no_answer`, the day that passed."""
    today: date

    @property
    def reply_by(self) -> date:
        return self.today + REPLY_WITHIN


@dataclass(frozen=True, slots=True)
class Letter:
    """In one language, ready to be sent once what stands in brackets is filled in."""

    warning: str
    """That nobody has reviewed it; stands above the letter, to be taken out."""
    sender: tuple[str, ...]
    day: str
    to: tuple[str, ...]
    subject: str
    body: tuple[str | tuple[str, ...], ...]
    """Paragraphs; a tuple is a numbered list."""
    closing: tuple[str, ...]

    def lines(self) -> list[str]:
        """As text."""
        written = [*self.sender, "", self.day, "", *self.to, "", self.subject, ""]
        for part in self.body:
            written += [part] if isinstance(part, str) else [f"{at}. {item}" for at, item in enumerate(part, 1)]
            written.append("")
        return [*written, *self.closing]


def kinds(route: Route) -> tuple[Kind, ...]:
    """Certifications to Congress are of the United States' own law."""
    return ("reasons", "certification") if route == "US_MX" else ("reasons",)


def facts(clocks: Clocks, record: Record, today: date) -> Facts:
    steps = record.steps
    filed = find_step(steps, "filed")
    standing, since = _standing(clocks, record, steps, today)
    return Facts(
        record.owner,
        record.facility,
        record.place,
        record.route,
        clocks.lifecycle.routes[record.route].annex,
        filed.happened if filed else None,
        standing,
        since,
        today,
    )


def _standing(
    clocks: Clocks, record: Record, steps: Sequence[Step], today: date
) -> tuple[Standing, PartialDate | None]:
    if not steps:
        return "pending", None
    current = current_step(clocks.lifecycle, steps)
    if current.stage == "declined":
        return "declined", current.happened
    no_panel = find_step(steps, "panel_not_requested")
    if no_panel is not None:
        return "no_panel", no_panel.happened
    if clocks.lifecycle.stages[current.stage].phase not in ("network", "intake"):
        return "later", current.happened
    late = clocks.no_answer(record.route, steps, today)
    if late is not None and late.due is not None and late.clock.kind == "limit":
        return "no_answer", PartialDate(late.due)
    return "pending", None
