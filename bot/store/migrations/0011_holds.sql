-- Two more lanes: 'held' (waits for a person's decision) and 'ask' (a question or a notice about it is owed).
CREATE TABLE pending_with_holds (
    sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    room_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    lane TEXT NOT NULL CHECK (lane IN ('inbox', 'locked', 'held', 'ask', 'relay', 'command', 'redaction')),
    target_room_id TEXT NOT NULL DEFAULT '',
    subject_event_id TEXT NOT NULL DEFAULT '',
    accepted_at INTEGER NOT NULL CHECK (accepted_at > 0),
    login_id TEXT NOT NULL,
    started INTEGER NOT NULL DEFAULT 0 CHECK (started IN (0, 1, 2)),
    cancelled INTEGER NOT NULL DEFAULT 0 CHECK (cancelled IN (0, 1)),
    UNIQUE (event_id, lane, target_room_id)
) STRICT;
INSERT INTO pending_with_holds SELECT * FROM pending;
DROP TABLE pending;
ALTER TABLE pending_with_holds RENAME TO pending;
CREATE INDEX pending_work ON pending (lane, target_room_id, sequence);
CREATE INDEX pending_subject ON pending (subject_event_id) WHERE subject_event_id <> '';

-- Messages that wait for a decision, and what was decided about those that were let go. Ids only: neither the words
-- nor what was found in them. `state`:
--   'open'       its sender is asked, or has to be
--   'behind'     only waits for an earlier message of its sender in its room
--   'testimony'  waits for a coordinator
--   'expired'    nobody answered; the sender has to be told
--   'closed'     not passed on; kept for a day so that the same answer gets the same reply
--   'as_is', 'masked', 'released'  let go; kept as long as the copies, for their edits and late translations
CREATE TABLE hold (
    event_id TEXT NOT NULL PRIMARY KEY,
    room_id TEXT NOT NULL,
    -- '' once it is decided.
    sender TEXT NOT NULL,
    -- The message that an edit is about; '' for a message.
    subject_event_id TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL
        CHECK (state IN ('open', 'behind', 'testimony', 'expired', 'closed', 'as_is', 'masked', 'released')),
    strength TEXT NOT NULL CHECK (strength IN ('normal', 'strict')),
    since INTEGER NOT NULL CHECK (since > 0),
    -- When the question was sent; 0 before.
    asked_at INTEGER NOT NULL DEFAULT 0 CHECK (asked_at >= 0),
    -- The message that decided it; '' before.
    answer_event_id TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE INDEX hold_sender ON hold (sender, room_id) WHERE sender <> '';
CREATE INDEX hold_subject ON hold (subject_event_id) WHERE subject_event_id <> '';
CREATE INDEX hold_answer ON hold (answer_event_id) WHERE answer_event_id <> '';

-- The encrypted room of two of the bot and a person.
CREATE TABLE direct_chat (
    user_id TEXT NOT NULL PRIMARY KEY,
    room_id TEXT NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;
