-- Megolm sessions this device sends with, so that a restart neither shares new keys with everybody nor uses a
-- message index twice. The pickle is secret; the whole file is encrypted.
CREATE TABLE outbound_session (
    room_id TEXT NOT NULL PRIMARY KEY,
    device_id TEXT NOT NULL,
    pickle TEXT NOT NULL,
    message_count INTEGER NOT NULL CHECK (message_count >= 0),
    created_at INTEGER NOT NULL,
    max_messages INTEGER NOT NULL CHECK (max_messages > 0),
    max_age_s INTEGER NOT NULL CHECK (max_age_s > 0)
) STRICT;

-- Which devices have the key of the room's present session.
CREATE TABLE shared_key (
    room_id TEXT NOT NULL REFERENCES outbound_session (room_id) ON DELETE CASCADE,
    user_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    PRIMARY KEY (room_id, user_id, device_id)
) STRICT, WITHOUT ROWID;
