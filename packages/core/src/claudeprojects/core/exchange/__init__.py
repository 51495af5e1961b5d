"""Taking in what other programs exported, and giving notes, projects and tasks out in formats of others."""
