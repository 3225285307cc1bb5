"""Becomes another program that the kernel ends together with whoever started it.

Run as `python -I tether.py PARENT_PID PROGRAM ARGUMENT…`. A parent that is killed with -9 cannot
stop its children; Linux can (prctl(2), PR_SET_PDEATHSIG), and the wish survives `execv`. It has to
be asked for inside the child, and a `preexec_fn` is unsafe in a process with threads: so this file
is a program of its own that needs nothing but the standard library.

The signal is tied to the *thread* that started the child: start children from a thread that lives
as long as they are wanted.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def main(argv: list[str]) -> int:
    """Does not return when all is well. Gives 1 when the parent is gone already."""
    parent = int(argv[0])
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() == parent:  # else it died before the kernel was asked
        os.execv(argv[1], argv[1:])
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
