-- How fast each model was when it was last measured. Times are Unix seconds.
CREATE TABLE model_figures (
    model TEXT PRIMARY KEY,
    tokens_per_second REAL NOT NULL,
    -- Measured by a test only.
    first_token_seconds REAL,
    calls INTEGER NOT NULL,
    measured_at REAL NOT NULL
) STRICT;
