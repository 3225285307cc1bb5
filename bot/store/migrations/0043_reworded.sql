-- 1 for a file whose caption was changed while its sender was asked: what it said before is passed on no more.
ALTER TABLE hold ADD COLUMN reworded INTEGER NOT NULL DEFAULT 0 CHECK (reworded IN (0, 1));
