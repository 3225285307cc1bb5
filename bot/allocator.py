"""The C library's memory: one heap for all threads, and what the start has used and freed goes back to the system."""

from __future__ import annotations

import ctypes
import gc
import sys
from contextlib import suppress

_ARENA_MAX = -8
"""mallopt(3)."""


def one_heap() -> None:
    """Before the first thread. Python's threads take turns anyway; a heap for each keeps what only one of them uses."""
    _libc("mallopt", _ARENA_MAX, 1)


def give_back() -> None:
    """Word lists and catalogues are read through far more memory than they keep. Costs some ten milliseconds, once."""
    gc.collect()
    _libc("malloc_trim", 0)


def _libc(function: str, *arguments: int) -> None:
    if sys.platform == "linux":
        with suppress(AttributeError):  # of glibc alone
            getattr(ctypes.CDLL(None), function)(*arguments)
