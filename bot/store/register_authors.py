"""Who wrote a change of a record is forgotten; what was changed, when and by which group stays, and the chain holds."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import datetime

from bot.core.audit import Row, change_payload, find_tampering, read_change
from bot.core.model import UserId
from bot.store.database import Connection
from bot.store.register_log import TABLES


async def forget_author(connection: Connection, person: UserId, now: datetime) -> int:
    """Empty the person's rows and write them anew without a name, with what follows them in the same record.

    A record of which a row is not as it was written is left alone: that must stay to be seen. Gives the number of the
    person's rows.
    """
    rows, head = await TABLES.read(connection)
    wrong = frozenset(find_tampering(rows, head))
    of_record: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.record_id is not None and row.payload is not None:
            of_record[row.record_id].append(row)
    moved: list[Row] = []
    own = 0
    for changes in of_record.values():
        places = [place for place, row in enumerate(changes) if _author(row) == person]
        if places and not any(row.seq in wrong for row in changes):
            own += len(places)
            moved += changes[places[0] :]
    if moved:
        moved.sort(key=lambda row: row.seq)
        await TABLES.empty(connection, [row.seq for row in moved], now)
        await TABLES.append(connection, [(row.record_id, _without(row.payload or "", person)) for row in moved])
    return own


def _author(row: Row) -> str:
    try:
        return read_change(row.payload or "")[1].by
    except (ValueError, KeyError, TypeError):
        return ""


def _without(payload: str, person: UserId) -> str:
    record_id, change = read_change(payload)
    return change_payload(record_id, replace(change, by="") if change.by == person else change)
