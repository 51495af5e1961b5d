"""The command line of ClaudeProjects: everything the workspace does, for people and for scripts.

``main`` runs it; ``groups`` and ``tree`` find commands without importing them; ``invocation`` is what every command
shares; ``commands`` has one module per command; ``workbench`` is what commands work on, the running engine or the
vault itself; ``output`` and ``text`` write; ``exits`` says how a run ends.
"""
