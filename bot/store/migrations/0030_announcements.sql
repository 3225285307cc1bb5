-- What a coordinator is about to announce in all rooms. The words stay in the messages that they were written in.
CREATE TABLE announcement (
    key TEXT NOT NULL PRIMARY KEY CHECK (key <> ''),
    user_id TEXT NOT NULL CHECK (user_id <> ''),
    begun_at INTEGER NOT NULL CHECK (begun_at > 0),
    -- The hash of all texts as they were last shown: nothing else is posted.
    shown TEXT NOT NULL DEFAULT '',
    confirmed_at INTEGER NOT NULL DEFAULT 0,
    login_id TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE announcement_part (
    number INTEGER NOT NULL PRIMARY KEY,
    key TEXT NOT NULL REFERENCES announcement ON DELETE CASCADE,
    room_id TEXT NOT NULL CHECK (room_id <> ''),
    event_id TEXT NOT NULL UNIQUE CHECK (event_id <> ''),
    language TEXT NOT NULL CHECK (language <> '')
) STRICT;

-- The rooms that an announcement still has to reach.
CREATE TABLE announcement_owed (
    key TEXT NOT NULL REFERENCES announcement ON DELETE CASCADE,
    room_id TEXT NOT NULL CHECK (room_id <> ''),
    language TEXT NOT NULL CHECK (language <> ''),
    PRIMARY KEY (key, room_id)
) STRICT;
