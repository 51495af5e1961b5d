"""What can be wrong with a methodology, its templates, and the gates of a project."""

from __future__ import annotations

from claudeprojects.core.errors.base import ClaudeProjectsError


class MethodologyError(ClaudeProjectsError):
    """Something about methodologies and the projects they guide."""

    code = "methodology_error"


class MethodologyNotFound(MethodologyError):
    """There is no methodology ``name``; ``suggestions`` are near names."""

    code = "methodology_not_found"

    def __init__(self, name: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(f"There is no methodology {name!r}.")
        self.name = name
        self.suggestions = suggestions
        near = " or ".join(repr(other) for other in suggestions)
        self.hint = f"Did you mean {near}?" if near else "`claudeprojects methodology list` shows those there are."


class MethodologyInvalid(MethodologyError):
    """The methodology at ``path`` cannot be used; ``problem`` stands on ``line`` (1-based) of it."""

    code = "methodology_invalid"
    hint = "`claudeprojects methodology lint` names every line to correct."

    def __init__(self, path: str, line: int, problem: str) -> None:
        super().__init__(f"The methodology in {path!r} cannot be used. Line {line}: {problem}")
        self.path = path
        self.line = line
        self.problem = problem


class TemplateInvalid(MethodologyError):
    """The template ``template`` failed on ``line`` (1-based), for ``reason``."""

    code = "template_invalid"
    hint = "Correct the template there; docs/methodologies.md shows what templates can do."

    def __init__(self, template: str, line: int, reason: str) -> None:
        super().__init__(f"The template {template!r} failed on line {line}: {reason}")
        self.template = template
        self.line = line
        self.reason = reason


class AnswersRefused(MethodologyError):
    """What a methodology was told cannot be; ``problems`` says why, by variable."""

    code = "answers_refused"

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems
        self.hint = f"Answer again: {', '.join(problems)}."


class NotGuided(MethodologyError):
    """The note at ``path`` is no project that a methodology guides, for ``reason``."""

    code = "not_guided"
    hint = "Begin one with `claudeprojects methodology begin`."

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"No methodology guides {path!r}: {reason}.")
        self.path = path
        self.reason = reason


class GateClosed(MethodologyError):
    """The gate of ``phase`` of ``project`` is not passed; ``missing`` names each thing that is not there."""

    code = "gate_closed"
    hint = "Do what is missing, or waive the gate with your name and a reason."

    def __init__(self, project: str, phase: str, missing: tuple[str, ...]) -> None:
        super().__init__(f"The gate of {phase!r} is closed. {' '.join(missing)}")
        self.project = project
        self.phase = phase
        self.missing = missing


class GateRefused(MethodologyError):
    """The gate of ``phase`` of ``project`` cannot be changed like that, for ``reason``."""

    code = "gate_refused"

    def __init__(self, project: str, phase: str, reason: str, hint: str = "Look at the gate again.") -> None:
        super().__init__(f"The gate of {phase!r} was left as it is: {reason}.")
        self.project = project
        self.phase = phase
        self.reason = reason
        self.hint = hint
