"""What lives as long as the process is out of the garbage collector's sight: to go through it stops the event loop."""

import subprocess
import sys

SHOWN = """
import gc
from bot import allocator
before = gc.get_threshold()
allocator.prepare()
at_start = gc.get_threshold()
lists = [[number] for number in range(200_000)]
allocator.settle()
print(gc.get_freeze_count() >= len(lists), len(gc.get_objects()) < len(lists), at_start > before == gc.get_threshold())
"""


def test_after_the_start_the_collector_looks_only_at_what_is_new_and_as_often_as_ever() -> None:
    done = subprocess.run([sys.executable, "-c", SHOWN], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == ["True", "True", "True"]
