-- Public cases live in a data file that is read at every start. Kept here is only what tells that one became different:
-- the tables no longer bear the name that the register of the members' own petitions needs.

DROP TABLE petition_change;
DROP TABLE petition_step;
DROP TABLE petition_source;
DROP TABLE petition;

CREATE TABLE public_case (
    record_id TEXT NOT NULL PRIMARY KEY CHECK (record_id GLOB '[0-9A-Z][0-9A-Z][0-9A-Z]-[0-9A-Z][0-9A-Z][0-9A-Z]'),
    stage TEXT NOT NULL CHECK (stage <> ''),
    -- SHA-256 of the case as the file had it.
    fingerprint BLOB NOT NULL CHECK (length(fingerprint) = 32)
) STRICT;

-- What became different, and when this bot learned of it. Unix seconds, UTC. `stage_before` only where the stage moved.
CREATE TABLE public_case_change (
    change_id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    record_id TEXT NOT NULL REFERENCES public_case (record_id) ON DELETE CASCADE,
    recorded_at INTEGER NOT NULL CHECK (recorded_at > 0),
    kind TEXT NOT NULL CHECK (kind IN ('added', 'stage', 'corrected')),
    stage TEXT NOT NULL CHECK (stage <> ''),
    stage_before TEXT,
    CHECK ((kind = 'stage') = (stage_before IS NOT NULL))
) STRICT;
CREATE INDEX public_case_change_moment ON public_case_change (recorded_at);
CREATE INDEX public_case_change_record ON public_case_change (record_id, recorded_at);
