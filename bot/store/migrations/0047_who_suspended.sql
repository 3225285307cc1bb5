-- Who suspended somebody, and when, is in suspension_log. Here nobody read it, and it outlived `!forget me` of the coordinator.
CREATE TABLE suspended (user_id TEXT NOT NULL PRIMARY KEY) STRICT;
INSERT INTO suspended (user_id) SELECT user_id FROM suspension;
CREATE TABLE wanted_back (
    user_id TEXT NOT NULL REFERENCES suspended (user_id) ON DELETE CASCADE,
    voter TEXT NOT NULL,
    voted_at INTEGER NOT NULL CHECK (voted_at > 0),
    PRIMARY KEY (user_id, voter)
) STRICT, WITHOUT ROWID;
INSERT INTO wanted_back (user_id, voter, voted_at) SELECT user_id, voter, voted_at FROM restore_vote;
DROP TABLE restore_vote;
DROP TABLE suspension;
ALTER TABLE suspended RENAME TO suspension;
ALTER TABLE wanted_back RENAME TO restore_vote;
