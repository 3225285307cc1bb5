"""The bot on a disk that fills up: no file may grow over a size. `python -m tests.system.small_disk BYTES CONFIG`.

A limit of the process stands in for the full disk, because a small file system takes the rights of root. SQLite is told
EFBIG instead of ENOSPC and calls it an I/O error; "disk is full" itself is shown in tests/store/test_database.py.
"""

from __future__ import annotations

import resource
import runpy
import sys

if __name__ == "__main__":
    limit = int(sys.argv.pop(1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    sys.argv[0:1] = ["bot", "run", "--config"]
    runpy.run_module("bot", run_name="__main__")
