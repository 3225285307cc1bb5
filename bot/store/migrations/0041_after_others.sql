-- 1 for a message in a merged copy between which and the one before it others spoke, whose words stand below.
ALTER TABLE copy ADD COLUMN after_others INTEGER NOT NULL DEFAULT 0 CHECK (after_others IN (0, 1));
