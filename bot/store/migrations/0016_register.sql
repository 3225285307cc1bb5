-- The members' own records, as a log of changes and nothing else: what a record says now is worked out from it.
-- `payload` is JSON: the record, what was done, when, by whom, for which organisation, the values. `commitment` is
-- SHA-256 of salt and payload, `chain` runs over the commitments. A purge empties record_id, payload and salt.

CREATE TABLE register_log (
    seq INTEGER NOT NULL PRIMARY KEY CHECK (seq > 0),
    record_id TEXT CHECK (record_id GLOB '[0-9A-Z][0-9A-Z][0-9A-Z]-[0-9A-Z][0-9A-Z][0-9A-Z]'),
    payload TEXT,
    salt BLOB CHECK (length(salt) = 16),
    commitment BLOB NOT NULL CHECK (length(commitment) = 32),
    chain BLOB NOT NULL CHECK (length(chain) = 32),
    CHECK ((payload IS NULL) = (salt IS NULL)),
    CHECK (payload IS NOT NULL OR record_id IS NULL)
) STRICT;
CREATE INDEX register_log_record ON register_log (record_id, seq) WHERE record_id IS NOT NULL;

-- Where the chain ends, so that rows cut off its end are missed.
CREATE TABLE register_head (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    count INTEGER NOT NULL CHECK (count >= 0),
    chain BLOB NOT NULL CHECK (length(chain) = 32)
) STRICT;
INSERT INTO register_head (one, count, chain) VALUES (1, 0, zeroblob(32));

-- Commands that were carried out, so that one that comes again after a crash is only answered again.
-- Unix seconds, UTC. Rows go after 30 days.
CREATE TABLE register_done (
    event_id TEXT NOT NULL PRIMARY KEY CHECK (event_id <> ''),
    record_id TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome <> ''),
    done_at INTEGER NOT NULL CHECK (done_at > 0)
) STRICT;
CREATE INDEX register_done_moment ON register_done (done_at);

-- Up to which change somebody of the owners has been shown a record: who writes after somebody else is told first.
CREATE TABLE register_seen (
    user_id TEXT NOT NULL CHECK (user_id <> ''),
    record_id TEXT NOT NULL CHECK (record_id <> ''),
    revision INTEGER NOT NULL CHECK (revision >= 0),
    PRIMARY KEY (user_id, record_id)
) STRICT;

-- What the bot is asking somebody in their direct chat, as JSON that nobody else sees: the answers to the questions
-- about a new record so far ('entry'), or what a typed word would do ('word'). Rows go 7 days after the last answer.
CREATE TABLE register_dialogue (
    user_id TEXT NOT NULL CHECK (user_id <> ''),
    kind TEXT NOT NULL CHECK (kind IN ('entry', 'word')),
    state TEXT NOT NULL CHECK (state <> ''),
    -- The last message that moved it: the same one again moves nothing.
    event_id TEXT NOT NULL CHECK (event_id <> ''),
    touched_at INTEGER NOT NULL CHECK (touched_at > 0),
    PRIMARY KEY (user_id, kind)
) STRICT;
