"""The bot on a computer whose clock is wrong: `WRONG_BY_DAYS=-9000 python -m tests.system.wrong_clock_bot CONFIG`."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta

from bot import app, cli
from bot.clock import SystemClock


class WrongClock(SystemClock):
    def __init__(self) -> None:
        wrong_by = timedelta(days=float(os.environ["WRONG_BY_DAYS"]))
        super().__init__(lambda: datetime.now(UTC) + wrong_by)


if __name__ == "__main__":
    app.SystemClock = WrongClock  # type: ignore[attr-defined, assignment]
    sys.exit(cli.main(["run", "--config", sys.argv[-1]]))
