-- Which polls have ended, and what they came to until every room was told. Numbers only: no vote is kept, and nowhere
-- who voted what. Votes are read from the homeserver when they are counted.
CREATE TABLE poll_end (
    source_event_id TEXT NOT NULL PRIMARY KEY,
    end_event_id TEXT NOT NULL,
    -- Votes for each answer, in order, JSON; '' once every room was told.
    numbers TEXT NOT NULL,
    voters INTEGER NOT NULL CHECK (voters >= 0),
    unread INTEGER NOT NULL CHECK (unread >= 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX poll_end_event ON poll_end (end_event_id);
