"""Which Olm sessions there are to each device, a few of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nio.crypto import Session
from nio.crypto.memorystores import SessionStore

MOST_OF_A_DEVICE = 5
"""The specification wants at least four ("Recovering from undecryptable messages" of Olm). Whoever loses a session, or
wants to do harm, starts a new one each time."""


class OlmSessions(SessionStore):  # type: ignore[misc]  # nio is untyped here
    """nio keeps every session for ever, and an empty list for every key that somebody asked about."""

    def __init__(self, delete: Callable[[str], None]) -> None:
        """`delete`: takes a session out of the key store, by its id."""
        super().__init__()
        self._delete = delete

    def add(self, sender_key: str, session: Any) -> bool:
        """The one that was not used for the longest time goes."""
        is_new: bool = super().add(sender_key, session)
        sessions = self._entries[sender_key]
        while len(sessions) > MOST_OF_A_DEVICE:
            unused = min((each for each in sessions if each is not session), key=lambda each: each.use_time)
            sessions.remove(unused)
            self._delete(str(unused.id))
        return is_new

    def get(self, sender_key: str) -> Session | None:
        return next(iter(self[sender_key]), None)

    def __getitem__(self, sender_key: str) -> list[Session]:
        found: list[Session] = self._entries.get(sender_key, [])
        return found
