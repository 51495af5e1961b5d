"""Queries of other programs that stand in notes, read and answered without changing them.

``TasksBlock`` reads a fenced block of the Obsidian Tasks plugin (language ``tasks``), ``DataviewBlock`` a ``TASK``
query of Dataview. Both answer over the same work items. What a block asks that we cannot answer is named, line by
line, and never silently left out.
"""
