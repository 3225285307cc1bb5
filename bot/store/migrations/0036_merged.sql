-- A copy may stand for several messages of one person: a row for each of them, in the order in which they were said.
CREATE TABLE copy_of_parts (
    room_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    source_room_id TEXT NOT NULL,
    source_event_id TEXT NOT NULL,
    -- The event whose text it shows: the source, or an edit of it.
    revision_event_id TEXT NOT NULL,
    edits INTEGER NOT NULL CHECK (edits IN (0, 1)),
    sent_at INTEGER NOT NULL,
    -- The place in the queue that a part had, to which it goes back when another part is deleted; 0 for none.
    sequence INTEGER NOT NULL DEFAULT 0 CHECK (sequence >= 0),
    PRIMARY KEY (event_id, source_event_id)
) STRICT;
INSERT INTO copy_of_parts SELECT *, 0 FROM copy ORDER BY rowid;
DROP TABLE copy;
ALTER TABLE copy_of_parts RENAME TO copy;
CREATE INDEX copy_source ON copy (source_event_id, room_id);
CREATE INDEX copy_revision ON copy (revision_event_id, room_id);

-- Copies that go out as one event have the same number, out of the sequence; 0 for one that goes alone.
ALTER TABLE pending ADD COLUMN batch INTEGER NOT NULL DEFAULT 0 CHECK (batch >= 0);
