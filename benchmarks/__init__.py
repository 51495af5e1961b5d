"""Measurements with goals: each figure stands beside its goal and beside a named floor or peer of the same run.

Run with ``make bench``. Results go to ``benchmarks/results/*.json``; generated vaults and indexes stay in
``build/bench`` and are used again. Timings of one run on one machine are sizes, not promises.
"""
