"""Word count: a tool that counts the words of a note."""

from claudeprojects.agents.plugins.hooks import hookimpl
from claudeprojects.agents.values import Effect, ToolResult, ToolSpec


class CountWords:
    """Counts the words of a note."""

    spec = ToolSpec(
        "word_count_count_words",
        "Count the words of a note.",
        {"type": "object", "properties": {"path": {"type": "string"}}, "required": ["path"]},
    )

    def effect(self, arguments, ctx):
        """What a call would do, said before it happens: permissions are decided on it."""
        return Effect("read", f"Count the words of {arguments['path']}", (arguments["path"],))

    async def run(self, arguments, ctx):
        """Count. ``ctx.view`` shows the vault with the run's own changes; what it reads sets the result's privacy."""
        path = arguments["path"]
        text = ctx.view.read(path).text
        return ToolResult(f"{len(text.split())} words", privacy=ctx.view.privacy_of(path))


@hookimpl
def tools():
    """The tools of this plugin."""
    return [CountWords()]
