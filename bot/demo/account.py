"""An account on a homeserver, as those who use it know it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.core.model import UserId


@dataclass(frozen=True, slots=True)
class Account:
    """With an access token it is logged in already: each login by password counts against a limit."""

    user_id: UserId
    password: str = field(repr=False)
    device_id: str = ""
    access_token: str = field(default="", repr=False)
