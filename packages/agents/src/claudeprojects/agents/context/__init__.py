"""Context: what a model is given to read for a question, each piece labelled with its source and its privacy."""

from claudeprojects.agents.context.builder import ContextBuilder
from claudeprojects.agents.context.model import Considered, Context

__all__ = ["Considered", "Context", "ContextBuilder"]
