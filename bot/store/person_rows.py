"""The rows about a person, which go when everything that they said is gone. A table with a new one belongs here."""

from __future__ import annotations

from datetime import datetime

from bot.core.model import UserId
from bot.store.database import Connection
from bot.store.register_authors import forget_author
from bot.store.roster import forget_person

# A suspension itself stays: nobody lifts it by asking to be forgotten.
_STATEMENTS = (
    "DELETE FROM restore_vote WHERE voter = :person",
    "DELETE FROM suspension_log WHERE user_id = :person AND told = 1",
    "UPDATE suspension_log SET coordinator = 'forgotten' WHERE coordinator = :person AND told = 1",
    "UPDATE suspension_log SET seconded = 'forgotten' WHERE seconded = :person AND told = 1",
    "DELETE FROM notice_given WHERE user_id = :person AND told = 1",
    "DELETE FROM file_consent WHERE user_id = :person",
    "DELETE FROM register_dialogue WHERE user_id = :person",
    "DELETE FROM register_seen WHERE user_id = :person",
    "DELETE FROM match_told WHERE user_id = :person",
    "DELETE FROM roster_owed WHERE :person IN (subject, user_id)",
    "DELETE FROM roster_done WHERE subject = :person",
    "DELETE FROM match_statement WHERE user_id = :person",
    "DELETE FROM introduction_side WHERE user_id = :person",
    "DELETE FROM review_volunteer WHERE user_id = :person",
    "UPDATE review SET state = 'withdrawn', owner = '' WHERE owner = :person",
    "UPDATE review_reader SET state = 'gone', user_id = '', advice_event_id = '' WHERE user_id = :person",
    "DELETE FROM digest_subscription WHERE user_id = :person",
    "DELETE FROM digest_draft WHERE user_id = :person",
    "DELETE FROM digest_addition WHERE room_id IN (SELECT room_id FROM direct_chat WHERE user_id = :person)",
    "DELETE FROM announcement WHERE user_id = :person",
    "DELETE FROM direct_chat WHERE user_id = :person",
    "DELETE FROM reminder_run WHERE place = :person",
    "DELETE FROM reminder_told WHERE place = :person",
    "DELETE FROM reminder_rest WHERE user_id = :person",
    "DELETE FROM survey_reply WHERE user_id = :person",
    "DELETE FROM talk WHERE user_id = :person",
    "UPDATE engine_consent SET given_by = 'forgotten' WHERE given_by = :person",
    "DELETE FROM fix_question WHERE person = :person",
    "UPDATE term_change SET person = 'forgotten' WHERE person = :person",
    "DELETE FROM person_language WHERE person = :person",
    "UPDATE copy_wish SET person = 'forgotten' WHERE person = :person",
    "DELETE FROM done_once WHERE instr(key || ' ', ' ' || :person || ' ') > 0",
)


async def forget_rows_of(connection: Connection, person: UserId, now: datetime) -> int:
    """Gives their number."""
    rows = sum([await connection.execute(sql, {"person": person}) for sql in _STATEMENTS])
    rows += await forget_person(connection, person, now)
    return rows + await forget_author(connection, person, now)
