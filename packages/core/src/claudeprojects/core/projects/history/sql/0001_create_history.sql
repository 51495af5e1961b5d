-- What work items have been, kept apart from the index, which is disposable. Notes are named by path: renames follow.
CREATE TABLE items (
    item_id INTEGER PRIMARY KEY,
    path TEXT NOT NULL,
    -- 0-based; -1 for a note that is an item itself.
    line INTEGER NOT NULL,
    own_id TEXT,
    block_id TEXT,
    words TEXT NOT NULL,
    -- The item's newest state, as JSON; NULL when the item is gone.
    state TEXT,
    since REAL NOT NULL
) STRICT;
CREATE INDEX items_by_path ON items (path) WHERE state IS NOT NULL;
CREATE INDEX items_gone ON items (words) WHERE state IS NULL;

-- Every state an item has had, from `since` (seconds of the epoch, UTC) until the next one. Rows are only added.
CREATE TABLE states (
    item_id INTEGER NOT NULL REFERENCES items (item_id),
    since REAL NOT NULL,
    status TEXT NOT NULL,
    points REAL,
    hours REAL,
    due TEXT,
    assignees TEXT NOT NULL,
    project TEXT,
    sprint TEXT,
    PRIMARY KEY (item_id, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX states_by_project ON states (project, item_id) WHERE project IS NOT NULL;
CREATE INDEX states_by_sprint ON states (sprint, item_id) WHERE sprint IS NOT NULL;
