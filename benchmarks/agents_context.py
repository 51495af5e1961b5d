"""(c) Context for a question: hybrid search over passages, reranked, within a budget, beside one hybrid search.

Asked in a project, too: its brief, sprint, open tasks and decisions are read along, as at the opening of a run.
"""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

from claudeprojects.agents.context import ContextBuilder
from claudeprojects.agents.privacy.rules import PrivacyRules
from claudeprojects.core.testing.words import english
from claudeprojects.core.workspace import Workspace

from benchmarks.sampling import latencies, percentile

if TYPE_CHECKING:
    from benchmarks.places import Place
    from benchmarks.report import Report

QUESTIONS = 200


def measure(place: Place, report: Report) -> None:
    """Questions of two to eight words drawn as they occur in notes, so that common ones are among them."""
    os.environ["CLAUDEPROJECTS_HOME"] = str(place.home("static"))
    asked = questions()
    with Workspace.open(place.vault) as workspace:
        workspace.sync()
        builder = ContextBuilder(workspace, PrivacyRules(workspace))
        builder.build(asked[0])  # loads the vectors of words once
        built = latencies(builder.build, asked[1:])
        notes = [str(path.relative_to(place.vault).as_posix()) for path in place.notes()]
        of = dict(zip(asked, random.Random(6).choices(notes, k=QUESTIONS), strict=True))
        projects = latencies(lambda question: builder.build(question, project_path=of[question]), asked[1:])
        searched = latencies(lambda question: workspace.searcher.search(question, mode="hybrid"), asked[1:])
    beside = (
        f"p50 {percentile(built, 0.5):.1f}, worst {max(built):.1f} ms; "
        f"one hybrid search: p95 {percentile(searched, 0.95):.1f} ms"
    )
    report.add("c", "context for a question, p95", percentile(built, 0.95), "ms", goal=150.0, beside=beside)
    beside = f"p50 {percentile(projects, 0.5):.1f}, worst {max(projects):.1f} ms"
    report.add("c", "the same in a project, p95", percentile(projects, 0.95), "ms", goal=150.0, beside=beside)


def questions() -> list[str]:
    """The same ones every time."""
    rng, pool = random.Random(5), english().pool
    return [f"What do we know about {' '.join(rng.choices(pool, k=rng.randrange(2, 9)))}?" for _ in range(QUESTIONS)]
