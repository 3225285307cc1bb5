"""The one place that reads the time."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    async def sleep_until(self, moment: datetime) -> None:
        while (seconds := (moment - self.now()).total_seconds()) > 0:
            # In steps, so that a jump of the wall clock is noticed.
            await asyncio.sleep(min(seconds, 30))
