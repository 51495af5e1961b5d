"""Errors of permissions, approvals and the tools they guard."""

from __future__ import annotations

from claudeprojects.agents.errors.base import AgentsError


class PermissionError_(AgentsError):  # noqa: N801 - the builtin has the plain name
    """Something about what agents may do."""

    code = "permission_error"


class RuleInvalid(PermissionError_):
    """The permission rule ``rule`` cannot be read, for ``reason``."""

    code = "rule_invalid"
    hint = "Write it as `Tool` or `Tool(pattern)`, for example `Read(Private/**)` or `Bash(git log:*)`."

    def __init__(self, rule: str, reason: str) -> None:
        super().__init__(f"The permission rule {rule!r} cannot be read: {reason}.")
        self.rule = rule
        self.reason = reason


class RuleToolUnknown(PermissionError_):
    """The permission rule ``rule`` names ``tool``, which is no tool; ``suggestions`` are near names."""

    code = "rule_tool_unknown"

    def __init__(self, rule: str, tool: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(f"The permission rule {rule!r} has no effect: there is no tool {tool!r}.")
        self.rule = rule
        self.tool = tool
        self.suggestions = suggestions
        near = " or ".join(repr(other) for other in suggestions)
        self.hint = (
            f"Did you mean {near}?"
            if near
            else "Name a tool such as `Read`, `Edit`, `Bash` or `WebFetch`, or one of a server: `mcp__server__tool`."
        )


class PermissionsDamaged(PermissionError_):
    """The file of permissions at ``path`` cannot be read, for ``reason``; until it is mended no tool runs."""

    code = "permissions_damaged"
    hint = "Correct the file, or move it away to start from the defaults; it was not changed."

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"The permissions in {path!r} cannot be read: {reason}.")
        self.path = path
        self.reason = reason


class ApprovalNotFound(PermissionError_):
    """There is no approval ``approval_id``."""

    code = "approval_not_found"
    hint = "`claudeprojects approvals list` shows those that wait."

    def __init__(self, approval_id: str) -> None:
        super().__init__(f"There is no approval {approval_id!r}.")
        self.approval_id = approval_id


class ApprovalDecided(PermissionError_):
    """The approval ``approval_id`` is ``state`` already, so it cannot be decided otherwise."""

    code = "approval_decided"
    hint = "Look at the run to see what came of it."

    def __init__(self, approval_id: str, state: str) -> None:
        super().__init__(f"The approval {approval_id!r} is {state} already.")
        self.approval_id = approval_id
        self.state = state


class ToolRefused(PermissionError_):
    """The tool ``tool`` cannot be used, for ``reason``; nothing happened."""

    code = "tool_refused"
    hint = "Work without it, or let the person who started the run allow it."

    def __init__(self, tool: str, reason: str) -> None:
        super().__init__(f"The tool {tool!r} cannot be used: {reason}.")
        self.tool = tool
        self.reason = reason


class ArgumentsInvalid(PermissionError_):
    """The tool ``tool`` was called with arguments it does not take: ``problem``; nothing happened."""

    code = "arguments_invalid"
    hint = "Call it again with arguments that fit its schema."

    def __init__(self, tool: str, problem: str) -> None:
        super().__init__(f"The arguments of {tool!r} are wrong: {problem}.")
        self.tool = tool
        self.problem = problem


class SandboxMissing(PermissionError_):
    """Commands cannot be confined on this machine, for ``reason``, so none was run."""

    code = "sandbox_missing"
    hint = 'On Linux, allow user namespaces; elsewhere set `unsandboxed = "ask"` under [shell] in permissions.toml.'

    def __init__(self, reason: str) -> None:
        super().__init__(f"There is no sandbox for commands here: {reason}.")
        self.reason = reason
