-- Every count that an edition ever told of a cell, so that none of them differs from a later one by fewer than five.
CREATE TABLE figure_count (
    figure TEXT NOT NULL CHECK (figure <> ''),
    cell TEXT NOT NULL CHECK (cell <> ''),
    told INTEGER NOT NULL CHECK (told > 0),
    PRIMARY KEY (figure, cell, told)
) STRICT;
INSERT INTO figure_count (figure, cell, told) SELECT figure, cell, count(*) FROM figure_place GROUP BY figure, cell;
