"""Writes the report of a project: one note and its pictures beside it, as one operation that can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claudeprojects.core.projects.report import text
from claudeprojects.core.projects.report.charts import Series, area_chart, bar_chart, line_chart
from claudeprojects.core.vault.paths import parent_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from claudeprojects.core.projects.figures.figures import Figures
    from claudeprojects.core.projects.figures.model import Burndown, FlowDay, Velocity
    from claudeprojects.core.projects.model import Sprint
    from claudeprojects.core.projects.projects import Projects
    from claudeprojects.core.vault.operations import Operation


class Report(NamedTuple):
    """A report that is not written yet: the path and text of its note, and its pictures by path."""

    path: str
    text: str
    pictures: Mapping[str, str]


def make_report(projects: Projects, figures: Figures, name: str) -> Report:
    """The report of the project ``name`` as of today; nothing is written. Raises ``NoteNotFound``."""
    project, today = projects.project(name), projects.today()
    sprints = projects.sprints(project.path)
    current = next((each for each in sprints if each.state == "current"), None)
    folder = f"{project.folder or parent_of(project.path)}/Reports".lstrip("/")
    pictures: dict[str, str] = {}

    def picture(kind: str, svg: str) -> str:
        path = f"{folder}/{project.title} {today} {kind}.svg"
        pictures[path] = svg
        return f"![[{path}]]\n"

    within = f'project:"{project.path}"'
    parts = [text.heading(project, today), text.summary(project, current)]
    parts += _of_sprint(figures, current, picture) if current and current.start and current.end else []
    flow = figures.flow(project.path)
    if any(day.todo or day.in_progress or day.on_hold or day.done for day in flow):
        parts += [
            "## Flow\n",
            picture("flow", _flow_chart(flow)),
            text.cycle_times(figures.cycle_times(project.path)),
        ]
    velocity = figures.velocity(project.path)
    if velocity.sprints:
        parts += ["## Velocity\n", picture("velocity", _velocity_chart(velocity)), text.velocity(velocity)]
    parts += [
        text.items("Overdue", projects.find(f"{within} is:overdue").items, "Nothing is overdue."),
        text.items("Blocked", projects.find(f"{within} is:blocked").items, "Nothing is blocked."),
        text.items(
            "Coming up", projects.find(f"{within} is:open due:today..+14d").items, "Nothing is due in two weeks."
        ),
        text.milestones(projects.milestones(project.path)),
    ]
    return Report(f"{folder}/{project.title} {today}.md", "\n".join(part for part in parts if part), pictures)


def write_report(projects: Projects, report: Report) -> Operation | None:
    """Put the report into the vault; one of the same day takes the place of the one before.

    ``None`` when it is there already, word for word.
    """
    files = {report.path: report.text, **report.pictures}
    changes = {path: _become(content) for path, content in files.items()}
    return projects.workspace.change_notes(f"Report {report.path}", changes)


def _become(content: str) -> Callable[[str | None], str]:
    return lambda _before: content


def _of_sprint(figures: Figures, sprint: Sprint, picture: Callable[[str, str], str]) -> list[str]:
    burndown, capacity = figures.burndown(sprint.path), figures.capacity(sprint.path)
    drawn = picture("burndown", _burndown_chart(burndown))
    return [f"## {sprint.title}\n", drawn, text.capacity(capacity)]


def _burndown_chart(burndown: Burndown) -> str:
    labels = [f"{each.day:%d %b}" for each in burndown.days]
    return line_chart(
        f"Burndown in {burndown.unit}",
        labels,
        [
            Series("Left", [each.remaining for each in burndown.days], "accent"),
            Series("Steady pace", [each.ideal for each in burndown.days], "quiet", dashed=True),
            Series("Scope", [each.scope for each in burndown.days], "good"),
        ],
    )


def _flow_chart(flow: tuple[FlowDay, ...]) -> str:
    labels = [f"{each.day:%d %b}" for each in flow]
    return area_chart(
        "Cumulative flow in items",
        labels,
        [
            Series("Done", [each.done for each in flow], "good"),
            Series("On hold", [each.on_hold for each in flow], "warm"),
            Series("In progress", [each.in_progress for each in flow], "accent"),
            Series("To do", [each.todo for each in flow], "quiet"),
        ],
    )


def _velocity_chart(velocity: Velocity) -> str:
    return bar_chart(
        f"Velocity in {velocity.unit}",
        [each.title for each in velocity.sprints],
        [
            Series("Committed", [each.committed for each in velocity.sprints], "quiet"),
            Series("Done", [each.done for each in velocity.sprints], "good"),
        ],
    )
