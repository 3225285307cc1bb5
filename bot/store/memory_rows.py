"""The statements on corrections and on the translation memory that more than one rule needs."""

from __future__ import annotations

from bot.core.model import EventId
from bot.store.database import Connection

_WISHES_ABOUT = (
    "SELECT event_id FROM copy_wish WHERE :victim IN (event_id, source_event_id, revision_event_id, copy_event_id)"
    " OR event_id IN (SELECT revision_event_id FROM copy WHERE event_id = :victim AND edits = 1)"
)


# A correction is shown in every room of its language; a copy's deletion is about what it shows.
_WISHES_SHOWN = (
    f"{_WISHES_ABOUT} UNION SELECT shown.revision_event_id FROM copy AS shown JOIN copy AS gone"
    " USING (source_event_id, room_id) WHERE gone.event_id = :victim"
)


async def forget_words(connection: Connection, victim: EventId) -> None:
    """A message, its copy or its correction is deleted: what was kept of their words goes at once, for good."""
    params = {"victim": victim}
    await connection.execute(f"DELETE FROM memory WHERE fix_event_id IN ({_WISHES_SHOWN})", params)
    await connection.execute(f"DELETE FROM fix_question WHERE fix_event_id IN ({_WISHES_SHOWN})", params)


async def forget_wishes_of_copy(connection: Connection, copy: EventId) -> None:
    """It is gone. What was asked for about it stays while another room of its language shows it, or is about to."""
    await connection.execute(
        "DELETE FROM copy_wish WHERE copy_event_id = :copy"
        " AND NOT EXISTS (SELECT 1 FROM copy WHERE revision_event_id = copy_wish.event_id)"
        " AND NOT EXISTS (SELECT 1 FROM pending WHERE lane = 'relay' AND event_id = copy_wish.event_id)",
        {"copy": copy},
    )


async def forget_wishes(connection: Connection, event_id: EventId) -> int:
    """Nothing of a message, of its copy or of a correction is left to be found; gives the number of rows."""
    params = {"victim": event_id}
    words = await connection.execute(f"DELETE FROM memory WHERE fix_event_id IN ({_WISHES_ABOUT})", params)
    return words + await connection.execute(f"DELETE FROM copy_wish WHERE event_id IN ({_WISHES_ABOUT})", params)
