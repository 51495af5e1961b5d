"""The local engine: one process on loopback that serves the API, the events and the UI."""
