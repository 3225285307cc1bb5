"""Which events a purge is about: whatever may hold a text of people, and what the bot said to or about them."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime

from bot.core.model import EventId, EventRef, RoomId, UserId
from bot.store.database import Connection
from bot.store.ledger_rows import seconds

# What may hold a text of people: relayed, shown untranslated, or still to be worked at.
_CANDIDATES = """
WITH candidate (room_id, event_id, place, since) AS (
    SELECT source_room_id, source_event_id, room_id, sent_at FROM copy
    UNION ALL SELECT source_room_id, source_event_id, room_id, since FROM untranslated
    UNION ALL SELECT room_id, event_id, room_id, accepted_at FROM pending WHERE lane NOT IN ('redaction', 'ask')
    UNION ALL SELECT room_id, subject_event_id, room_id, accepted_at FROM pending
        WHERE (anew <> 0 OR is_first = 1) AND subject_event_id <> ''
    UNION ALL SELECT room_id, event_id, room_id, since FROM hold
    UNION ALL SELECT room_id, event_id, room_id, wished_at FROM copy_wish WHERE kind = 'fix'
    UNION ALL SELECT said_about.room_id, about, said.room_id, sent_at FROM said_about JOIN said USING (event_id)
        WHERE said_about.room_id <> ''
)
INSERT INTO purge_item (purge, room_id, event_id, kind, chosen)
SELECT :purge, room_id, event_id, 'message', :chosen FROM candidate
WHERE event_id <> :command AND (:before IS NULL OR since < :before)
AND (:rooms IS NULL OR EXISTS (SELECT 1 FROM json_each(:rooms) WHERE value IN (room_id, place)))
ON CONFLICT DO NOTHING
"""
_REACTIONS = """
INSERT INTO purge_item (purge, room_id, event_id, kind, chosen)
SELECT :purge, source_room_id, event_id, 'reaction', 0 FROM reaction WHERE true ON CONFLICT DO NOTHING
"""
# What the bot said beside copies: to a person, or naming them; before a moment, or in a channel. Of what expires in a
# channel only what answers or names somebody: the bot's own notices there (what it keeps, that things expire) stand.
_SAID_OF_A_PERSON = """
INSERT INTO purge_item (purge, room_id, event_id, kind, chosen)
SELECT :purge, said.room_id, event_id, 'said', 1 FROM said JOIN said_about USING (event_id)
WHERE about = :person AND said_about.room_id = '' ON CONFLICT DO NOTHING
"""
_SAID = """
INSERT INTO purge_item (purge, room_id, event_id, kind, chosen)
SELECT :purge, room_id, event_id, 'said', 1 FROM said
WHERE (:before IS NULL OR sent_at < :before)
AND (:rooms IS NULL OR EXISTS (SELECT 1 FROM json_each(:rooms) WHERE value = room_id))
AND (:before IS NULL OR :rooms IS NULL OR EXISTS (SELECT 1 FROM said_about WHERE said_about.event_id = said.event_id))
ON CONFLICT DO NOTHING
"""
_ANSWERS = """
INSERT INTO purge_item (purge, room_id, event_id, kind, chosen)
SELECT :purge, said.room_id, event_id, 'said', 1 FROM said JOIN said_about USING (event_id)
WHERE about = :event_id ON CONFLICT DO NOTHING
"""


async def list_events(
    connection: Connection,
    purge: int,
    command: EventRef | None,
    *,
    before: datetime | None = None,
    rooms: Collection[RoomId] | None = None,
    chosen: bool = True,
) -> int:
    """Of a moment, of rooms, or all of them; gives their number. `command`: the event that asked, which stays."""
    params = {
        "purge": purge,
        "chosen": int(chosen),
        "command": command.event_id if command else "",
        "before": seconds(before) if before else None,
        "rooms": json.dumps(sorted(rooms)) if rooms is not None else None,
    }
    found = await connection.execute(_CANDIDATES, params)
    if before is not None or rooms is not None:
        found += await connection.execute(_SAID, params)
    return found


async def list_events_of(connection: Connection, purge: int, person: UserId, command: EventRef | None) -> None:
    """Of everybody: the map does not know who said what. What was said to the person is theirs already."""
    await list_events(connection, purge, command, chosen=False)
    await connection.execute(_REACTIONS, {"purge": purge})
    await connection.execute(_SAID_OF_A_PERSON, {"purge": purge, "person": person})


async def list_answers(connection: Connection, purge: int, event_id: EventId) -> None:
    """What answers or quotes an event that is gone."""
    await connection.execute(_ANSWERS, {"purge": purge, "event_id": event_id})
