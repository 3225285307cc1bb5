-- The last message of a merged copy that was taken apart: an emoji on that copy, or an answer to it, which may still be on its way, means it.
CREATE TABLE taken_apart (
    event_id TEXT NOT NULL PRIMARY KEY,
    source_room_id TEXT NOT NULL,
    source_event_id TEXT NOT NULL
) STRICT;
CREATE INDEX taken_apart_source ON taken_apart (source_event_id);
