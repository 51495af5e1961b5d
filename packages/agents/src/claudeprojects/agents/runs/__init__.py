"""Runs: agents at work as durable jobs, one budget for a tree of them, every step recorded exactly."""
