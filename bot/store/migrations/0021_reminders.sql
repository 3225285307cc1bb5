-- Reminders of due dates. `place`: a person's id for their direct chat, else a room. `day`: the local date there.
CREATE TABLE reminder_run (
    place TEXT NOT NULL CHECK (place <> ''),
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    -- 'claimed': perhaps sent; 'sent'.
    state TEXT NOT NULL CHECK (state IN ('claimed', 'sent')),
    claimed_at INTEGER NOT NULL CHECK (claimed_at > 0),
    PRIMARY KEY (place, day)
) STRICT;

-- What was told there: which due date of which record, and how near it was (0: a week, 1: two days, 2: the day, 3: over).
CREATE TABLE reminder_told (
    place TEXT NOT NULL CHECK (place <> ''),
    record_id TEXT NOT NULL CHECK (record_id <> ''),
    -- The limit in the law, or 'remedy 2'.
    what TEXT NOT NULL CHECK (what <> ''),
    due TEXT NOT NULL CHECK (due GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    nearness INTEGER NOT NULL CHECK (nearness BETWEEN 0 AND 3),
    day TEXT NOT NULL,
    PRIMARY KEY (place, record_id, what, due, nearness)
) STRICT;
CREATE INDEX reminder_told_record ON reminder_told (record_id);
CREATE INDEX reminder_told_day ON reminder_told (place, day);

-- Who wants none: of one record, or of all where `record_id` is empty; until the end of a day, or for ever where that
-- is empty.
CREATE TABLE reminder_rest (
    user_id TEXT NOT NULL CHECK (user_id <> ''),
    record_id TEXT NOT NULL,
    until TEXT NOT NULL,
    PRIMARY KEY (user_id, record_id)
) STRICT;
