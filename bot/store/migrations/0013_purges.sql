-- Requests to make something vanish. The rows of a request go on being worked at after a crash.
CREATE TABLE purge (
    number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('message', 'person', 'before', 'channel', 'expiry')),
    -- Of 'person' a user id; '' for all others, and for a person once everything is done.
    person TEXT NOT NULL,
    -- Where the receipt goes, and the command that asked for it; '' from the console and for what expired.
    room_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    language TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'erased', 'done')),
    asked_at INTEGER NOT NULL CHECK (asked_at > 0),
    -- For the receipt: copies of ours that are gone; people's events that are gone; those that the room does not let
    -- us delete; those of which nobody can tell any more whose they were; rows deleted here.
    copies INTEGER NOT NULL DEFAULT 0,
    sources INTEGER NOT NULL DEFAULT 0,
    refused INTEGER NOT NULL DEFAULT 0,
    unknown INTEGER NOT NULL DEFAULT 0,
    entries INTEGER NOT NULL DEFAULT 0,
    CHECK (kind = 'person' OR person = '')
) STRICT;
CREATE UNIQUE INDEX purge_command ON purge (event_id) WHERE event_id <> '';

-- People's events that are still to be erased with all that came of them. Ids only.
CREATE TABLE purge_item (
    purge INTEGER NOT NULL REFERENCES purge (number) ON DELETE CASCADE,
    room_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('message', 'reaction')),
    -- 0 until the homeserver has told that it is the person's.
    chosen INTEGER NOT NULL CHECK (chosen IN (0, 1)),
    PRIMARY KEY (purge, event_id)
) STRICT, WITHOUT ROWID;
