-- Up to which change of which index the history is complete, so that a start looks only at what came later.
CREATE TABLE taken (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    store_id TEXT NOT NULL,
    seq INTEGER NOT NULL
) STRICT;
