"""The statements on corrections and on the translation memory that more than one rule needs."""

from __future__ import annotations

from bot.core.model import EventId
from bot.store.database import Connection

_WISHES_ABOUT = (
    "SELECT event_id FROM copy_wish WHERE :victim IN (event_id, source_event_id, revision_event_id, copy_event_id)"
    " OR event_id IN (SELECT revision_event_id FROM copy WHERE event_id = :victim AND edits = 1)"
)


async def forget_words(connection: Connection, victim: EventId) -> None:
    """A message, its copy or its correction is deleted: what was kept of their words goes at once, for good."""
    params = {"victim": victim}
    await connection.execute(f"DELETE FROM memory WHERE fix_event_id IN ({_WISHES_ABOUT})", params)
    await connection.execute(f"DELETE FROM fix_question WHERE fix_event_id IN ({_WISHES_ABOUT})", params)


async def forget_wishes(connection: Connection, event_id: EventId) -> int:
    """Nothing of a message, of its copy or of a correction is left to be found; gives the number of rows."""
    params = {"victim": event_id}
    words = await connection.execute(f"DELETE FROM memory WHERE fix_event_id IN ({_WISHES_ABOUT})", params)
    return words + await connection.execute(f"DELETE FROM copy_wish WHERE event_id IN ({_WISHES_ABOUT})", params)
