"""What changes something is done only from a session that its owner's cross-signing identity has signed."""

from __future__ import annotations

from bot.core.words import N_
from bot.errors import UserError
from bot.handlers.answers import Asked

_UNSIGNED = N_(
    "I do not obey this from a session that is not verified. In Element, open Settings, then Sessions, verify this"
    " session, and write it again."
)


def check_signed(asked: Asked) -> None:
    """Of a typed word or a step, at which the desk of commands has not looked. Raises UserError."""
    if not asked.signed_device:
        raise UserError(_UNSIGNED)
