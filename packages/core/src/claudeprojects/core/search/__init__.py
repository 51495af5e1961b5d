"""Search: the query language, full text, vectors and how they are fused."""
