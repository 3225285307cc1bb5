"""Counts the steps of SQLite's machine: what a statement costs, whatever else the computer does meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.store.database import Database

FINE = 20


class Steps:
    """Stands before the connection of a database from now on; every statement counts, here or in its thread."""

    def __init__(self, database: Database) -> None:
        self._inner: Any = database._blocking
        self._most: Callable[[], int] | None = None
        self._until = 0
        self.taken = 0
        database._blocking = database._here._blocking = self
        self._inner.set_progress_handler(self._go_on, FINE)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def set_progress_handler(self, enough: Callable[[], int] | None, steps: int) -> None:
        """What the database itself wants to be asked, it is asked after as many steps as it said."""
        self._most, self._until = enough, self.taken + steps

    def _go_on(self) -> int:
        self.taken += FINE
        return self._most() if self._most is not None and self.taken >= self._until else 0
