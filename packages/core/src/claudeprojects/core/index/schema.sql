-- The disposable index of one vault. SQLite is the truth; the search stores beside it catch up by `seq`.
CREATE TABLE meta (key TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;

-- Every regular file below the vault's root, indexed or not.
CREATE TABLE files (
    file_id INTEGER PRIMARY KEY AUTOINCREMENT,
    path TEXT NOT NULL UNIQUE,
    folder TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    hash TEXT,
    state TEXT NOT NULL CHECK (state IN ('indexed', 'skipped')),
    reason TEXT,
    detail TEXT,
    -- 1 when the file was written so shortly before it was read that its time cannot tell a later change.
    racy INTEGER NOT NULL DEFAULT 0,
    seq INTEGER NOT NULL
) STRICT;
CREATE INDEX files_by_seq ON files (seq);
CREATE INDEX files_by_folder ON files (folder);
CREATE INDEX files_by_state ON files (state, reason, kind);
-- Filters without words show the newest first.
CREATE INDEX files_by_age ON files (mtime_ns DESC, path) WHERE state = 'indexed';

CREATE TABLE removed (file_id INTEGER PRIMARY KEY, seq INTEGER NOT NULL) STRICT;

CREATE TABLE notes (
    file_id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    aliases TEXT NOT NULL,
    properties TEXT NOT NULL,
    properties_error TEXT,
    headings TEXT NOT NULL,
    blocks TEXT NOT NULL,
    warnings TEXT NOT NULL,
    words INTEGER NOT NULL
) STRICT;

CREATE TABLE texts (file_id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;

CREATE TABLE tags (
    file_id INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    tag TEXT NOT NULL,
    tag_key TEXT NOT NULL,
    line INTEGER NOT NULL,
    PRIMARY KEY (file_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX tags_by_key ON tags (tag_key);

CREATE TABLE links (
    source_id INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL,
    embed INTEGER NOT NULL,
    target TEXT NOT NULL,
    subpath TEXT NOT NULL,
    display TEXT,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    line INTEGER NOT NULL,
    target_key TEXT NOT NULL,
    target_id INTEGER,
    PRIMARY KEY (source_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX links_by_target ON links (target_id);
CREATE INDEX links_by_key ON links (target_key);

CREATE TABLE properties (
    file_id INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    value TEXT,
    number REAL,
    PRIMARY KEY (file_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX properties_by_name ON properties (name_key);

CREATE TABLE tasks (
    file_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    symbol TEXT NOT NULL,
    status TEXT NOT NULL,
    description TEXT NOT NULL,
    priority TEXT,
    created TEXT,
    scheduled TEXT,
    starts TEXT,
    due TEXT,
    done TEXT,
    cancelled TEXT,
    recurrence TEXT,
    id TEXT,
    depends_on TEXT NOT NULL,
    tags TEXT NOT NULL,
    PRIMARY KEY (file_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX tasks_by_status ON tasks (status, due);

CREATE TABLE passages (
    passage_id INTEGER PRIMARY KEY AUTOINCREMENT,
    file_id INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    heading_path TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    line INTEGER NOT NULL,
    page INTEGER
) STRICT;
CREATE INDEX passages_by_file ON passages (file_id);

CREATE TABLE vectors (
    model TEXT NOT NULL,
    passage_id INTEGER NOT NULL,
    vector BLOB NOT NULL,
    PRIMARY KEY (model, passage_id)
) STRICT, WITHOUT ROWID;
