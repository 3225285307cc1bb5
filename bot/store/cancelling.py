"""What becomes of our rows when a person's event is deleted: nothing of it is sent any more.

A merged copy of which one part is deleted is deleted as a whole, with its edits, because each of them shows every part.
The other parts are owed anew, in their old places, each as it was shown last: an edited one goes out as its edit says,
for its earlier words may be what its author wanted gone.
"""

from __future__ import annotations

import json
from collections.abc import Collection

from bot.core.model import EventId, EventRef, RoomId
from bot.store.database import EVERYTHING, Connection, Row
from bot.store.ledger_rows import Route, insert_pending, new_number
from bot.store.memory_rows import forget_words

_TOUCHED = (
    "SELECT DISTINCT room_id, event_id, source_room_id, sent_at, (SELECT login_id FROM device) AS login_id,"
    " (SELECT count(*) FROM copy AS part WHERE part.event_id = merged.event_id) AS parts"
    " FROM copy AS merged WHERE edits = 0"
    " AND :victim NOT IN (SELECT event_id FROM copy_wish WHERE kind = 'original')"
    " AND EXISTS (SELECT 1 FROM copy AS shows WHERE shows.source_event_id = merged.source_event_id"
    " AND shows.room_id = merged.room_id AND :victim IN (shows.source_event_id, shows.revision_event_id))"
    " AND ((SELECT count(*) FROM copy AS part WHERE part.event_id = merged.event_id) > 1"
    # A copy that began with an edit: without that it says what the message said before.
    " OR merged.revision_event_id = :victim AND merged.source_event_id <> :victim)"
)
# What was shown of a part, newest first: the original beside it is of the version it was about, so are better words,
# which are owed as well.
_SHOWN = (
    "SELECT coalesce(copy_wish.revision_event_id, copy.revision_event_id) AS revision,"
    " coalesce(copy_wish.fix_event_id, '') AS fix FROM copy"
    " LEFT JOIN copy_wish ON copy_wish.event_id = copy.revision_event_id"
    " WHERE copy.source_event_id = :source AND copy.room_id = :room"
    " AND copy.revision_event_id NOT IN (SELECT value FROM json_each(:victims))"
    " AND coalesce(copy_wish.fix_event_id, '') NOT IN (SELECT value FROM json_each(:victims))"
    " ORDER BY copy.rowid DESC LIMIT 1"
)
# What was put on it or on a copy of it, also on the one that goes: that counts for its successor.
_CARRY = (
    "UPDATE reaction SET carried = 1 WHERE source_event_id = :source AND room_id = :room AND source_room_id <> :room"
)
_REACTIONS = (
    "SELECT event_id, room_id FROM reaction WHERE source_event_id = :source AND room_id <> ''"
    " AND event_id NOT IN (SELECT value FROM json_each(:victims)) ORDER BY rowid"
)
_PURGED_WITH = (
    "SELECT 1 FROM purge_item AS one JOIN purge_item AS other ON other.purge = one.purge"
    " WHERE one.event_id = :victim AND one.chosen = 1 AND other.event_id = :source"
)


async def cancel_about(connection: Connection, victims: Collection[EventId]) -> None:
    """Strike off unsent work for deleted events; mark what may be under way."""
    connection.note(EVERYTHING)
    for victim in victims:
        await _cancel(connection, victim, victims)
    for victim in victims:
        await _take_apart(connection, victim, victims)
    for victim in victims:
        await _forget_waiting(connection, victim)


async def _cancel(connection: Connection, victim: EventId, victims: Collection[EventId]) -> None:
    params = {"victim": victim}
    first_words = await connection.fetch_all(
        "SELECT room_id, target_room_id, subject_event_id, login_id, accepted_at, sequence, is_first FROM pending"
        " WHERE event_id = :victim AND lane = 'relay' AND anew <> 0 AND subject_event_id <> '' AND cancelled = 0",
        params,
    )
    about = "(event_id = :victim OR (lane IN ('relay', 'held', 'ask') AND subject_event_id = :victim))"
    await connection.execute(f"DELETE FROM pending WHERE {about} AND lane <> 'redaction' AND started = 0", params)
    await connection.execute(f"UPDATE pending SET cancelled = 1 WHERE {about} AND lane IN ('relay', 'ask')", params)
    for row in first_words:  # the edit alone was deleted: its message stands
        source = EventRef(RoomId(row["room_id"]), EventId(row["subject_event_id"]))
        if source.event_id in victims or await _is_purged_with(connection, victim, source.event_id):
            continue
        if row["is_first"]:
            await _read_again(connection, source, row["login_id"], row["accepted_at"])
            continue
        route = Route("relay", RoomId(row["target_room_id"]))
        await _insert_anew(connection, source, route, row["login_id"], row["accepted_at"], row["sequence"])


