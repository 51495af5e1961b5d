"""The sample workspace: a small studio's vault that teaches the product to whoever explores it.

The notes stand as plain files in ``vault/`` beside this module. Dates in them are written ``@{-3}``, days from the
day of creation, so that the sample is always in the middle of its sprint; the picture and the PDF are drawn.
"""

from __future__ import annotations

from claudeprojects.core.sample.create import create_sample, default_place

__all__ = ["create_sample", "default_place"]
