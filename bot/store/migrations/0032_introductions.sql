-- What groups look for and offer, out of closed lists (JSON). Listed nowhere. Unix seconds, UTC.
CREATE TABLE match_statement (
    organisation TEXT NOT NULL CHECK (organisation <> ''),
    stance TEXT NOT NULL CHECK (stance IN ('seeks', 'offers')),
    user_id TEXT NOT NULL CHECK (user_id <> ''),
    wanted TEXT NOT NULL CHECK (wanted <> ''),
    expires_at INTEGER NOT NULL CHECK (expires_at > 0),
    PRIMARY KEY (organisation, stance)
) STRICT, WITHOUT ROWID;

-- When groups stated something, so that none does so too often. Rows go after a year.
CREATE TABLE match_stated (
    event_id TEXT NOT NULL PRIMARY KEY CHECK (event_id <> ''),
    organisation TEXT NOT NULL CHECK (organisation <> ''),
    stated_at INTEGER NOT NULL CHECK (stated_at > 0)
) STRICT;

-- Two groups that fit. The answers go when the time is over; that the two were asked is kept for a year.
CREATE TABLE introduction (
    number INTEGER NOT NULL PRIMARY KEY,
    one TEXT NOT NULL CHECK (one <> ''),
    other TEXT NOT NULL CHECK (other <> one),
    since INTEGER NOT NULL CHECK (since > 0)
) STRICT;

CREATE TABLE introduction_side (
    number INTEGER NOT NULL REFERENCES introduction (number) ON DELETE CASCADE,
    organisation TEXT NOT NULL CHECK (organisation <> ''),
    user_id TEXT NOT NULL CHECK (user_id <> ''),
    state TEXT NOT NULL CHECK (state IN ('owed', 'asked', 'yes', 'no')),
    PRIMARY KEY (number, organisation)
) STRICT, WITHOUT ROWID;