async def _forget_waiting(connection: Connection, victim: EventId) -> None:
    params = {"victim": victim}
    waiting = ":victim IN (source_event_id, revision_event_id, copy_event_id)"
    # Its late translation may be on its way, or sent and not recorded before a crash: only the room can tell.
    await connection.execute(
        "INSERT INTO pending (room_id, event_id, lane, target_room_id, subject_event_id, accepted_at, login_id,"
        " started, cancelled)"
        " SELECT source_room_id, revision_event_id, 'relay', room_id, source_event_id, since, '', 1, 1"
        f" FROM untranslated WHERE {waiting} ON CONFLICT DO NOTHING",
        params,
    )
    # After the deletion of an edit the text of before is shown again, and may never have been translated.
    await connection.execute(
        "UPDATE untranslated SET revision_event_id = shown.revision_event_id FROM"
        " (SELECT source_event_id, room_id, revision_event_id, max(rowid) FROM copy WHERE revision_event_id <> :victim"
        " GROUP BY source_event_id, room_id) AS shown"
        " WHERE untranslated.revision_event_id = :victim AND untranslated.source_event_id <> :victim"
        " AND shown.source_event_id = untranslated.source_event_id AND shown.room_id = untranslated.room_id",
        params,
    )
    await connection.execute(f"DELETE FROM untranslated WHERE {waiting}", params)
    await forget_words(connection, victim)
    await connection.execute("DELETE FROM poll_end WHERE :victim IN (source_event_id, end_event_id)", params)
    await connection.execute("DELETE FROM taken_apart WHERE source_event_id = :victim", params)


async def _take_apart(connection: Connection, victim: EventId, victims: Collection[EventId]) -> None:
    for merged in await connection.fetch_all(_TOUCHED, {"victim": victim}):
        copy = {"copy": merged["event_id"]}
        rows = await connection.fetch_all(
            "SELECT source_event_id, sequence FROM copy WHERE event_id = :copy ORDER BY rowid", copy
        )
        sources = [EventId(row["source_event_id"]) for row in rows]
        among = {"sources": json.dumps(sources), "room": merged["room_id"]}
        of_parts = "room_id = :room AND source_event_id IN (SELECT value FROM json_each(:sources))"
        events = [
            row["event_id"]
            for row in await connection.fetch_all(f"SELECT DISTINCT event_id FROM copy WHERE {of_parts}", among)
        ]
        await _look_for_unrecorded(connection, merged, victim, sources)
        if not (sources[-1] in victims or await _is_purged_with(connection, victim, sources[-1])):
            await connection.execute(
                "INSERT OR REPLACE INTO taken_apart (event_id, source_room_id, source_event_id)"
                " VALUES (:copy, :source_room, :last)",
                {**copy, "source_room": merged["source_room_id"], "last": sources[-1]},
            )
        for row in rows:
            source = EventId(row["source_event_id"])
            if source in victims or await _is_purged_with(connection, victim, source):
                continue
            await _owe_anew(connection, merged, source, row["sequence"], victims)
            await connection.execute(
                "DELETE FROM copy WHERE room_id = :room AND source_event_id = :source",
                {"room": merged["room_id"], "source": source},
            )
        await connection.execute("DELETE FROM untranslated WHERE copy_event_id = :copy", copy)
        for event_id in events:  # to be deleted for the victim's sake
            await connection.execute(
                "INSERT INTO copy"
                " (room_id, event_id, source_room_id, source_event_id, revision_event_id, edits, sent_at)"
                " VALUES (:room, :event_id, :source_room, :victim, :victim, 1, :sent_at) ON CONFLICT DO NOTHING",
                {
                    "room": merged["room_id"],
                    "event_id": event_id,
                    "source_room": merged["source_room_id"],
                    "victim": victim,
                    "sent_at": merged["sent_at"],
                },
            )


