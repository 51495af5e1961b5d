-- Phases of methodologies that runs carry out: what each activity has come to. The state of the project itself is in
-- its note; this is only how far the agents are.
CREATE TABLE phases (
    run_id TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
    project TEXT NOT NULL,           -- the path of its note
    methodology TEXT NOT NULL,
    phase TEXT NOT NULL
) STRICT;

CREATE INDEX phases_by_project ON phases (project, phase);

CREATE TABLE phase_activities (
    run_id TEXT NOT NULL REFERENCES phases (run_id) ON DELETE CASCADE,
    activity TEXT NOT NULL,
    place INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'handed-over')),
    attempt INTEGER NOT NULL,        -- raised when it is to be done anew
    agent TEXT NOT NULL,
    person TEXT NOT NULL,            -- who it was handed over to
    words TEXT NOT NULL,             -- what a person said along with the last attempt
    said TEXT NOT NULL,              -- the agent's last answer, or why it failed
    PRIMARY KEY (run_id, activity)
) STRICT, WITHOUT ROWID;

-- The numbers that steps of the run were given, so that after a crash each is asked for under the same one.
CREATE TABLE phase_steps (
    run_id TEXT NOT NULL REFERENCES phases (run_id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (run_id, name)
) STRICT, WITHOUT ROWID;
