"""What is wrong under a database, in a sentence for whoever operates the bot."""

from __future__ import annotations

from collections.abc import Mapping

from bot.errors import EnvironmentFault
from bot.sentences import N_, Msgid, Said

_SIGNS: Mapping[str, Msgid] = {
    "is full": N_("The disk is full. Make room and start the bot again: what was said meanwhile is relayed then."),
    "readonly": N_(
        "The data folder cannot be written to. Make it writable and start the bot again: what was said meanwhile is"
        " relayed then."
    ),
    "disk I/O error": N_(
        "The disk does not take or give what is in the data folder: it is full, at a limit, or broken. Mend it and"
        " start the bot again: what was said meanwhile is relayed then."
    ),
    "is locked": N_(
        "Another program keeps a database in the data folder locked, perhaps one that makes copies. End it and start"
        " the bot again: what was said meanwhile is relayed then."
    ),
    "malformed": N_(
        "A database in the data folder is damaged; nothing more is written into it. Copy the folder away and restore"
        " the last backup."
    ),
}
"""What SQLite says, and what a person is told."""


def disk_fault(error: BaseException) -> EnvironmentFault | None:
    """The sentence for an operator when a database failed because of what is under it; None for any other error.

    By its words: the file of the keys is opened by another library, whose errors are of other classes.
    """
    if isinstance(error, BaseExceptionGroup):
        return next((fault for each in error.exceptions if (fault := disk_fault(each)) is not None), None)
    if type(error).__name__ not in ("OperationalError", "DatabaseError"):
        return None
    return next((EnvironmentFault(Said(told)) for sign, told in _SIGNS.items() if sign in str(error)), None)
