-- Runs: one row for each run and sub-run. Times are Unix seconds; budget, usage and paths are JSON.
CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    root_id TEXT NOT NULL,
    parent_id TEXT REFERENCES runs (id) ON DELETE CASCADE,
    -- The tool call of the parent that asked for this run: asked again after a crash, it gets the same run.
    parent_key TEXT UNIQUE,
    forked_from TEXT,
    forked_step INTEGER,
    agent TEXT NOT NULL,
    title TEXT NOT NULL,
    prompt TEXT NOT NULL,
    paths TEXT NOT NULL DEFAULT '[]',
    mode TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'waiting', 'done', 'failed', 'cancelled')),
    why TEXT NOT NULL DEFAULT '',
    answer TEXT NOT NULL DEFAULT '',
    wanted_model TEXT,
    model TEXT NOT NULL DEFAULT '',
    budget TEXT NOT NULL DEFAULT '{}',
    usage TEXT NOT NULL DEFAULT '{}',
    privacy INTEGER NOT NULL DEFAULT 0,
    attended INTEGER NOT NULL DEFAULT 1,
    priority INTEGER NOT NULL DEFAULT 0,
    -- How often it was given to the job queue: at first, after a wait, after a message, after a failure.
    job INTEGER NOT NULL DEFAULT 1,
    -- How often it was tried again after a failure that may pass.
    attempt INTEGER NOT NULL DEFAULT 1,
    -- The worker that carries it out; another one that takes it over writes its own name here.
    owner TEXT,
    schedule_id TEXT,
    created_at REAL NOT NULL,
    started_at REAL,
    ended_at REAL
) STRICT;

CREATE INDEX runs_by_creation ON runs (created_at, id);
CREATE INDEX runs_by_state ON runs (state, created_at);
CREATE INDEX runs_by_root ON runs (root_id);
CREATE INDEX runs_by_parent ON runs (parent_id);

-- Steps: each model call and tool call with exactly what was sent and what came back. A row without ended_at was cut.
CREATE TABLE steps (
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('model', 'tool', 'agent', 'note')),
    name TEXT NOT NULL,
    request TEXT NOT NULL DEFAULT '{}',
    reply TEXT,
    model TEXT NOT NULL DEFAULT '',
    rule TEXT NOT NULL DEFAULT '',
    usage TEXT NOT NULL DEFAULT '{}',
    privacy INTEGER NOT NULL DEFAULT 0,
    started_at REAL NOT NULL,
    ended_at REAL,
    error TEXT,
    PRIMARY KEY (run_id, number)
) STRICT;

-- What a person wrote to a run after it began; step says which model call read it first.
CREATE TABLE run_messages (
    id INTEGER PRIMARY KEY,
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    created_at REAL NOT NULL,
    step INTEGER
) STRICT;

CREATE INDEX run_messages_by_run ON run_messages (run_id, id);

-- Schedules: runs that start by the clock. cron has five fields, read in the named time zone.
CREATE TABLE schedules (
    id TEXT PRIMARY KEY,
    agent TEXT NOT NULL,
    prompt TEXT NOT NULL,
    mode TEXT NOT NULL,
    model TEXT,
    budget TEXT NOT NULL DEFAULT '{}',
    words TEXT NOT NULL,
    cron TEXT NOT NULL,
    timezone TEXT NOT NULL,
    enabled INTEGER NOT NULL DEFAULT 1,
    created_at REAL NOT NULL,
    next_at REAL,
    last_at REAL,
    last_run_id TEXT
) STRICT;

-- Replies kept for the same question asked again, apart for each privacy class.
CREATE TABLE cached_replies (
    key TEXT NOT NULL,
    privacy INTEGER NOT NULL,
    reply TEXT NOT NULL,
    created_at REAL NOT NULL,
    PRIMARY KEY (key, privacy)
) STRICT;
