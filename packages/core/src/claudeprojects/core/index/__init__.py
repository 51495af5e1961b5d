"""The index: what is on disk, kept as facts in SQLite and as documents in the search stores beside it."""
