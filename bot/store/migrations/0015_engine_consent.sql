-- Companies that may read the messages of a channel in order to translate them, and by whose command.
CREATE TABLE engine_consent (
    channel TEXT NOT NULL,
    engine TEXT NOT NULL CHECK (engine <> ''),
    given_by TEXT NOT NULL,
    command_event_id TEXT NOT NULL,
    given_at INTEGER NOT NULL CHECK (given_at > 0),
    PRIMARY KEY (channel, engine)
) STRICT, WITHOUT ROWID;
