-- Rooms that coordinators linked to a channel of the configuration, or took out of it. Ids only; the newest row of a room
-- counts.
CREATE TABLE room_link (
    sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    channel TEXT NOT NULL,
    language TEXT NOT NULL,
    room_id TEXT NOT NULL CHECK (room_id <> ''),
    linked INTEGER NOT NULL CHECK (linked IN (0, 1)),
    changed_at INTEGER NOT NULL CHECK (changed_at > 0)
) STRICT;
