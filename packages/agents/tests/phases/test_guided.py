"""A phase on a very small model: quotes in boxes that say so, one short call for a blank, the rest left to people."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from claudeprojects.agents.phases.drafts import MARK
from claudeprojects.agents.values import Privacy

PROJECT = "Work/Boat/Boat.md"
LEFT = "Work/Boat/Left.md"
LIES = "The boat lies in the old harbour until the first of May."
LEAKS = "Nobody has looked at why the boat leaks since last winter."
CREW = "## Crew\n\n| Who | Does |\n| --- | --- |\n|  |  |\n"
TEMPLATE = f"# {{{{title}}}}\n\n## Body\n\n%% Where does it lie? %%\n\n## Tail\n\n{CREW}"


@pytest.fixture
def harbour(place: Any) -> Any:
    place.put(".claudeprojects/methodologies/templates/note.md", TEMPLATE)
    with place.workspace() as workspace:
        for name in ("Left", "Right", "Both"):
            workspace.trash(f"Work/Boat/{name}.md")
    place.put("Harbour.md", f"# Harbour\n\n{LIES}\n")
    place.put("Leak.md", f"# Leak\n\n- [ ] {LEAKS} ^leak\n")
    place.put("Paint.md", "# Paint\n\nThe boat was painted green when it was bought.\n")
    return place


async def ended(runtime: Any, run: Any) -> Any:
    return await runtime.runs.finished(run.id, timeout=30)


def proposed(runtime: Any, run: Any, path: str = LEFT) -> str:
    return str(runtime.changes.view(run.id).read(path).text)


def test_blanks_are_filled_with_quotes_and_the_rest_is_left_to_people(harbour: Any, tiny: Any) -> None:
    async def story() -> None:
        model = tiny()
        async with harbour.runtime(model) as runtime:
            run = await ended(runtime, await runtime.phases.start(PROJECT))
            assert run.state == "done", run.why
            text = proposed(runtime, run)
            assert text.count(f"[!quote] Draft by tiny, {MARK}") == 2
            assert f"> > {LIES}\n>\n> — [[Harbour#Harbour]]" in text
            assert f"> > - {LEAKS}\n>\n> — [[Leak#Leak]]" in text
            assert text.endswith(f"\n{CREW}")
            assert "%% Where does it lie? %%" in text
            steps = [step for step in runtime.runs.steps(run.id) if step.kind == "model"]
            assert [(step.name, step.model) for step in steps] == [
                ("Left › Body", "fake:tiny"),
                ("Left › Tail", "fake:tiny"),
            ]
            assert max(model.limits) <= 120
            assert not model.tools
            states = {each.activity: each.state for each in runtime.phases.records.get(run.id).activities}
            assert states == {"write-left": "done", "write-right": "handed-over", "join": "waiting"}
            assert "First draft by tiny, a very small model" in run.answer
            assert "Left › Crew" in run.answer
            assert "says nothing under “Body” yet." in run.answer
            assert not (harbour.root / LEFT).exists()

    asyncio.run(story())


def test_nothing_that_was_answered_is_asked_or_written_again_after_a_crash(harbour: Any, tiny: Any) -> None:
    class Stuck(tiny):  # type: ignore[misc]
        async def thinking(self) -> None:
            if len(self.asked) == 2:
                await asyncio.sleep(60)

    async def story() -> None:
        first, second = Stuck(), tiny()
        async with harbour.runtime(first) as runtime:
            run = await runtime.phases.start(PROJECT)
            async with asyncio.timeout(20):
                while len(first.asked) < 2:
                    await asyncio.sleep(0.01)
        async with harbour.runtime(second) as runtime:
            run = await ended(runtime, run)
            assert run.state == "done", run.why
            assert (first.asked, second.asked) == (["Write left: Body", "Write left: Tail"], ["Write left: Tail"])
            assert proposed(runtime, run).count(MARK) == 2

    asyncio.run(story())


def test_a_phase_without_budget_ends_with_its_summary_and_goes_on_with_more(harbour: Any, tiny: Any) -> None:
    async def story() -> None:
        async with harbour.runtime(tiny()) as runtime:
            run = await ended(runtime, await runtime.phases.start(PROJECT, budget={"tokens": 200}))
            assert run.state == "failed"
            assert run.why.startswith("The budget of 200 tokens is used up.")
            assert run.answer.startswith("**It was cut short.** The budget of 200 tokens is used up.")
            assert 'phase resume "Boat" --tokens N' in run.answer
            assert "**One** of [[Work/Boat/Boat|Boat]] stands at its gate" in run.answer
            assert "Write left: worker was at work on it." in run.answer
            assert proposed(runtime, run).count(MARK) == 1
            run = await ended(runtime, await runtime.phases.resume(run.id, {"tokens": 5_000}))
            assert run.state == "done", run.why
            assert proposed(runtime, run).count(MARK) == 2

    asyncio.run(story())


def test_private_notes_are_quoted_on_this_machine_only(harbour: Any, tiny: Any) -> None:
    harbour.put("Harbour.md", f"---\nprivacy: private\n---\n\n# Harbour\n\n{LIES}\n")

    async def story(ceiling: Privacy) -> tuple[str, Privacy]:
        async with harbour.runtime(tiny()) as runtime:
            vars(runtime)["serving"] = replace(runtime.serving, ceiling=lambda _model: ceiling)
            run = await ended(runtime, await runtime.phases.start(PROJECT))
            return proposed(runtime, run), runtime.changes.view(run.id).privacy_of(LEFT)

    text, privacy = asyncio.run(story(Privacy.PRIVATE))
    assert LIES in text
    assert privacy is Privacy.PRIVATE
    text, privacy = asyncio.run(story(Privacy.OPEN))
    assert LIES not in text
    assert privacy is Privacy.OPEN


def test_a_draft_is_quoted_by_nobody_and_what_people_wrote_is(harbour: Any, tiny: Any) -> None:
    async def story() -> None:
        async with harbour.runtime(tiny()) as runtime:
            run = await ended(runtime, await runtime.phases.start(PROJECT))
            await asyncio.to_thread(runtime.changes.accept, run.id)
            own = "We sail the boat to the island before the summer begins."
            harbour.put(
                "Work/Boat/Right.md", harbour.text("Work/Boat/Right.md").replace("## Tail\n", f"## Tail\n\n{own}\n")
            )
            await asyncio.to_thread(runtime.workspace.sync, embed=False)
            run = await ended(runtime, await runtime.phases.resume(run.id))
            both = proposed(runtime, run, "Work/Boat/Both.md")
            assert own in both
            assert both.count(MARK) == 1
            assert LIES not in both

    asyncio.run(story())


def test_what_the_gate_counts_only_people_make(harbour: Any, tiny: Any) -> None:
    way = harbour.text(".claudeprojects/methodologies/two-notes.md")
    counted = way.replace(
        "sections: [Body]}\n        - {artefact: right", "property: sails, at_least: 3}\n        - {artefact: right"
    )
    harbour.put(".claudeprojects/methodologies/two-notes.md", counted)

    async def story() -> None:
        model = tiny()
        async with harbour.runtime(model) as runtime:
            run = await ended(runtime, await runtime.phases.start(PROJECT))
            assert model.asked == []
            assert "Left, because what is counted in it only people make" in run.answer

    asyncio.run(story())
