-- Each change of a file as one call of a tool left it: what a fork that shares the call takes over.
CREATE TABLE change_steps (
    step_id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL,
    change_id INTEGER NOT NULL,
    old_path TEXT,
    path TEXT NOT NULL,
    base TEXT,
    proposed TEXT,
    privacy TEXT NOT NULL
) STRICT;

CREATE INDEX change_steps_by_key ON change_steps (key);
