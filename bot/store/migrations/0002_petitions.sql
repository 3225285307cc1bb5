-- Petitions as far as the bot's public data file tells them. Moments are Unix seconds, UTC.
-- A date has the precision that its source has: 'YYYY-MM-DD', or 'YYYY-MM' where only the month is known.

CREATE TABLE petition (
    record_id TEXT NOT NULL PRIMARY KEY CHECK (record_id GLOB '[0-9A-Z][0-9A-Z][0-9A-Z]-[0-9A-Z][0-9A-Z][0-9A-Z]'),
    facility TEXT NOT NULL CHECK (facility <> ''),
    region TEXT NOT NULL,
    sector TEXT NOT NULL,
    route TEXT NOT NULL CHECK (route IN ('US_MX', 'CA_MX', 'MX_US', 'MX_CA')),
    petitioners TEXT NOT NULL,
    confidence TEXT NOT NULL CHECK (confidence IN ('high', 'medium', 'low')),
    -- 1 when what happened after the last step is not public.
    later_unknown INTEGER NOT NULL CHECK (later_unknown IN (0, 1)),
    -- The day on which somebody last compared the record with its sources.
    checked_on TEXT NOT NULL CHECK (checked_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;

CREATE TABLE petition_source (
    record_id TEXT NOT NULL REFERENCES petition (record_id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 0),
    publisher TEXT NOT NULL CHECK (publisher <> ''),
    published TEXT,
    PRIMARY KEY (record_id, position)
) STRICT;

CREATE TABLE petition_step (
    record_id TEXT NOT NULL REFERENCES petition (record_id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 0),
    stage TEXT NOT NULL CHECK (stage <> ''),
    happened TEXT NOT NULL CHECK (length(happened) IN (7, 10)),
    PRIMARY KEY (record_id, position)
) STRICT;

-- What became different here, and when this bot learned of it. `stage_before` only where the stage moved.
CREATE TABLE petition_change (
    change_id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    record_id TEXT NOT NULL REFERENCES petition (record_id) ON DELETE CASCADE,
    recorded_at INTEGER NOT NULL CHECK (recorded_at > 0),
    kind TEXT NOT NULL CHECK (kind IN ('added', 'stage', 'corrected')),
    stage TEXT NOT NULL CHECK (stage <> ''),
    stage_before TEXT,
    CHECK ((kind = 'stage') = (stage_before IS NOT NULL))
) STRICT;
CREATE INDEX petition_change_moment ON petition_change (recorded_at);
CREATE INDEX petition_change_record ON petition_change (record_id, recorded_at);
