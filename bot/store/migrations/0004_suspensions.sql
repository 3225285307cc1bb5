-- People whose phone is lost or taken. Moments are Unix seconds, UTC.
CREATE TABLE suspension (
    user_id TEXT NOT NULL PRIMARY KEY,
    suspended_by TEXT NOT NULL,
    since INTEGER NOT NULL CHECK (since > 0),
    CHECK (user_id <> suspended_by)
) STRICT;

-- Coordinators who want the person back; it takes two within a day.
CREATE TABLE restore_vote (
    user_id TEXT NOT NULL REFERENCES suspension (user_id) ON DELETE CASCADE,
    voter TEXT NOT NULL,
    voted_at INTEGER NOT NULL CHECK (voted_at > 0),
    PRIMARY KEY (user_id, voter)
) STRICT, WITHOUT ROWID;

-- Rooms the person was in. After the suspension is undone: rooms to which an invitation is owed.
CREATE TABLE removed_from (
    user_id TEXT NOT NULL,
    room_id TEXT NOT NULL,
    PRIMARY KEY (user_id, room_id)
) STRICT, WITHOUT ROWID;

-- What was done and by whose command. `told`: the operators' room knows.
CREATE TABLE suspension_log (
    number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    user_id TEXT NOT NULL,
    change TEXT NOT NULL CHECK (change IN ('suspended', 'restored')),
    coordinator TEXT NOT NULL,
    -- The other one of the two who restored; '' for a suspension.
    seconded TEXT NOT NULL,
    command_event_id TEXT NOT NULL UNIQUE,
    done_at INTEGER NOT NULL CHECK (done_at > 0),
    told INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1)),
    CHECK ((change = 'restored') = (seconded <> ''))
) STRICT;
