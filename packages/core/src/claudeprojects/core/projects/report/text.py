"""The words of a report: what a project is, how far, what is late, what comes; as Markdown with tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from claudeprojects.core.projects.figures.model import Capacity, CycleTimes, Velocity
    from claudeprojects.core.projects.model import Milestone, Project, Sprint, WorkItem

_MOST: Final = 30


def heading(project: Project, today: date) -> str:
    """The properties and the title of the report."""
    return (
        f'---\ntype: report\nproject: "[[{_target(project.path)}]]"\ndate: {today}\n---\n'
        f"# {project.title}: report of {today}\n"
    )


def summary(project: Project, sprint: Sprint | None) -> str:
    """How far the project is, in a few sentences and numbers."""
    done = project.progress
    facts = [
        ("Status", project.status or "–"),
        ("Phase", project.phase or "–"),
        ("Owner", project.owner or "–"),
        ("Runs", f"{project.start or '–'} to {project.due or '–'}"),
        ("Items", f"{done.done} of {done.total} done ({done.share:.0%}), {done.in_progress} in progress"),
        ("Overdue", str(done.overdue)),
    ]
    if done.points:
        facts.append(("Points", f"{done.points_done:g} of {done.points:g}"))
    if done.hours:
        facts.append(("Hours", f"{done.hours_done:g} of {done.hours:g}"))
    if sprint is not None:
        goal = f": {sprint.goal}" if sprint.goal else ""
        facts.append(("Sprint", f"[[{_target(sprint.path)}|{_cell(sprint.title)}]]{goal}"))
    return table(("", ""), facts)


def items(title: str, found: Sequence[WorkItem], empty: str) -> str:
    """A list of items under a heading, with who does them and until when, each with a link to its note."""
    lines = [f"## {title}\n"]
    for item in found[:_MOST]:
        due = f", due {item.due}" if item.due else ""
        lines.append(f"- {item.description or item.title}{due} ([[{_target(item.path)}|{item.title}]])")
    if len(found) > _MOST:
        lines.append(f"- … and {len(found) - _MOST} more")
    return "\n".join([*lines, ""] if found else [*lines, empty, ""])


def milestones(found: Sequence[Milestone]) -> str:
    """The milestones by day."""
    rows = [(str(each.due or "–"), _cell(each.title), "done" if each.done else "open") for each in found]
    return f"## Milestones\n\n{table(('Day', 'Milestone', ''), rows)}" if rows else ""


def velocity(found: Velocity) -> str:
    """What each sprint set out to do and did."""
    rows = [
        (
            _cell(each.title),
            f"{each.start} – {each.end}",
            f"{each.committed:g}",
            f"{each.done:g}",
            f"{each.carried:g}",
        )
        for each in found.sprints
    ]
    mean = f"\nOn average {found.mean:g} {found.unit} a sprint.\n" if found.mean is not None else ""
    return table(("Sprint", "Days", "Committed", "Done", "Left"), rows) + mean


def capacity(found: Capacity) -> str:
    """Who has how much in the sprint."""
    rows = [(load.person or "nobody yet", f"{load.committed:g}", f"{load.done:g}") for load in found.loads]
    fits = "" if found.capacity is None else f" The sprint holds {found.capacity:g}"
    over = f", which is {found.over:g} too little." if found.over else "." if fits else ""
    return table(("Who", f"Committed ({found.unit})", "Done"), rows) + (f"\n{fits.strip()}{over}\n" if fits else "")


def cycle_times(found: CycleTimes) -> str:
    """How long finished items took."""
    if not found.finished:
        return "Nothing was finished in these weeks.\n"
    told = f"Finished: {len(found.finished)}."
    if found.median is not None:
        told += (
            f" Half of them took at most {found.median:.1f} days from the start of work to its end, 85 of 100 at"
            f" most {found.most:.1f}."
        )
    return f"{told}\n"


def table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    head = [f"| {' | '.join(names)} |", f"|{'---|' * len(names)}"]
    return "\n".join([*head, *(f"| {' | '.join(row)} |" for row in rows), ""])


def _target(path: str) -> str:
    return path.removesuffix(".md")


def _cell(text: str) -> str:
    return text.replace("|", r"\|").replace("\n", " ")
