-- Ids only: what a person wrote stays on the homeserver, encrypted.

-- One row of facts about this device and its place in the sync stream.
CREATE TABLE device (
    only INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
    user_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    access_token TEXT NOT NULL,
    -- New at every login: the homeserver forgets transaction ids with the login.
    login_id TEXT NOT NULL,
    sync_token TEXT
) STRICT;

-- Small secrets of this account: cross-signing seeds.
CREATE TABLE secret (
    name TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) STRICT;

-- Work that is owed. `lane` is 'inbox' (not read yet), 'locked' (no room key yet), 'relay' (a copy into
-- target_room_id), 'command' or 'redaction'. `sequence` is the order of arrival.
CREATE TABLE pending (
    sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    room_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    lane TEXT NOT NULL CHECK (lane IN ('inbox', 'locked', 'relay', 'command', 'redaction')),
    target_room_id TEXT NOT NULL DEFAULT '',
    -- What this one is about: the source of an edit, the victim of a redaction, the Megolm session a locked
    -- event waits for; '' for none.
    subject_event_id TEXT NOT NULL DEFAULT '',
    accepted_at INTEGER NOT NULL CHECK (accepted_at > 0),
    login_id TEXT NOT NULL,
    -- An attempt to send may have reached the homeserver: 1 with a translation, 2 with the original alone.
    started INTEGER NOT NULL DEFAULT 0 CHECK (started IN (0, 1, 2)),
    -- 1 when the source was deleted meanwhile: whatever was sent must be taken back.
    cancelled INTEGER NOT NULL DEFAULT 0 CHECK (cancelled IN (0, 1)),
    UNIQUE (event_id, lane, target_room_id)
) STRICT;
CREATE INDEX pending_work ON pending (lane, target_room_id, sequence);
CREATE INDEX pending_subject ON pending (subject_event_id) WHERE subject_event_id <> '';

-- Which event of ours stands for which event of a person. An edit of a copy has its own row.
CREATE TABLE copy (
    room_id TEXT NOT NULL,
    event_id TEXT NOT NULL PRIMARY KEY,
    source_room_id TEXT NOT NULL,
    source_event_id TEXT NOT NULL,
    -- The event whose text it shows: the source, or an edit of it.
    revision_event_id TEXT NOT NULL,
    edits INTEGER NOT NULL CHECK (edits IN (0, 1)),
    sent_at INTEGER NOT NULL
) STRICT;
CREATE INDEX copy_source ON copy (source_event_id, room_id);
CREATE INDEX copy_revision ON copy (revision_event_id, room_id);

-- Copies that show the untranslated original and wait for the engine.
CREATE TABLE untranslated (
    source_room_id TEXT NOT NULL,
    source_event_id TEXT NOT NULL,
    revision_event_id TEXT NOT NULL,
    room_id TEXT NOT NULL,
    copy_event_id TEXT NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (source_event_id, room_id)
) STRICT;

-- Requests already carried out and notices already given, so that neither happens twice.
CREATE TABLE done_once (
    key TEXT NOT NULL PRIMARY KEY,
    done_at INTEGER NOT NULL
) STRICT;
