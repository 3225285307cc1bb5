-- Who has confirmed once that nobody checks what stands inside of the files they send.
CREATE TABLE file_consent (
    user_id TEXT NOT NULL PRIMARY KEY,
    -- The message that confirmed it.
    answer_event_id TEXT NOT NULL,
    given_at INTEGER NOT NULL CHECK (given_at > 0)
) STRICT, WITHOUT ROWID;
