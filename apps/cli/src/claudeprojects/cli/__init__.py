"""The command line of ClaudeProjects."""
