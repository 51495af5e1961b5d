"""Projects, sprints and tasks: read from the notes, found by queries, and changed one line at a time."""
