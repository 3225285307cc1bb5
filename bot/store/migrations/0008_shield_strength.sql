-- How strictly the name shield holds messages in a channel; a channel without a row is strict.
CREATE TABLE shield_strength (
    channel TEXT NOT NULL PRIMARY KEY,
    strength TEXT NOT NULL CHECK (strength IN ('normal', 'strict')),
    -- The command that chose it, so that the same command again is told again, not refused.
    command_event_id TEXT NOT NULL
) STRICT;
