"""Phases: agents carry out a phase of a methodology, check it, and stop at its gate for a person."""
