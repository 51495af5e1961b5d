"""Plugins: code of others that adds tools, agents, importers and more, found, trusted and held at arm's length."""
