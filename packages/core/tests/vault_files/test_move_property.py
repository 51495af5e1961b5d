"""Random small vaults, random links in every style, random moves: no link changes its meaning, and undo is exact."""

from __future__ import annotations

import json
import posixpath
import tempfile
from pathlib import Path
from urllib.parse import quote

from claudeprojects.core.errors import NoteExists, PathRefused
from claudeprojects.core.vault.parse import file_kind, parse_file
from claudeprojects.core.vault.paths import renamed
from claudeprojects.core.vault.resolve import NameIndex
from claudeprojects.core.vault.vault import Vault
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FOLDERS = ["", "f", "F", "f/g", "g", "f g", "it's"]
NAMES = ["n", "N", "m", "n o", "é", "x.y", "it's (1)", "100%", "[b]", "q&a"]
ENDINGS = [".md", ".md", ".md", ".png", ".canvas"]
paths = st.builds(
    lambda folder, name, ending: posixpath.join(folder, name + ending),
    st.sampled_from(FOLDERS),
    st.sampled_from(NAMES),
    st.sampled_from(ENDINGS),
)


def _targets(path: str, source: str) -> list[str]:
    """Return what may be written for ``path`` in ``source``, some of it wrong."""
    relative = posixpath.relpath(path, posixpath.dirname(source) or ".")
    forms = [path, posixpath.basename(path), "/" + path, "./" + relative, relative, path.upper(), "Nick", "missing"]
    return forms + [form.removesuffix(".md") for form in forms]


@st.composite
def written_link(draw, source: str, known: list[str]) -> str:
    target = draw(st.sampled_from(_targets(draw(st.sampled_from(known)), source)))
    subpath = draw(st.sampled_from(["", "", "#Head", "#^b1"]))
    return draw(
        st.sampled_from(
            [
                f"[[{target}{subpath}]]",
                f"![[{target}|100x50]]",
                f"[[{target}{subpath}|shown]]",
                f"| [[{target}\\|cell]] |",
                f"[text]({quote(target)}{subpath})",
                f"[text]({target.replace('%', '%25').replace(' ', '%20')})",
                f"![text](<{target.replace('%', '%25')}{subpath}> 'title')",
                f"[![in]({quote(target)})]({quote(target)})",
                f"[ref]: <{target.replace('%', '%25')}>",
                f"`[[{target}]]`",
            ]
        )
    )


@st.composite
def note(draw, path: str, known: list[str]) -> str:
    links = draw(st.lists(written_link(path, known), max_size=4))
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    head = draw(st.sampled_from(["", "", "aliases: [Nick]", "aliases: n"]))
    target = draw(st.sampled_from(_targets(draw(st.sampled_from(known)), path)))
    up = draw(st.sampled_from(["", f'up: "[[{target}]]"', "up: '[[" + target.replace("'", "''") + "|u]]'"]))
    front = f"---\n{head}\n{up}\n---\n" if head or up else ""
    return (front + "\n\n".join(links)).replace("\n", newline)


@st.composite
def vaults(draw) -> dict[str, str]:
    known = draw(st.lists(paths, min_size=2, max_size=7, unique=True))
    files: dict[str, str] = {}
    for path in known:
        if file_kind(path) == "note":
            files[path] = draw(note(path, known))
        elif file_kind(path) == "canvas":
            cards = [
                {"type": "file", "file": draw(st.sampled_from(known)), "id": "1"},
                {"id": "2", "text": draw(note("", known)), "type": "text"},
            ]
            files[path] = json.dumps(
                {"nodes": cards}, ensure_ascii=draw(st.booleans()), indent=draw(st.none() | st.just(1))
            )
        else:
            files[path] = "data"
    return files


def meanings(folder) -> dict[str, list[str | None]]:
    """Return what every link in every file means, by a reading of its own."""
    parsed = {path: parse_file(path, data) for path, data in folder.tree().items() if data is not None}
    names = NameIndex()
    for path in sorted(parsed):
        names.add(path, parsed[path].aliases)
    return {
        path: [names.resolve(link.target, path) if link.target else None for link in found.links]
        for path, found in parsed.items()
    }


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(files=vaults(), data=st.data())
def test_no_link_changes_its_meaning_and_undo_gives_back_every_byte(new_folder, files, data):
    with tempfile.TemporaryDirectory() as temporary:
        folder = new_folder(Path(temporary) / "vault")
        for path, text in files.items():
            folder.put(path, text)
        vault = Vault(folder.path, Path(temporary) / "state.db")
        try:
            for _ in range(data.draw(st.integers(1, 2))):
                _move_and_check(folder, vault, data)
        finally:
            vault.close()


def _move_and_check(folder, vault: Vault, data: st.DataObject) -> None:
    tree, before = folder.tree(), meanings(folder)
    source = data.draw(st.sampled_from(sorted(tree)))
    if tree[source] is None:
        target = data.draw(st.sampled_from(["h", "f/h", "H/i", "g/f"]))
    else:
        target = posixpath.splitext(data.draw(paths))[0] + posixpath.splitext(source)[1]
    try:
        operation = vault.move(source, target)
    except (NoteExists, PathRefused) as refused:
        if "link" in str(refused):
            raise
        assert folder.tree() == tree
        return
    after, moved_tree = meanings(folder), folder.tree()
    for path, wanted in before.items():
        found = after[renamed(path, source, target)]
        assert len(found) == len(wanted)
        for now, then in zip(found, wanted, strict=True):
            assert then is None or now == renamed(then, source, target)
    undone = vault.undo(operation.id)
    assert folder.tree() == tree
    vault.undo(undone.id)
    assert folder.tree() == moved_tree
