"""A network with petitions enough for figures."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core.model import EventId
from bot.core.partial_dates import PartialDate
from bot.core.petitions import Step
from bot.core.record_changes import created
from bot.core.records import Change, Value
from bot.store.register import Register
from tests.handlers.house import House

GROUPS = ("Union EN", "Union ES", "Union FR")
BY = "@ellen:demo.local"


async def write(
    house: House,
    number: int,
    *steps: tuple[str, str | None],
    group: str | None = None,
    facility: str | None = None,
    published: bool = True,
    details: dict[str, str] | None = None,
    remedies: dict[str, str] | None = None,
    levels: dict[str, int] | None = None,
    at: datetime | None = None,
) -> str:
    """A record that a restarted bot finds; gives its id. `remedies`: what came of each that was promised."""
    now, group = at or house.clock.now(), group or GROUPS[number % len(GROUPS)]
    register = await Register.open(house.database)

    def change(action: str, **values: Value) -> Change:
        return Change(action, now, BY, group, values)  # type: ignore[arg-type]

    changes = [created("US_MX", facility or f"Planta {number}", "Coahuila", "auto_parts", now, BY, group)]
    for stage, day in steps:
        step = Step(stage, PartialDate.parse(day) if day else None)
        changes.append(change("step", stage=step.stage, happened=step.happened.iso if step.happened else None))
    changes += [change("detail", field=field, value=[value]) for field, value in (details or {}).items()]
    for place, (kind, delivered) in enumerate((remedies or {}).items(), 1):
        changes.append(change("remedy", kind=kind, due=None))
        changes.append(change("remedy_done", number=place, delivered=delivered, since=None))
    changes += [change("level", field=field, level=level) for field, level in (levels or {}).items()]
    if published:
        changes.append(change("published", until=None))
    record_id = register.new_id(())
    await register.write(record_id, changes, EventId(f"$write-{record_id}"), "created", now)
    return record_id


async def a_network_with_figures(house: House) -> list[str]:
    """Twelve petitions of four groups: six not taken up, six taken up, with all that is counted."""
    found = []
    for number in range(12):
        taken_up = number % 2 == 0
        answer = ("review_requested", "2026-03-20") if taken_up else ("declined", "2026-02-01")
        found.append(
            await write(
                house,
                number // 2,
                ("filed", "2026-01-05"),
                ("received", "2026-01-07"),
                answer,
                details={
                    "names_requested": "no" if taken_up else "condition",
                    "workers_consulted": "before" if taken_up else "no",
                    **({} if taken_up else {"reason_given": "none" if number < 4 else "written"}),
                },
                remedies={"back_pay": "yes" if taken_up else "no"},
            )
        )
    return found


def next_edition(house: House) -> None:
    house.clock.advance(timedelta(days=7).total_seconds())
