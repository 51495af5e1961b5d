"""Helpers for tests of agents: fakes of what is paid for, and the suites every adapter must pass."""
