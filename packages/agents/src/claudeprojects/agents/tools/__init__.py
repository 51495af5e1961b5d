"""The tools that agents use, and the box that checks, asks, runs and labels every call of one."""
