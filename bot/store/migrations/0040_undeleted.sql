-- Events of ours whose deletion a room refused because the bot is not in it: to be done when it is let in again.
CREATE TABLE undeleted (
    event_id TEXT NOT NULL PRIMARY KEY,
    room_id TEXT NOT NULL,
    since INTEGER NOT NULL CHECK (since > 0)
) STRICT;
