-- The audit log: what left the machine, and what was refused. Rows are only ever added; each carries the hash of
-- the one before it (see privacy/audit.py).
CREATE TABLE audit (
    entry_id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('sent', 'refused')),
    channel TEXT NOT NULL,
    receiver TEXT NOT NULL,
    run_id TEXT,
    bytes INTEGER NOT NULL,
    privacy TEXT NOT NULL,
    notes TEXT NOT NULL,
    detail TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;

CREATE INDEX audit_by_run ON audit (run_id);

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE (ABORT, 'the audit log is only added to');
END;

CREATE TRIGGER audit_is_not_shortened BEFORE DELETE ON audit
BEGIN
    SELECT RAISE (ABORT, 'the audit log is only added to');
END;
