"""Days left: a page of the workspace that counts the days to the end of the year."""

from claudeprojects.agents.plugins.hooks import Panel, hookimpl

PAGE = """<!doctype html>
<meta charset="utf-8">
<title>Days left</title>
<style>body { font: 16px/1.5 system-ui; margin: 2rem; color-scheme: light dark }</style>
<p><output id="days"></output> days are left of this year.</p>
<script>
  const now = new Date(), end = new Date(now.getFullYear() + 1, 0, 1);
  document.getElementById("days").value = Math.ceil((end - now) / 86400000);
</script>
"""


@hookimpl
def panels():
    """The pages of this plugin."""
    return [Panel("days-left", "Days left", PAGE)]
