"""The life cycle as it is shipped, for tests of the core: with the real holidays, or with none."""

from __future__ import annotations

from dataclasses import replace

from bot.core.partial_dates import PartialDate
from bot.core.petitions import Step
from bot.holiday_calendars import is_holiday
from bot.resources import config_dir
from bot.store.stage_file import load_clocks

CLOCKS = load_clocks(config_dir() / "stages.yaml", is_holiday)
WITHOUT_HOLIDAYS = replace(CLOCKS, is_holiday=lambda _country, _day: False)
LIFECYCLE = CLOCKS.lifecycle


def steps(*told: tuple[str, str | None]) -> tuple[Step, ...]:
    return tuple(Step(stage, PartialDate.parse(happened) if happened else None) for stage, happened in told)
