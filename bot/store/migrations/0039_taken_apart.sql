-- What a merged copy showed is owed anew when it is taken apart: then a number out of the sequence, new each time; 0
-- for all other work. Of a message that was edited its newest version stands there, which goes out as a copy at once.
ALTER TABLE pending ADD COLUMN anew INTEGER NOT NULL DEFAULT 0 CHECK (anew >= 0);
-- 1 for an edit whose message itself was never passed on: a command, or what its sender was still asked about.
ALTER TABLE pending ADD COLUMN is_first INTEGER NOT NULL DEFAULT 0 CHECK (is_first IN (0, 1));

-- Where a reaction was put, so that it can be brought to the new copy; '' where it was mirrored before this was kept.
ALTER TABLE reaction ADD COLUMN room_id TEXT NOT NULL DEFAULT '';
