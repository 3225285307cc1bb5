"""The bot with detectors that know a few words: `python -m tests.system.screened_bot CONFIG`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from bot import app, config, logs
from tests.fakes.detectors import detectors

if __name__ == "__main__":
    logs.harden_process()
    logs.configure(debug="--verbose" in sys.argv)
    asyncio.run(app.run(config.load(Path(sys.argv[1])), detectors=detectors()))
