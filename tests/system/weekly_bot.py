"""The bot with a clock that a test moves while it runs: `python -m tests.system.weekly_bot CONFIG`.

The file `clock` beside the configuration holds by how many seconds it is ahead.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import app, config, logs
from bot.clock import SystemClock

FILE = "clock"
_STEP_S = 0.05


class MovedClock(SystemClock):
    def __init__(self, file: Path) -> None:
        super().__init__(lambda: datetime.now(UTC) + timedelta(seconds=float(file.read_text(encoding="ascii"))))

    def check(self, theirs: datetime) -> None:
        """It is meant to be ahead."""

    async def sleep_until(self, moment: datetime) -> None:
        while moment > self.now():
            await asyncio.sleep(_STEP_S)


if __name__ == "__main__":
    logs.harden_process()
    logs.configure(debug="--verbose" in sys.argv)
    path = Path(sys.argv[1])
    asyncio.run(app.run(config.load(path), clock=MovedClock(path.parent / FILE)))
