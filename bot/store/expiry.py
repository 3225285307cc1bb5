"""Rows that nothing needs any more. What stays, and how long, is told table by table in docs/what-the-bot-keeps.md."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.store.database import Database
from bot.store.ledger_rows import seconds
from bot.store.suspensions import VOTE_LASTS

DONE_LASTS = timedelta(days=30)
"""A homeserver repeats a batch within moments; a backup of the store that somebody restores may be older."""
LOG_LASTS = timedelta(days=365)
QUESTION_LASTS = timedelta(days=14)
SHORT_LIVED = ("command ", "left out ", "unread ", "unread in ", "lockdown ", "file ", "forwarded ")
"""What keys of `done_once` begin with that only keep something from being done again soon. All others are for ever."""

_OLD = (
    (
        "DELETE FROM reaction WHERE source_event_id NOT IN (SELECT source_event_id FROM copy)"
        " AND event_id NOT IN (SELECT event_id FROM pending)"
    ),
    "DELETE FROM copy_wish WHERE source_event_id NOT IN (SELECT source_event_id FROM copy)",
    (
        "DELETE FROM taken_apart WHERE source_event_id NOT IN (SELECT source_event_id FROM copy)"
        " AND source_event_id NOT IN (SELECT event_id FROM pending UNION SELECT subject_event_id FROM pending)"
    ),
    "DELETE FROM fix_question WHERE asked_at < :questions",
    (
        "DELETE FROM poll_end WHERE source_event_id NOT IN (SELECT source_event_id FROM copy)"
        " AND end_event_id NOT IN (SELECT event_id FROM pending)"
    ),
    (
        "UPDATE poll_end SET numbers = '', voters = 0, unread = 0 WHERE numbers <> ''"
        " AND end_event_id NOT IN (SELECT event_id FROM pending)"
    ),
    "DELETE FROM restore_vote WHERE voted_at < :votes",
    "DELETE FROM suspension_log WHERE told = 1 AND done_at < :log",
    "DELETE FROM pause WHERE until < :now",
)


async def expire(database: Database, now: datetime) -> int:
    """Gives the number of rows that went."""
    moments = {
        "votes": seconds(now - VOTE_LASTS),
        "log": seconds(now - LOG_LASTS),
        "questions": seconds(now - QUESTION_LASTS),
        "now": seconds(now),
    }
    async with database.transaction() as connection:
        gone = 0
        for sql in _OLD:
            used = {name: moment for name, moment in moments.items() if f":{name}" in sql}
            gone += await connection.execute(sql, used)
        for prefix in SHORT_LIVED:
            gone += await connection.execute(
                "DELETE FROM done_once WHERE substr(key, 1, :length) = :prefix AND done_at < :before",
                {"length": len(prefix), "prefix": prefix, "before": seconds(now - DONE_LASTS)},
            )
        return gone
