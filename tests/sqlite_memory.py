"""What SQLite itself holds in memory, in all connections of this process."""

from __future__ import annotations

import ctypes

from sqlcipher3 import _sqlite3


def used_kib() -> float:
    library = ctypes.CDLL(_sqlite3.__file__)
    library.sqlite3_memory_used.restype = ctypes.c_longlong
    return float(library.sqlite3_memory_used()) / 1024
