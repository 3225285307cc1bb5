"""How strictly possible names hold messages."""

from __future__ import annotations

from typing import Literal

Strength = Literal["normal", "strict"]

SAFER: Strength = "strict"
"""Of a channel for which nobody has chosen: to forget to choose must not cost a witness their name."""
