"""A verification as people see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.core.model import UserId

Stage = Literal["asked", "comparing", "confirmed", "done", "cancelled"]
Outcome = Literal["", "timeout", "differ", "keys", "person", "unsigned", "unreachable", "misunderstood"]


@dataclass(frozen=True, slots=True)
class VerificationView:
    code: str
    """Four digits, different from every other verification that goes on."""
    user_id: UserId
    by_us: bool
    """True when the bot asked, False when the person did."""
    stage: Stage
    ends_at: datetime
    emoji: tuple[int, ...] = ()
    """Numbers of `emoji_names.EMOJI`; empty when the other app can show numbers only."""
    decimals: tuple[int, int, int] | None = None
    outcome: Outcome = ""
    """Why it was cancelled."""
