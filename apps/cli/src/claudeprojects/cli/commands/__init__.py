"""The commands, one module each; nothing here is imported before it runs."""
