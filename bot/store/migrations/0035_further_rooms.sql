-- A link means "the room of that language" where the channel had none, and is passed over once the configuration has one.
-- `further` 1: a coordinator wanted it beside the room that was there.
ALTER TABLE room_link ADD COLUMN further INTEGER NOT NULL DEFAULT 0 CHECK (further IN (0, 1));
