-- Which columns are encrypted under the second key. `key_check` tells whether a key is the one they were sealed with;
-- the place 'people' stands for the user ids in all columns.
CREATE TABLE sealed_place (
    place TEXT NOT NULL PRIMARY KEY CHECK (place <> ''),
    key_check BLOB NOT NULL CHECK (length(key_check) = 32)
) STRICT;
