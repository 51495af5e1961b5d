"""The parts of a working checkout and how each is brought up to date.

Standard library only: this runs before anything is installed. Everything goes below the checkout (``.tools``,
``.venv``, ``node_modules``), nothing needs root, and a part whose inputs did not change is not touched again.
"""
