"""MCP, both ways: servers of others as tools of our agents, and the workspace as a server for other programs."""
