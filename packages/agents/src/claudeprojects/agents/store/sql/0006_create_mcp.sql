-- MCP servers: what the user decided about each, and what it offered when it last answered.
CREATE TABLE mcp_servers (
    name TEXT PRIMARY KEY,
    -- The configuration this row is about; another one of the same name starts from nothing.
    digest TEXT NOT NULL,
    trusted_at REAL,
    switched_off INTEGER NOT NULL DEFAULT 0,
    tools TEXT NOT NULL DEFAULT '[]',
    title TEXT NOT NULL DEFAULT '',
    version TEXT NOT NULL DEFAULT '',
    seen_at REAL,
    -- The strictest class of text it was ever sent: what it answers may be made of that.
    privacy INTEGER NOT NULL DEFAULT 0
) STRICT;
