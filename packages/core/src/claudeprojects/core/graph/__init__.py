"""The knowledge graph: what links to what, what could, and what leads nowhere."""
