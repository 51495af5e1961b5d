"""(r) Runs: a model call beside bare LangChain, and short runs a second beside bare DBOS; same run, same fake."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.sampling import percentile

if TYPE_CHECKING:
    from benchmarks.places import Place
    from benchmarks.report import Report

TURNS = 10
"""Model calls of one measured run; all but the last ask for a tool."""
ROUNDS = 5
JOBS = 1000
WORKERS = 4


def measure(_place: Place, report: Report) -> None:
    """Both; the programs measured run in processes of their own, one after the other."""
    per_call(report)
    jobs(report)


def per_call(report: Report) -> None:
    """Runs of ten model calls with a tool call each, through the real client against the same fake provider."""
    from claudeprojects.agents.testing.fake_models import FakeProvider

    with FakeProvider(_turn) as fake:
        bare, ours = [], []
        for _ in range(2):
            bare += _program("langchain", fake.url)
            ours += _program("ours", fake.url)
    ratio = percentile(ours, 0.5) / percentile(bare, 0.5)
    beside = f"{percentile(ours, 0.5):.1f} ms against {percentile(bare, 0.5):.1f} ms of create_agent"
    report.add("r", "time of a model call beside bare create_agent", ratio, "×", goal=1.2, beside=beside)


def jobs(report: Report) -> None:
    """A thousand short runs on four workers, each one model call that answers at once."""
    (bare,) = _program("dbos")
    (ours,) = _program("jobs")
    beside = f"{ours:.0f} runs/s against {bare:.0f} jobs/s of bare DBOS"
    report.add("r", "short runs beside bare DBOS", ours / bare, "×", goal=0.8, at_least=True, beside=beside)


def _program(name: str, *arguments: str) -> list[float]:
    command = [sys.executable, "-m", "benchmarks.agents_runs", name, *arguments]
    done = subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, text=True, check=True)
    return [float(line) for line in done.stdout.splitlines()]


def _turn(request: Any) -> dict[str, Any]:
    asked = sum(message["role"] == "tool" for message in request["messages"])
    if asked < TURNS - 1:
        return {"tools": [{"name": "read", "arguments": {"path": "Note.md"}}]}
    return {"text": "Done."}


def _langchain(url: str) -> list[float]:
    """Milliseconds for a model call with its tool call, in bare LangChain."""
    from langchain.agents import create_agent
    from langchain_core.tools import tool
    from langchain_openai import ChatOpenAI

    with tempfile.TemporaryDirectory() as folder:
        note = Path(folder) / "Note.md"
        note.write_text("A note.\n")

        @tool
        def read(path: str) -> str:
            """Read a note."""
            return (Path(folder) / path).read_text()

        model = ChatOpenAI(model="fake-model", base_url=f"{url}/v1", api_key="none", streaming=True)  # type: ignore[arg-type]
        agent = create_agent(model, [read], system_prompt="You work.")

        async def once() -> float:
            began = time.perf_counter()
            await agent.ainvoke({"messages": [("user", "Read.")]})
            return 1000 * (time.perf_counter() - began) / TURNS

        return asyncio.run(_rounds(once))


def _ours(url: str) -> list[float]:
    """Milliseconds for a model call with its tool call, in a run: recorded, budgeted, under permission."""
    with tempfile.TemporaryDirectory() as folder:
        place = _vault(Path(folder))

        async def story() -> list[float]:
            from claudeprojects.core.settings import user_settings

            user_settings().set("models.openai_url", f"{url}/v1")
            async with _runtime(place) as runtime:

                async def once() -> float:
                    run = await runtime.runs.start("worker", "Read.", model="openai:fake-model")
                    run = await runtime.runs.finished(run.id)
                    steps = runtime.runs.steps(run.id)
                    ended = max(step.ended_at or 0 for step in steps)
                    return float(1000 * (ended - steps[0].started_at) / TURNS)

                return await _rounds(once)

        return asyncio.run(story())


async def _rounds(once: Any) -> list[float]:
    await once()
    return [await once() for _ in range(ROUNDS)]


def _dbos() -> list[float]:
    """Jobs a second of bare DBOS: a workflow of one step, as a run has one, on the same kind of SQLite file."""
    from claudeprojects.agents.runs.jobs import sqlite_url
    from dbos import DBOS

    with tempfile.TemporaryDirectory() as folder:
        url = sqlite_url(Path(folder))
        DBOS(config={"name": "bare-dbos", "system_database_url": url, "log_level": "ERROR"})

        @DBOS.step()
        async def step(number: int) -> int:
            return number

        @DBOS.workflow()
        async def work(number: int) -> int:
            return await step(number)

        DBOS.launch()
        DBOS.register_queue("bare", worker_concurrency=WORKERS, polling_interval_sec=0.05)
        time.sleep(1.5)
        began = time.perf_counter()
        handles = [DBOS.enqueue_workflow("bare", work, number) for number in range(JOBS)]
        for handle in handles:
            handle.get_result()
        rate = JOBS / (time.perf_counter() - began)
        DBOS.destroy()
    return [rate]


def _jobs() -> list[float]:
    """Short runs a second of ours: asked for, recorded, carried out, answered."""
    with tempfile.TemporaryDirectory() as folder:
        place = _vault(Path(folder))

        async def story() -> float:
            async with _runtime(place, _Instant()) as runtime:
                await runtime.runs.finished((await runtime.runs.start("worker", "warm up")).id)
                began = time.perf_counter()
                for number in range(JOBS):
                    await runtime.runs.start("worker", f"task {number}")
                while sum(runtime.records.counts().get(state, 0) for state in ("done", "failed")) < JOBS + 1:
                    await asyncio.sleep(0.05)
                return JOBS / (time.perf_counter() - began)

        return [asyncio.run(story())]


class _Instant:
    async def reply(self, *_arguments: Any, **_options: Any) -> Any:
        from claudeprojects.agents.models.port import Answered, Choice
        from claudeprojects.agents.values import ModelReply

        return Answered(ModelReply("Done.", "fake:instant"), Choice("fake:instant", "bench", ""))


def _vault(folder: Path) -> Path:
    import os

    os.environ["CLAUDEPROJECTS_HOME"] = str(folder / "home")
    agents = folder / "vault/.claude/agents"
    agents.mkdir(parents=True)
    (agents / "worker.md").write_text("---\nname: worker\ndescription: Works.\ntools: Read\n---\nYou work.\n")
    (folder / "vault/Note.md").write_text("A note.\n")
    return folder


def _runtime(folder: Path, gateway: Any = None) -> Any:
    from contextlib import asynccontextmanager

    from claudeprojects.agents.runs.jobs import QueueLimits
    from claudeprojects.agents.runtime import AgentRuntime
    from claudeprojects.agents.values import Privacy
    from claudeprojects.core.workspace import Workspace

    @asynccontextmanager
    async def opened() -> Any:
        with Workspace.open(folder / "vault", data_dir=folder / "data") as workspace:
            runtime = AgentRuntime(workspace, home=folder / "home", limits=QueueLimits(concurrency=WORKERS))
            if gateway is not None:
                here = {"_reach": lambda _task: Privacy.PRIVATE, "_ceiling": lambda _model: Privacy.PRIVATE}
                vars(runtime).update(gateway=gateway, **here)
            await runtime.start()
            try:
                yield runtime
            finally:
                await runtime.close()

    return opened()


if __name__ == "__main__":
    programs: dict[str, Any] = {"langchain": _langchain, "ours": _ours, "dbos": _dbos, "jobs": _jobs}
    for value in programs[sys.argv[1]](*sys.argv[2:]):
        print(value)
