-- Who has been told in which room what the bot reads and keeps. `told` is 0 from before the notice is sent until it stands.
CREATE TABLE notice_given (
    room_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    told INTEGER NOT NULL CHECK (told IN (0, 1)),
    PRIMARY KEY (room_id, user_id)
) STRICT, WITHOUT ROWID;

-- Which notice a room was told; another one is told to everybody.
CREATE TABLE notice_edition (
    room_id TEXT NOT NULL PRIMARY KEY,
    edition TEXT NOT NULL
) STRICT, WITHOUT ROWID;
