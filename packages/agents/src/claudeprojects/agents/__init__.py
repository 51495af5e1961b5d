"""Agents that do project work in a vault: bounded, reviewable, reversible, on a local model or a remote one."""
