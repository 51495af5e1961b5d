"""The workspace: one vault with its index, search and graph, opened as a whole."""

from claudeprojects.core.workspace.workspace import Workspace

__all__ = ["Workspace"]
