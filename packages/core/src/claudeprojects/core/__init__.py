"""The heart of ClaudeProjects: vault, index, search and graph. No web framework, no network."""
