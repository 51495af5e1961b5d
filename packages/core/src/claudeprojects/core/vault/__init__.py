"""The vault: the user's own folder of Markdown, read, parsed, written and watched."""
