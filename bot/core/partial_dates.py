"""Dates as precise as their source: a day, a month, a quarter or a year. Nothing finer is ever guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

Precision = Literal["day", "month", "quarter", "year"]

_QUARTER = re.compile(r"([0-9]{4})-Q([1-4])", re.ASCII)
_OTHERS = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """`day` is the first day of the time that is meant."""

    day: date
    precision: Precision = "day"

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """`2023-11-28`, `2023-11`, `2023-Q4` or `2023`. Raises ValueError."""
        if quarter := _QUARTER.fullmatch(text):
            return cls(date(int(quarter[1]), 3 * int(quarter[2]) - 2, 1), "quarter")
        if not _OTHERS.fullmatch(text):
            raise ValueError("no date")
        precision: Precision = {4: "year", 7: "month"}.get(len(text), "day")  # type: ignore[assignment]
        return cls(date.fromisoformat(f"{text}-01-01"[:10]), precision)

    @property
    def iso(self) -> str:
        match self.precision:
            case "year":
                return f"{self.day.year:04}"
            case "quarter":
                return f"{self.day.year:04}-Q{self.quarter}"
            case "month":
                return self.day.isoformat()[:7]
            case "day":
                return self.day.isoformat()

    @property
    def quarter(self) -> int:
        return (self.day.month + 2) // 3

    @property
    def exact(self) -> date | None:
        """The day, None where it is not known."""
        return self.day if self.precision == "day" else None

    @property
    def last(self) -> date:
        """The first day of the last month that may be meant, or the day itself."""
        match self.precision:
            case "year":
                return self.day.replace(month=12)
            case "quarter":
                return self.day.replace(month=self.day.month + 2)
            case _:
                return self.day

    def surely_before(self, other: PartialDate) -> bool:
        """Every day that may be meant lies before every day that `other` may mean."""
        if self.precision == other.precision == "day":
            return self.day < other.day
        return (self.last.year, self.last.month) < (other.day.year, other.day.month)
