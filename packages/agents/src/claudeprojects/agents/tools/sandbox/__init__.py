"""The sandbox for commands: bubblewrap, a filter of system calls, limits, and the vault copy-on-write."""
