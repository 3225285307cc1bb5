-- Until when nothing is relayed in a channel, in seconds since 1970.
CREATE TABLE pause (
    channel TEXT NOT NULL PRIMARY KEY,
    until INTEGER NOT NULL CHECK (until > 0)
) STRICT;
