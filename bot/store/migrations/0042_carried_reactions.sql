-- 1 for what was put on a copy that is gone since: it counts for the copy that took its place.
ALTER TABLE reaction ADD COLUMN carried INTEGER NOT NULL DEFAULT 0 CHECK (carried IN (0, 1));
