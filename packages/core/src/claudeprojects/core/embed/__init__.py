"""Embeddings: text as vectors, by a model that ships with the package or one the user runs."""
