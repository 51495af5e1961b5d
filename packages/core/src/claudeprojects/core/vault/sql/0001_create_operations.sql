-- The journal of a vault: what was changed, with enough of the bytes before to put it back.

CREATE TABLE operations (
    operation_id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    summary TEXT NOT NULL,
    at_ns INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'done', 'undone')),
    undoes INTEGER NULL,
    bytes INTEGER NOT NULL
) STRICT;

CREATE INDEX operations_pending ON operations (operation_id) WHERE state = 'pending';

CREATE TABLE steps (
    step_id INTEGER PRIMARY KEY,
    operation_id INTEGER NOT NULL REFERENCES operations ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('write', 'rename', 'make_folder', 'remove_folder')),
    path TEXT NOT NULL,
    target TEXT NULL,           -- where a rename leads
    before BLOB NULL,           -- the file's bytes before the step, deflated; NULL when there was no file
    before_hash TEXT NULL,
    after BLOB NULL,            -- the bytes after it, deflated against before; kept where a merge may need them
    after_hash TEXT NULL,       -- NULL when the step removes the file
    mode INTEGER NULL,          -- permission bits of the file before
    links INTEGER NOT NULL,     -- links updated by the step
    UNIQUE (operation_id, ordinal)
) STRICT;
