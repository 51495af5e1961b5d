"""Reports of projects: a note with tables and pictures, made of what the vault and its history hold now."""
