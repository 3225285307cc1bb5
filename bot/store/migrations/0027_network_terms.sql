-- The network's own terms, as coordinators write them in the chat: every change, so that each can be undone. What is in force
-- is the last change of each number.
CREATE TABLE term_change (
    change INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    number INTEGER NOT NULL CHECK (number > 0),
    kind TEXT NOT NULL CHECK (kind IN ('add', 'fix', 'undo', 'remove')),
    en TEXT NOT NULL,
    es TEXT NOT NULL,
    fr TEXT NOT NULL,
    person TEXT NOT NULL,
    -- The command, so that one that is carried out again changes nothing.
    command_event_id TEXT NOT NULL UNIQUE,
    changed_at INTEGER NOT NULL CHECK (changed_at > 0)
) STRICT;
