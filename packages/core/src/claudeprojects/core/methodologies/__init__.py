"""Methodologies: ways of working as Markdown files, put to work in a vault and held to their gates."""
