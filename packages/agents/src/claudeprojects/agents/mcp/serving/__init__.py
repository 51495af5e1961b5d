"""The workspace as an MCP server: tools, notes and templates for Claude Code, Cursor and other programs."""
