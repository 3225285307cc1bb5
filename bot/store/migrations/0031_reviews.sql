-- Who reads drafts of other groups. Lists are JSON.
CREATE TABLE review_volunteer (
    user_id TEXT NOT NULL PRIMARY KEY CHECK (user_id <> ''),
    languages TEXT NOT NULL CHECK (languages <> ''),
    topics TEXT NOT NULL CHECK (topics <> '')
) STRICT;

-- Peer readings. The draft is no more than the id of the owner's message ('' for the record's own fields) and a salted
-- sum of the text that the owner was shown. A row goes when the answers are handed over and every draft is deleted.
-- Moments are Unix seconds, UTC.
CREATE TABLE review (
    review_id TEXT NOT NULL PRIMARY KEY CHECK (review_id <> ''),
    record_id TEXT NOT NULL CHECK (record_id <> ''),
    owner_group TEXT NOT NULL CHECK (owner_group <> ''),
    owner TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('text', 'exclude', 'word', 'open', 'over', 'withdrawn')),
    topics TEXT NOT NULL CHECK (topics <> ''),
    language TEXT NOT NULL,
    room_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    excluded TEXT NOT NULL CHECK (excluded <> ''),
    salt BLOB NOT NULL,
    fingerprint BLOB NOT NULL,
    -- The last message of the owner that moved it: the same one again moves nothing.
    moved_by TEXT NOT NULL CHECK (moved_by <> ''),
    since INTEGER NOT NULL CHECK (since > 0)
) STRICT;
CREATE UNIQUE INDEX review_owner_preparing ON review (owner) WHERE state IN ('text', 'exclude', 'word');

CREATE TABLE review_reader (
    review_id TEXT NOT NULL REFERENCES review (review_id) ON DELETE CASCADE,
    number INTEGER NOT NULL CHECK (number > 0),
    -- '' for one who was forgotten.
    user_id TEXT NOT NULL,
    organisation TEXT NOT NULL CHECK (organisation <> ''),
    state TEXT NOT NULL CHECK (state IN ('owed', 'asked', 'accepted', 'answered', 'declined', 'ended', 'gone')),
    until INTEGER NOT NULL CHECK (until > 0),
    room_id TEXT NOT NULL,
    -- Messages of the bot that are to be deleted afterwards; '' for none.
    question_event_id TEXT NOT NULL,
    draft_event_id TEXT NOT NULL,
    -- A JSON list out of a closed choice; the line of advice stands in the reader's own message.
    answers TEXT NOT NULL CHECK (answers <> ''),
    advice_event_id TEXT NOT NULL,
    named INTEGER NOT NULL CHECK (named IN (0, 1)),
    moved_by TEXT NOT NULL,
    PRIMARY KEY (review_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX review_reader_user ON review_reader (user_id);

-- When groups asked for a reading, so that none asks too often. Rows go after a year.
CREATE TABLE review_asked (
    review_id TEXT NOT NULL PRIMARY KEY CHECK (review_id <> ''),
    organisation TEXT NOT NULL CHECK (organisation <> ''),
    asked_at INTEGER NOT NULL CHECK (asked_at > 0)
) STRICT;
