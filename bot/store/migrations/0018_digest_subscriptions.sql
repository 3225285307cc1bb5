-- Who gets the weekly digest in their direct chat; until when they want none (0: now). Unix seconds, UTC.
CREATE TABLE digest_subscription (
    user_id TEXT NOT NULL PRIMARY KEY CHECK (user_id <> ''),
    muted_until INTEGER NOT NULL CHECK (muted_until >= 0)
) STRICT;
