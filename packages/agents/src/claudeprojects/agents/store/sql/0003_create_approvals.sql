-- What waits, or waited, for a person to say yes or no: one row for each exact effect of one tool call.
CREATE TABLE approvals (
    id TEXT PRIMARY KEY,
    run_id TEXT NOT NULL,
    key TEXT NOT NULL,             -- run/step/call
    digest TEXT NOT NULL,          -- of the tool, its arguments and the effect that was shown
    tool TEXT NOT NULL,
    arguments TEXT NOT NULL,       -- JSON
    effect TEXT NOT NULL,          -- JSON
    rule TEXT NOT NULL,
    why TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'approved', 'denied', 'withdrawn')),
    created_at TEXT NOT NULL,
    decided_at TEXT,
    decided_by TEXT,
    note TEXT NOT NULL DEFAULT '',
    UNIQUE (key, digest)
) STRICT;

CREATE INDEX approvals_by_state ON approvals (state, created_at);
CREATE INDEX approvals_by_run ON approvals (run_id);
