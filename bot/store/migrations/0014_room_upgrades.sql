-- Which room a coordinator let the bot follow from which. Ids only.
CREATE TABLE room_upgrade (
    old_room_id TEXT NOT NULL PRIMARY KEY,
    new_room_id TEXT NOT NULL CHECK (new_room_id <> old_room_id),
    followed_at INTEGER NOT NULL CHECK (followed_at > 0)
) STRICT;
