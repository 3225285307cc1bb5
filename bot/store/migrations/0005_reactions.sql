-- Which reaction of a person is about which mirrored event: a deleted reaction no longer says so itself.
-- Ids only; the emoji and who reacted stay on the homeserver.
CREATE TABLE reaction (
    event_id TEXT NOT NULL PRIMARY KEY,
    source_room_id TEXT NOT NULL,
    source_event_id TEXT NOT NULL
) STRICT;
CREATE INDEX reaction_source ON reaction (source_event_id);
