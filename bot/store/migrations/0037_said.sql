-- What the bot said beside copies: answers, questions, cards, notices, files. Ids only, so that it stays deletable.
CREATE TABLE said (
    event_id TEXT NOT NULL PRIMARY KEY CHECK (event_id <> ''),
    room_id TEXT NOT NULL CHECK (room_id <> ''),
    sent_at INTEGER NOT NULL CHECK (sent_at > 0)
) STRICT;
CREATE INDEX said_age ON said (sent_at);

-- Which event of a person each of them answers or quotes, or which person it was told or names.
CREATE TABLE said_about (
    event_id TEXT NOT NULL REFERENCES said ON DELETE CASCADE,
    -- An event, with its room; or a person, with ''.
    about TEXT NOT NULL CHECK (about <> ''),
    room_id TEXT NOT NULL,
    PRIMARY KEY (event_id, about)
) STRICT, WITHOUT ROWID;
CREATE INDEX said_about_what ON said_about (about);

-- A purge now also takes such an event by itself.
CREATE TABLE purge_item_new (
    purge INTEGER NOT NULL REFERENCES purge (number) ON DELETE CASCADE,
    room_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('message', 'reaction', 'said')),
    -- 0 until the homeserver has told that it is the person's.
    chosen INTEGER NOT NULL CHECK (chosen IN (0, 1)),
    PRIMARY KEY (purge, event_id)
) STRICT, WITHOUT ROWID;
INSERT INTO purge_item_new (purge, room_id, event_id, kind, chosen)
    SELECT purge, room_id, event_id, kind, chosen FROM purge_item;
DROP TABLE purge_item;
ALTER TABLE purge_item_new RENAME TO purge_item;
