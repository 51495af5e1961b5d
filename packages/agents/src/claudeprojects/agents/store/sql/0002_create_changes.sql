-- Changesets (see changes/): what runs propose, what of it was done to files, and the contents of both.
CREATE TABLE change_blobs (
    hash TEXT PRIMARY KEY,
    data BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- One file of a changeset. base and proposed are contents (NULL: no file); paths before and after.
CREATE TABLE changes (
    change_id INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id TEXT NOT NULL,
    old_path TEXT,
    path TEXT NOT NULL,
    base TEXT,
    proposed TEXT,
    state TEXT NOT NULL DEFAULT 'proposed',
    why TEXT NOT NULL DEFAULT '',
    privacy TEXT NOT NULL DEFAULT 'open',
    staged_by TEXT NOT NULL
) STRICT;

CREATE INDEX changes_by_run ON changes (run_id, state);

-- What was done to a file on disk, recorded before it is done, so that it can be taken back.
CREATE TABLE change_effects (
    effect_id INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id TEXT NOT NULL,
    change_id INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('write', 'move', 'delete')),
    path TEXT NOT NULL,
    target TEXT,
    before TEXT,
    after TEXT,
    folders TEXT NOT NULL DEFAULT '[]',
    links TEXT NOT NULL DEFAULT '[]',
    operation_id TEXT,
    state TEXT NOT NULL DEFAULT 'pending',
    why TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX effects_by_run ON change_effects (run_id, effect_id);

-- What each call of a tool staged, so that a step that runs again after a crash does nothing twice.
CREATE TABLE change_calls (
    key TEXT PRIMARY KEY,
    run_id TEXT NOT NULL,
    result TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The content of a file as a run last read it: what its writes are made from.
CREATE TABLE change_reads (
    run_id TEXT NOT NULL,
    path TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (run_id, path)
) STRICT, WITHOUT ROWID;
