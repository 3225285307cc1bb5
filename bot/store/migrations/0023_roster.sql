-- What was changed in chat about members and groups, as a chained log: each row has the state of its subject (a user id
-- or the name of a group) after the change, and who made it. Chain and commitments as in 0016_register.sql.
CREATE TABLE roster_log (
    seq INTEGER NOT NULL PRIMARY KEY CHECK (seq > 0),
    subject TEXT CHECK (subject <> ''),
    payload TEXT,
    salt BLOB CHECK (length(salt) = 16),
    commitment BLOB NOT NULL CHECK (length(commitment) = 32),
    chain BLOB NOT NULL CHECK (length(chain) = 32),
    CHECK ((payload IS NULL) = (salt IS NULL)),
    CHECK (payload IS NOT NULL OR subject IS NULL)
) STRICT;
CREATE INDEX roster_log_subject ON roster_log (subject, seq) WHERE subject IS NOT NULL;

CREATE TABLE roster_head (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    count INTEGER NOT NULL CHECK (count >= 0),
    chain BLOB NOT NULL CHECK (length(chain) = 32)
) STRICT;
INSERT INTO roster_head (one, count, chain) VALUES (1, 0, zeroblob(32));

-- Commands that were carried out. Unix seconds, UTC. Rows go after 30 days.
CREATE TABLE roster_done (
    event_id TEXT NOT NULL PRIMARY KEY CHECK (event_id <> ''),
    subject TEXT NOT NULL CHECK (subject <> ''),
    outcome TEXT NOT NULL CHECK (outcome <> ''),
    done_at INTEGER NOT NULL CHECK (done_at > 0)
) STRICT;
CREATE INDEX roster_done_moment ON roster_done (done_at);

-- Coordinators who are still to be told of a change, in their direct chats.
CREATE TABLE roster_owed (
    subject TEXT NOT NULL CHECK (subject <> ''),
    user_id TEXT NOT NULL CHECK (user_id <> ''),
    seq INTEGER NOT NULL CHECK (seq > 0),
    PRIMARY KEY (subject, user_id)
) STRICT, WITHOUT ROWID;
