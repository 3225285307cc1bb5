-- Which weekly digest was posted in which room. `slot`: the moment it stands for, in seconds since 1970.
CREATE TABLE digest_run (
    room_id TEXT NOT NULL,
    slot INTEGER NOT NULL CHECK (slot > 0),
    -- 'claimed': perhaps sent; 'sent'; 'skipped': too late, or from before the first start.
    state TEXT NOT NULL CHECK (state IN ('claimed', 'sent', 'skipped')),
    claimed_at INTEGER NOT NULL,
    login_id TEXT NOT NULL,
    PRIMARY KEY (room_id, slot)
) STRICT;
