"""Whatever happens to the files and to the process, the index ends as a rebuild would make it, to the last hit."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

from claudeprojects.core.errors import ClaudeProjectsError
from claudeprojects.core.testing.index_dump import dump_index
from claudeprojects.core.workspace import Workspace
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

NAMES = ["Alpha", "Beta", "alpha", "Gamma 1", "日本語", "Ünï"]
FOLDERS = ["", "one", "one/two", "Three", ".hidden", "skip"]
PATHS = [f"{folder}/{name}.md".lstrip("/") for folder in FOLDERS for name in NAMES] + [
    "a.canvas",
    "x.png",
    "one/y.base",
]
SENTENCES = [
    "plain words about rivers",
    "a link to [[Alpha]] and ![[x.png]]",
    "[[one/two/Beta#Part|there]] and [[Second Name]]",
    "[relative](../Beta.md) and [[missing note]]",
    "#tag/sub and #other",
    "- [ ] a task 📅 2026-12-01 #work",
    "# A heading\n\ntext below it ^block",
    "日本語の文章です。ภาษาไทย",
]
QUERIES = ["rivers", "日本", "tag:#tag", "heading", "ภาษา", "alpha", "task:task", "-rivers link"]

contents = st.lists(st.sampled_from(SENTENCES), max_size=4).map("\n\n".join)
aliases = st.sampled_from(["", "---\naliases: [Second Name]\n---\n", "---\naliases: Third\ntags: [front]\n---\n"])
bodies = st.builds(lambda head, body: (head + body).encode(), aliases, contents) | st.just(b"\xff\xfe not text")


class IndexAgrees(RuleBasedStateMachine):
    """Random changes of files, restarts and crashes between the stores; after each wait, index = rebuilt index."""

    def __init__(self) -> None:
        super().__init__()
        self.base = Path(tempfile.mkdtemp(prefix="agreement-"))
        self.root = self.base / "vault"
        self.root.mkdir()
        self.workspace: Workspace | None = None
        self.touched: set[str] = set()

    @initialize(files=st.dictionaries(st.sampled_from(PATHS), bodies, max_size=8))
    def start(self, files: dict[str, bytes]) -> None:
        for path, data in files.items():
            self._write(path, data)
        self._open()

    def _open(self) -> None:
        self.workspace = Workspace.open(self.root, data_dir=self.base / "data")
        self.workspace.sync(embed=False)
        self.touched.clear()

    def _write(self, path: str, data: bytes) -> None:
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        self.touched.add(path)

    @rule(path=st.sampled_from(PATHS), data=bodies)
    def write(self, path: str, data: bytes) -> None:
        self._write(path, data)

    @rule(path=st.sampled_from(PATHS))
    def delete(self, path: str) -> None:
        (self.root / path).unlink(missing_ok=True)
        self.touched.add(path)

    @rule(old=st.sampled_from(PATHS), new=st.sampled_from(PATHS))
    def rename(self, old: str, new: str) -> None:
        if (self.root / old).exists():
            (self.root / new).parent.mkdir(parents=True, exist_ok=True)
            os.replace(self.root / old, self.root / new)
            self.touched |= {old, new}

    @rule(old=st.sampled_from(FOLDERS[1:]), new=st.sampled_from(["moved", "one/moved", "skip/moved"]))
    def rename_folder(self, old: str, new: str) -> None:
        if (self.root / old).is_dir() and not (self.root / new).exists() and not new.startswith(old + "/"):
            (self.root / new).parent.mkdir(parents=True, exist_ok=True)
            os.replace(self.root / old, self.root / new)
            self.touched |= {old, new}

    @rule()
    def remove_folder(self) -> None:
        shutil.rmtree(self.root / "one", ignore_errors=True)
        self.touched.add("one")

    @rule(line=st.sampled_from(["skip/", "*.png", ""]))
    def change_ignore_rules(self, line: str) -> None:
        (self.root / ".claudeprojects").mkdir(exist_ok=True)
        (self.root / ".claudeprojects/ignore").write_text(line)
        self.workspace.vault.reload_rules()
        self.workspace.sync(embed=False)
        self.touched.clear()

    @precondition(lambda self: self.touched)
    @rule()
    def look_at_what_was_touched(self) -> None:
        self.workspace._stores.indexer.update(self.touched).result()
        self.touched.clear()
        self.agrees()

    @rule()
    def restart(self) -> None:
        self.workspace.close()
        self._open()
        self.agrees()

    @rule(point=st.sampled_from(["add", "remove", "commit", "sql"]), after=st.integers(0, 2))
    def crash(self, point: str, after: int) -> None:
        """Fail at a point between the stores, and never tidy up; what is on disk is what the next start finds."""
        stores = self.workspace._stores
        target = stores.fulltext if point != "sql" else stores.indexer._reconciler._writer
        name = point if point != "sql" else "apply"
        real, calls = getattr(target, name), iter(range(10**6))

        def failing(*args: object) -> object:
            if next(calls) >= after:
                raise ClaudeProjectsError("the power went")
            return real(*args)

        setattr(target, name, failing)
        with contextlib.suppress(ClaudeProjectsError):
            self.workspace.sync(embed=False)
        stores.indexer._stopping = True
        self.workspace.close()
        self._open()
        self.agrees()

    @invariant()
    def open_has_not_changed_the_vault(self) -> None:
        assert self.workspace is None or not (self.root / ".claudeprojects/trash").exists()

    def agrees(self) -> None:
        rebuilt = Workspace.open(self.root, data_dir=self.base / "rebuilt")
        try:
            rebuilt.sync(embed=False)
            kept = dump_index(self.workspace._stores.database)
            made = dump_index(rebuilt._stores.database)
            for table, rows in made.items():
                assert kept[table] == rows, table
            assert not kept["loose"]
            for query in QUERIES:
                assert hits(self.workspace, query) == hits(rebuilt, query), query
        finally:
            rebuilt.close()
            shutil.rmtree(self.base / "rebuilt")

    def teardown(self) -> None:
        if self.workspace is not None:
            self.workspace.close()
        shutil.rmtree(self.base)


def hits(workspace: Workspace, query: str) -> list[tuple[str, str]]:
    page = workspace.searcher.search(query, mode="keyword", limit=100)
    return sorted((hit.path, hit.snippet) for hit in page.hits)


TestIndexAgrees = IndexAgrees.TestCase
TestIndexAgrees.settings = settings(
    max_examples=25,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