async def _look_for_unrecorded(
    connection: Connection, merged: Row, victim: EventId, sources: Collection[EventId]
) -> None:
    """An edit or a late translation of the merged copy may be sent and not recorded: only the room can tell."""
    params = {"copy": merged["event_id"], "room": merged["room_id"], "sources": json.dumps(list(sources))}
    under_way = await connection.fetch_one(
        "SELECT 1 FROM untranslated WHERE copy_event_id = :copy"
        " UNION ALL SELECT 1 FROM pending WHERE lane = 'relay' AND target_room_id = :room AND started <> 0"
        " AND subject_event_id IN (SELECT value FROM json_each(:sources))",
        params,
    )
    if under_way is None:
        return
    await connection.execute(
        "INSERT INTO pending (room_id, event_id, lane, target_room_id, subject_event_id, accepted_at, login_id,"
        " started, cancelled) VALUES (:source_room, :victim, 'relay', :room, :victim, :since, '', 1, 1)"
        " ON CONFLICT DO NOTHING",
        {
            "source_room": merged["source_room_id"],
            "victim": victim,
            "room": merged["room_id"],
            "since": merged["sent_at"],
        },
    )


async def _owe_anew(
    connection: Connection, merged: Row, source: EventId, sequence: int, victims: Collection[EventId]
) -> None:
    """The newest of its versions that stands, then the better words for that, then what was put on it."""
    room_id, source_room = RoomId(merged["room_id"]), RoomId(merged["source_room_id"])
    params = {"source": source, "room": room_id, "victims": json.dumps(list(victims))}
    shown = await connection.fetch_one(_SHOWN, params)
    revision = EventId(shown["revision"]) if shown else source
    login_id, sent_at = merged["login_id"] or "", merged["sent_at"]
    if revision == source and merged["parts"] == 1:
        await _read_again(connection, EventRef(source_room, source), login_id, sent_at)
        return
    route = Route("relay", room_id, EventId("") if revision == source else source)
    await _insert_anew(connection, EventRef(source_room, revision), route, login_id, sent_at, sequence)
    if shown and shown["fix"]:
        fix = await connection.fetch_one(
            "SELECT room_id, event_id FROM copy_wish WHERE event_id = :fix", {"fix": shown["fix"]}
        )
        if fix is not None:
            ref = EventRef(RoomId(fix["room_id"]), EventId(fix["event_id"]))
            await insert_pending(connection, ref, "relay", Route("relay", room_id, source), login_id, sent_at)
    await connection.execute(_CARRY, params)
    for reaction in await connection.fetch_all(_REACTIONS, params):
        ref = EventRef(RoomId(reaction["room_id"]), EventId(reaction["event_id"]))
        await insert_pending(connection, ref, "relay", Route("relay", room_id), login_id, sent_at)


async def _read_again(connection: Connection, source: EventRef, login_id: str, accepted_at: int) -> None:
    """As if it had just come: its own words may never have been let out, or may be a command."""
    await insert_pending(connection, source, "inbox", Route("inbox"), login_id, accepted_at)


async def _insert_anew(
    connection: Connection, ref: EventRef, route: Route, login_id: str, accepted_at: int, place: int
) -> None:
    """Into the place in the queue that it had; at the end where that is taken, or after a recovery not known."""
    taken = "SELECT 1 FROM pending WHERE sequence = :place"
    is_free = bool(place) and await connection.fetch_one(taken, {"place": place}) is None
    number = await new_number(connection)
    await insert_pending(
        connection, ref, "relay", route, login_id, accepted_at, place if is_free else None, anew=number
    )


async def _is_purged_with(connection: Connection, victim: EventId, source: EventId) -> bool:
    """Then it vanishes too, a moment later, and its rows are needed for that."""
    return await connection.fetch_one(_PURGED_WITH, {"victim": victim, "source": source}) is not None
