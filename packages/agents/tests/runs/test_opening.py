"""What a run begins with: the project and passages its task speaks of, as data, from where and how private."""

from __future__ import annotations

import asyncio
from typing import Any

from claudeprojects.agents.values import Privacy


def opened(place: Any, prompt: str, **options: Any) -> Any:
    """The messages of the first model call, and the run."""

    async def story() -> Any:
        async with place.runtime(lambda _: {"text": "Done."}) as runtime:
            run = await runtime.runs.start("worker", prompt, **options)
            run = await runtime.runs.finished(run.id, timeout=20)
            return runtime.runs.context(run.id, 1)[1], run

    return asyncio.run(story())


def harbour(place: Any) -> None:
    place.put("Harbour/Harbour.md", "---\ntype: project\n---\n# Harbour\n\nA crane by June.\n")
    place.put("Harbour/Week.md", "---\ntype: sprint\nstart: 2020-01-01\nend: 2999-12-31\n---\nDig the pit.\n")
    place.put("Harbour/Todo.md", "- [ ] Order steel 📅 2026-01-02\n")
    place.put("Harbour/Decisions/Steel.md", "---\ntype: decision\n---\nSteel, not wood.\n")
    place.put("Harbour/Debts.md", "---\nprivacy: private\n---\n- [ ] Pay the bribe\n\nThe crane is not paid.\n")


def test_a_run_over_a_note_of_a_project_is_given_brief_sprint_tasks_and_decisions(place: Any) -> None:
    harbour(place)
    messages, run = opened(place, "What is next?", paths=["Harbour/Todo.md"])
    text = messages[1].text
    told = ["A crane by June", "Dig the pit", "Steel, not wood", "The note Harbour/Todo.md", "What is next?"]
    assert sorted(told, key=text.index) == told, "in this order"
    assert {"Harbour/Harbour.md", "Harbour/Week.md", "Harbour/Decisions/Steel.md", "Harbour/Todo.md"} <= {
        source.path for source in messages[1].sources
    }
    assert "bribe" not in text
    assert run.privacy is Privacy.OPEN, "what was merely found is no reason to keep a run from the world"


def test_a_project_is_also_found_by_a_link_in_the_task(place: Any) -> None:
    harbour(place)
    messages, _ = opened(place, "What is next in [[Harbour]]?")
    assert "Order steel (due 2026-01-02)" in messages[1].text


def test_passages_that_the_task_speaks_of_are_given_and_a_task_that_speaks_of_none_stands_alone(place: Any) -> None:
    messages, _ = opened(place, "Which colour have the sails? Red ones?")
    assert "Red ones." in messages[1].text
    assert any(source.path == "Notes/Sails.md" and source.hash for source in messages[1].sources)
    messages, _ = opened(place, "Count to three.")
    assert messages[1].text == "Count to three."
    assert messages[0].text.count("Today is ") == 1
