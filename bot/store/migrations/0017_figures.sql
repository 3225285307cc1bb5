-- Which cell of which figure each record was counted in when the last edition was told. The next edition starts from
-- here, so that no two editions differ by fewer than five records. `record_id`: NULL once the record was deleted; what
-- was told stays told, and nothing leads from here to it any more.
CREATE TABLE figure_place (
    number INTEGER NOT NULL PRIMARY KEY,
    figure TEXT NOT NULL CHECK (figure <> ''),
    record_id TEXT,
    cell TEXT NOT NULL CHECK (cell <> ''),
    UNIQUE (figure, record_id)
) STRICT;
CREATE INDEX figure_place_record ON figure_place (record_id) WHERE record_id IS NOT NULL;

-- When the last edition was made, and when something in it last changed (0: never). Unix seconds, UTC.
CREATE TABLE figure_edition (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    made_at INTEGER NOT NULL CHECK (made_at >= 0),
    changed_at INTEGER NOT NULL CHECK (changed_at >= 0)
) STRICT;
INSERT INTO figure_edition (one, made_at, changed_at) VALUES (1, 0, 0);
