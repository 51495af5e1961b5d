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
-- Paths that SQLite does not compare as we do.
CREATE INDEX files_odd ON files (path) WHERE path GLOB '*[^ -~]*';
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

-- Notes that others are made from: no work in them counts (see templates).
CREATE TABLE templates (file_id INTEGER PRIMARY KEY) STRICT;

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
CREATE INDEX properties_by_name ON properties (name_key, value);

-- Work items: task lines, and notes with `type: task` (their line is -1). `task_id` is file_id << 32 | line + 1.
CREATE TABLE tasks (
    task_id INTEGER PRIMARY KEY,
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
    block_id TEXT,
    assignees TEXT NOT NULL DEFAULT '[]',
    points REAL,
    hours REAL,
    time TEXT,
    -- The project and the sprint as the item itself names them, if it does.
    project_named TEXT,
    sprint_named TEXT,
    -- What that, its folder and its links come to: the notes of its project and its sprint, and why (see belonging).
    project_id INTEGER,
    project_by TEXT,
    sprint_id INTEGER,
    sprint_by TEXT
) STRICT;
CREATE INDEX tasks_by_file ON tasks (file_id, line);
-- What most queries ask for, so that they read no wide rows: in the order of days, and by status.
CREATE INDEX tasks_by_due ON tasks (
    coalesce(due, '9999'), task_id, status, priority, scheduled, starts, points, hours, assignees, project_id,
    sprint_id, file_id
);
CREATE INDEX tasks_by_status ON tasks (
    status, coalesce(due, '9999'), task_id, priority, scheduled, starts, points, hours, assignees, project_id,
    sprint_id, file_id
);
CREATE INDEX tasks_by_project ON tasks (
    project_id, status, coalesce(due, '9999'), task_id, points, hours, assignees
) WHERE project_id IS NOT NULL;
CREATE INDEX tasks_by_sprint ON tasks (
    sprint_id, status, coalesce(due, '9999'), task_id, points, hours, assignees
) WHERE sprint_id IS NOT NULL;
-- The last column of a board, the latest first.
CREATE INDEX tasks_by_done ON tasks (status, coalesce(done, ''), task_id);
CREATE INDEX tasks_by_id ON tasks (id, status) WHERE id IS NOT NULL;
CREATE INDEX tasks_by_name ON tasks (file_id) WHERE project_named IS NOT NULL OR sprint_named IS NOT NULL;

-- What items are found by besides their columns: tags as `#a` and `#a/b`, people as `@mara`, both in lower case.
CREATE TABLE task_terms (
    term TEXT NOT NULL,
    task_id INTEGER NOT NULL,
    -- As in `tasks`: what is asked most about someone's items, or those of a tag, so that none is looked up for it.
    status TEXT NOT NULL,
    priority TEXT,
    scheduled TEXT,
    starts TEXT,
    due TEXT,
    PRIMARY KEY (term, task_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_terms_by_task ON task_terms (task_id);

-- Which ids an item depends on.
CREATE TABLE task_needs (id TEXT NOT NULL, task_id INTEGER NOT NULL, PRIMARY KEY (id, task_id)) STRICT, WITHOUT ROWID;
CREATE INDEX task_needs_by_task ON task_needs (task_id);

-- The words of each item's description, cut as search cuts them.
CREATE VIRTUAL TABLE task_words USING fts5 (
    words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0'
);

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
