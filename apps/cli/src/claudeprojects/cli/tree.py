"""The commands there are, as one table. Nothing in it is imported before it runs."""

from __future__ import annotations

from claudeprojects.cli.groups import AppGroup, Lazy, context_settings, version_option

_HERE = "claudeprojects.cli.commands"
_NOTES, _AGENTS, _ENGINE, _MORE = "Notes", "Agents", "Workspace", "Settings and care"

root = AppGroup(
    name="claudeprojects",
    help="Work with a folder of Markdown notes: search it, see what links to what, change it safely."
    "\n\nStart with `claudeprojects open PATH`.",
    context_settings=context_settings(),
    no_args_is_help=True,
    params=[version_option],
    lazy={
        "open": Lazy(f"{_HERE}.open:open_", "Open the workspace in the browser.", _ENGINE),
        "serve": Lazy(f"{_HERE}.serve:serve", "Run the engine here until Ctrl-C.", _ENGINE),
        "stop": Lazy(f"{_HERE}.stop:stop", "Stop the running engine.", _ENGINE),
        "status": Lazy(f"{_HERE}.status:status", "Show what is indexed, what is not, and why.", _ENGINE),
        "index": Lazy(f"{_HERE}.index:index", "Bring the index up to date, or build it anew.", _ENGINE),
        "search": Lazy(f"{_HERE}.search:search", "Find notes by words, meaning, or both.", _NOTES),
        "ask": Lazy(f"{_HERE}.ask:ask", "Answer a question from the notes, with quotes.", _NOTES),
        "chats": Lazy(f"{_HERE}.ask:chats", "See the chats that are kept as notes.", _NOTES),
        "note": Lazy(f"{_HERE}.note:note", "Read and change notes, with undo.", _NOTES),
        "graph": Lazy(f"{_HERE}.graph:graph", "See what links to what, and what could.", _NOTES),
        "task": Lazy(f"{_HERE}.task:task", "Find, add and change tasks.", _NOTES),
        "project": Lazy(f"{_HERE}.project:project", "See projects and begin new ones.", _NOTES),
        "sprint": Lazy(f"{_HERE}.project:sprint", "See and plan sprints.", _NOTES),
        "import": Lazy(f"{_HERE}.import_:import_", "Take in notes and tasks of other programs.", _NOTES),
        "export": Lazy(f"{_HERE}.export:export", "Give out projects and tasks as files.", _NOTES),
        "methodology": Lazy(
            f"{_HERE}.methodology:methodology", "Begin projects by a methodology; write your own.", _NOTES
        ),
        "gate": Lazy(f"{_HERE}.gate:gate", "See what a phase still needs; sign, waive, move on or back.", _NOTES),
        "run": Lazy(f"{_HERE}.run:run", "Ask an agent to do something, and watch it work.", _AGENTS),
        "runs": Lazy(f"{_HERE}.runs:runs", "See what agents did and do; stop them, or go another way.", _AGENTS),
        "schedule": Lazy(f"{_HERE}.runs:schedule", "Start agents by the clock.", _AGENTS),
        "phase": Lazy(f"{_HERE}.phase:phase", "Let agents carry out a phase of a project.", _AGENTS),
        "agent": Lazy(f"{_HERE}.agent:agent", "See and make agents, and why one is not used.", _AGENTS),
        "skill": Lazy(f"{_HERE}.agent:skill", "See the skills that agents can use.", _AGENTS),
        "models": Lazy(f"{_HERE}.models:models", "See, fetch and try language models; keep keys.", _AGENTS),
        "mcp": Lazy(f"{_HERE}.mcp:mcp", "Serve notes to Claude Code and Cursor; use MCP servers.", _AGENTS),
        "plugin": Lazy(f"{_HERE}.plugin:plugin", "See, make and trust plugins.", _AGENTS),
        "changes": Lazy(f"{_HERE}.changes:changes", "Review what a run would change, by file or hunk.", _AGENTS),
        "undo": Lazy(f"{_HERE}.changes:undo", "Take back what a run changed.", _AGENTS),
        "approvals": Lazy(
            f"{_HERE}.approvals:approvals", "Answer agents that wait to be allowed something.", _AGENTS
        ),
        "permissions": Lazy(f"{_HERE}.permissions:permissions", "See and change what agents may do.", _AGENTS),
        "privacy": Lazy(f"{_HERE}.privacy:privacy", "Say which notes may leave this machine.", _AGENTS),
        "audit": Lazy(f"{_HERE}.privacy:audit", "See what left this machine, and to whom.", _AGENTS),
        "demo": Lazy(f"{_HERE}.demo:demo", "See a project at work in a sample workspace.", _MORE),
        "config": Lazy(f"{_HERE}.config:config", "Show and change settings.", _MORE),
        "doctor": Lazy(f"{_HERE}.doctor:doctor", "Look for trouble, and say how to mend it.", _MORE),
        "completion": Lazy(f"{_HERE}.completion:completion", "Print the completion script of a shell.", _MORE),
    },
)
