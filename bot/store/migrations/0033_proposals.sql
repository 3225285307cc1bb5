-- What groups propose for the review of the agreement. Told to the whole network and exported: holds no person.
CREATE TABLE proposal (
    number INTEGER NOT NULL PRIMARY KEY CHECK (number > 0),
    organisation TEXT NOT NULL CHECK (organisation <> ''),
    -- Unix seconds, UTC; 0 as long as it stands.
    withdrawn_at INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn_at >= 0)
) STRICT;

-- `words` is JSON: the text in every language. `language`: the one it was written in; the others are translations.
CREATE TABLE proposal_version (
    proposal INTEGER NOT NULL REFERENCES proposal (number) ON DELETE CASCADE,
    version INTEGER NOT NULL CHECK (version > 0),
    language TEXT NOT NULL CHECK (language <> ''),
    words TEXT NOT NULL CHECK (words <> ''),
    since INTEGER NOT NULL CHECK (since > 0),
    event_id TEXT NOT NULL UNIQUE CHECK (event_id <> ''),
    PRIMARY KEY (proposal, version)
) STRICT, WITHOUT ROWID;

-- Who stands behind which version; named only where the group wanted it.
CREATE TABLE proposal_signature (
    proposal INTEGER NOT NULL REFERENCES proposal (number) ON DELETE CASCADE,
    organisation TEXT NOT NULL CHECK (organisation <> ''),
    version INTEGER NOT NULL CHECK (version > 0),
    named INTEGER NOT NULL CHECK (named IN (0, 1)),
    PRIMARY KEY (proposal, organisation)
) STRICT, WITHOUT ROWID;

-- A talk may be about a proposal too.
CREATE TABLE talk_of_more (
    user_id TEXT NOT NULL CHECK (user_id <> ''),
    kind TEXT NOT NULL CHECK (kind IN ('making', 'answering', 'dating', 'proposing')),
    -- Which survey is answered, or which proposal changed; 0 for anything else.
    survey INTEGER NOT NULL CHECK (survey >= 0),
    state TEXT NOT NULL CHECK (state <> ''),
    event_id TEXT NOT NULL CHECK (event_id <> ''),
    touched_at INTEGER NOT NULL CHECK (touched_at > 0),
    PRIMARY KEY (user_id, kind)
) STRICT;
INSERT INTO talk_of_more (user_id, kind, survey, state, event_id, touched_at)
    SELECT user_id, kind, survey, state, event_id, touched_at FROM talk;
DROP TABLE talk;
ALTER TABLE talk_of_more RENAME TO talk;
