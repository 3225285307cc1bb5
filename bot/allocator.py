"""The process's memory and its threads' turns: one heap for all, and after the start nothing is looked at in vain."""

from __future__ import annotations

import ctypes
import gc
import sys
from contextlib import suppress

_ARENA_MAX = -8
"""mallopt(3)."""
_AT_START = (100_000, 50, 100)
_AFTERWARDS = gc.get_threshold()
_TURN_AT_START_S, _TURN_S = 0.001, sys.getswitchinterval()
"""So long a thread goes on while another waits: at the start one reads lists while the event loop has to answer."""


def prepare() -> None:
    """Before the first thread. Python's threads take turns anyway; a heap for each keeps what only one of them uses.

    Nearly all that a start makes is there to stay, so the garbage collector looks for the rest less often until then.
    The event loop stood still for 60 to 107 ms while a thread read the lists, with turns of 5 ms; with 1 ms, 35 to 45.
    """
    _libc("mallopt", _ARENA_MAX, 1)
    gc.set_threshold(*_AT_START)
    sys.setswitchinterval(_TURN_AT_START_S)


def settle() -> None:
    """Once, when all that lives as long as the process is there: word lists, catalogues, configuration.

    The garbage collector leaves those alone from then on: to go through all of them took 80 to 120 ms, in which the
    event loop stood still, again and again. What the start has used and freed goes back to the system.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_AFTERWARDS)
    sys.setswitchinterval(_TURN_S)
    _libc("malloc_trim", 0)


def _libc(function: str, *arguments: int) -> None:
    if sys.platform == "linux":
        with suppress(AttributeError):  # of glibc alone
            getattr(ctypes.CDLL(None), function)(*arguments)
