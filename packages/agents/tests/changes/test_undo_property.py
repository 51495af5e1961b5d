"""Whatever a run did, in any order and accepted in any portions, its undo is the state before."""

from __future__ import annotations

import random
from typing import Any

import pytest
from claudeprojects.core.errors import VaultError

NAMES = ["a.md", "b.md", "Folder/c.md", "Folder/Deep/d.md", "e.png"]
LINES = ["see [[a]]\n", "and [b](b.md)\n", "plain\n", "\n", "- [ ] task [[c]]\r\n"]


def fill(folder: Any, chance: random.Random) -> None:
    for name in NAMES:
        if name.endswith(".png"):
            folder.put(name, chance.randbytes(40))
        else:
            folder.put(name, "".join(chance.choices(LINES, k=chance.randrange(6))))


def operate(view: Any, key: str, chance: random.Random) -> None:
    files = view.files() or ["a.md"]
    path = chance.choice(files)
    match chance.randrange(7):
        case 0:
            view.write(key, path, "".join(chance.choices(LINES, k=4)))
        case 1:
            view.put(key, path, chance.randbytes(20))
        case 2:
            view.move(key, path, f"{chance.choice(['', 'New/', 'Folder/', 'X/Y/'])}{key}.md")
        case 3:
            view.move(key, chance.choice(["Folder", "New", path]), chance.choice(["Z", "New/Sub", *NAMES]))
        case 4:
            view.trash(key, chance.choice([path, "Folder"]))
        case 5:
            view.write(key, chance.choice([f"Made/{key}.md", *NAMES]), f"made {key}\n")
        case _:
            text = view.read(path).text
            view.write(key, path, (text or "") + f"more {key}\n")


def decide(changes: Any, chance: random.Random) -> None:
    waiting = changes.changeset("r").open
    if not waiting:
        return
    file = chance.choice(waiting)
    match chance.randrange(4):
        case 0:
            changes.accept("r")
        case 1:
            changes.accept("r", paths=[file.path])
        case 2 if file.hunks:
            changes.accept("r", hunks=[chance.choice(file.hunks).id])
        case _:
            changes.reject("r", paths=[file.path])


@pytest.mark.parametrize("seed", range(12))
def test_undo_of_a_random_run_is_the_state_before(seed, folder, workspace, changes):
    chance = random.Random(seed)
    fill(folder, chance)
    workspace.sync(embed=False)
    before = folder.tree()
    view = changes.view("r")
    for number in range(14):
        try:
            operate(view, f"k{number}", chance)
        except VaultError:
            continue
        if chance.random() < 0.3:
            decide(changes, chance)
    changes.accept("r")
    changes.undo("r")
    assert folder.tree() == before
