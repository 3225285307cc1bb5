"""The bot whose log nobody can take, as on a full disk: `python -m tests.system.full_log_bot CONFIG`."""

from __future__ import annotations

import os
import sys

from bot import cli

if __name__ == "__main__":
    os.dup(2)  # whoever waits for its end still sees when that is
    os.dup2(os.open("/dev/full", os.O_WRONLY), 2)
    sys.exit(cli.main(["run", "--config", sys.argv[-1]]))
