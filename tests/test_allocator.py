"""What lives as long as the process is not looked at after the start; until then, threads take short turns."""

import subprocess
import sys

SHOWN = """
import gc, sys
from bot import allocator
before, turn = gc.get_threshold(), sys.getswitchinterval()
allocator.prepare()
at_start, turn_at_start = gc.get_threshold(), sys.getswitchinterval()
lists = [[number] for number in range(200_000)]
allocator.settle()
print(gc.get_freeze_count() >= len(lists), len(gc.get_objects()) < len(lists), at_start > before == gc.get_threshold())
print(turn_at_start < turn == sys.getswitchinterval())
"""


def test_after_the_start_the_collector_looks_only_at_what_is_new_and_turns_are_as_long_as_ever() -> None:
    done = subprocess.run([sys.executable, "-c", SHOWN], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == ["True", "True", "True", "True"]
