-- The drafts of a digest that coordinators were asked about, and what they decided. `day`: of the digest, YYYY-MM-DD.
CREATE TABLE digest_draft (
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    user_id TEXT NOT NULL CHECK (user_id <> ''),
    event_id TEXT NOT NULL CHECK (event_id <> ''),
    PRIMARY KEY (day, user_id)
) STRICT;

CREATE TABLE digest_verdict (
    day TEXT NOT NULL PRIMARY KEY CHECK (day <> ''),
    verdict TEXT NOT NULL CHECK (verdict IN ('approved', 'held'))
) STRICT;

-- Announcements by the messages that they stand in; their words stay in the room.
CREATE TABLE digest_addition (
    number INTEGER NOT NULL PRIMARY KEY,
    day TEXT NOT NULL CHECK (day <> ''),
    room_id TEXT NOT NULL CHECK (room_id <> ''),
    event_id TEXT NOT NULL UNIQUE CHECK (event_id <> ''),
    language TEXT NOT NULL CHECK (language <> '')
) STRICT;
