"""Weekly review: a methodology, as a Markdown file beside this one."""

from pathlib import Path

from claudeprojects.agents.plugins.hooks import hookimpl


@hookimpl
def methodologies():
    """The folder that holds the methodology."""
    return [Path(__file__).parent / "methodologies"]
