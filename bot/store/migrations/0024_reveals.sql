-- What one group offers to show to another if that shows as much of its own. Nobody is told of an offer, and a row goes
-- when it is accepted, withdrawn or too old, so that nothing is left of it. Unix seconds, UTC.
CREATE TABLE reveal_offer (
    offer_id TEXT NOT NULL PRIMARY KEY CHECK (offer_id <> ''),
    from_group TEXT NOT NULL CHECK (from_group <> ''),
    to_group TEXT NOT NULL CHECK (to_group <> from_group),
    record_id TEXT NOT NULL CHECK (record_id <> ''),
    -- A JSON list of the fields that each shows to the other.
    fields TEXT NOT NULL CHECK (fields <> ''),
    -- The last day on which they are seen, ISO; '' for no end.
    until TEXT NOT NULL,
    expires_at INTEGER NOT NULL CHECK (expires_at > 0)
) STRICT;
CREATE INDEX reveal_offer_moment ON reveal_offer (expires_at);

-- When groups began to ask for petitions about the same workplace: each may do so only so often a year, whatever becomes
-- of the records. Rows go after a year.
CREATE TABLE match_asked (
    event_id TEXT NOT NULL PRIMARY KEY CHECK (event_id <> ''),
    organisation TEXT NOT NULL CHECK (organisation <> ''),
    asked_at INTEGER NOT NULL CHECK (asked_at > 0)
) STRICT;
CREATE INDEX match_asked_group ON match_asked (organisation, asked_at);

-- Pairs of records whose owners are to be told of each other, or were told: never twice. Unix seconds, UTC.
CREATE TABLE match_told (
    record_id TEXT NOT NULL CHECK (record_id <> ''),
    other_id TEXT NOT NULL CHECK (other_id <> record_id),
    user_id TEXT NOT NULL,
    -- 0: this person is still to be told. A row without a person stands for the pair.
    told INTEGER NOT NULL CHECK (told IN (0, 1)),
    PRIMARY KEY (record_id, other_id, user_id)
) STRICT, WITHOUT ROWID;
