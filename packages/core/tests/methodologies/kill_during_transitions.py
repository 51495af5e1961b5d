"""A process that moves a project on without end, to be killed: ``kill_during_transitions.py ROOT DATA``.

Each round makes a project, signs, waives, moves on, opens the first phase again and moves on until it is done; after
each operation it writes a dot.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path

from claudeprojects.core.methodologies.methodologies import Methodologies
from claudeprojects.core.workspace import Workspace


def work(root: Path, data: Path) -> None:
    workspace = Workspace.open(root, data_dir=data)
    workspace.sync(embed=False)
    methodologies = Methodologies(workspace)
    for number in count(len(list((root / "Projects").glob("*")))):
        project = f"Projects/P{number}/P{number}.md"
        waive = partial(methodologies.waive, project, "Mara", "it is a test")
        advance = partial(methodologies.advance, project)
        operations: list[Callable[[], object]] = [
            partial(methodologies.instantiate, "small", {"project": f"P{number}", "decider": "Mara"}),
            partial(methodologies.sign, project, "Decider", "Mara"),
            *[waive, advance, waive],
            partial(methodologies.reopen, project, "think", "Mara", "it is a test"),
            *[waive, advance] * 2,
            advance,
        ]
        for operation in operations:
            operation()
            sys.stdout.write(".")
            sys.stdout.flush()


if __name__ == "__main__":
    work(Path(sys.argv[1]), Path(sys.argv[2]))
