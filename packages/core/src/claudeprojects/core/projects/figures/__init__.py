"""Figures of projects: burndown, velocity, cumulative flow, cycle time, load; from the history and nothing else."""
