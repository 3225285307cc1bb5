-- What is wrong with the bot right now, so that the operators' room is told once, and when it is over. Unix seconds, UTC.
CREATE TABLE alert (
    kind TEXT NOT NULL CHECK (kind <> ''),
    -- The id of a room, the name of a channel, or nothing.
    about TEXT NOT NULL,
    since INTEGER NOT NULL CHECK (since > 0),
    -- tried: it was time to tell, and it did not go.
    state TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'tried', 'told')),
    PRIMARY KEY (kind, about)
) STRICT, WITHOUT ROWID;
