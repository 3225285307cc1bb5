"""When to ask a failing engine again, so that a hang costs one time-out and not one for each message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Attempt:
    """Permission for one call; report its end with `succeeded`, `failed` or `abandoned`."""

    probe: bool


class Circuit:
    """Closed, all calls pass; the first failure opens it for `retry_s`; then one probe at a time decides."""

    def __init__(self, retry_s: float) -> None:
        self._retry = timedelta(seconds=retry_s)
        self._opened_at: datetime | None = None
        self._probing = False

    def allows(self, now: datetime) -> bool:
        """Whether `begin` would give an attempt."""
        if self._opened_at is None:
            return True
        # A wall clock set back must not keep the circuit open for longer.
        waited = now < self._opened_at or now - self._opened_at >= self._retry
        return waited and not self._probing

    def begin(self, now: datetime, *, may_probe: bool = True) -> Attempt | None:
        """None while the engine is to be left alone; without `may_probe` that is until a probe succeeded."""
        if not self.allows(now) or (self._opened_at is not None and not may_probe):
            return None
        self._probing = self._opened_at is not None
        return Attempt(probe=self._probing)

    def succeeded(self, attempt: Attempt) -> None:
        """An older call that ends well late does not close it: only the probe does."""
        if attempt.probe:
            self._opened_at = None
            self._probing = False

    def failed(self, attempt: Attempt, now: datetime) -> None:
        if attempt.probe:
            self._probing = False
        if attempt.probe or self._opened_at is None:
            self._opened_at = now

    def abandoned(self, attempt: Attempt) -> None:
        """The call ended without telling anything about the engine; the next one is a probe again."""
        if attempt.probe:
            self._probing = False
