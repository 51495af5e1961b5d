"""The store: SQLite files opened the same way everywhere, with one writer, many readers and migrations."""
